//! The fields of a file by name, so that problems, differences and links to a field need no list of their own.

use domain::media::{MediaForm, MediaTextForm};

use crate::form::fields::form_fields;

form_fields! {
    MediaField of MediaForm
    before {
        FocalPoint: focal_point,
        Decorative: is_decorative,
    }
    texts of MediaTextForm {
        Title: title,
        Alt: alt,
        Description: description,
    }
    after {
        Folder: folder,
        Tags: tags,
    }
    long { Description }
}

#[cfg(test)]
mod tests {
    use domain::language::{Language, Languages};

    use super::*;
    use crate::form::fields::FormField;

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
