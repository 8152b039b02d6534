//! Writes an empty database made by the migrations, against which the queries are checked when they compile (tools/prepare).

use std::process::ExitCode;

use store::sqlite::Options;
use store::{Error, Store};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        return failed("usage: schema FILE");
    };
    match write(path.into()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

async fn write(path: std::path::PathBuf) -> Result<(), Error> {
    let store = Store::open(&Options::new(path)).await?;
    store.migrate().await?;
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stderr, reason = "the answer of a command line program")]
fn failed(why: &str) -> ExitCode {
    eprintln!("schema: {why}");
    ExitCode::FAILURE
}
