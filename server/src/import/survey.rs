//! All files before the first is imported: which are one page, and at which address each will stand, so that links between them can
//! lead there.

use std::collections::{BTreeMap, BTreeSet};

use domain::address;
use domain::language::{Language, Languages};
use domain::page::Template;
use domain::text::Slug;

use crate::import::naming::{self, INDEX_NAMES, Named, Naming, TakenSlugs};
use crate::import::report::Note;
use crate::import::site_map::SiteMap;
use crate::import::{Source, file, front_matter, keys};

/// A page, and its files.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Ties the files to the page, and to the next import.
    pub path: String,
    pub files: BTreeMap<Language, PlannedFile>,
}

/// A file, and the slug that its page will have.
#[derive(Debug, Clone)]
pub struct PlannedFile {
    pub name: String,
    pub slug: Slug,
    /// How the slug differs from what the file says.
    pub warning: Option<String>,
}

/// The facts in the front matter of a file, and its title.
#[derive(Debug, Default, Clone)]
pub struct Head {
    language: Option<String>,
    /// The key and what it says.
    slug: Option<(String, String)>,
    template: Option<Template>,
    is_empty: bool,
}

/// The pages of a source.
#[derive(Debug, Default)]
pub struct Survey {
    pub entries: Vec<Entry>,
    pub map: SiteMap,
    pub refused: Vec<Note>,
    pub passed_over: Vec<Note>,
}

/// Reads the head of a file. One that cannot be read has none; it is refused when it is imported.
pub fn head(source: &Source, name: &str) -> Head {
    let Ok(text) = source.read(name) else { return Head::default() };
    if text.trim().is_empty() {
        return Head { is_empty: true, ..Head::default() };
    }
    let (text, _) = file::clean(&text);
    let Ok(front) = front_matter::split(&text) else { return Head::default() };
    Head {
        language: keys::language(&front),
        slug: keys::slug(&front).map(|(key, slug)| (key.to_owned(), slug)),
        template: keys::template(&front),
        is_empty: false,
    }
}

/// Groups files into pages and gives each its slug. `homes` are the languages whose front page is one that no file of this source
/// made.
pub fn survey(files: Vec<(String, Head)>, languages: &Languages, homes: &BTreeSet<Language>) -> Survey {
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let naming = Naming::new(languages, &names);
    let mut survey = Survey::default();
    let mut foreign: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut pages: BTreeMap<String, BTreeMap<Language, (String, Head)>> = BTreeMap::new();
    for (name, head) in files {
        if head.is_empty {
            survey.passed_over.push(Note::of(&name, "the file is empty"));
            continue;
        }
        let named = naming.read(&name);
        let refuse = |tag: &str| {
            Note::of(&name, format!("\"{tag}\" is no language of this site: add it in the settings, or leave the file out"))
        };
        let language = match (named.language, &head.language) {
            (Named::Of(language), _) => language,
            (Named::Unknown(tag), _) => {
                survey.refused.push(refuse(&tag));
                continue;
            }
            (Named::UnknownFolder { folder, tag }, _) => {
                *foreign.entry((folder, tag)).or_default() += 1;
                continue;
            }
            (Named::No, Some(tag)) => {
                let primary = tag.split(['-', '_']).next().unwrap_or_default();
                match naming.find(tag).or_else(|| naming.find(primary)) {
                    Some(language) => language.clone(),
                    None => {
                        survey.refused.push(refuse(tag));
                        continue;
                    }
                }
            }
            (Named::No, None) => languages.default.clone(),
        };
        // A second file of the same page and language is a page of its own.
        let is_known = pages.get(&named.path).is_some_and(|page| page.contains_key(&language));
        let path = if is_known { name.clone() } else { named.path };
        pages.entry(path).or_default().insert(language, (name, head));
    }
    for ((folder, tag), count) in foreign {
        survey
            .passed_over
            .push(Note::of(&format!("{folder}/"), format!("\"{tag}\" is no language of this site ({count} files)")));
    }
    survey.plan(pages, languages, homes);
    survey.map = SiteMap::new(naming, &survey.entries, languages);
    survey
}

impl Survey {
    fn plan(
        &mut self,
        pages: BTreeMap<String, BTreeMap<Language, (String, Head)>>,
        languages: &Languages,
        homes: &BTreeSet<Language>,
    ) {
        let mut taken = TakenSlugs::default();
        let mut typed = BTreeMap::new();
        for (path, files) in &pages {
            for (language, (_, head)) in files {
                if let Some((slug, warning)) = head.slug.as_ref().and_then(|slug| typed_slug(slug, path, languages)) {
                    taken.take(language, &slug);
                    typed.insert((path.clone(), language.clone()), (slug, warning));
                }
            }
        }
        let mut in_turn: Vec<&String> = pages.keys().collect();
        in_turn.sort_by_key(|path| turn(path));
        let mut derived = BTreeMap::new();
        for path in in_turn {
            for (language, (name, head)) in &pages[path] {
                let key = (path.clone(), language.clone());
                if !typed.contains_key(&key) {
                    match derived_slug(path, language, head, &mut taken, languages, homes) {
                        Some(slug) => drop(derived.insert(key, slug)),
                        None => self.refused.push(Note::of(name, "no address can be made of the name: give the file a slug")),
                    }
                }
            }
        }
        for (path, files) in pages {
            let mut entry = Entry { path: path.clone(), files: BTreeMap::new() };
            for (language, (name, _)) in files {
                let key = (path.clone(), language.clone());
                if let Some((slug, warning)) = typed.remove(&key).or_else(|| derived.remove(&key)) {
                    entry.files.insert(language, PlannedFile { name, slug, warning });
                }
            }
            if !entry.files.is_empty() {
                self.entries.push(entry);
            }
        }
    }
}

/// Who comes first takes the address: `index` before `README`, and both before the others.
fn turn(path: &str) -> (usize, String) {
    let last = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    (INDEX_NAMES.iter().position(|name| *name == last).unwrap_or(INDEX_NAMES.len()), path.to_owned())
}

/// The slug that a file of this page says, as it can be here. An address of another tool may hold marks that stand for something, and
/// then says nothing.
fn typed_slug((key, typed): &(String, String), page: &str, languages: &Languages) -> Option<(Slug, Option<String>)> {
    let is_address = key != "slug";
    if typed.trim().is_empty() || is_address && (typed.contains([':', '{', '<']) || typed.trim().starts_with("//")) {
        return None;
    }
    let from_folder = relative(typed.trim(), page);
    let mut path = from_folder.as_deref().unwrap_or(typed.trim());
    if is_address {
        path = [".html", ".htm", ".md"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
        path = path.strip_suffix("/index").unwrap_or(path);
    }
    let slug = Slug::parse(path).ok().or_else(|| naming::parts_as_slug(path).filter(|slug| !slug.is_home()))?;
    let free = free(&slug, languages);
    let is_same = free.as_str() == path.trim_matches('/');
    Some((free.clone(), (!is_same).then(|| format!("{key}: \"{typed}\" is written \"{free}\" here"))))
}

/// An address that begins in the folder of its page, as Docusaurus reads it, from the root. None for any other.
fn relative(typed: &str, page: &str) -> Option<String> {
    if !["./", "../"].iter().any(|start| typed.starts_with(start)) && typed != ".." {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in typed.split('/') {
        match part {
            "" | "." => {}
            // The root has no folder around it.
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The slug of a file that says none.
fn derived_slug(
    path: &str,
    language: &Language,
    head: &Head,
    taken: &mut TakenSlugs,
    languages: &Languages,
    homes: &BTreeSet<Language>,
) -> Option<(Slug, Option<String>)> {
    let by_path = naming::slug_of(path)?;
    let is_no_home = || homes.contains(language) || head.template.is_some_and(|template| template != Template::Home);
    // The name of the file, where another stands for the folder.
    let by_name = || naming::parts_as_slug(path);
    let wanted = if by_path.is_home() && is_no_home() { by_name()? } else { by_path.clone() };
    let wanted = free(&wanted, languages);
    if taken.take(language, &wanted) {
        let warning = (wanted != by_path && !by_path.is_home())
            .then(|| format!("the address \"{by_path}\" belongs to the program: the page stands at \"{wanted}\""));
        return Some((wanted, warning));
    }
    let other = if naming::is_index(path) { free(&by_name()?, languages) } else { wanted.clone() };
    let slug = taken.take_free(language, &other);
    let warning = format!("the address \"{wanted}\" is that of another file: the page stands at \"{slug}\"");
    Some((slug, Some(warning)))
}

/// The slug itself, or one that belongs to nobody, where it belongs to the program or to a language.
fn free(slug: &Slug, languages: &Languages) -> Slug {
    if address::check_free(slug, languages).is_ok() {
        return slug.clone();
    }
    let (first, rest) = slug.as_str().split_once('/').map_or((slug.as_str(), None), |(first, rest)| (first, Some(rest)));
    let numbered = rest.map_or_else(|| format!("{first}-2"), |rest| format!("{first}-2/{rest}"));
    Slug::parse(&numbered).unwrap_or_else(|_| slug.clone())
}

#[cfg(test)]
mod tests;
