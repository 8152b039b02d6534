//! The fields of a file by name, and what becomes of them when two people change one file.

use std::fmt;

use domain::language::{Language, Languages};
use domain::media::{FocalPoint, MediaForm, MediaTextForm};

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
    /// Every field, in the order in which the screen shows them.
    pub fn all(languages: &Languages) -> Vec<Self> {
        let texts = languages.all.iter().flat_map(|language| Part::ALL.map(|part| Self::Text(part, language.clone())));
        [Self::FocalPoint, Self::Decorative].into_iter().chain(texts).chain([Self::Folder, Self::Tags]).collect()
    }

    /// What the form holds there; a tick is `yes` or nothing, a point `40 60`.
    pub fn read(&self, form: &MediaForm) -> String {
        match self {
            Self::Text(part, language) => form.texts.get(language).map(|text| part.of(text).to_owned()).unwrap_or_default(),
            Self::Decorative if form.is_decorative => "yes".to_owned(),
            Self::Decorative => String::new(),
            Self::Folder => form.folder.clone(),
            Self::Tags => form.tags.clone(),
            Self::FocalPoint => format!("{} {}", form.focal_point.x, form.focal_point.y),
        }
    }

    pub fn write(&self, form: &mut MediaForm, value: String) {
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

/// Whether something was typed that is not stored.
pub fn is_changed(base: &MediaForm, typed: &MediaForm, languages: &Languages) -> bool {
    MediaField::all(languages).iter().any(|field| field.read(base) != field.read(typed))
}

/// A field that both have changed, each to something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub field: MediaField,
    pub mine: String,
    pub theirs: String,
}

/// What is stored now with my changes on it, and where both have changed the same; there mine is in it.
pub fn merge(base: &MediaForm, mine: &MediaForm, theirs: &MediaForm, languages: &Languages) -> (MediaForm, Vec<Difference>) {
    let (mut merged, mut differences) = (theirs.clone(), Vec::new());
    for field in MediaField::all(languages) {
        let (before, my, their) = (field.read(base), field.read(mine), field.read(theirs));
        if my == before || my == their {
            continue;
        }
        field.write(&mut merged, my.clone());
        if their != before {
            differences.push(Difference { field, mine: my, theirs: their });
        }
    }
    (merged, differences)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alt(tag: &str) -> MediaField {
        MediaField::Text(Part::Alt, Language::parse(tag).unwrap())
    }

    fn with(changes: &[(MediaField, &str)]) -> MediaForm {
        let mut form = MediaForm { folder: "/".into(), ..MediaForm::default() };
        changes.iter().for_each(|(field, value)| field.write(&mut form, (*value).to_owned()));
        form
    }

    #[test]
    fn what_is_written_to_a_field_is_read_from_it() {
        for field in MediaField::all(&Languages::default()) {
            let value = if field == MediaField::FocalPoint { "7 93" } else { "yes" };
            assert_eq!(field.read(&with(&[(field.clone(), value)])), value, "{field}");
        }
    }

    #[test]
    fn an_empty_language_is_no_change() {
        let languages = Languages::default();
        assert!(!is_changed(&with(&[]), &with(&[(alt("de"), "")]), &languages));
        assert!(is_changed(&with(&[]), &with(&[(alt("de"), "Wagen")]), &languages));
    }

    #[test]
    fn both_changes_hold_where_they_do_not_meet() {
        let (mine, theirs) = (with(&[(alt("de"), "Wagen")]), with(&[(alt("en"), "Van"), (MediaField::Folder, "/Fairs")]));
        let (merged, differences) = merge(&with(&[]), &mine, &theirs, &Languages::default());
        assert_eq!(differences, []);
        assert_eq!(merged, with(&[(alt("de"), "Wagen"), (alt("en"), "Van"), (MediaField::Folder, "/Fairs")]));
    }

    #[test]
    fn where_both_changed_the_same_it_is_asked() {
        let (mine, theirs) = (with(&[(alt("de"), "Wagen")]), with(&[(alt("de"), "Messwagen")]));
        let (merged, differences) = merge(&with(&[]), &mine, &theirs, &Languages::default());
        assert_eq!(differences, [Difference { field: alt("de"), mine: "Wagen".into(), theirs: "Messwagen".into() }]);
        assert_eq!(merged, mine);
        assert_eq!(merge(&with(&[]), &mine, &mine, &Languages::default()).1, []);
    }
}
