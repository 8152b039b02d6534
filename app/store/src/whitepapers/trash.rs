//! The trash: where a whitepaper waits to be restored or purged. Its slugs are free while it is there.

use domain::id::WhitepaperId;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::stored::Stored;
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::sqlite::Store;

/// Puts a whitepaper in the trash; its version afterwards.
pub async fn trash(store: &Store, by: &Editor, id: WhitepaperId, version: i64, now: Timestamp) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    let stored = Stored::read_version(&mut tx, id, version).await?;
    if stored.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    let (after, at, user) = (version + 1, now.to_sqlite(), by.id().map(|id| id.0));
    sqlx::query!(
        "
        update whitepapers
        set deleted_at = ?, updated_at = ?, updated_by = ?, version = ?
        where id = ?
        ",
        at,
        at,
        user,
        after,
        id.0,
    )
    .execute(&mut *tx)
    .await?;
    let (before, after_json) = (summary(version, None), summary(after, Some(now)));
    let entry = Entry { action: "trashed", item_kind: "whitepaper", item_id: Some(id.0), before, after: after_json };
    audit::append(&mut tx, by, now, entry).await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes a whitepaper out of the trash as it was, published where it was; its version afterwards. [`Error::Taken`] at `slug:de` if
/// another whitepaper has one of its slugs by now: an editor can change it in the trash.
pub async fn restore(store: &Store, by: &Editor, id: WhitepaperId, version: i64, now: Timestamp) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    let stored = Stored::read_version(&mut tx, id, version).await?;
    let Some(deleted_at) = stored.deleted_at else { return Err(Error::NotFound) };
    let taken = sqlx::query_scalar!(
        "
        select l.language
        from whitepaper_languages l
        join whitepaper_languages other on other.language = l.language and other.slug = l.slug and other.deleted_at is null
        where l.whitepaper_id = ?
        order by l.language
        limit 1
        ",
        id.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(language) = taken {
        return Err(Error::taken(format!("slug:{language}")));
    }
    let (after, at, user) = (version + 1, now.to_sqlite(), by.id().map(|id| id.0));
    sqlx::query!(
        "
        update whitepapers
        set deleted_at = null, updated_at = ?, updated_by = ?, version = ?
        where id = ?
        ",
        at,
        user,
        after,
        id.0,
    )
    .execute(&mut *tx)
    .await?;
    let (before, after_json) = (summary(version, Some(deleted_at)), summary(after, None));
    let entry = Entry { action: "restored", item_kind: "whitepaper", item_id: Some(id.0), before, after: after_json };
    audit::append(&mut tx, by, now, entry).await?;
    tx.commit().await?;
    Ok(after)
}

fn summary(version: i64, deleted_at: Option<Timestamp>) -> Option<Value> {
    Some(json!({ "version": version, "deleted_at": deleted_at.map(Timestamp::to_sqlite) }))
}
