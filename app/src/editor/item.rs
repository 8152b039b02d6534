//! What an editor edits: something with texts in several languages, a version, and a state for visitors in each language.

use std::fmt::Display;
use std::str::FromStr;

use domain::address::SlugCheck;
use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use domain::page::LanguageState;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::tab::Tab;
use crate::error::AppError;
use crate::text::Speech;
use crate::text::editor::Editor;

type Answer<T> = Result<T, AppError>;

/// A noun that has an editor. What it asks the server for are the noun's own server functions.
pub trait Item: Copy + Send + Sync + 'static {
    type Form: Form;
    type Detail: Detail<Form = Self::Form>;

    /// Under this name unsaved text is kept in the browser.
    const KIND: &'static str;
    /// The address of the list, below which each has its editor.
    const LIST: &'static str;

    fn text(speech: Speech) -> &'static Editor;
    /// The label of a field.
    fn name(field: &FieldOf<Self>, text: &Editor) -> &'static str;
    /// What a field that is no text holds, in words.
    fn value(field: &FieldOf<Self>, value: &str, text: &Editor) -> String;
    /// The name of the list, for the way back to it.
    fn list_name(speech: Speech) -> &'static str;
    /// What stands before the slug in the address; ends with a slash.
    fn prefix(language: &Language, languages: &Languages) -> String;

    fn open(id: IdOf<Self>) -> impl Future<Output = Answer<Self::Detail>> + 'static;
    fn save(form: Self::Form) -> impl Future<Output = Answer<Self::Detail>> + 'static;
    fn publish(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = Answer<Self::Detail>> + 'static;
    fn unpublish(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = Answer<Self::Detail>> + 'static;
    /// Its version afterwards.
    fn trash(id: IdOf<Self>, version: i64) -> impl Future<Output = Answer<i64>> + 'static;
    /// Its version afterwards.
    fn restore(id: IdOf<Self>, version: i64) -> impl Future<Output = Answer<i64>> + 'static;
    fn check_slug(language: Language, slug: String, own: Option<IdOf<Self>>)
    -> impl Future<Output = Answer<SlugCheck>> + 'static;
    fn propose_slug(language: Language, title: String, own: Option<IdOf<Self>>)
    -> impl Future<Output = Answer<String>> + 'static;
}

pub type FieldOf<I> = <<I as Item>::Form as Form>::Field;
pub type IdOf<I> = <<I as Item>::Form as Form>::Id;

/// The whole form, as typed. The default is one that holds nothing.
pub trait Form: Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    type Id: Copy + PartialEq + Display + FromStr + Send + Sync + 'static;
    type Field: FormField<Form = Self>;

    /// The form of something that does not exist yet.
    fn fresh() -> Self;
    /// None for what does not exist yet.
    fn id(&self) -> Option<Self::Id>;
    /// The version that the editor saw; 0 for something new.
    fn version(&self) -> i64;
    fn place(&mut self, id: Option<Self::Id>, version: i64);
    /// The languages for which it holds a text.
    fn languages(&self) -> Vec<Language>;
    /// Whether nothing is typed in a language.
    fn is_empty_in(&self, language: &Language) -> bool;
    /// Whether an empty slug is as it should be: of the front page.
    fn is_slugless(&self) -> bool {
        false
    }
    /// What the server would refuse.
    fn problems(&self, languages: &Languages) -> Invalid;
}

/// One control of the form. Its written form is the name under which [`Invalid`] knows it, and its id on the screen: `title:de`.
pub trait FormField: Clone + Ord + Display + Send + Sync + 'static {
    type Form;

    /// Every field, in the order in which the screen shows them.
    fn all(languages: &Languages) -> Vec<Self>;
    /// Reads the name under which a problem stands.
    fn parse(name: &str) -> Option<Self>;
    fn title(language: Language) -> Self;
    fn slug(language: Language) -> Self;
    /// The long text in Markdown, which is previewed.
    fn content(language: Language) -> Self;
    /// For search engines.
    fn seo_title(language: Language) -> Self;
    /// For search engines.
    fn description(language: Language) -> Self;
    /// What search engines may show where there is no description, the best first.
    fn summaries(language: Language) -> Vec<Self>;
    /// What must be there before a language is published.
    fn needed_to_publish(language: Language) -> Self;
    /// Where on the screen it stands.
    fn tab(&self) -> Tab;
    fn language(&self) -> Option<&Language>;
    /// Whether it is a text of several lines, whose changes are merged line by line.
    fn is_long(&self) -> bool;
    /// What the form holds there; a tick is `yes` or nothing.
    fn read(&self, form: &Self::Form) -> String;
    fn write(&self, form: &mut Self::Form, value: String);
    /// Whether both forms hold the same there.
    fn is_same(&self, one: &Self::Form, other: &Self::Form) -> bool {
        self.read(one) == self.read(other)
    }
}

/// As the server tells it.
pub trait Detail: Clone + PartialEq + Send + Sync + 'static {
    type Form;

    /// As it would be saved unchanged; holds id and version.
    fn form(&self) -> &Self::Form;
    /// None for a language that it does not have.
    fn state(&self, language: &Language) -> Option<LanguageState>;
    fn updated_at(&self) -> Timestamp;
    /// Who saved it last, by name.
    fn updated_by(&self) -> Option<&str>;
    fn deleted_at(&self) -> Option<Timestamp>;
}

/// How a tick is written in a field.
pub fn tick(is_set: bool) -> String {
    if is_set { "yes".to_owned() } else { String::new() }
}
