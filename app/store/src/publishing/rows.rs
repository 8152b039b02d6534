//! The part of a row that is the same in the list of every kind of item.

use domain::address;
use domain::item::{ItemRef, ItemRow};
use domain::language::{Language, Languages};
use domain::publication::{LanguageState, LanguageStatus};
use domain::time::Timestamp;

use super::columns::texts;
use super::translations::{Translation, source_written_at};
use crate::error::Error;

/// The status of a language that an item does not have.
const MISSING: LanguageStatus = LanguageStatus { state: LanguageState::Missing, has_changes: false, planned: None };

/// The columns that all items have.
pub(crate) struct ItemColumns<'a> {
    pub(crate) item: ItemRef,
    pub(crate) version: i64,
    /// JSON, by language.
    pub(crate) title: &'a str,
    /// Seconds since 1970.
    pub(crate) updated_at: i64,
    pub(crate) updated_by: Option<String>,
    pub(crate) is_featured: bool,
}

impl ItemColumns<'_> {
    /// `own`: the languages of the item, by their tags.
    pub(crate) fn row(self, own: &[(Language, Translation)], languages: &Languages, now: Timestamp) -> Result<ItemRow, Error> {
        let source = own.iter().find(|(language, _)| languages.is_default(language));
        let written_at = source_written_at(own.iter().map(|(tag, text)| (tag, text)), languages, now);
        let (language, path) = match source.or(own.first()) {
            Some((language, text)) => (language.clone(), address::item_path(self.item.kind, language, &text.slug, languages)),
            None => (languages.default.clone(), String::new()),
        };
        let states = languages.all.iter().map(|language| {
            let text = own.iter().find(|(tag, _)| tag == language).map(|(_, text)| text);
            (language.clone(), text.map_or(MISSING, |text| text.status(written_at, now)))
        });
        Ok(ItemRow {
            kind: self.item.kind,
            id: self.item.id,
            version: self.version,
            title: texts(Some(self.title))?.remove(&language).unwrap_or_default(),
            path,
            states: states.collect(),
            updated_at: Timestamp(self.updated_at),
            updated_by: self.updated_by,
            is_featured: self.is_featured,
            language,
        })
    }
}
