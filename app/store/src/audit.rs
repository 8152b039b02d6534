//! The log of who did what, written in the transaction of the deed.

use domain::time::Timestamp;
use serde_json::Value;

use crate::access::Actor;
use crate::error::Error;
use crate::sqlite::Write;

/// One deed. Neither `before` nor `after` ever holds a password, a token or their hashes.
#[derive(Debug, Clone)]
pub struct Entry {
    /// A verb in the past: `created`, `changed`, `trashed`.
    pub action: &'static str,
    /// The noun: `page`, `user`, `setting`.
    pub item_kind: &'static str,
    /// None where there is no single row.
    pub item_id: Option<i64>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// Adds an entry. It is kept if the transaction is.
pub async fn append(tx: &mut Write, by: &Actor, now: Timestamp, entry: Entry) -> Result<(), Error> {
    let Entry { action, item_kind, item_id, before, after } = entry;
    let (user, actor, now) = (by.id().map(|id| id.0), by.name(), now.to_sqlite());
    let (before, after) = (before.map(|value| value.to_string()), after.map(|value| value.to_string()));
    sqlx::query!(
        "insert into audit_log (created_at, user_id, actor, action, item_kind, item_id, before, after)
        values (?, ?, ?, ?, ?, ?, ?, ?)",
        now,
        user,
        actor,
        action,
        item_kind,
        item_id,
        before,
        after,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
