//! Links to a part of another page: `setup.md#first-steps` leads to the heading, as that page writes its anchor.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::address;
use domain::language::Languages;
use domain::markdown;
use domain::text::Slug;

use crate::import::Source;
use crate::import::file::{self, Planned};
use crate::import::survey::Entry;

/// The fragments that links name, by the address of their page.
pub type Wanted = BTreeMap<String, BTreeSet<String>>;

/// The anchor behind each fragment: empty at the beginning of the page, none where it has no such heading.
#[derive(Debug, Default)]
pub struct Anchors(HashMap<(String, String), Option<String>>);

impl Anchors {
    /// The anchor that a fragment names in a page. The outer `None` where nobody has looked.
    pub fn get(&self, address: &str, fragment: &str) -> Option<Option<&str>> {
        self.0.get(&(address.to_owned(), fragment.to_owned())).map(Option::as_deref)
    }

    pub fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// Looks for what is wanted of the page of an entry.
    pub fn of(entry: &Entry, wanted: &Wanted, source: &Source, languages: &Languages) -> Self {
        let mut anchors = Self::default();
        for (language, file) in &entry.files {
            let address = address::page_path(language, &file.slug, languages);
            let Some(fragments) = wanted.get(&address) else { continue };
            // A file that is refused has no page.
            let Ok(text) = source.read(&file.name) else { continue };
            let planned = Planned { path: &entry.path, language, slug: &file.slug, status: None };
            let Ok(parsed) = file::parse(&file::clean(&text).0, &planned, languages) else { continue };
            let fragments: Vec<String> = fragments.iter().cloned().collect();
            let found = markdown::anchors(&parsed.text.content, language, &fragments);
            let title = Slug::propose(&parsed.text.title);
            for (fragment, anchor) in fragments.into_iter().zip(found) {
                // The page shows its title itself, so its text has no heading for it.
                let anchor = anchor.or_else(|| (Slug::propose(&fragment) == title).then(String::new));
                anchors.0.insert((address.clone(), fragment), anchor);
            }
        }
        anchors
    }
}
