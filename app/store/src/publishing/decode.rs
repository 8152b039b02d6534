//! Decodes stored words: languages, slugs, kinds and states.

use domain::item::ItemKind;
use domain::language::Language;
use domain::publication::Status;
use domain::text::Slug;

use crate::error::Error;

/// A stored language tag.
pub(crate) fn language(stored: &str) -> Result<Language, Error> {
    Language::parse(stored).map_err(|_| Error::unreadable(format_args!("language {stored}")))
}

/// A stored slug.
pub(crate) fn slug(stored: &str) -> Result<Slug, Error> {
    Slug::parse(stored).map_err(|_| Error::unreadable(format_args!("slug {stored}")))
}

/// A stored kind of item.
pub(crate) fn kind(stored: &str) -> Result<ItemKind, Error> {
    ItemKind::parse(stored).ok_or_else(|| Error::unreadable(format_args!("kind {stored}")))
}

/// A stored status; its column holds no third value.
pub(super) fn status(stored: &str) -> Status {
    if stored == "published" { Status::Published } else { Status::Draft }
}
