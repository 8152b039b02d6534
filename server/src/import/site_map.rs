//! Where each page of an import will stand, as its files name it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::address;
use domain::language::{Language, Languages};
use domain::text::Slug;

use crate::import::naming::{INDEX_NAMES, Named, Naming};
use crate::import::survey::Entry;

/// The pages of an import by the names of their files, and their addresses.
#[derive(Debug, Default)]
pub struct SiteMap {
    naming: Option<Naming>,
    languages: Languages,
    /// By the path of the page in small letters.
    pages: HashMap<String, BTreeMap<Language, Slug>>,
    addresses: HashSet<String>,
}

impl SiteMap {
    pub fn new(naming: Naming, entries: &[Entry], languages: &Languages) -> Self {
        let mut map = Self { naming: Some(naming), languages: languages.clone(), ..Self::default() };
        for entry in entries {
            let mut slugs = BTreeMap::new();
            for (language, file) in &entry.files {
                map.addresses.insert(address::page_path(language, &file.slug, languages));
                slugs.insert(language.clone(), file.slug.clone());
            }
            map.pages.insert(entry.path.to_lowercase(), slugs);
        }
        map
    }

    pub fn default_language(&self) -> &Language {
        &self.languages.default
    }

    /// Whether a page of this import stands at a path of the site.
    pub fn has_address(&self, path: &str) -> bool {
        self.addresses.contains(if path.len() > 1 { path.trim_end_matches('/') } else { path })
    }

    /// The address of the page that a name means: that of a file, with or without its ending, or of a folder. The page is that of the
    /// language that the name says, else of `language`, else of the default one.
    pub fn find(&self, name: &str, language: &Language) -> Option<String> {
        let name = name.trim_end_matches('/');
        let stem = [".html", ".htm"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
        let read = self.naming.as_ref()?.read(stem);
        let path = read.path.to_lowercase();
        let in_folder = |index: &str| if path.is_empty() { index.to_owned() } else { format!("{path}/{index}") };
        let slugs = self.pages.get(&path).or_else(|| INDEX_NAMES.iter().find_map(|index| self.pages.get(&in_folder(index))))?;
        let named = match &read.language {
            Named::Of(language) => slugs.get_key_value(language),
            _ => None,
        };
        let (language, slug) = named
            .or_else(|| slugs.get_key_value(language))
            .or_else(|| slugs.get_key_value(&self.languages.default))
            .or_else(|| slugs.iter().next())?;
        Some(address::page_path(language, slug, &self.languages))
    }
}
