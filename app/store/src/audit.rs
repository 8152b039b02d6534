//! The log of who did what, written in the transaction of the deed.

use domain::item::ItemRef;
use domain::time::Timestamp;
use serde_json::Value;

use crate::access::Actor;
use crate::error::Error;
use crate::sqlite::Write;

/// One deed. Neither `before` nor `after` ever holds a password, a token or their hashes.
#[derive(Debug, Clone)]
pub struct Entry {
    pub action: Action,
    /// The noun: `page`, `user`, `setting`.
    pub item_kind: &'static str,
    /// None where there is no single row.
    pub item_id: Option<i64>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl Entry {
    pub(crate) fn of_item(
        item: ItemRef,
        action: Action,
        before: impl Into<Option<Value>>,
        after: impl Into<Option<Value>>,
    ) -> Self {
        Self { action, item_kind: item.kind.as_str(), item_id: Some(item.id), before: before.into(), after: after.into() }
    }
}

/// The act that an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Created,
    Changed,
    Uploaded,
    /// Another file took the place of one.
    Replaced,
    Trashed,
    Restored,
    Purged,
    Published,
    /// A first publication or a change of a live text waits for its time.
    Scheduled,
    /// Taken back before its time came.
    Cancelled,
    Unpublished,
    EndChanged,
    /// The draft, for what is live.
    Dropped,
    /// A mail that was parked.
    Retried,
    Unlocked,
    PasswordChanged,
    /// With a one-time link.
    PasswordChosen,
    LinkIssued,
}

impl Action {
    /// As the column `audit_log.action` holds it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Uploaded => "uploaded",
            Self::Replaced => "replaced",
            Self::Trashed => "trashed",
            Self::Restored => "restored",
            Self::Purged => "purged",
            Self::Published => "published",
            Self::Scheduled => "scheduled",
            Self::Cancelled => "cancelled",
            Self::Unpublished => "unpublished",
            Self::EndChanged => "end_changed",
            Self::Dropped => "dropped",
            Self::Retried => "retried",
            Self::Unlocked => "unlocked",
            Self::PasswordChanged => "password changed",
            Self::PasswordChosen => "password chosen",
            Self::LinkIssued => "link issued",
        }
    }
}

/// Adds an entry. It is kept if the transaction is.
pub async fn append(tx: &mut Write, by: &Actor, now: Timestamp, entry: Entry) -> Result<(), Error> {
    let Entry { action, item_kind, item_id, before, after } = entry;
    let action = action.as_str();
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
