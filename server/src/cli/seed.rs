//! `magnetiq seed demo`

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::{Config, Refusal};
use crate::seed;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The sample site of a fictitious engineering consultancy, in English and German.
    Demo,
}

/// A second time changes nothing.
#[expect(clippy::print_stdout, reason = "the report is for whoever typed the command")]
pub async fn run(command: Command, config: &Config) -> Result<ExitCode, Refusal> {
    let Command::Demo = command;
    let store = super::open(config).await?;
    let report = seed::demo(&store, &std::sync::Arc::new(config.library()?)).await;
    store.close().await;
    let report = report.map_err(|error| Refusal(format!("The sample site could not be written: {error}.")))?;
    print!("{report}");
    Ok(if report.is_complete() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
