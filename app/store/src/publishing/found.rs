//! The answer to an address: an item, the address that it moved to, or nothing.

use domain::item::{ItemKind, ItemRef};
use domain::language::{Language, Languages};
use domain::text::Slug;
use domain::time::Timestamp;

use super::slugs::{SlugMatch, resolve_redirect};
use crate::error::Error;
use crate::sqlite::{Store, Write};

/// The answer to an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<T> {
    Here(Box<T>),
    /// The item is read at another slug of the same language: it had this one before, or has one of its own in that language.
    Moved(Slug),
    Nothing,
}

/// An item as visitors read it at an address of its own.
pub(crate) trait PublicItem: Sized {
    const KIND: ItemKind;

    /// The item whose text in `language` has this slug. `reader` is the language of the address.
    fn read(
        store: &Store,
        language: &Language,
        slug: &Slug,
        reader: &Language,
        languages: &Languages,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Self>, Error>> + Send;
}

/// Finds the item that a visitor reads at a slug at this time. Without a translation, visitors get the text in the default language:
/// at its slug there, or at the slug that the translation once had.
pub(crate) async fn find<T: PublicItem>(
    store: &Store,
    language: &Language,
    slug: &Slug,
    languages: &Languages,
    now: Timestamp,
) -> Result<Found<T>, Error> {
    if let Some(found) = T::read(store, language, slug, language, languages, now).await? {
        return Ok(Found::Here(Box::new(found)));
    }
    match resolve_redirect(store, T::KIND, language, slug, languages, now).await? {
        None => Ok(Found::Nothing),
        Some(SlugMatch::Own(slug)) => Ok(Found::Moved(slug)),
        Some(SlugMatch::Source { slug: source, is_here }) if is_here || source == *slug => {
            let found = T::read(store, &languages.default, &source, language, languages, now).await?;
            Ok(found.map_or(Found::Nothing, |found| Found::Here(Box::new(found))))
        }
        Some(SlugMatch::Source { slug: source, .. }) => Ok(Found::Moved(source)),
    }
}

/// [`Error::NotFound`] where no language of an item is public.
pub(crate) async fn refuse_hidden(tx: &mut Write, item: ItemRef, now: Timestamp) -> Result<(), Error> {
    let (kind, now) = (item.kind.as_str(), now.to_sqlite());
    let is_public = sqlx::query_scalar!(
        r#"
        select exists (
            select 1
            from live_translations
            where item_kind = ?1 and item_id = ?2 and visible_from <= ?3 and ?3 < visible_until
        ) as "is_public!: bool"
        "#,
        kind,
        item.id,
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    if is_public { Ok(()) } else { Err(Error::NotFound) }
}
