//! What a visitor finds at an address.

use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::text::Slug;
use domain::time::Timestamp;

use super::slugs::{Lead, led_to};
use crate::error::Error;
use crate::sqlite::Store;

/// What stands at an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<T> {
    Here(Box<T>),
    /// The item is read at another slug of the same language: it had this one before, or has one of its own in that language.
    Moved(Slug),
    Nothing,
}

/// What a visitor finds at a slug at this time. An item without a text in the language is shown in the default one, at its slug
/// there or where its own translation once was. `read` reads the text of a language at a slug.
pub(crate) async fn find<T>(
    store: &Store,
    kind: ItemKind,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
    read: impl AsyncFn(&Language, &Slug) -> Result<Option<T>, Error>,
) -> Result<Found<T>, Error> {
    if let Some(found) = read(language, slug).await? {
        return Ok(Found::Here(Box::new(found)));
    }
    match led_to(store, kind, language, slug, languages, now).await? {
        None => Ok(Found::Nothing),
        Some(Lead::Own(slug)) => Ok(Found::Moved(slug)),
        Some(Lead::Source { slug: source, is_here }) if is_here || source == *slug => {
            let found = read(&languages.default, &source).await?;
            Ok(found.map_or(Found::Nothing, |found| Found::Here(Box::new(found))))
        }
        Some(Lead::Source { slug: source, .. }) => Ok(Found::Moved(source)),
    }
}
