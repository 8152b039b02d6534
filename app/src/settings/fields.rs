//! The fields of the form for the words of the site, by name.

use std::fmt;

use domain::language::{Language, Languages};
use domain::setting::SiteText;
use domain::setting::site_text::SiteTextForm;

use crate::form::fields::FormField;

/// A text in a language. Its written form is the name under which problems stand: `search_title:de`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteTextField(pub SiteText, pub Language);

impl FormField for SiteTextField {
    type Form = SiteTextForm;

    fn all(languages: &Languages) -> Vec<Self> {
        let of = |text: SiteText| languages.all.iter().map(move |language| Self(text, language.clone()));
        SiteText::ALL.into_iter().flat_map(of).collect()
    }

    fn parse(name: &str) -> Option<Self> {
        let (text, language) = name.split_once(':')?;
        Some(Self(SiteText::parse(text)?, Language::parse(language).ok()?))
    }

    fn language(&self) -> Option<&Language> {
        Some(&self.1)
    }

    fn is_long(&self) -> bool {
        false
    }

    fn read(&self, form: &SiteTextForm) -> String {
        form.texts.get(&self.1).and_then(|texts| texts.get(&self.0)).cloned().unwrap_or_default()
    }

    fn write(&self, form: &mut SiteTextForm, value: String) {
        form.texts.entry(self.1.clone()).or_default().insert(self.0, value);
    }
}

impl fmt::Display for SiteTextField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0.as_str(), self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_again_by_its_name_and_holds_what_is_written() {
        let mut form = SiteTextForm::default();
        for field in SiteTextField::all(&Languages::default()) {
            assert_eq!(SiteTextField::parse(&field.to_string()), Some(field.clone()));
            field.write(&mut form, field.to_string());
            assert_eq!(field.read(&form), field.to_string());
        }
        assert_eq!(SiteTextField::parse("search_title"), None);
        assert_eq!(SiteTextField::parse("password:de"), None);
    }

    #[test]
    fn the_names_are_those_under_which_problems_stand() {
        let (languages, mut form) = (Languages::default(), SiteTextForm::default());
        let fields = SiteTextField::all(&languages);
        fields.iter().for_each(|field| field.write(&mut form, "x".repeat(10_000)));
        let invalid = form.parse(&languages).expect_err("too long");
        assert_eq!(invalid.0.len(), fields.len());
        assert!(invalid.0.iter().all(|(name, _)| SiteTextField::parse(name).is_some()));
    }
}
