//! The title by which an item is shared elsewhere.

use domain::item::ItemRef;
use domain::language::Language;
use domain::time::Timestamp;

use crate::error::Error;
use crate::sqlite::Store;

/// The title of an item in a language in which visitors read it now.
pub async fn shared_title(store: &Store, item: ItemRef, language: &Language, now: Timestamp) -> Result<Option<String>, Error> {
    let (kind, tag, now) = (item.kind.as_str(), language.as_str(), now.to_sqlite());
    let title = sqlx::query_scalar!(
        r#"
        select title as "title!: String"
        from live_translations
        where item_kind = ?1 and item_id = ?2 and language = ?3 and visible_from <= ?4 and ?4 < visible_until
        limit 1
        "#,
        kind,
        item.id,
        tag,
        now,
    )
    .fetch_optional(store.readers())
    .await?;
    Ok(title)
}
