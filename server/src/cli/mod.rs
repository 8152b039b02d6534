//! The command line. Each command is a module; all share the settings of the machine.

mod check;
mod import;
mod migrate;
mod seed;
mod serve;
mod setting;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use store::Store;

use crate::config::{Config, Refusal};
use crate::log;
use crate::media::{cards, inspector, worker};

pub use serve::first_admin_link;

/// The website of a company: pages, webinars, whitepapers and bookings in one program and one file.
#[derive(Debug, Parser)]
#[command(name = "magnetiq", version, about, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the site, until it is told to end (Ctrl-C, SIGTERM).
    Serve,
    /// Makes the database or brings it up to date, and ends.
    Migrate,
    /// Members of staff.
    #[command(subcommand)]
    User(user::Command),
    /// Settings of the site.
    #[command(subcommand)]
    Setting(setting::Command),
    /// Fills the site.
    #[command(subcommand)]
    Seed(seed::Command),
    /// Imports content from elsewhere.
    #[command(subcommand)]
    Import(import::Command),
    /// Makes the smaller pictures of one file, as the program that serves orders it.
    #[command(name = worker::COMMAND, hide = true)]
    MakeVariants,
    /// Draws the picture for links to one page, as the program that serves orders it.
    #[command(name = cards::COMMAND, hide = true)]
    DrawCard,
    /// Looks at one file that came in, as the program that serves orders it.
    #[command(name = inspector::COMMAND, hide = true)]
    InspectFile,
    /// Looks through the whole database and the media folder for damage, and for rows and files that do not belong together; ends
    /// with 1 if there is any.
    Check,
}

/// Ends with 1 and one sentence on stderr where something was refused.
#[expect(clippy::print_stderr, reason = "whoever typed the command reads it there")]
pub fn run(cli: Cli) -> ExitCode {
    // These read what strangers made: without the settings, and without threads, which they would have to start first.
    match cli.command {
        Command::MakeVariants => return ended(worker::work()),
        Command::InspectFile => return ended(inspector::work()),
        Command::DrawCard => return ended(cards::work()),
        _ => {}
    }
    log::start(&cli.config, matches!(cli.command, Command::Serve));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(command(cli)),
        Err(error) => Err(Refusal(format!("The program could not start its threads: {error}."))),
    };
    done.unwrap_or_else(|refusal| {
        eprintln!("{refusal}");
        ExitCode::FAILURE
    })
}

async fn command(Cli { command, config }: Cli) -> Result<ExitCode, Refusal> {
    config.check()?;
    match command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate::run(&config).await,
        Command::User(command) => user::run(command, &config).await,
        Command::Setting(command) => setting::run(command, &config).await,
        Command::Seed(command) => seed::run(command, &config).await,
        Command::Import(command) => import::run(command, &config).await,
        Command::Check => check::run(&config).await,
        Command::MakeVariants | Command::InspectFile | Command::DrawCard => Ok(ExitCode::FAILURE),
    }
}

fn ended(work: std::io::Result<()>) -> ExitCode {
    work.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// The database of these settings, up to date; made where there is none.
pub(crate) async fn open(config: &Config) -> Result<Store, Refusal> {
    let options = config.store_options()?;
    let failed = |what, error| Refusal(format!("The database {} could not be {what}: {error}.", options.path.display()));
    let store = Store::open(&options).await.map_err(|error| failed("opened", error))?;
    store.migrate().await.map_err(|error| failed("brought up to date", error))?;
    Ok(store)
}

/// For a write that a command asked for.
pub(crate) fn refused(error: &store::Error) -> Refusal {
    Refusal(format!("The database did not take it: {error}."))
}
