//! Content languages and texts in several of them.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, Problem};

/// A language tag (a subset of RFC 5646): a language of two or three letters, perhaps a script, a region and a variant, in the case
/// that RFC 5646 2.1.1 recommends: `en`, `pt-BR`, `es-419`, `zh-Hant-TW`, `ca-valencia`. The specification's JSON columns use it for
/// keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// Bytes of the longest tag.
    const MAX: usize = 21;

    /// Reads a tag in any case.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > Self::MAX {
            return Err(Problem::NotAChoice);
        }
        let mut parts = text.split('-').peekable();
        let mut tag = parts.next().filter(|part| is_letters(part, 2..=3)).ok_or(Problem::NotAChoice)?.to_ascii_lowercase();
        if let Some(script) = parts.next_if(|part| is_letters(part, 4..=4)) {
            let (first, rest) = script.split_at(1);
            tag.push_str(&format!("-{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase()));
        }
        if let Some(region) = parts.next_if(|part| is_letters(part, 2..=2) || is_number(part)) {
            tag.push_str(&format!("-{}", region.to_ascii_uppercase()));
        }
        if let Some(variant) = parts.next_if(|part| is_variant(part)) {
            tag.push_str(&format!("-{}", variant.to_ascii_lowercase()));
        }
        if parts.next().is_none() { Ok(Self(tag)) } else { Err(Problem::NotAChoice) }
    }

    /// The tag, as `lang` and `hreflang` have it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag without script, region and variant: `de` of `de-AT`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// `Hant` of `zh-Hant-TW`.
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').nth(1).filter(|part| is_letters(part, 4..=4))
    }

    /// `TW` of `zh-Hant-TW`, `419` of `es-419`.
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).take(2).find(|part| is_letters(part, 2..=2) || is_number(part))
    }

    /// Whether it is written from right to left (Unicode's CLDR, `characterOrder`).
    pub fn is_right_to_left(&self) -> bool {
        match self.script() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&self.primary()),
        }
    }

    /// The tag as the first part of a path, in small letters as all of a path: `zh-hant-tw`.
    pub fn path_part(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

const RIGHT_TO_LEFT_SCRIPTS: [&str; 8] = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"];

/// The languages that are written in one of those scripts where their tag names none.
const RIGHT_TO_LEFT: [&str; 20] = [
    "ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "ps", "rhg", "sd", "syr", "ug", "ur",
    "yi",
];

fn is_letters(part: &str, length: RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
}

/// A region by its number (UN M.49).
fn is_number(part: &str) -> bool {
    part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
}

fn is_variant(part: &str) -> bool {
    let is_long_enough = part.len() >= 5 || part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit());
    is_long_enough && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric())
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

    /// The language with this tag, in any case.
    pub fn find(&self, tag: &str) -> Option<&Language> {
        self.all.iter().find(|language| language.as_str().eq_ignore_ascii_case(tag))
    }

    /// The language to which the first part of a path belongs.
    pub fn at_path(&self, first_part: &str) -> Option<&Language> {
        self.find(first_part).filter(|_| !first_part.bytes().any(|b| b.is_ascii_uppercase()))
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
    fn the_direction_of_a_language_is_that_of_its_script() {
        let is_right_to_left = |tag: &str| Language::parse(tag).unwrap().is_right_to_left();
        for tag in ["ar", "ar-EG", "he", "fa", "ur-PK", "ckb", "az-Arab", "pa-Arab-PK"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en", "de", "az", "ku", "ur-Latn", "zh-Hant", "tr", "el"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }

    #[test]
    fn a_language_tag_has_a_language_and_perhaps_a_script_a_region_and_a_variant() {
        for good in [
            "en",
            "de",
            "nds",
            "pt-BR",
            "es-419",
            "zh-Hant",
            "zh-Hant-TW",
            "sr-Latn",
            "sr-Latn-RS",
            "de-1996",
            "ca-valencia",
            "sl-IT-nedis",
            "ar-001",
        ] {
            for typed in [good.to_owned(), good.to_lowercase(), good.to_uppercase()] {
                assert_eq!(Language::parse(&typed).map(|language| language.to_string()), Ok(good.to_owned()), "{typed}");
            }
            let stored: Language = serde_json::from_value(good.into()).unwrap();
            assert_eq!(stored.path_part(), good.to_lowercase());
        }
        for bad in [
            "",
            "e",
            "-",
            "en-",
            "-en",
            "en_GB",
            "en-GBR",
            "$.x",
            "en\"",
            "deutsch",
            "en--GB",
            "zh-TW-Hant",
            "en-GB-US",
            "en-41",
            "x-klingon",
            "zh-Hant-TW-Hans",
            "dé",
            "en GB",
            "en-x-private",
            "en\0",
        ] {
            assert!(Language::parse(bad).is_err(), "{bad}");
        }
        assert!(Language::parse(&"en-".repeat(100_000)).is_err());
    }

    #[test]
    fn a_tag_is_taken_apart() {
        for (tag, primary, script, region) in [
            ("de", "de", None, None),
            ("pt-BR", "pt", None, Some("BR")),
            ("es-419", "es", None, Some("419")),
            ("zh-Hant", "zh", Some("Hant"), None),
            ("zh-Hant-TW", "zh", Some("Hant"), Some("TW")),
            ("ca-valencia", "ca", None, None),
        ] {
            let language = Language::parse(tag).unwrap();
            assert_eq!((language.primary(), language.script(), language.region()), (primary, script, region), "{tag}");
        }
    }

    #[test]
    fn a_language_is_found_in_any_case_and_in_a_path_in_small_letters() {
        let languages = Languages::new(Language::parse("en").unwrap(), vec![Language::parse("zh-Hant").unwrap()]);
        assert_eq!(languages.find("ZH-hant").map(Language::as_str), Some("zh-Hant"));
        assert_eq!(languages.at_path("zh-hant").map(Language::as_str), Some("zh-Hant"));
        assert_eq!((languages.at_path("zh-Hant"), languages.at_path("zh")), (None, None));
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
