//! From files to a page that can be stored: read, parsed and rendered, away from the database.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::language::{Language, Languages};
use domain::markdown;
use store::import::{ImportPage, PreparedText};
use tokio::task::JoinHandle;

use crate::import::{Entry, Refusal, Source, file};

/// The facts that a worker needs.
#[derive(Debug)]
pub struct Worker {
    pub source: Arc<Source>,
    pub languages: Languages,
}

/// A page, ready to be stored without what was refused of it.
#[derive(Debug)]
pub struct Prepared {
    pub page: ImportPage,
    /// The file of each language of the page.
    pub files: BTreeMap<Language, FileLines>,
    pub refused: Vec<Refusal>,
}

/// A file's name, and the lines that a refusal may still have to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLines {
    pub name: String,
    pub title: Option<usize>,
    pub slug: Option<usize>,
}

impl Worker {
    /// Prepares a batch on all cores, in the batch's order.
    pub fn spawn(self: Arc<Self>, batch: Vec<Entry>) -> JoinHandle<Vec<Prepared>> {
        tokio::task::spawn_blocking(move || {
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            let share = batch.len().div_ceil(cores).max(1);
            std::thread::scope(|scope| {
                let parts: Vec<_> = batch
                    .chunks(share)
                    .map(|part| scope.spawn(|| part.iter().map(|entry| self.prepare(entry)).collect::<Vec<_>>()))
                    .collect();
                parts.into_iter().flat_map(|part| part.join().expect("preparing a page does not panic")).collect()
            })
        })
    }

    /// Where the files of a page disagree on what they share, the default language's file decides, else the first.
    fn prepare(&self, entry: &Entry) -> Prepared {
        let mut refused = Vec::new();
        let mut files = BTreeMap::new();
        let mut parsed_files = BTreeMap::new();
        for (tag, name) in &entry.files {
            let mut refuse = |line: Option<usize>, reason: String| refused.push(Refusal { file: name.clone(), line, reason });
            let Some(language) = self.languages.find(tag) else {
                refuse(None, format!("\"{tag}\" is no language of this site"));
                continue;
            };
            let text = match self.source.read(name) {
                Ok(text) => text,
                Err(reason) => {
                    refuse(None, reason);
                    continue;
                }
            };
            match file::parse(&text, &self.languages) {
                Ok(parsed) => {
                    let lines = FileLines {
                        name: name.clone(),
                        title: file::line_in(&text, "title"),
                        slug: file::line_in(&text, "slug"),
                    };
                    files.insert(language.clone(), lines);
                    parsed_files.insert(language.clone(), parsed);
                }
                Err(all) => all.into_iter().for_each(|wrong| refuse(wrong.line, wrong.reason)),
            }
        }
        let leading = parsed_files.get(&self.languages.default).or_else(|| parsed_files.values().next());
        let mut page = ImportPage {
            path: entry.path.clone(),
            template: leading.map_or(domain::page::Template::Default, |file| file.template),
            is_featured: leading.is_some_and(|file| file.is_featured),
            in_menu: leading.is_some_and(|file| file.in_menu),
            sort_order: leading.map_or(0, |file| file.sort_order),
            texts: BTreeMap::new(),
        };
        for (language, parsed) in parsed_files {
            let rendered = markdown::render(&parsed.text.content);
            let prepared = PreparedText { rendered, text: parsed.text, status: parsed.status, published_at: parsed.published_at };
            page.texts.insert(language, prepared);
        }
        Prepared { page, files, refused }
    }
}

impl Prepared {
    /// Takes a language out of the page and says why. `field` is `title` or `slug`.
    pub fn refuse(&mut self, language: &Language, field: &str, reason: String) -> Refusal {
        self.page.texts.remove(language);
        let lines = &self.files[language];
        Refusal { file: lines.name.clone(), line: if field == "slug" { lines.slug } else { lines.title }, reason }
    }
}
