//! `magnetiq import pages DIR`: pages from Markdown files, one file per page and language.
//!
//! The name of a file says its page and its language (`naming`); its front matter may say more (`keys`). All files are looked at
//! first, so that links between them lead to their pages. The next import finds a page again by the path of its files, and leaves it
//! alone where somebody changed it here since. What cannot be taken is named with file, line and reason, and the rest is imported,
//! unless the import is strict: then it is all or nothing. Texts are read and rendered on all cores while the store writes; memory is
//! bounded.

mod aliases;
mod anchors;
mod date;
mod file;
mod front_matter;
mod keys;
mod links;
mod naming;
mod pictures;
mod prepare;
mod report;
mod site_map;
mod source;
mod survey;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::address::{self, Address};
use domain::invalid::Problem;
use domain::language::{Language, Languages};
use domain::publication::Status;
use domain::text::Slug;
use indicatif::ProgressBar;
use store::Store;
use store::access::Editor;
use store::import::{ChangedHere, Import, ImportPage, Outcome, slug_holder};

use crate::media::Library;
use file::LineProblem;
use links::{PageLink, Told};
use prepare::{Prepared, Worker};
use report::some_of;
pub use report::{Note, Report};
pub use source::Source;
use survey::{Entry, Survey};

/// Pages that are prepared at once, and written in one transaction where the import is not strict.
const BATCH: usize = 250;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How an import is to be done.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// All files are taken, or none.
    pub is_strict: bool,
    pub changed_here: ChangedHere,
    /// Whether a page becomes public where its files do not say whether it is.
    pub is_published: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { is_strict: false, changed_here: ChangedHere::Stays, is_published: false }
    }
}

/// Imports every page of the source, and the pictures beside its texts into the library. An error is one of the folder as a whole or of the database; then nothing of the current
/// batch is stored.
pub async fn pages(
    store: &Store,
    library: &Arc<Library>,
    by: &Editor,
    source: Source,
    languages: Languages,
    options: Options,
    progress: &ProgressBar,
) -> Result<Report, Failure> {
    let source = Arc::new(source);
    let mut report = Report::default();
    let Survey { entries, map, .. } = look_at_all(store, by, &source, &languages, &mut report).await?;
    progress.set_length(entries.len() as u64);
    let mut run = Run { report, ..Run::default() };
    let status = options.is_published.then_some(Status::Published);
    let map = Arc::new(map);
    let names = prepare::spawn_names(source.clone(), entries.clone(), map.clone()).await?;
    let anchors = prepare::spawn_anchors(source.clone(), entries.clone(), names.fragments, languages.clone()).await?;
    let pictures = pictures::take(store, library, by, &source, names.pictures, &languages).await?;
    run.report.pictures = pictures.new;
    for name in pictures.names() {
        run.report.forget_other(name);
    }
    let worker = Arc::new(Worker { source, languages: languages.clone(), map, pictures, anchors, status });
    let mut batches = entries.chunks(BATCH).map(<[Entry]>::to_vec).collect::<Vec<_>>().into_iter();
    let mut next = batches.next().map(|batch| worker.clone().spawn(batch));
    let mut import = None;
    while let Some(batch) = next.take() {
        let prepared = batch.await?;
        next = batches.next().map(|batch| worker.clone().spawn(batch));
        let mut open = match import.take() {
            Some(open) => open,
            None => Import::begin(store, by, options.changed_here).await?,
        };
        for page in prepared {
            run.put(&mut open, page).await?;
            progress.inc(1);
        }
        if options.is_strict {
            import = Some(open);
        } else {
            open.commit().await?;
        }
    }
    run.report.is_stored = !options.is_strict || run.report.is_complete();
    if let Some(open) = import {
        if run.report.is_stored { open.commit().await? } else { open.roll_back().await? }
    }
    // What is stored is stored: what cannot be rendered now is rendered by the program that serves, or at its start.
    if let Err(error) = store::publishing::rerender_stale(store).await {
        tracing::warn!(%error, "imported texts could not be rendered again yet");
    }
    if let Err(error) = store.optimize().await {
        tracing::warn!(%error, "could not refresh the statistics of the query planner");
    }
    run.tell_of_refused();
    run.prove(store, by, &languages).await?;
    run.report.sort();
    progress.finish_and_clear();
    Ok(run.report)
}

/// Which pages there are, and where they will stand.
async fn look_at_all(
    store: &Store,
    by: &Editor,
    source: &Arc<Source>,
    languages: &Languages,
    report: &mut Report,
) -> Result<Survey, Failure> {
    let listing = source.list()?;
    let mut homes = BTreeSet::new();
    for language in &languages.all {
        if slug_holder(store, by, language, &Slug::home()).await?.is_some_and(|holder| holder.import_path.is_none()) {
            homes.insert(language.clone());
        }
    }
    let heads = prepare::spawn_heads(source.clone(), listing.names).await?;
    let mut survey = survey::survey(heads, languages, &homes);
    report.refused = listing.refused;
    report.refused.append(&mut survey.refused);
    report.passed_over = listing.passed_over;
    report.passed_over.append(&mut survey.passed_over);
    report.other_files = listing.other_files;
    Ok(survey)
}

/// An import on its way through the pages.
#[derive(Default)]
struct Run {
    report: Report,
    /// The file of each slug.
    slugs: HashMap<(Language, String), String>,
    /// Links to addresses at which no page of this import stands.
    to_prove: Vec<Note>,
    /// The links of each file to pages of this import.
    to_pages: Vec<(String, Vec<PageLink>)>,
    /// The addresses of pages that were refused.
    refused_addresses: HashSet<String>,
}

impl Run {
    /// Stores a page. A language whose address is taken is refused, and the others of the page are stored without it.
    async fn put(&mut self, import: &mut Import, mut prepared: Prepared) -> Result<(), store::Error> {
        self.put_page(import, &mut prepared).await?;
        self.refused_addresses.extend(prepared.refused_addresses);
        Ok(())
    }

    async fn put_page(&mut self, import: &mut Import, prepared: &mut Prepared) -> Result<(), store::Error> {
        self.report.refused.append(&mut prepared.refused);
        self.report.warnings.append(&mut prepared.warnings);
        self.to_prove.append(&mut prepared.to_prove);
        self.to_pages.append(&mut prepared.to_pages);
        for key in prepared.ignored_keys.drain(..) {
            *self.report.ignored_keys.entry(key).or_default() += 1;
        }
        self.refuse_second_of_slug(prepared);
        while !prepared.page.texts.is_empty() {
            match import.put(&prepared.page, app::ssr::now()).await? {
                Outcome::New(_) => self.report.new += 1,
                Outcome::Changed(_) => self.report.changed += 1,
                Outcome::Unchanged(_) => self.report.unchanged += 1,
                Outcome::Conflict(_) => {
                    self.report
                        .conflicts
                        .push(prepared.note("somebody changed the page here since its last import, so it stays as it is"));
                }
                Outcome::InTrash(_) => {
                    self.report
                        .in_trash
                        .push(prepared.note("the page lies in the trash and stays there: restore it to import it again"));
                }
                Outcome::Refused(error) => match (taken_language(&error), first_language(&prepared.page)) {
                    (Some(language), _) if prepared.page.texts.contains_key(&language) => {
                        let slug = &prepared.page.texts[&language].text.slug;
                        let reason = format!(
                            "the slug \"{slug}\" is that of a page which other files or editors made: give the file another"
                        );
                        self.report.refused.push(prepared.refuse(&language, "slug", reason));
                        continue;
                    }
                    (_, Some(language)) => self.report.refused.push(prepared.refuse(&language, "title", error.to_string())),
                    (_, None) => {}
                },
            }
            break;
        }
        Ok(())
    }

    fn refuse_second_of_slug(&mut self, prepared: &mut Prepared) {
        for language in prepared.page.texts.keys().cloned().collect::<Vec<_>>() {
            let slug = prepared.page.texts[&language].text.slug.to_string();
            let file = prepared.files[&language].name.clone();
            match self.slugs.get(&(language.clone(), slug.clone())) {
                Some(first) => {
                    let reason = format!("the slug \"{slug}\" is already that of {first}: give the file another");
                    self.report.refused.push(prepared.refuse(&language, "slug", reason));
                }
                None => {
                    self.slugs.insert((language, slug), file);
                }
            }
        }
    }

    /// Tells of links to files that were refused.
    fn tell_of_refused(&mut self) {
        for (file, links) in std::mem::take(&mut self.to_pages) {
            let mut refused = Told::default();
            for link in links.iter().filter(|link| self.refused_addresses.contains(&link.address)) {
                refused.add(link.line, &link.url);
            }
            if let Some(LineProblem { line, reason }) = refused.told("links lead to files that were refused") {
                self.report.warnings.push(Note { file, line, reason });
            }
        }
    }

    /// Tells of links within the site at whose address no page stands, of this import or another.
    async fn prove(&mut self, store: &Store, by: &Editor, languages: &Languages) -> Result<(), store::Error> {
        let mut known: HashMap<String, bool> = HashMap::new();
        let mut dead: BTreeMap<String, (Option<usize>, Vec<String>)> = BTreeMap::new();
        for Note { file, line, reason: path } in std::mem::take(&mut self.to_prove) {
            let is_page = match known.get(&path) {
                Some(is_page) => *is_page,
                None => {
                    let is_page = is_page(store, by, &path, languages).await?;
                    known.insert(path.clone(), is_page);
                    is_page
                }
            };
            if !is_page {
                let (_, paths) = dead.entry(file).or_insert((line, Vec::new()));
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
        }
        for (file, (line, paths)) in dead {
            let reason = format!("links lead to no page of this site: {}", some_of(&paths));
            self.report.warnings.push(Note { file, line, reason });
        }
        Ok(())
    }
}

/// Whether a path of the site leads somewhere: to a page, in its language or the default one, or to what the program shows itself.
async fn is_page(store: &Store, by: &Editor, path: &str, languages: &Languages) -> Result<bool, store::Error> {
    let address = Address::parse_lenient(path, languages);
    if matches!(address, Address::Consent(..)) {
        return Ok(true);
    }
    let Address::Page(language, slug) = address else {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        return Ok(Slug::parse(first).is_ok_and(|slug| address::check_free(&slug, languages).is_err()) || first == "feed.xml");
    };
    for language in [&language, &languages.default] {
        if slug_holder(store, by, language, &slug).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(address::check_free(&slug, languages).is_err())
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
