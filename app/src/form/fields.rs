//! A form and its fields by name, so that problems, differences and links to a field need no list of their own.

use std::fmt::Display;
use std::str::FromStr;

use domain::id::MediaId;
use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use domain::media::FocalPoint;
use domain::publication::Publication;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The whole form, as typed. The default is one that holds nothing.
pub trait Form: Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    type Id: Copy + PartialEq + Display + FromStr + Send + Sync + 'static;
    type Field: FormField<Form = Self>;

    /// None for what does not exist yet.
    fn id(&self) -> Option<Self::Id>;
    /// The version that the person saw; 0 for something new.
    fn version(&self) -> i64;
    fn set_id(&mut self, id: Option<Self::Id>, version: i64);
    /// The problems for which the server would refuse it.
    fn problems(&self, languages: &Languages) -> Invalid;

    /// The form of something that does not exist yet.
    fn fresh() -> Self {
        Self::default()
    }

    /// The languages that its screen shows besides those of the settings.
    fn languages(&self) -> Vec<Language> {
        Vec::new()
    }
}

/// One control of the form. Its written form is the name under which [`Invalid`] knows it, and its id on the screen: `title:de`.
pub trait FormField: Clone + Ord + Display + Send + Sync + 'static {
    type Form;

    /// Every field, in the order in which the screen shows them.
    fn all(languages: &Languages) -> Vec<Self>;
    /// Reads the name under which a problem stands.
    fn parse(name: &str) -> Option<Self>;
    fn language(&self) -> Option<&Language>;
    /// Whether it is a text of several lines, whose changes are merged line by line.
    fn is_long(&self) -> bool;
    /// The value in the form; a checkbox is `yes` or nothing.
    fn read(&self, form: &Self::Form) -> String;
    fn write(&self, form: &mut Self::Form, value: String);
    /// Whether both forms hold the same there.
    fn is_same(&self, one: &Self::Form, other: &Self::Form) -> bool {
        self.read(one) == self.read(other)
    }
}

/// The stored item, as the server answers it.
pub trait Detail: Clone + PartialEq + Send + Sync + 'static {
    type Form;

    /// As it would be saved unchanged; holds id and version.
    fn form(&self) -> &Self::Form;
    fn updated_at(&self) -> Timestamp;
    /// Who saved it last, by name, where that is known.
    fn updated_by(&self) -> Option<&str>;
    fn deleted_at(&self) -> Option<Timestamp>;
    /// The published side, of what is published in languages.
    fn published_side(&self) -> Option<&Publication<Self::Form>> {
        None
    }
}

/// The value of a checkbox.
pub fn checkbox_value(is_set: bool) -> String {
    if is_set { "yes".to_owned() } else { String::new() }
}

/// What a field of a form holds, written as a text.
pub trait FieldValue {
    fn written(&self) -> String;
    fn set_written(&mut self, value: String);
}

impl FieldValue for String {
    fn written(&self) -> String {
        self.clone()
    }

    fn set_written(&mut self, value: String) {
        *self = value;
    }
}

impl FieldValue for bool {
    fn written(&self) -> String {
        checkbox_value(*self)
    }

    fn set_written(&mut self, value: String) {
        *self = !value.is_empty();
    }
}

/// A file is written as its number.
impl FieldValue for Option<MediaId> {
    fn written(&self) -> String {
        self.map(|id| id.to_string()).unwrap_or_default()
    }

    fn set_written(&mut self, value: String) {
        *self = value.parse().ok();
    }
}

/// A point is written as `40 60`.
impl FieldValue for FocalPoint {
    fn written(&self) -> String {
        format!("{} {}", self.x, self.y)
    }

    fn set_written(&mut self, value: String) {
        let mut parts = value.split(' ').filter_map(|part| part.parse().ok());
        if let (Some(x), Some(y)) = (parts.next(), parts.next()) {
            *self = Self { x, y };
        }
    }
}

/// Declares the controls of a form from one table, in the order of the screen: `Variant: name`. The name is that of the field of the
/// struct, and that under which [`Invalid`] knows it. `texts` stand in every language (`title:de`) and have an enum of their own, `Part`;
/// what stands `before` and `after` them holds for all languages. `long` texts have several lines.
macro_rules! form_fields {
    (
        $field:ident of $form:ident
        before { $($before:ident: $before_name:ident,)* }
        texts of $text_form:ident { $($part:ident: $part_name:ident,)* }
        after { $($after:ident: $after_name:ident,)* }
        long { $($long:ident)|* }
    ) => {
        /// One control of the form. Its written form is the name under which [`domain::invalid::Invalid`] knows it: `title:de`.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $field {
            Text(Part, ::domain::language::Language),
            $($before,)*
            $($after,)*
        }

        /// A text that every language has.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Part {
            $($part,)*
        }

        impl $crate::form::fields::FormField for $field {
            type Form = $form;

            fn all(languages: &::domain::language::Languages) -> Vec<Self> {
                let texts = languages.all.iter().flat_map(|language| Part::ALL.iter().map(|part| Self::Text(*part, language.clone())));
                [$(Self::$before),*].into_iter().chain(texts).chain([$(Self::$after),*]).collect()
            }

            fn parse(name: &str) -> Option<Self> {
                if let Some((part, language)) = name.split_once(':') {
                    let part = Part::ALL.iter().find(|known| known.as_str() == part)?;
                    return Some(Self::Text(*part, ::domain::language::Language::parse(language).ok()?));
                }
                match name {
                    $(stringify!($before_name) => Some(Self::$before),)*
                    $(stringify!($after_name) => Some(Self::$after),)*
                    _ => None,
                }
            }

            fn language(&self) -> Option<&::domain::language::Language> {
                match self {
                    Self::Text(_, language) => Some(language),
                    $(Self::$before => None,)*
                    $(Self::$after => None,)*
                }
            }

            fn is_long(&self) -> bool {
                matches!(self, Self::Text($(Part::$long)|*, _))
            }

            fn read(&self, form: &$form) -> String {
                match self {
                    Self::Text(part, language) => form.texts.get(language).map(|text| part.of(text).to_owned()).unwrap_or_default(),
                    $(Self::$before => $crate::form::fields::FieldValue::written(&form.$before_name),)*
                    $(Self::$after => $crate::form::fields::FieldValue::written(&form.$after_name),)*
                }
            }

            fn write(&self, form: &mut $form, value: String) {
                match self {
                    Self::Text(part, language) => *part.of_mut(form.texts.entry(language.clone()).or_default()) = value,
                    $(Self::$before => $crate::form::fields::FieldValue::set_written(&mut form.$before_name, value),)*
                    $(Self::$after => $crate::form::fields::FieldValue::set_written(&mut form.$after_name, value),)*
                }
            }
        }

        impl ::std::fmt::Display for $field {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    Self::Text(part, language) => write!(f, "{}:{language}", part.as_str()),
                    $(Self::$before => f.write_str(stringify!($before_name)),)*
                    $(Self::$after => f.write_str(stringify!($after_name)),)*
                }
            }
        }

        impl Part {
            pub const ALL: &'static [Self] = &[$(Self::$part),*];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$part => stringify!($part_name),)*
                }
            }

            pub fn of(self, text: &$text_form) -> &str {
                match self {
                    $(Self::$part => &text.$part_name,)*
                }
            }

            fn of_mut(self, text: &mut $text_form) -> &mut String {
                match self {
                    $(Self::$part => &mut text.$part_name,)*
                }
            }
        }
    };
}
pub(crate) use form_fields;
