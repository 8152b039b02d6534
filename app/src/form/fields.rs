//! A form and its fields by name, so that problems, differences and links to a field need no list of their own.

use std::fmt::Display;
use std::str::FromStr;

use domain::invalid::Invalid;
use domain::language::{Language, Languages};
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
