//! What the name of a file says: which page it is, and in which language.
//!
//! The language stands behind the name (`about.de.md`), or is a folder (`de/about.md`, `docs/de/about.md`, `i18n/de/…` as Docusaurus
//! has it). The page is the name without both, so that files of one page in two languages have the same.

use std::collections::{BTreeSet, HashMap};

use domain::language::{Language, Languages};
use domain::text::Slug;

/// Tags of ISO 639-1: behind a name, or as a folder beside that of a language of the site, they are a language.
const TAGS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo \
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km \
    kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa \
    pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk \
    ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Names of the file that stands for its folder, the first before the others.
pub const INDEX_NAMES: [&str; 3] = ["index", "_index", "readme"];

/// Page and language, as a name says them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Without language and ending.
    pub path: String,
    pub language: Named,
}

/// The language that a name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    No,
    Of(Language),
    /// The tag behind the name is no language of the site.
    Unknown(String),
    /// A folder is that of a language which the site does not have.
    UnknownFolder {
        folder: String,
        tag: String,
    },
}

/// Reads names, as the languages of the site and the folders of the source have it.
#[derive(Debug)]
pub struct Naming {
    languages: Languages,
    /// Folders that hold folders of languages.
    parents: BTreeSet<String>,
}

impl Naming {
    pub fn new(languages: &Languages, names: &[String]) -> Self {
        let mut naming = Self { languages: languages.clone(), parents: BTreeSet::new() };
        for name in names {
            let parts: Vec<&str> = name.split('/').collect();
            for (at, part) in parts[..parts.len() - 1].iter().enumerate() {
                let is_of_docusaurus = at > 0 && parts[at - 1] == "i18n";
                if naming.find(part).is_some() || is_of_docusaurus {
                    naming.parents.insert(parts[..at].join("/"));
                    break;
                }
            }
        }
        naming
    }

    /// Reads the name of a file, with or without its ending.
    pub fn read(&self, name: &str) -> Name {
        let stem = without_ending(name);
        let last_start = stem.rfind('/').map_or(0, |at| at + 1);
        if let Some((first, tag)) = stem[last_start..].rsplit_once('.').filter(|(first, _)| !first.is_empty()) {
            let path = stem[..last_start + first.len()].to_owned();
            if let Some(language) = self.find(tag) {
                return Name { path, language: Named::Of(language.clone()) };
            }
            if is_tag(tag) {
                return Name { path, language: Named::Unknown(tag.to_owned()) };
            }
        }
        let parts: Vec<&str> = stem.split('/').collect();
        for (at, part) in parts[..parts.len() - 1].iter().enumerate() {
            if !self.parents.contains(&parts[..at].join("/")) {
                continue;
            }
            if let Some(language) = self.find(part) {
                let path = [&parts[..at], &parts[at + 1..]].concat().join("/");
                return Name { path: of_docusaurus(&path), language: Named::Of(language.clone()) };
            }
            if is_tag(part) {
                let folder = parts[..=at].join("/");
                return Name { path: stem.to_owned(), language: Named::UnknownFolder { folder, tag: (*part).to_owned() } };
            }
        }
        Name { path: stem.to_owned(), language: Named::No }
    }

    /// The language of the site that a tag means, in whatever case and with `_` for `-`.
    pub fn find(&self, tag: &str) -> Option<&Language> {
        let tag = tag.replace('_', "-");
        self.languages.all.iter().find(|language| language.as_str().eq_ignore_ascii_case(&tag))
    }
}

/// Whether a tag is that of a language.
fn is_tag(tag: &str) -> bool {
    let (language, region) = tag.split_once(['-', '_']).map_or((tag, None), |(language, region)| (language, Some(region)));
    let is_language = language.len() == 2 && TAGS.split_whitespace().any(|known| known.eq_ignore_ascii_case(language));
    is_language && region.is_none_or(|region| (2..=4).contains(&region.len()) && region.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// The ending of a Markdown file, if it has one.
pub fn markdown_ending(name: &str) -> Option<&str> {
    let (_, ending) = name.rsplit_once('.')?;
    ["md", "markdown"].iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(ending)
}

fn without_ending(name: &str) -> &str {
    markdown_ending(name).map_or(name, |ending| &name[..name.len() - ending.len() - 1])
}

/// Docusaurus keeps the translation of `docs/a.md` in a folder of its own.
fn of_docusaurus(path: &str) -> String {
    let translated = path.strip_prefix("i18n/docusaurus-plugin-content-").unwrap_or(path);
    for (from, to) in [("docs/current/", "docs/"), ("blog/", "blog/"), ("pages/", "src/pages/")] {
        if let Some(rest) = translated.strip_prefix(from).filter(|_| translated.len() < path.len()) {
            return format!("{to}{rest}");
        }
    }
    path.to_owned()
}

/// Whether a page stands for its folder.
pub fn is_index(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    INDEX_NAMES.iter().any(|name| last.eq_ignore_ascii_case(name))
}

/// The slug that a page has by its path, the folder's where it stands for that. `None` where no letter is left.
pub fn slug_of(path: &str) -> Option<Slug> {
    let path = if is_index(path) { path.rsplit_once('/').map_or("", |(folder, _)| folder) } else { path };
    parts_as_slug(path)
}

/// A path of any letters as a slug, part by part.
pub fn parts_as_slug(path: &str) -> Option<Slug> {
    let parts: Vec<Slug> = path.split('/').filter(|part| !part.is_empty()).map(Slug::propose).collect();
    if parts.iter().any(Slug::is_home) {
        return None;
    }
    Slug::parse(&parts.iter().map(Slug::as_str).collect::<Vec<_>>().join("/")).ok()
}

/// The name of a page in words: `getting_started` is `Getting started`.
pub fn words_of(path: &str) -> String {
    let path = if is_index(path) { path.rsplit_once('/').map_or(path, |(folder, _)| folder) } else { path };
    let last = path.rsplit('/').next().unwrap_or_default();
    let words = last.split(['-', '_', ' ', '.']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Slugs that are taken already, in each language.
#[derive(Debug, Default)]
pub struct TakenSlugs(HashMap<(Language, Slug), ()>);

impl TakenSlugs {
    /// Takes a slug; false where it was taken.
    pub fn take(&mut self, language: &Language, slug: &Slug) -> bool {
        self.0.insert((language.clone(), slug.clone()), ()).is_none()
    }

    /// Takes the first of `about`, `about-2`, `about-3` and so on that is free.
    pub fn take_free(&mut self, language: &Language, slug: &Slug) -> Slug {
        if self.take(language, slug) {
            return slug.clone();
        }
        let numbered = (2..10_000).filter_map(|number| Slug::parse(&format!("{slug}-{number}")).ok());
        numbered.into_iter().find(|slug| self.take(language, slug)).unwrap_or_else(|| slug.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(names: &[&str]) -> Naming {
        Naming::new(&Languages::default(), &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    fn read(naming: &Naming, name: &str) -> (String, String) {
        let Name { path, language } = naming.read(name);
        let language = match language {
            Named::No => String::new(),
            Named::Of(language) => language.to_string(),
            Named::Unknown(tag) => format!("no {tag}"),
            Named::UnknownFolder { folder, tag } => format!("no {tag} in {folder}"),
        };
        (path, language)
    }

    #[test]
    fn the_language_stands_behind_the_name_or_is_a_folder() {
        let names =
            ["docs/en/a.md", "docs/de/a.md", "docs/fr/a.md", "i18n/de/docusaurus-plugin-content-docs/current/b/c.md", "ts/x.md"];
        let naming = naming(&names);
        for (name, path, language) in [
            ("about.de.md", "about", "de"),
            ("about.DE.MD", "about", "de"),
            ("a/b.c.en.markdown", "a/b.c", "en"),
            ("about.fr.md", "about", "no fr"),
            ("README.zh-CN.md", "README", "no zh-CN"),
            ("v1.2.md", "v1.2", ""),
            ("index.js.md", "index.js", ""),
            (".en.md", ".en", ""),
            ("docs/de/a.md", "docs/a", "de"),
            ("docs/fr/a.md", "docs/fr/a", "no fr in docs/fr"),
            ("ts/x.md", "ts/x", ""),
            ("i18n/de/docusaurus-plugin-content-docs/current/b/c.md", "docs/b/c", "de"),
        ] {
            assert_eq!(read(&naming, name), (path.to_owned(), language.to_owned()), "{name}");
        }
    }

    #[test]
    fn a_path_is_a_slug_and_words() {
        let slug = |path| slug_of(path).map(|slug| slug.to_string());
        assert_eq!(slug("Guide/Über_uns & mehr").as_deref(), Some("guide/ueber-uns-mehr"));
        for index in ["guide/index", "guide/README", "guide/_index"] {
            assert_eq!(slug(index).as_deref(), Some("guide"));
        }
        assert_eq!((slug("README").as_deref(), slug("---")), (Some(""), None));
        assert_eq!(
            [words_of("a/getting_started"), words_of("my-guide/index"), words_of("README")],
            ["Getting started", "My guide", "README"]
        );
    }
}
