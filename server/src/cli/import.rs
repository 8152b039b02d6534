//! `magnetiq import pages DIR`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use store::access::Editor;

use crate::config::{Config, Refusal};
use crate::import::{self, Source};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Pages from Markdown files with YAML front matter: DIR/PATH.LANGUAGE.md.
    Pages {
        /// The folder of the files. Files with the same path are one page; a second import finds it again.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Takes all files or none.
        #[arg(long)]
        strict: bool,
    },
}

/// Ends with 1 where a file was refused; the others are stored, unless the import is strict.
#[expect(clippy::print_stdout, reason = "the report is for whoever typed the command")]
pub async fn run(command: Command, config: &Config) -> Result<ExitCode, Refusal> {
    let Command::Pages { folder, strict } = command;
    if !folder.is_dir() {
        return Err(Refusal(format!("{} is no folder.", folder.display())));
    }
    let store = super::open(config).await?;
    let settings = store::settings::load(&store).await.map_err(|error| super::refused(&error))?;
    // Hidden by itself where nobody watches.
    let progress = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} pages, {eta} left") {
        progress.set_style(style);
    }
    let report =
        import::pages(&store, &Editor::command_line(), Source::Folder(folder), settings.languages, strict, &progress).await;
    store.close().await;
    let report = report.map_err(|error| Refusal(format!("The import ended early: {error}.")))?;
    print!("{report}");
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
