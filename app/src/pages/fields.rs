//! The fields of a page by name, so that problems, differences and links to a field need no list of their own.

use domain::language::Language;
use domain::page::{PageForm, PageTextForm};

use crate::editor::item::ItemField;
use crate::editor::tab::Tab;
use crate::form::fields::form_fields;

form_fields! {
    PageField of PageForm
    before {}
    texts of PageTextForm {
        Title: title,
        Slug: slug,
        Content: content,
        Excerpt: excerpt,
        MetaDescription: meta_description,
        SeoTitle: seo_title,
        SeoKeywords: seo_keywords,
    }
    after {
        Canonical: canonical_url,
        Template: template,
        Kind: kind,
        Featured: is_featured,
        InMenu: in_menu,
        SortOrder: sort_order,
    }
    long { Content | Excerpt | MetaDescription }
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

#[cfg(test)]
mod tests {
    use domain::language::Languages;

    use super::*;
    use crate::form::fields::FormField;

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
