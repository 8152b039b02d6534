//! The trash: where a file waits to be restored or purged. Visitors do not get it any more.

use domain::id::MediaId;
use domain::media::{Bulk, BulkProblem};
use domain::time::Timestamp;
use serde_json::json;

use super::uses::mark_texts;
use crate::access::{Admin, Editor};
use crate::audit::{self, Entry};
use crate::changes::Topic;
use crate::error::{Conflict, Error};
use crate::publishing::render_again;
use crate::sqlite::{Store, Write};

/// Puts files in the trash, all that nothing uses.
pub async fn trash(store: &Store, by: &Editor, ids: &[MediaId], now: Timestamp) -> Result<Bulk, Error> {
    let at = now.to_sqlite();
    let mut bulk = Bulk::default();
    let mut tx = store.begin_write().await?;
    for &id in ids {
        let trashed = sqlx::query!(
            "
            update media_files
            set deleted_at = ?, updated_at = ?, version = version + 1
            where id = ? and deleted_at is null
            ",
            at,
            at,
            id.0,
        )
        .execute(&mut *tx)
        .await;
        note(&mut tx, by, id, "trashed", trashed, &mut bulk, now).await?;
    }
    tx.commit().await?;
    render_again(store).await?;
    Ok(bulk)
}

/// Takes files out of the trash.
pub async fn restore(store: &Store, by: &Editor, ids: &[MediaId], now: Timestamp) -> Result<Bulk, Error> {
    let at = now.to_sqlite();
    let mut bulk = Bulk::default();
    let mut tx = store.begin_write().await?;
    for &id in ids {
        let restored = sqlx::query!(
            "
            update media_files
            set deleted_at = null, updated_at = ?, version = version + 1
            where id = ? and deleted_at is not null
            ",
            at,
            id.0,
        )
        .execute(&mut *tx)
        .await;
        note(&mut tx, by, id, "restored", restored, &mut bulk, now).await?;
    }
    tx.commit().await?;
    render_again(store).await?;
    Ok(bulk)
}

/// Takes files out of the trash for ever, all that nothing is made of. Their files have no row then ([`Topic::FilesLeft`]).
pub async fn purge(store: &Store, by: &Admin, ids: &[MediaId], now: Timestamp) -> Result<Bulk, Error> {
    let mut bulk = Bulk::default();
    let mut tx = store.begin_write().await?;
    for &id in ids {
        let purged =
            sqlx::query!("delete from media_files where id = ? and deleted_at is not null", id.0).execute(&mut *tx).await;
        note(&mut tx, by, id, "purged", purged, &mut bulk, now).await?;
    }
    tx.tell(Topic::FilesLeft);
    tx.commit().await?;
    Ok(bulk)
}

/// Tells of one file what became of it. A statement that a rule refuses changes nothing, and the others of the transaction hold.
async fn note(
    tx: &mut Write,
    by: &Editor,
    id: MediaId,
    action: &'static str,
    written: Result<sqlx::sqlite::SqliteQueryResult, sqlx::Error>,
    bulk: &mut Bulk,
    now: Timestamp,
) -> Result<(), Error> {
    let problem = match written.map_err(Error::from) {
        Ok(done) if done.rows_affected() > 0 => None,
        Ok(_) => Some(BulkProblem::NotFound),
        Err(Error::Conflict(Conflict::InUse)) => Some(BulkProblem::InUse),
        Err(Error::Taken { .. }) => Some(BulkProblem::Taken),
        Err(error) => return Err(error),
    };
    if let Some(problem) = problem {
        bulk.refused.push((id, problem));
        return Ok(());
    }
    mark_texts(tx, id).await?;
    bulk.done.push(id);
    let after = Some(json!({ "id": id }));
    audit::append(tx, by, now, Entry { action, item_kind: "media", item_id: Some(id.0), before: None, after }).await
}
