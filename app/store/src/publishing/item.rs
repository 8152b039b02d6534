//! The row of an item of any kind.

use domain::item::{ItemKind, ItemRef};
use domain::time::Timestamp;
use sqlx::SqliteConnection;

use crate::access::Editor;
use crate::error::Error;
use crate::sqlite::Write;

/// Checks that the item still has this version; [`Error::Stale`] otherwise. Gives the time at which it was put in the trash, if
/// it is there.
pub(super) async fn check_version(
    connection: &mut SqliteConnection,
    item: ItemRef,
    version: i64,
) -> Result<Option<Timestamp>, Error> {
    let kind = item.kind.as_str();
    let row = sqlx::query!(
        r#"
        select version as "version!: i64", unixepoch(deleted_at) as "deleted_at?: i64"
        from items
        where kind = ? and id = ?
        "#,
        kind,
        item.id,
    )
    .fetch_one(connection)
    .await?;
    if row.version == version { Ok(row.deleted_at.map(Timestamp)) } else { Err(Error::Stale) }
}

/// One update for the table of each kind.
macro_rules! update {
    ($tx:expr, $item:expr, $set:tt, $($value:expr),+ $(,)?) => {
        match $item.kind {
            ItemKind::Page => {
                sqlx::query!("update pages set " + $set + " where id = ?", $($value,)+ $item.id).execute(&mut **$tx).await?
            }
            // It has no form, so nothing writes it.
            ItemKind::Webinar => return Err(Error::NotFound),
            ItemKind::Whitepaper => {
                sqlx::query!("update whitepapers set " + $set + " where id = ?", $($value,)+ $item.id).execute(&mut **$tx).await?
            }
        }
    };
}

/// Notes that an item was changed, and by whom.
pub(super) async fn mark_changed(tx: &mut Write, by: &Editor, item: ItemRef, version: i64, now: Timestamp) -> Result<(), Error> {
    let (at, user) = (now.to_sqlite(), by.id().map(|id| id.0));
    update!(tx, item, "updated_at = ?, updated_by = ?, version = ?", at, user, version);
    Ok(())
}

/// Puts an item in the trash, or takes it out; a trigger does the same with its translations.
pub(super) async fn set_deleted_at(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    deleted_at: Option<Timestamp>,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let (at, user, deleted_at) = (now.to_sqlite(), by.id().map(|id| id.0), deleted_at.map(Timestamp::to_sqlite));
    update!(tx, item, "deleted_at = ?, updated_at = ?, updated_by = ?, version = ?", deleted_at, at, user, version);
    Ok(())
}
