//! Content languages and texts in several of them.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, Problem};

/// A language tag as the specification's JSON columns use it for keys: two or three lower-case letters, perhaps a
/// region (`en`, `de`, `pt-BR`; a subset of RFC 5646).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let (language, region) = match text.split_once('-') {
            Some((language, region)) => (language, Some(region)),
            None => (text, None),
        };
        let is_language = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
        let is_region = region.is_none_or(|region| region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase()));
        if is_language && is_region { Ok(Self(text.to_owned())) } else { Err(Problem::NotAChoice) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Language {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|_| format!("not a language tag: {text}"))
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl Borrow<str> for Language {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The languages of a site: the default one, which lives at the root, and all in the order of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    pub default: Language,
    /// Holds `default` too.
    pub all: Vec<Language>,
}

impl Languages {
    /// Puts the default language first if `all` lacks it.
    pub fn new(default: Language, mut all: Vec<Language>) -> Self {
        if !all.contains(&default) {
            all.insert(0, default.clone());
        }
        Self { default, all }
    }

    /// These, and others that an item is written in: the settings may have had more before.
    #[must_use]
    pub fn with<'a>(&self, others: impl IntoIterator<Item = &'a Language>) -> Self {
        let mut all = self.all.clone();
        for other in others {
            if !all.contains(other) {
                all.push(other.clone());
            }
        }
        Self { default: self.default.clone(), all }
    }

    pub fn find(&self, text: &str) -> Option<&Language> {
        self.all.iter().find(|language| language.as_str() == text)
    }

    pub fn is_default(&self, language: &Language) -> bool {
        *language == self.default
    }
}

impl Default for Languages {
    /// The specification's default settings: English at the root, German beside it.
    fn default() -> Self {
        let en = Language("en".into());
        Self { default: en.clone(), all: vec![en, Language("de".into())] }
    }
}

/// Languages that one form may hold; no site has as many. More are refused before any of them is looked at.
pub const MAX_LANGUAGES: usize = 50;

/// Refuses a form that holds texts in more than [`MAX_LANGUAGES`] languages.
pub(crate) fn check_count<T>(texts: &BTreeMap<Language, T>) -> Result<(), Invalid> {
    if texts.len() > MAX_LANGUAGES { Err(Invalid::at("language", Problem::TooLong { max: MAX_LANGUAGES })) } else { Ok(()) }
}

/// A value per language, in JSON an object with the language as key: `{"en": "Title", "de": "Titel"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized<T>(pub BTreeMap<Language, T>);

impl<T> Localized<T> {
    pub fn get(&self, language: &Language) -> Option<&T> {
        self.0.get(language)
    }

    /// The value in this language, else in the default one, else in any, with the language it is in.
    pub fn best<'a>(&'a self, language: &Language, languages: &Languages) -> Option<(&'a Language, &'a T)> {
        self.0.get_key_value(language).or_else(|| self.0.get_key_value(&languages.default)).or_else(|| self.0.iter().next())
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> FromIterator<(Language, T)> for Localized<T> {
    fn from_iter<I: IntoIterator<Item = (Language, T)>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tag_has_a_language_and_perhaps_a_region() {
        for good in ["en", "de", "pt-BR", "nds"] {
            assert!(Language::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "e", "EN", "en-gb", "en_GB", "en-GBR", "$.x", "en\"", "deutsch"] {
            assert!(Language::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_missing_text_falls_back_to_the_default_language_then_to_any() {
        let languages = Languages::default();
        let de = Language::parse("de").unwrap();
        let text: Localized<&str> = [(languages.default.clone(), "Title")].into_iter().collect();
        assert_eq!(text.best(&de, &languages).map(|(l, t)| (l.as_str(), *t)), Some(("en", "Title")));
        let text: Localized<&str> = [(de, "Titel")].into_iter().collect();
        assert_eq!(text.best(&languages.default, &languages).map(|(l, t)| (l.as_str(), *t)), Some(("de", "Titel")));
    }
}
