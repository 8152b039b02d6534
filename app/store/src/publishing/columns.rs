//! The specification's columns that hold a text per language, as JSON objects.

use std::collections::BTreeMap;

use domain::language::{Language, Localized};
use serde_json::json;

use crate::error::Error;

/// Such a column: an object with the languages that have such a text.
pub(crate) fn column<'a, T>(texts: &'a Localized<T>, part: impl Fn(&'a T) -> Option<&'a String>) -> String {
    let texts: BTreeMap<_, _> =
        texts.0.iter().filter_map(|(language, text)| part(text).map(|part| (language.as_str(), part))).collect();
    json!(texts).to_string()
}

/// As [`column()`], null where no language has one.
pub(crate) fn optional_column<'a, T>(texts: &'a Localized<T>, part: impl Fn(&'a T) -> Option<&'a String>) -> Option<String> {
    texts.0.values().any(|text| part(text).is_some()).then(|| column(texts, part))
}

/// An optional text as a form holds it.
pub(crate) fn unless_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The value of such a column.
pub(crate) fn texts(column: Option<&str>) -> Result<BTreeMap<Language, String>, Error> {
    column.map_or_else(|| Ok(BTreeMap::new()), |json| serde_json::from_str(json).map_err(Error::unreadable))
}
