//! Sentences of the public site that editors word, per language. Where nothing is typed, the program's own words stand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, Problem};
use crate::language::{Language, Languages, Localized, check_count};
use crate::text;

/// One sentence, or where the header's button leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteText {
    ButtonLabel,
    ButtonAddress,
    WhitepapersTitle,
    WhitepapersIntro,
    /// For search engines.
    WhitepapersDescription,
    SearchTitle,
    SearchIntro,
}

impl SiteText {
    pub const ALL: [Self; 7] = [
        Self::ButtonLabel,
        Self::ButtonAddress,
        Self::WhitepapersTitle,
        Self::WhitepapersIntro,
        Self::WhitepapersDescription,
        Self::SearchTitle,
        Self::SearchIntro,
    ];

    /// The key of its setting, and its name in the form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ButtonLabel => "button_label",
            Self::ButtonAddress => "button_address",
            Self::WhitepapersTitle => "whitepapers_title",
            Self::WhitepapersIntro => "whitepapers_intro",
            Self::WhitepapersDescription => "whitepapers_description",
            Self::SearchTitle => "search_title",
            Self::SearchIntro => "search_intro",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|text| text.as_str() == name)
    }

    /// Characters at most.
    pub fn max_chars(self) -> usize {
        match self {
            Self::ButtonLabel => 40,
            Self::ButtonAddress => 500,
            Self::WhitepapersTitle | Self::SearchTitle => 120,
            Self::WhitepapersIntro | Self::SearchIntro => 500,
            Self::WhitepapersDescription => 320,
        }
    }

    /// Whether it is more than a line long.
    pub fn is_paragraph(self) -> bool {
        matches!(self, Self::WhitepapersIntro | Self::SearchIntro | Self::WhitepapersDescription)
    }

    fn parse_value(self, typed: &str) -> Result<Option<String>, Problem> {
        let max = self.max_chars();
        match self {
            Self::ButtonAddress => button_address(typed, max),
            _ if self.is_paragraph() => text::optional_paragraph(typed, max),
            _ => text::optional_line(typed, max),
        }
    }
}

/// A path of the site, or a whole address of another one.
fn button_address(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let Some(address) = text::optional_line(typed, max)? else { return Ok(None) };
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "\\\"<>^`{|}".contains(c);
    match address.strip_prefix('/') {
        Some(path) if path.starts_with('/') || path.contains(is_odd) => Err(Problem::NotAnUrl),
        Some(_) => Ok(Some(address)),
        None => text::optional_url(&address),
    }
}

/// What editors have worded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SiteTexts(pub BTreeMap<SiteText, Localized<String>>);

impl SiteTexts {
    /// None where the program's own words stand.
    pub fn get(&self, text: SiteText, language: &Language) -> Option<&str> {
        self.0.get(&text)?.get(language).map(String::as_str)
    }
}

/// All texts, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteTextForm {
    /// The version that the editor saw; 0 where none is stored.
    pub version: i64,
    pub texts: BTreeMap<Language, BTreeMap<SiteText, String>>,
}

/// Texts that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteTextDraft {
    pub version: i64,
    pub texts: SiteTexts,
}

impl SiteTextForm {
    /// Problems stand at `search_title:de` and so on.
    pub fn parse(self, languages: &Languages) -> Result<SiteTextDraft, Invalid> {
        check_count(&self.texts)?;
        let mut invalid = Invalid::default();
        let mut texts = SiteTexts::default();
        for (language, typed) in self.texts {
            let is_known = languages.find(language.as_str()).is_some();
            for (text, typed) in typed {
                let field = format!("{}:{language}", text.as_str());
                if !is_known {
                    invalid.add(field, Problem::NotAChoice);
                } else if let Some(Some(value)) = invalid.take(field, text.parse_value(&typed)) {
                    texts.0.entry(text).or_default().0.insert(language.clone(), value);
                }
            }
        }
        invalid.or_ok()?;
        Ok(SiteTextDraft { version: self.version, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: SiteText, typed: &str) -> Result<Option<String>, Problem> {
        let de = Language::parse("de").expect("a language");
        let form = SiteTextForm { version: 0, texts: [(de.clone(), [(text, typed.to_owned())].into())].into() };
        match form.parse(&Languages::default()) {
            Ok(draft) => Ok(draft.texts.get(text, &de).map(str::to_owned)),
            Err(invalid) => Err(invalid.of(&format!("{}:de", text.as_str())).cloned().expect("a problem at the field")),
        }
    }

    #[test]
    fn a_text_is_clean_and_an_empty_one_is_none() {
        assert_eq!(parse(SiteText::SearchTitle, " Su\u{202e}che\u{200b} "), Ok(Some("Suche".into())));
        assert_eq!(parse(SiteText::SearchIntro, "eine\nZeile"), Ok(Some("eine Zeile".into())));
        for text in SiteText::ALL {
            assert_eq!(parse(text, " \n "), Ok(None));
            assert_eq!(parse(text, &"x".repeat(10_000)), Err(Problem::TooLong { max: text.max_chars() }));
        }
    }

    #[test]
    fn the_button_leads_into_the_site_or_to_a_whole_address() {
        for good in ["/de/kontakt", "/", "/contact?x=1#y", "https://kalender.example/nordlicht"] {
            assert_eq!(parse(SiteText::ButtonAddress, good), Ok(Some(good.into())));
        }
        for bad in [
            "//evil.example",
            "javascript:alert(1)",
            "kontakt",
            "/a b",
            "/\\evil.example",
            "mailto:a@b.example",
            "https://",
            "/\"x",
        ] {
            assert_eq!(parse(SiteText::ButtonAddress, bad), Err(Problem::NotAnUrl), "{bad}");
        }
    }

    #[test]
    fn texts_of_a_language_that_the_site_does_not_have_are_refused() {
        let fr = Language::parse("fr").expect("a language");
        let form = SiteTextForm { version: 0, texts: [(fr, [(SiteText::SearchTitle, "Recherche".into())].into())].into() };
        assert!(form.parse(&Languages::default()).is_err_and(|invalid| invalid.of("search_title:fr").is_some()));
    }

    #[test]
    fn every_text_is_read_back_by_its_name() {
        for text in SiteText::ALL {
            assert_eq!(SiteText::parse(text.as_str()), Some(text));
            assert_eq!(serde_json::to_string(&text).expect("a name"), format!("\"{}\"", text.as_str()));
        }
        assert_eq!(SiteText::parse("site_title"), None);
    }
}
