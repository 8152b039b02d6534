//! The trash: where an item waits to be restored or purged. Its slugs are free while it is there.

use domain::item::{ItemKind, ItemRef};
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::item;
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::import;
use crate::sqlite::Store;

/// Puts an item in the trash; its version afterwards.
pub async fn trash(store: &Store, by: &Editor, item: impl Into<ItemRef>, version: i64, now: Timestamp) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    if item::deleted_at(&mut tx, item, version).await?.is_some() {
        return Err(Error::NotFound);
    }
    let after = version + 1;
    item::set_deleted_at(&mut tx, by, item, Some(now), after, now).await?;
    let (before, after_json) = (summary(version, None), summary(after, Some(now)));
    let (item_kind, item_id) = (item.kind.as_str(), Some(item.id));
    audit::append(&mut tx, by, now, Entry { action: "trashed", item_kind, item_id, before, after: after_json }).await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes an item out of the trash as it was, published where it was; its version afterwards. [`Error::Taken`] at `slug:de` if
/// another of its kind has one of its slugs by now: an editor can change it in the trash.
pub async fn restore(store: &Store, by: &Editor, item: impl Into<ItemRef>, version: i64, now: Timestamp) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    let Some(deleted_at) = item::deleted_at(&mut tx, item, version).await? else { return Err(Error::NotFound) };
    let kind = item.kind.as_str();
    let taken = sqlx::query_scalar!(
        "
        select t.language
        from translations t
        join translations other
            on other.item_kind = t.item_kind and other.language = t.language and other.slug = t.slug and other.deleted_at is null
        where t.item_kind = ? and t.item_id = ?
        order by t.language
        limit 1
        ",
        kind,
        item.id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(language) = taken {
        return Err(Error::taken(format!("slug:{language}")));
    }
    if item.kind == ItemKind::Page {
        import::give_up_taken_path(&mut tx, item.id).await?;
    }
    let after = version + 1;
    item::set_deleted_at(&mut tx, by, item, None, after, now).await?;
    let (before, after_json) = (summary(version, Some(deleted_at)), summary(after, None));
    let (item_kind, item_id) = (kind, Some(item.id));
    audit::append(&mut tx, by, now, Entry { action: "restored", item_kind, item_id, before, after: after_json }).await?;
    tx.commit().await?;
    Ok(after)
}

fn summary(version: i64, deleted_at: Option<Timestamp>) -> Option<Value> {
    Some(json!({ "version": version, "deleted_at": deleted_at.map(Timestamp::to_sqlite) }))
}
