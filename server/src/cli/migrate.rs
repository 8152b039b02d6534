//! `magnetiq migrate`

use std::process::ExitCode;

use crate::config::{Config, Refusal};

#[expect(clippy::print_stdout, reason = "the answer of the command")]
pub async fn run(config: &Config) -> Result<ExitCode, Refusal> {
    let store = super::open(config).await?;
    store.close().await;
    println!("{} is up to date.", config.database().display());
    Ok(ExitCode::SUCCESS)
}
