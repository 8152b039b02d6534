//! The parts of the search index. Each commit adds one, and a search reads every part for each of its words.

use sqlx::sqlite::SqliteConnection;

use super::RARE;
use crate::error::Error;
use crate::sqlite::Store;

/// Pages of the index that are written at once. Other writers get their turn in between.
const SLICE: i64 = 100;

/// Merges the parts of a small index into one, which halves the time of a search. FTS5 itself merges those of a large index as it grows
/// (<https://sqlite.org/fts5.html#the_merge_command>).
pub(crate) async fn merge(store: &Store) -> Result<(), Error> {
    // While the store closes, readers are closed already.
    let mut tx = store.begin_write().await?;
    let is_due: bool = sqlx::query_scalar(
        "
        select (select coalesce(max(id), 0) from translations) <= ?
            and (select count(distinct segid) from search_fts_idx) > 1
        ",
    )
    .bind(RARE)
    .fetch_one(&mut *tx)
    .await?;
    tx.rollback().await?;
    // A negative number begins to merge all parts, whatever their size.
    let mut pages = -SLICE;
    let mut goes_on = is_due;
    while goes_on {
        let mut tx = store.begin_write().await?;
        let before = changes(&mut tx).await?;
        sqlx::query("insert into search_fts (search_fts, rank) values ('merge', ?)").bind(pages).execute(&mut *tx).await?;
        // FTS5 counts the command as one change.
        goes_on = changes(&mut tx).await? - before > 1;
        tx.commit().await?;
        pages = SLICE;
    }
    Ok(())
}

async fn changes(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select total_changes()").fetch_one(connection).await
}
