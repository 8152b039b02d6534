//! The trash: where a file waits to be restored or purged. Visitors do not get it any more.

use domain::id::MediaId;
use domain::media::{BulkProblem, BulkResult};
use domain::time::Timestamp;
use serde_json::json;

use super::uses::mark_texts;
use crate::access::{Admin, Editor};
use crate::audit::{self, Action, Entry};
use crate::changes::Topic;
use crate::error::{Conflict, Error};
use crate::publishing::commit_and_rerender;
use crate::sqlite::{Store, Write};

/// Puts a file in the trash that has the version an editor saw ([`Error::Stale`] if it has another by now); its version
/// afterwards. [`Conflict::InUse`] while something uses it.
pub async fn trash_file(store: &Store, by: &Editor, id: MediaId, version: i64, now: Timestamp) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    require_version(&mut tx, id, version).await?;
    if !put_in(&mut tx, id, now).await? {
        return Err(Error::NotFound);
    }
    record(&mut tx, by, id, Action::Trashed, now).await?;
    commit_and_rerender(store, tx).await?;
    Ok(version + 1)
}

/// Takes a file out of the trash that has the version an editor saw ([`Error::Stale`] if it has another by now); its version
/// afterwards. [`Error::Taken`] at `file` if the same file came into the library meanwhile.
pub async fn restore_file(store: &Store, by: &Editor, id: MediaId, version: i64, now: Timestamp) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    require_version(&mut tx, id, version).await?;
    if !take_out(&mut tx, id, now).await? {
        return Err(Error::NotFound);
    }
    record(&mut tx, by, id, Action::Restored, now).await?;
    commit_and_rerender(store, tx).await?;
    Ok(version + 1)
}

/// Puts files in the trash, all that nothing uses, whatever their version.
pub async fn trash(store: &Store, by: &Editor, ids: &[MediaId], now: Timestamp) -> Result<BulkResult, Error> {
    let mut bulk = BulkResult::default();
    let mut tx = store.begin_write().await?;
    for &id in ids {
        let trashed = put_in(&mut tx, id, now).await;
        note(&mut tx, by, id, Action::Trashed, trashed, &mut bulk, now).await?;
    }
    commit_and_rerender(store, tx).await?;
    Ok(bulk)
}

/// Takes files out of the trash, whatever their version.
pub async fn restore(store: &Store, by: &Editor, ids: &[MediaId], now: Timestamp) -> Result<BulkResult, Error> {
    let mut bulk = BulkResult::default();
    let mut tx = store.begin_write().await?;
    for &id in ids {
        let restored = take_out(&mut tx, id, now).await;
        note(&mut tx, by, id, Action::Restored, restored, &mut bulk, now).await?;
    }
    commit_and_rerender(store, tx).await?;
    Ok(bulk)
}

/// Takes files out of the trash for ever, all that nothing is made of. Their files have no row then ([`Topic::OrphanedFiles`]).
pub async fn purge(store: &Store, by: &Admin, ids: &[MediaId], now: Timestamp) -> Result<BulkResult, Error> {
    let mut bulk = BulkResult::default();
    let mut tx = store.begin_write().await?;
    for &id in ids {
        let purged = purge_row(&mut tx, id).await;
        note(&mut tx, by, id, Action::Purged, purged, &mut bulk, now).await?;
    }
    tx.notify(Topic::OrphanedFiles);
    tx.commit().await?;
    Ok(bulk)
}

/// Refuses what somebody else has changed since an editor saw it.
async fn require_version(tx: &mut Write, id: MediaId, seen: i64) -> Result<(), Error> {
    let version = sqlx::query_scalar!("select version from media_files where id = ?", id.0)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NotFound)?;
    if version == seen { Ok(()) } else { Err(Error::Stale) }
}

/// Whether it was put in the trash: false where it is there already, or gone.
async fn put_in(tx: &mut Write, id: MediaId, now: Timestamp) -> Result<bool, Error> {
    let at = now.to_sqlite();
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
    .execute(&mut **tx)
    .await?;
    Ok(trashed.rows_affected() > 0)
}

/// Whether it was taken out of the trash: false where it is not there.
async fn take_out(tx: &mut Write, id: MediaId, now: Timestamp) -> Result<bool, Error> {
    let at = now.to_sqlite();
    let restored = sqlx::query!(
        "
        update media_files
        set deleted_at = null, updated_at = ?, version = version + 1
        where id = ? and deleted_at is not null
        ",
        at,
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(restored.rows_affected() > 0)
}

/// Takes a file out of the trash with an item that shows it. [`Error::Taken`] where a copy of it is in the library.
pub(crate) async fn restore_in(tx: &mut Write, by: &Editor, id: MediaId, now: Timestamp) -> Result<(), Error> {
    if take_out(tx, id, now).await? {
        record(tx, by, id, Action::Restored, now).await?;
    }
    Ok(())
}

/// Whether it was in the trash and is gone now.
async fn purge_row(tx: &mut Write, id: MediaId) -> Result<bool, Error> {
    let purged = sqlx::query!("delete from media_files where id = ? and deleted_at is not null", id.0).execute(&mut **tx).await?;
    Ok(purged.rows_affected() > 0)
}

/// Tells of one file of several what became of it. A statement that a rule refuses changes nothing, and the others of the
/// transaction hold.
async fn note(
    tx: &mut Write,
    by: &Editor,
    id: MediaId,
    action: Action,
    written: Result<bool, Error>,
    bulk: &mut BulkResult,
    now: Timestamp,
) -> Result<(), Error> {
    let problem = match written {
        Ok(true) => None,
        Ok(false) => Some(BulkProblem::NotFound),
        Err(Error::Conflict(Conflict::InUse)) => Some(BulkProblem::InUse),
        Err(Error::Taken { .. }) => Some(BulkProblem::Taken),
        Err(error) => return Err(error),
    };
    if let Some(problem) = problem {
        bulk.refused.push((id, problem));
        return Ok(());
    }
    record(tx, by, id, action, now).await?;
    bulk.done.push(id);
    Ok(())
}

/// The texts that show it are rendered again, and the audit log has a line.
async fn record(tx: &mut Write, by: &Editor, id: MediaId, action: Action, now: Timestamp) -> Result<(), Error> {
    mark_texts(tx, id).await?;
    let after = Some(json!({ "id": id }));
    audit::append(tx, by, now, Entry { action, item_kind: "media", item_id: Some(id.0), before: None, after }).await
}
