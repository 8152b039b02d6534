//! What an editor edits: something with texts in several languages, a version, and a state for visitors in each language.

use domain::address::SlugCheck;
use domain::language::{Language, Languages};
use domain::publication::LanguageState;

use super::tab::Tab;
use super::translations::Translations;
use crate::form::editable::{Editable, IdOf, Request};
use crate::form::fields::{Detail, Form, FormField};
use crate::text::Speech;
use crate::text::noun::ItemTexts;

/// A noun that has an editor. What it asks the server for are the noun's own server functions.
pub trait Item: Editable<Form: ItemForm, Detail: ItemDetail, Extra = Translations> {
    fn item_texts(speech: Speech) -> &'static ItemTexts;
    /// What stands before the slug in the address; ends with a slash.
    fn prefix(language: &Language, languages: &Languages) -> String;

    fn publish(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = Request<Self::Detail>> + 'static;
    fn unpublish(id: IdOf<Self>, version: i64, language: Language) -> impl Future<Output = Request<Self::Detail>> + 'static;
    fn trash(id: IdOf<Self>, version: i64) -> impl Future<Output = Request<()>> + 'static;
    fn check_slug(
        language: Language,
        slug: String,
        own: Option<IdOf<Self>>,
    ) -> impl Future<Output = Request<SlugCheck>> + 'static;
    fn propose_slug(
        language: Language,
        title: String,
        own: Option<IdOf<Self>>,
    ) -> impl Future<Output = Request<String>> + 'static;
}

/// The form of an item.
pub trait ItemForm: Form<Field: ItemField> {
    /// Whether nothing is typed in a language.
    fn is_empty_in(&self, language: &Language) -> bool;

    /// Whether an empty slug is as it should be: of the front page.
    fn is_slugless(&self) -> bool {
        false
    }
}

/// The fields that every item has.
pub trait ItemField: FormField {
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
}

/// An item as the server tells it.
pub trait ItemDetail: Detail {
    /// None for a language that it does not have.
    fn state(&self, language: &Language) -> Option<LanguageState>;
}
