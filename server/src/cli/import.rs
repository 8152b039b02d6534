//! `magnetiq import pages DIR`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use store::access::Editor;
use store::import::ChangedHere;

use crate::config::{Config, Refusal};
use crate::import::{self, Options, Source};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Pages from Markdown files, with front matter in YAML or TOML or without any, and the pictures beside them. Ends with 1 where a file was refused or a page is
    /// in conflict.
    Pages {
        /// The folder of the files: DIR/PATH.LANGUAGE.md, DIR/LANGUAGE/PATH.md, or DIR/PATH.md in the default language. Files with the
        /// same path are one page; a second import finds it again.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Stores the pages of all files or none. Pictures stay in the media library.
        #[arg(long)]
        strict: bool,
        /// Takes what the files say also where somebody changed the page here since its last import.
        #[arg(long)]
        overwrite: bool,
        /// Publishes pages whose files say neither status nor draft. Without it they are drafts.
        #[arg(long)]
        publish: bool,
    },
}

/// Ends with 1 where a file was refused or a page is in conflict; the others are stored, unless the import is strict.
#[expect(clippy::print_stdout, reason = "the report is for whoever typed the command")]
pub async fn run(command: Command, config: &Config) -> Result<ExitCode, Refusal> {
    let Command::Pages { folder, strict, overwrite, publish } = command;
    if !folder.is_dir() {
        return Err(Refusal(format!("{} is no folder.", folder.display())));
    }
    let store = super::open(config).await?;
    let library = std::sync::Arc::new(config.library()?);
    let settings = store::settings::load(&store).await.map_err(|error| super::refused(&error))?;
    // Hidden by itself where nobody watches.
    let progress = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} pages, {eta} left") {
        progress.set_style(style);
    }
    let options = Options {
        is_strict: strict,
        changed_here: if overwrite { ChangedHere::IsOverwritten } else { ChangedHere::Stays },
        is_published: publish,
    };
    let report =
        import::pages(&store, &library, &Editor::command_line(), Source::Folder(folder), settings.languages, options, &progress)
            .await;
    store.close().await;
    let report = report.map_err(|error| Refusal(format!("The import ended early: {error}.")))?;
    print!("{report}");
    Ok(if report.is_complete() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
