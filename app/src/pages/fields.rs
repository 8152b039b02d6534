//! The fields of a page by name, so that problems, differences and links to a field need no list of their own.

use std::fmt;

use domain::language::{Language, Languages};
use domain::page::{PageForm, PageTextForm};

use crate::editor::item::ItemField;
use crate::editor::tab::Tab;
use crate::form::fields::{FormField, checkbox_value};

/// One control of the form. Its written form is the name under which [`domain::invalid::Invalid`] knows it: `title:de`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageField {
    Text(Part, Language),
    Canonical,
    Template,
    Kind,
    Featured,
    InMenu,
    SortOrder,
}

/// A text that every language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Title,
    Slug,
    Content,
    Excerpt,
    MetaDescription,
    SeoTitle,
    SeoKeywords,
}

impl PageField {
    /// What holds for all languages.
    const COMMON: [Self; 6] = [Self::Canonical, Self::Template, Self::Kind, Self::Featured, Self::InMenu, Self::SortOrder];
}

impl FormField for PageField {
    type Form = PageForm;

    fn all(languages: &Languages) -> Vec<Self> {
        let texts = languages.all.iter().flat_map(|language| Part::ALL.map(|part| Self::Text(part, language.clone())));
        texts.chain(Self::COMMON).collect()
    }

    fn parse(name: &str) -> Option<Self> {
        if let Some((part, language)) = name.split_once(':') {
            let part = Part::ALL.into_iter().find(|known| known.as_str() == part)?;
            return Some(Self::Text(part, Language::parse(language).ok()?));
        }
        Self::COMMON.into_iter().find(|field| field.to_string() == name)
    }

    fn language(&self) -> Option<&Language> {
        match self {
            Self::Text(_, language) => Some(language),
            _ => None,
        }
    }

    fn is_long(&self) -> bool {
        matches!(self, Self::Text(Part::Content | Part::Excerpt | Part::MetaDescription, _))
    }

    fn read(&self, form: &PageForm) -> String {
        match self {
            Self::Text(part, language) => form.texts.get(language).map(|text| part.of(text).to_owned()).unwrap_or_default(),
            Self::Canonical => form.canonical_url.clone(),
            Self::Template => form.template.clone(),
            Self::Kind => form.kind.clone(),
            Self::Featured => checkbox_value(form.is_featured),
            Self::InMenu => checkbox_value(form.in_menu),
            Self::SortOrder => form.sort_order.clone(),
        }
    }

    fn write(&self, form: &mut PageForm, value: String) {
        match self {
            Self::Text(part, language) => *part.of_mut(form.texts.entry(language.clone()).or_default()) = value,
            Self::Canonical => form.canonical_url = value,
            Self::Template => form.template = value,
            Self::Kind => form.kind = value,
            Self::Featured => form.is_featured = !value.is_empty(),
            Self::InMenu => form.in_menu = !value.is_empty(),
            Self::SortOrder => form.sort_order = value,
        }
    }
}

impl ItemField for PageField {
    fn title(language: Language) -> Self {
        Self::Text(Part::Title, language)
    }

    fn slug(language: Language) -> Self {
        Self::Text(Part::Slug, language)
    }

    fn content(language: Language) -> Self {
        Self::Text(Part::Content, language)
    }

    fn seo_title(language: Language) -> Self {
        Self::Text(Part::SeoTitle, language)
    }

    fn description(language: Language) -> Self {
        Self::Text(Part::MetaDescription, language)
    }

    fn summaries(language: Language) -> Vec<Self> {
        vec![Self::Text(Part::Excerpt, language.clone()), Self::Text(Part::Content, language)]
    }

    fn needed_to_publish(language: Language) -> Self {
        Self::Text(Part::Content, language)
    }

    fn tab(&self) -> Tab {
        match self {
            Self::Text(Part::SeoTitle | Part::SeoKeywords, _) | Self::Canonical => Tab::Search,
            Self::Text(..) => Tab::Text,
            Self::Template | Self::Kind | Self::Featured | Self::InMenu | Self::SortOrder => Tab::Settings,
        }
    }
}

impl fmt::Display for PageField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(part, language) => write!(f, "{}:{language}", part.as_str()),
            Self::Canonical => f.write_str("canonical_url"),
            Self::Template => f.write_str("template"),
            Self::Kind => f.write_str("kind"),
            Self::Featured => f.write_str("is_featured"),
            Self::InMenu => f.write_str("in_menu"),
            Self::SortOrder => f.write_str("sort_order"),
        }
    }
}

impl Part {
    pub const ALL: [Self; 7] =
        [Self::Title, Self::Slug, Self::Content, Self::Excerpt, Self::MetaDescription, Self::SeoTitle, Self::SeoKeywords];

    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Content => "content",
            Self::Excerpt => "excerpt",
            Self::MetaDescription => "meta_description",
            Self::SeoTitle => "seo_title",
            Self::SeoKeywords => "seo_keywords",
        }
    }

    pub fn of(self, text: &PageTextForm) -> &str {
        match self {
            Self::Title => &text.title,
            Self::Slug => &text.slug,
            Self::Content => &text.content,
            Self::Excerpt => &text.excerpt,
            Self::MetaDescription => &text.meta_description,
            Self::SeoTitle => &text.seo_title,
            Self::SeoKeywords => &text.seo_keywords,
        }
    }

    fn of_mut(self, text: &mut PageTextForm) -> &mut String {
        match self {
            Self::Title => &mut text.title,
            Self::Slug => &mut text.slug,
            Self::Content => &mut text.content,
            Self::Excerpt => &mut text.excerpt,
            Self::MetaDescription => &mut text.meta_description,
            Self::SeoTitle => &mut text.seo_title,
            Self::SeoKeywords => &mut text.seo_keywords,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_again_by_its_name() {
        for field in PageField::all(&Languages::default()) {
            assert_eq!(PageField::parse(&field.to_string()), Some(field));
        }
        assert_eq!(PageField::parse("title:Deutsch"), None);
        assert_eq!(PageField::parse("password"), None);
    }

    #[test]
    fn what_is_written_to_a_field_is_read_from_it() {
        let mut form = PageForm::default();
        for field in PageField::all(&Languages::default()) {
            field.write(&mut form, "yes".to_owned());
            assert_eq!(field.read(&form), "yes", "{field}");
        }
    }

    #[test]
    fn the_names_are_those_under_which_problems_stand() {
        let mut form = PageForm {
            template: "x".into(),
            kind: "x".into(),
            sort_order: "x".into(),
            canonical_url: "x".into(),
            ..PageForm::default()
        };
        let languages = Languages::default();
        let long = "x".repeat(300_000);
        for field in PageField::all(&languages).iter().filter(|field| field.language().is_some()) {
            field.write(&mut form, long.clone());
        }
        let Err(invalid) = form.parse(&languages) else { panic!("refused") };
        assert_eq!(invalid.0.len(), 18);
        for (name, _) in invalid.0 {
            assert!(PageField::parse(&name).is_some(), "{name}");
        }
    }
}
