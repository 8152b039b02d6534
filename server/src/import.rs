//! `magnetiq import pages DIR`: pages from Markdown files with YAML front matter, one file per page and language.
//!
//! A file is `<path>.<language>.md`; files with the same `<path>` are one page, and the next import finds it again by that path.
//! What cannot be taken is named with file, line and reason, and the rest is imported, unless the import is strict: then it is
//! all or nothing. Texts are read and rendered on all cores while the store writes; memory is bounded.

mod file;
mod prepare;
mod source;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use domain::id::PageId;
use domain::invalid::Problem;
use domain::language::{Language, Languages};
use indicatif::ProgressBar;
use store::Store;
use store::access::Editor;
use store::import::{Import, ImportPage, Outcome};

pub use prepare::{Prepared, Worker};
pub use source::{Entry, Source};

/// Pages that are prepared at once, and written in one transaction where the import is not strict.
const BATCH: usize = 250;

/// The result of an import. `refused` is in the order of the files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub refused: Vec<Refusal>,
    /// Whether what was taken is stored; not so where a strict import refused something.
    pub is_stored: bool,
}

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    pub file: String,
    /// Counted from 1; None where the whole file is meant.
    pub line: Option<usize>,
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for refusal in &self.refused {
            writeln!(f, "refused  {refusal}")?;
        }
        let Self { new, changed, unchanged, refused, is_stored } = self;
        writeln!(f, "{new} new, {changed} changed, {unchanged} unchanged, {} refused", refused.len())?;
        if !is_stored {
            writeln!(f, "Nothing was stored, because --strict takes all files or none.")?;
        }
        Ok(())
    }
}

/// Imports every page of the source. An error is one of the folder as a whole or of the database; then nothing of the current
/// batch is stored.
pub async fn pages(
    store: &Store,
    by: &Editor,
    source: Source,
    languages: Languages,
    is_strict: bool,
    progress: &ProgressBar,
) -> Result<Report, Box<dyn std::error::Error + Send + Sync>> {
    let source = Arc::new(source);
    let (entries, mut refused) = source.entries()?;
    progress.set_length(entries.len() as u64);
    let mut report = Report::default();
    let mut slugs = HashMap::new();
    let worker = Arc::new(Worker { source, languages });
    let mut batches = entries.chunks(BATCH).map(<[Entry]>::to_vec).collect::<Vec<_>>().into_iter();
    let mut next = batches.next().map(|batch| worker.clone().spawn(batch));
    let mut import = None;
    while let Some(batch) = next.take() {
        let prepared = batch.await?;
        next = batches.next().map(|batch| worker.clone().spawn(batch));
        let mut open = match import.take() {
            Some(open) => open,
            None => Import::begin(store, by).await?,
        };
        for page in prepared {
            refused.extend(page.refused.iter().cloned());
            put(&mut open, page, &mut slugs, &mut report, &mut refused).await?;
            progress.inc(1);
        }
        if is_strict {
            import = Some(open);
        } else {
            open.commit().await?;
        }
    }
    report.is_stored = !is_strict || refused.is_empty();
    if let Some(open) = import {
        if report.is_stored { open.commit().await? } else { open.roll_back().await? }
    }
    // What is stored is stored: what cannot be rendered now is rendered by the program that serves, or at its start.
    if let Err(error) = store::publishing::rerender_stale(store).await {
        tracing::warn!(%error, "imported texts could not be rendered again yet");
    }
    if let Err(error) = store.optimize().await {
        tracing::warn!(%error, "could not refresh the statistics of the query planner");
    }
    refused.sort();
    report.refused = refused;
    progress.finish_and_clear();
    Ok(report)
}

/// Stores a page. A language whose address is taken is refused, and the others of the page are stored without it.
async fn put(
    import: &mut Import,
    mut prepared: Prepared,
    slugs: &mut HashMap<(Language, String), String>,
    report: &mut Report,
    refused: &mut Vec<Refusal>,
) -> Result<(), store::Error> {
    for language in prepared.page.texts.keys().cloned().collect::<Vec<_>>() {
        let slug = prepared.page.texts[&language].text.slug.to_string();
        let file = prepared.files[&language].name.clone();
        match slugs.get(&(language.clone(), slug.clone())) {
            Some(first) => {
                let reason = format!("the slug \"{slug}\" is already that of {first}");
                refused.push(prepared.refuse(&language, "slug", reason));
            }
            None => {
                slugs.insert((language, slug), file);
            }
        }
    }
    while !prepared.page.texts.is_empty() {
        match import.put(&prepared.page, app::ssr::now()).await? {
            Outcome::New(PageId(_)) => report.new += 1,
            Outcome::Changed(PageId(_)) => report.changed += 1,
            Outcome::Unchanged(PageId(_)) => report.unchanged += 1,
            Outcome::Refused(error) => match (taken_language(&error), first_language(&prepared.page)) {
                (Some(language), _) if prepared.page.texts.contains_key(&language) => {
                    let reason = "the slug is taken by a page that is no part of this import".to_owned();
                    refused.push(prepared.refuse(&language, "slug", reason));
                    continue;
                }
                (_, Some(language)) => refused.push(prepared.refuse(&language, "title", error.to_string())),
                (_, None) => {}
            },
        }
        break;
    }
    Ok(())
}

fn taken_language(error: &store::Error) -> Option<Language> {
    match error {
        store::Error::Taken { field } => Language::parse(field.strip_prefix("slug:")?).ok(),
        store::Error::Invalid(invalid) => invalid.0.iter().find_map(|(field, _)| Language::parse(field.split_once(':')?.1).ok()),
        _ => None,
    }
}

fn first_language(page: &ImportPage) -> Option<Language> {
    page.texts.keys().next().cloned()
}

/// A problem as the report words it; the command line speaks English.
fn reason(field: &str, problem: &Problem) -> String {
    format!("{field}: {}", app::text::UiLanguage::En.problem(problem))
}
