//! `magnetiq check`

use std::process::ExitCode;
use std::time::Duration;

use store::Store;
use store::check::FindingKind;

use crate::config::{Config, Refusal};
use crate::file_time;
use crate::mailer::folder;
use crate::media::sweep;

/// A running program writes a mail sooner.
const WRITTEN_WITHIN: Duration = Duration::from_secs(60);

#[expect(clippy::print_stdout, reason = "the answer of the command")]
pub async fn run(config: &Config) -> Result<ExitCode, Refusal> {
    let path = config.database();
    if !path.exists() {
        return Err(Refusal(format!("There is no database {}.", path.display())));
    }
    let failed = |error| Refusal(format!("The database {} could not be looked through: {error}.", path.display()));
    let store = Store::open(&config.store_options()?).await.map_err(failed)?;
    let findings = store::check::check(&store).await.map_err(failed)?;
    let library = config.library()?;
    let files = sweep::check(&store, &library).await;
    let files = files.map_err(|error| Refusal(format!("The media folder could not be looked through: {error}.")))?;
    store.close().await;
    let mails = folder::left_half_written(&config.mail_dir(), file_time::now() - WRITTEN_WITHIN);
    let mails = mails.map_err(|error| Refusal(format!("The folder of the mails could not be looked through: {error}.")))?;
    if findings.is_empty() && files.is_empty() && mails.is_empty() {
        println!("{} is sound.", path.display());
        return Ok(ExitCode::SUCCESS);
    }
    for finding in findings {
        println!("{}: {}", message(finding.what), finding.detail);
    }
    for file in files {
        println!("the media library: {file}");
    }
    for mail in mails {
        println!("the folder of the mails: {} was left half written; the next start deletes it", mail.display());
    }
    Ok(ExitCode::FAILURE)
}

fn message(what: FindingKind) -> &'static str {
    match what {
        FindingKind::Damaged => "the file is damaged",
        FindingKind::PointsNowhere => "a row points at one that is not there",
        FindingKind::SearchIndex => "the search index is not that of the published texts",
        FindingKind::Translation => "a text has another title or lies elsewhere than its item",
        FindingKind::Total => "a kept total is not what is counted",
        FindingKind::Summary => "the summary of an item is not what its languages say",
        FindingKind::Slug => "the slugs that an item holds are not those of its texts",
        FindingKind::Period => "two texts of one language are live at once",
        FindingKind::Changes => "a language does not tell rightly whether its draft differs",
        FindingKind::PageList => "the list of pages is not what its pages say",
        FindingKind::MediaUse => "the files that an item uses are not those that it names",
    }
}
