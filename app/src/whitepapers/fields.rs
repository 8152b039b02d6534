//! The fields of a whitepaper by name, so that problems, differences and links to a field need no list of their own.

use domain::language::Language;
use domain::whitepaper::{WhitepaperForm, WhitepaperTextForm};

use crate::editor::item::ItemField;
use crate::editor::tab::Tab;
use crate::form::fields::form_fields;

form_fields! {
    WhitepaperField of WhitepaperForm
    before {}
    texts of WhitepaperTextForm {
        Title: title,
        Slug: slug,
        Description: description,
        Preview: preview,
        MetaTitle: meta_title,
        MetaDescription: meta_description,
    }
    after {
        File: file,
        Cover: cover,
        Registration: requires_registration,
        Category: category,
        Tags: tags,
        Industries: industries,
        LeadMagnet: lead_magnet_active,
        Featured: featured,
        SortOrder: sort_order,
    }
    long { Description | Preview | MetaDescription }
}

impl ItemField for WhitepaperField {
    fn title(language: Language) -> Self {
        Self::Text(Part::Title, language)
    }

    fn slug(language: Language) -> Self {
        Self::Text(Part::Slug, language)
    }

    fn content(language: Language) -> Self {
        Self::Text(Part::Preview, language)
    }

    fn seo_title(language: Language) -> Self {
        Self::Text(Part::MetaTitle, language)
    }

    fn description(language: Language) -> Self {
        Self::Text(Part::MetaDescription, language)
    }

    fn summaries(language: Language) -> Vec<Self> {
        vec![Self::Text(Part::Description, language.clone()), Self::Text(Part::Preview, language)]
    }

    fn needed_to_publish(language: Language) -> Self {
        Self::Text(Part::Description, language)
    }

    fn tab(&self) -> Tab {
        match self {
            Self::Text(Part::MetaTitle | Part::MetaDescription, _) => Tab::Search,
            Self::Text(..) | Self::File | Self::Cover | Self::Registration => Tab::Text,
            Self::Category | Self::Tags | Self::Industries | Self::LeadMagnet | Self::Featured | Self::SortOrder => Tab::Settings,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::language::Languages;

    use super::*;
    use crate::form::fields::FormField;

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
            let value = if matches!(field, WhitepaperField::File | WhitepaperField::Cover) { "12" } else { "yes" };
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
