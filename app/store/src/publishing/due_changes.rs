//! Scheduled changes whose time has come are written into the columns of their items.

use domain::item::ItemRef;
use domain::time::Timestamp;

use super::content::with_content;
use super::decode;
use super::stored_item::StoredItem;
use crate::error::Error;
use crate::sqlite::Store;

/// What became of the changes that were due.
#[derive(Debug, Default)]
pub struct AppliedChanges {
    /// How many items have theirs in the columns now.
    pub items: u64,
    /// Those whose columns could not be written. They stay as they are, and hold up no other.
    pub failed: Vec<(ItemRef, Error)>,
}

/// How many items are read at once.
const BATCH: u32 = 1_000;

/// Writes scheduled changes whose time has come into the columns of their items, also those that have ended again. Visitors do not
/// depend on it: they read such a change from its own row. It keeps the specification's columns close to what is public.
pub async fn apply_due_changes(store: &Store, now: Timestamp) -> Result<AppliedChanges, Error> {
    let mut applied = AppliedChanges::default();
    let mut last: Option<ItemRef> = None;
    loop {
        let due = due_after(store, last, now).await?;
        let Some(&end) = due.last() else { return Ok(applied) };
        for item in due {
            match apply(store, item, now).await {
                Ok(()) => applied.items += 1,
                // It went meanwhile.
                Err(Error::NotFound) => {}
                Err(error @ (Error::Unavailable(_) | Error::Busy)) => return Err(error),
                Err(error) => applied.failed.push((item, error)),
            }
        }
        last = Some(end);
    }
}

/// The items with a change that is due, by kind and id.
async fn due_after(store: &Store, last: Option<ItemRef>, now: Timestamp) -> Result<Vec<ItemRef>, Error> {
    let at = now.to_sqlite();
    let (kind, id) = last.map_or(("", 0), |item| (item.kind.as_str(), item.id));
    let rows = sqlx::query!(
        r#"
        select item_kind as "item_kind!: String", item_id as "item_id!: i64"
        from scheduled_changes
        where due_from <= ? and (item_kind, item_id) > (?, ?)
        order by item_kind, item_id
        limit ?
        "#,
        at,
        kind,
        id,
        BATCH,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter().map(|row| Ok(ItemRef { kind: decode::kind(&row.item_kind)?, id: row.item_id })).collect()
}

async fn apply(store: &Store, item: ItemRef, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    with_content!(item.kind, Draft => StoredItem::<Draft>::begin(&mut tx, item.id, now).await.map(drop))?;
    tx.commit().await
}
