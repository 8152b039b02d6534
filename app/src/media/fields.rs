//! The fields of a file by name, so that problems, differences and links to a field need no list of their own.

use std::fmt;

use domain::language::{Language, Languages};
use domain::media::{FocalPoint, MediaForm, MediaTextForm};

use crate::form::fields::{FormField, checkbox_value};

/// One control of the form. Its written form is the name under which [`domain::invalid::Invalid`] knows it: `alt:de`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaField {
    Text(Part, Language),
    Decorative,
    Folder,
    Tags,
    FocalPoint,
}

/// A text that every language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Title,
    Alt,
    Description,
}

impl MediaField {
    /// What holds for all languages.
    const COMMON: [Self; 4] = [Self::FocalPoint, Self::Decorative, Self::Folder, Self::Tags];
}

impl FormField for MediaField {
    type Form = MediaForm;

    fn all(languages: &Languages) -> Vec<Self> {
        let texts = languages.all.iter().flat_map(|language| Part::ALL.map(|part| Self::Text(part, language.clone())));
        [Self::FocalPoint, Self::Decorative].into_iter().chain(texts).chain([Self::Folder, Self::Tags]).collect()
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
        matches!(self, Self::Text(Part::Description, _))
    }

    /// A point is written as `40 60`.
    fn read(&self, form: &MediaForm) -> String {
        match self {
            Self::Text(part, language) => form.texts.get(language).map(|text| part.of(text).to_owned()).unwrap_or_default(),
            Self::Decorative => checkbox_value(form.is_decorative),
            Self::Folder => form.folder.clone(),
            Self::Tags => form.tags.clone(),
            Self::FocalPoint => format!("{} {}", form.focal_point.x, form.focal_point.y),
        }
    }

    fn write(&self, form: &mut MediaForm, value: String) {
        match self {
            Self::Text(part, language) => *part.of_mut(form.texts.entry(language.clone()).or_default()) = value,
            Self::Decorative => form.is_decorative = !value.is_empty(),
            Self::Folder => form.folder = value,
            Self::Tags => form.tags = value,
            Self::FocalPoint => {
                let mut parts = value.split(' ').filter_map(|part| part.parse().ok());
                if let (Some(x), Some(y)) = (parts.next(), parts.next()) {
                    form.focal_point = FocalPoint { x, y };
                }
            }
        }
    }
}

impl fmt::Display for MediaField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(part, language) => write!(f, "{}:{language}", part.as_str()),
            Self::Decorative => f.write_str("is_decorative"),
            Self::Folder => f.write_str("folder"),
            Self::Tags => f.write_str("tags"),
            Self::FocalPoint => f.write_str("focal_point"),
        }
    }
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Title, Self::Alt, Self::Description];

    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Alt => "alt",
            Self::Description => "description",
        }
    }

    fn of(self, text: &MediaTextForm) -> &str {
        match self {
            Self::Title => &text.title,
            Self::Alt => &text.alt,
            Self::Description => &text.description,
        }
    }

    fn of_mut(self, text: &mut MediaTextForm) -> &mut String {
        match self {
            Self::Title => &mut text.title,
            Self::Alt => &mut text.alt,
            Self::Description => &mut text.description,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_again_by_its_name() {
        for field in MediaField::all(&Languages::default()) {
            assert_eq!(MediaField::parse(&field.to_string()), Some(field));
        }
        assert_eq!(MediaField::parse("alt:Deutsch"), None);
        assert_eq!(MediaField::parse("password"), None);
    }

    #[test]
    fn what_is_written_to_a_field_is_read_from_it() {
        let mut form = MediaForm::default();
        for field in MediaField::all(&Languages::default()) {
            let value = if field == MediaField::FocalPoint { "7 93" } else { "yes" };
            field.write(&mut form, value.to_owned());
            assert_eq!(field.read(&form), value, "{field}");
        }
    }

    #[test]
    fn an_empty_language_is_no_change() {
        let (base, mut typed) = (MediaForm::default(), MediaForm::default());
        let alt = MediaField::Text(Part::Alt, Language::parse("de").unwrap());
        alt.write(&mut typed, String::new());
        assert!(MediaField::all(&Languages::default()).iter().all(|field| field.is_same(&base, &typed)));
        alt.write(&mut typed, "Wagen".into());
        assert!(!alt.is_same(&base, &typed));
    }

    #[test]
    fn the_names_are_those_under_which_problems_stand() {
        let languages = Languages::default();
        let long = "x".repeat(60_000);
        let id = Some(domain::id::MediaId(1));
        let mut form = MediaForm { id, folder: long.clone(), tags: long.clone(), ..MediaForm::default() };
        for field in MediaField::all(&languages).iter().filter(|field| field.language().is_some()) {
            field.write(&mut form, long.clone());
        }
        let Err(invalid) = form.parse(&languages) else { panic!("refused") };
        assert_eq!(invalid.0.len(), 8);
        for (name, _) in invalid.0 {
            assert!(MediaField::parse(&name).is_some(), "{name}");
        }
    }
}
