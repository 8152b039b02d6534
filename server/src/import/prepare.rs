//! From files to a page that can be stored: read, parsed and rendered, away from the database.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::address;
use domain::language::{Language, Languages};
use domain::markdown::{self, Pictures, Rendered};
use domain::publication::Status;
use domain::text::Slug;
use store::import::{ImportPage, PreparedText};
use tokio::task::JoinHandle;

use crate::import::anchors::{Anchors, Wanted};
use crate::import::file::{LineProblem, Planned};
use crate::import::links::{Around, Names, PageLink};
use crate::import::pictures::Taken;
use crate::import::report::{Note, some_of};
use crate::import::site_map::SiteMap;
use crate::import::survey::{Entry, Head, PlannedFile};
use crate::import::{Source, file, links, survey};

/// The facts that a worker needs.
#[derive(Debug)]
pub struct Worker {
    pub source: Arc<Source>,
    pub languages: Languages,
    pub map: Arc<SiteMap>,
    pub pictures: Taken,
    pub anchors: Anchors,
    /// Of new pages whose files say nothing of it.
    pub status: Option<Status>,
}

/// A page, ready to be stored without what was refused of it.
#[derive(Debug)]
pub struct Prepared {
    pub page: ImportPage,
    /// The file of each language of the page.
    pub files: BTreeMap<Language, FileLines>,
    pub refused: Vec<Note>,
    pub warnings: Vec<Note>,
    pub ignored_keys: Vec<String>,
    /// Links to addresses of this site at which no page of the import stands.
    pub to_prove: Vec<Note>,
    /// The links of each file to pages of the import.
    pub to_pages: Vec<(String, Vec<PageLink>)>,
    /// The addresses of what was refused.
    pub refused_addresses: Vec<String>,
    languages: Languages,
}

/// A file's name, and the lines that a refusal may still have to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLines {
    pub name: String,
    pub title: Option<usize>,
    pub slug: Option<usize>,
}

/// Reads the heads of all files on all cores, in their order.
pub fn spawn_heads(source: Arc<Source>, names: Vec<String>) -> JoinHandle<Vec<(String, Head)>> {
    tokio::task::spawn_blocking(move || on_all_cores(&names, |name| (name.clone(), survey::head(&source, name))))
}

/// The pictures and the parts of other pages that the texts name, on all cores.
pub fn spawn_names(source: Arc<Source>, entries: Vec<Entry>, map: Arc<SiteMap>) -> JoinHandle<Names> {
    tokio::task::spawn_blocking(move || {
        let names = on_all_cores(&entries, |entry| {
            let mut all = Names::default();
            for (language, file) in &entry.files {
                // A file that cannot be read is refused when it is imported.
                let Ok(text) = source.read(&file.name) else { continue };
                let from = links::From { name: &file.name, language, lines_before: 0 };
                add(&mut all, links::names_in(&text, from, &map, &source));
            }
            all
        });
        let mut all = Names::default();
        names.into_iter().for_each(|names| add(&mut all, names));
        all
    })
}

fn add(all: &mut Names, more: Names) {
    all.pictures.extend(more.pictures);
    for (address, fragments) in more.fragments {
        all.fragments.entry(address).or_default().extend(fragments);
    }
}

/// The anchors of the parts that are wanted, on all cores.
pub fn spawn_anchors(source: Arc<Source>, entries: Vec<Entry>, wanted: Wanted, languages: Languages) -> JoinHandle<Anchors> {
    tokio::task::spawn_blocking(move || {
        let mut all = Anchors::default();
        let found = on_all_cores(&entries, |entry| Anchors::of(entry, &wanted, &source, &languages));
        found.into_iter().for_each(|anchors| all.extend(anchors));
        all
    })
}

fn on_all_cores<T: Sync, R: Send>(all: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = all.len().div_ceil(cores).max(1);
    let each = &each;
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            all.chunks(share).map(|part| scope.spawn(move || part.iter().map(each).collect::<Vec<_>>())).collect();
        parts.into_iter().flat_map(|part| part.join().expect("preparing a page does not panic")).collect()
    })
}

impl Worker {
    /// Prepares a batch on all cores, in the batch's order.
    pub fn spawn(self: Arc<Self>, batch: Vec<Entry>) -> JoinHandle<Vec<Prepared>> {
        tokio::task::spawn_blocking(move || on_all_cores(&batch, |entry| self.prepare(entry)))
    }

    /// Where the files of a page disagree on what they share, the default language's file decides, else the first.
    fn prepare(&self, entry: &Entry) -> Prepared {
        let mut prepared = Prepared::new(&entry.path, &self.languages);
        let mut parsed_files = BTreeMap::new();
        for (language, planned) in &entry.files {
            if let Some(parsed) = self.parse(entry, language, planned, &mut prepared) {
                parsed_files.insert(language.clone(), parsed);
            }
        }
        if let Some(leading) = parsed_files.get(&self.languages.default).or_else(|| parsed_files.values().next()) {
            let page = &mut prepared.page;
            (page.template, page.kind, page.sort_order) = (leading.template, leading.kind, leading.sort_order);
            (page.is_featured, page.in_menu) = (leading.is_featured, leading.in_menu);
        }
        for (language, mut parsed) in parsed_files {
            let name = &entry.files[&language].name;
            let from = links::From { name, language: &language, lines_before: parsed.lines_before };
            let Self { map, source, pictures, anchors, .. } = self;
            let linked = links::resolve(&parsed.text.content, from, Around { map, source, pictures, anchors });
            parsed.text.content = linked.text;
            let rendered = markdown::render_with(&parsed.text.content, &language, self.shown(&parsed.text.content, &language));
            prepared.warn(name, linked.warnings);
            prepared.warn(name, of_rendering(&rendered));
            let to_prove = linked.to_prove.into_iter().map(|(line, path)| Note { line: Some(line), ..Note::of(name, path) });
            prepared.to_prove.extend(to_prove);
            prepared.to_pages.push((name.clone(), linked.to_pages));
            let text = PreparedText {
                rendered,
                text: parsed.text,
                status: parsed.status,
                is_public_if_new: parsed.is_public_if_new,
                published_at: parsed.published_at,
                aliases: parsed.aliases,
            };
            prepared.page.texts.insert(language, text);
        }
        prepared
    }

    /// The pictures of this import that a text shows.
    fn shown(&self, text: &str, language: &Language) -> Pictures {
        let Some(all) = self.pictures.shown.get(language) else { return Pictures::default() };
        let shown = domain::media::ids_in(text).into_iter().filter_map(|id| Some((id, all.0.get(&id)?.clone())));
        Pictures(shown.collect())
    }

    fn parse(&self, entry: &Entry, language: &Language, of: &PlannedFile, prepared: &mut Prepared) -> Option<file::Parsed> {
        let name = of.name.as_str();
        let text = match self.source.read(name) {
            Ok(text) => text,
            Err((line, reason)) => {
                prepared.refuse_address(language, &of.slug);
                prepared.refused.push(Note { line, ..Note::of(name, reason) });
                return None;
            }
        };
        let (text, removed) = file::clean(&text);
        let planned = Planned { path: &entry.path, language, slug: &of.slug, status: self.status };
        match file::parse(&text, &planned, &self.languages) {
            Ok(parsed) => {
                let (title, slug) = file::lines_of(&text);
                prepared.files.insert(language.clone(), FileLines { name: name.to_owned(), title, slug });
                let of_slug = of.warning.clone().map(|reason| LineProblem { line: slug, reason });
                prepared.warn(name, removed.into_iter().chain(of_slug).chain(parsed.warnings.clone()));
                prepared.ignored_keys.extend(parsed.ignored_keys.iter().cloned());
                Some(parsed)
            }
            Err(all) => {
                prepared.refuse_address(language, &of.slug);
                let told = all.into_iter().map(|wrong| Note { line: wrong.line, ..Note::of(name, wrong.reason) });
                prepared.refused.extend(told);
                None
            }
        }
    }
}

/// Warnings of the renderer: parts that it could not show as they were typed.
fn of_rendering(rendered: &Rendered) -> Vec<LineProblem> {
    let told = |what: &str, all: &[String]| {
        (!all.is_empty()).then(|| LineProblem { line: None, reason: format!("{what}: {}", some_of(all)) })
    };
    let fragments: Vec<String> = rendered.dead_fragments.iter().map(|fragment| format!("#{fragment}")).collect();
    let pictures = told("pictures of other sites are shown as links", &rendered.external_pictures);
    let counted = |what: &str, all: &BTreeMap<String, u32>| {
        (!all.is_empty()).then(|| {
            let count: u32 = all.values().sum();
            let names: Vec<String> = all.iter().map(|(name, count)| format!("<{name}> ({count})")).collect();
            LineProblem { line: None, reason: format!("{count} {what}: {}", some_of(&names)) }
        })
    };
    let dropped = counted("HTML tags are left out, and their contents stay", &rendered.html_tags.dropped);
    let as_text = counted("HTML tags are shown as text", &rendered.html_tags.as_text);
    let headings = told("links lead to no heading of the page", &fragments);
    let names: Vec<String> = rendered.unusable_blocks.iter().map(|name| format!("::: {name}")).collect();
    let blocks = told("blocks are not known or not closed, and are shown as text", &names);
    headings.into_iter().chain(pictures).chain(dropped).chain(as_text).chain(blocks).collect()
}

impl Prepared {
    fn new(path: &str, languages: &Languages) -> Self {
        let page = ImportPage {
            path: path.to_owned(),
            template: domain::page::Template::Default,
            kind: None,
            is_featured: false,
            in_menu: false,
            sort_order: 0,
            texts: BTreeMap::new(),
        };
        let (files, refused, warnings) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self {
            page,
            files,
            refused,
            warnings,
            ignored_keys: Vec::new(),
            to_prove: Vec::new(),
            to_pages: Vec::new(),
            refused_addresses: Vec::new(),
            languages: languages.clone(),
        }
    }

    fn warn(&mut self, name: &str, all: impl IntoIterator<Item = LineProblem>) {
        self.warnings.extend(all.into_iter().map(|wrong| Note { line: wrong.line, ..Note::of(name, wrong.reason) }));
    }

    fn refuse_address(&mut self, language: &Language, slug: &Slug) {
        self.refused_addresses.push(address::page_path(language, slug, &self.languages));
    }

    /// Takes a language out of the page and says why. `field` is `title` or `slug`.
    pub fn refuse(&mut self, language: &Language, field: &str, reason: String) -> Note {
        if let Some(text) = self.page.texts.remove(language) {
            self.refuse_address(language, &text.text.slug);
        }
        let lines = &self.files[language];
        Note { line: if field == "slug" { lines.slug } else { lines.title }, ..Note::of(&lines.name, reason) }
    }

    /// The page by its first file.
    pub fn note(&self, reason: &str) -> Note {
        Note::of(self.files.values().next().map_or(self.page.path.as_str(), |lines| lines.name.as_str()), reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_is_not_known_is_told() {
        let warnings = of_rendering(&markdown::render(":::tabs\nOne\n:::\n\n:::tip\nTwo\n:::\n"));
        let reasons: Vec<&str> = warnings.iter().map(|warning| warning.reason.as_str()).collect();
        assert_eq!(reasons, ["blocks are not known or not closed, and are shown as text: ::: tabs"]);
    }

    #[test]
    fn html_that_is_not_in_the_page_is_told() {
        let warnings = of_rendering(&markdown::render("<div>\n<p>a</p>\n</div>\n\n<Tabs>b</Tabs> <img src=/a.png>"));
        let reasons: Vec<&str> = warnings.iter().map(|warning| warning.reason.as_str()).collect();
        assert_eq!(
            reasons,
            [
                "2 HTML tags are left out, and their contents stay: <div> (1), <p> (1)",
                "1 HTML tags are shown as text: <tabs> (1)"
            ]
        );
    }
}
