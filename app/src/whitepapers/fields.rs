//! The fields of a whitepaper by name, so that problems, differences and links to a field need no list of their own.

use std::fmt;

use domain::id::MediaId;
use domain::language::{Language, Languages};
use domain::whitepaper::{WhitepaperForm, WhitepaperTextForm};

use crate::editor::item::ItemField;
use crate::editor::tab::Tab;
use crate::form::fields::{FormField, checkbox_value};

/// One control of the form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhitepaperField {
    Text(Part, Language),
    File,
    Cover,
    Category,
    Tags,
    Industries,
    Registration,
    LeadMagnet,
    Featured,
    SortOrder,
}

/// A text that every language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Title,
    Slug,
    Description,
    Preview,
    MetaTitle,
    MetaDescription,
}

use WhitepaperField::{Category, Cover, Featured, File, Industries, LeadMagnet, Registration, SortOrder, Tags, Text};

impl WhitepaperField {
    /// What holds for all languages, in the order of the screen.
    const COMMON: [Self; 9] = [File, Cover, Registration, Category, Tags, Industries, LeadMagnet, Featured, SortOrder];
}

impl FormField for WhitepaperField {
    type Form = WhitepaperForm;

    fn all(languages: &Languages) -> Vec<Self> {
        let texts = languages.all.iter().flat_map(|language| Part::ALL.map(|part| Text(part, language.clone())));
        texts.chain(Self::COMMON).collect()
    }

    fn parse(name: &str) -> Option<Self> {
        if let Some((part, language)) = name.split_once(':') {
            let part = Part::ALL.into_iter().find(|known| known.as_str() == part)?;
            return Some(Text(part, Language::parse(language).ok()?));
        }
        Self::COMMON.into_iter().find(|field| field.to_string() == name)
    }

    fn language(&self) -> Option<&Language> {
        match self {
            Text(_, language) => Some(language),
            _ => None,
        }
    }

    fn is_long(&self) -> bool {
        matches!(self, Text(Part::Description | Part::Preview | Part::MetaDescription, _))
    }

    /// A file is written as its number.
    fn read(&self, form: &WhitepaperForm) -> String {
        let number = |file: Option<MediaId>| file.map(|id| id.to_string()).unwrap_or_default();
        match self {
            Text(part, language) => form.texts.get(language).map(|text| part.of(text).to_owned()).unwrap_or_default(),
            File => number(form.file),
            Cover => number(form.cover),
            Category => form.category.clone(),
            Tags => form.tags.clone(),
            Industries => form.industries.clone(),
            Registration => checkbox_value(form.requires_registration),
            LeadMagnet => checkbox_value(form.lead_magnet_active),
            Featured => checkbox_value(form.featured),
            SortOrder => form.sort_order.clone(),
        }
    }

    fn write(&self, form: &mut WhitepaperForm, value: String) {
        match self {
            Text(part, language) => *part.of_mut(form.texts.entry(language.clone()).or_default()) = value,
            File => form.file = value.parse().ok(),
            Cover => form.cover = value.parse().ok(),
            Category => form.category = value,
            Tags => form.tags = value,
            Industries => form.industries = value,
            Registration => form.requires_registration = !value.is_empty(),
            LeadMagnet => form.lead_magnet_active = !value.is_empty(),
            Featured => form.featured = !value.is_empty(),
            SortOrder => form.sort_order = value,
        }
    }
}

impl ItemField for WhitepaperField {
    fn title(language: Language) -> Self {
        Text(Part::Title, language)
    }

    fn slug(language: Language) -> Self {
        Text(Part::Slug, language)
    }

    fn content(language: Language) -> Self {
        Text(Part::Preview, language)
    }

    fn seo_title(language: Language) -> Self {
        Text(Part::MetaTitle, language)
    }

    fn description(language: Language) -> Self {
        Text(Part::MetaDescription, language)
    }

    fn summaries(language: Language) -> Vec<Self> {
        vec![Text(Part::Description, language.clone()), Text(Part::Preview, language)]
    }

    fn needed_to_publish(language: Language) -> Self {
        Text(Part::Description, language)
    }

    fn tab(&self) -> Tab {
        match self {
            Text(Part::MetaTitle | Part::MetaDescription, _) => Tab::Search,
            Text(..) | File | Cover | Registration => Tab::Text,
            Category | Tags | Industries | LeadMagnet | Featured | SortOrder => Tab::Settings,
        }
    }
}

impl fmt::Display for WhitepaperField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Text(part, language) => write!(f, "{}:{language}", part.as_str()),
            File => f.write_str("file"),
            Cover => f.write_str("cover"),
            Category => f.write_str("category"),
            Tags => f.write_str("tags"),
            Industries => f.write_str("industries"),
            Registration => f.write_str("requires_registration"),
            LeadMagnet => f.write_str("lead_magnet_active"),
            Featured => f.write_str("featured"),
            SortOrder => f.write_str("sort_order"),
        }
    }
}

impl Part {
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Slug, Self::Description, Self::Preview, Self::MetaTitle, Self::MetaDescription];

    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Description => "description",
            Self::Preview => "preview",
            Self::MetaTitle => "meta_title",
            Self::MetaDescription => "meta_description",
        }
    }

    fn of(self, text: &WhitepaperTextForm) -> &str {
        match self {
            Self::Title => &text.title,
            Self::Slug => &text.slug,
            Self::Description => &text.description,
            Self::Preview => &text.preview,
            Self::MetaTitle => &text.meta_title,
            Self::MetaDescription => &text.meta_description,
        }
    }

    fn of_mut(self, text: &mut WhitepaperTextForm) -> &mut String {
        match self {
            Self::Title => &mut text.title,
            Self::Slug => &mut text.slug,
            Self::Description => &mut text.description,
            Self::Preview => &mut text.preview,
            Self::MetaTitle => &mut text.meta_title,
            Self::MetaDescription => &mut text.meta_description,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_again_by_its_name() {
        for field in WhitepaperField::all(&Languages::default()) {
            assert_eq!(WhitepaperField::parse(&field.to_string()), Some(field));
        }
        assert_eq!(WhitepaperField::parse("title:Deutsch"), None);
        assert_eq!(WhitepaperField::parse("password"), None);
    }

    #[test]
    fn what_is_written_to_a_field_is_read_from_it() {
        let mut form = WhitepaperForm::default();
        for field in WhitepaperField::all(&Languages::default()) {
            let value = if matches!(field, File | Cover) { "12" } else { "yes" };
            field.write(&mut form, value.to_owned());
            assert_eq!(field.read(&form), value, "{field}");
            if field.language().is_none() {
                field.write(&mut form, String::new());
                assert_eq!(field.read(&form), "", "{field}");
            }
        }
    }

    #[test]
    fn the_names_are_those_under_which_problems_stand() {
        let long = "x".repeat(60_000);
        let mut form = WhitepaperForm { tags: long.clone(), industries: long.clone(), ..WhitepaperForm::default() };
        form.sort_order = "first".into();
        let languages = Languages::default();
        for field in WhitepaperField::all(&languages).iter().filter(|field| field.language().is_some()) {
            field.write(&mut form, long.clone());
        }
        let Err(invalid) = form.parse(&languages) else { panic!("refused") };
        assert_eq!(invalid.0.len(), 16);
        for (name, _) in invalid.0 {
            assert!(WhitepaperField::parse(&name).is_some(), "{name}");
        }
    }
}
