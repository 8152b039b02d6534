//! The worker's side of the outbox: it holds what it sends by a lease, and says of each mail how that went.
//!
//! A mail whose lease has expired is taken again, because its worker died. Each lease counts as a try, so that a mail that
//! crashes the program is not tried for ever.

use domain::id::MailId;
use domain::mail::{Failure, FailureKind};
use domain::time::Timestamp;

use super::Attachment;
use crate::Store;
use crate::error::Error;

/// After so many tries a mail is parked.
pub const MAX_SEND_ATTEMPTS: i64 = 3;

/// Between one try and the next, in seconds.
pub const PAUSES: [i64; 2] = [60, 10 * 60];

/// How long a mail that was sent stays in the list, in days.
pub const KEEP_DAYS: i64 = 90;

/// A mail that the holder of the lease may send, and nobody else.
pub struct Leased {
    pub id: MailId,
    /// The same at every try: 32 hexadecimal digits.
    pub message_id: String,
    pub language: String,
    pub to_address: String,
    pub to_name: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    /// See [`super::NewMail::unsubscribe`].
    pub unsubscribe: Option<String>,
    /// When it was put into the outbox.
    pub created_at: Timestamp,
}

/// Whether there is something to take. Asked on a connection that reads, so that an idle worker is in nobody's way.
pub async fn is_due(store: &Store, now: Timestamp) -> Result<bool, Error> {
    let now = now.to_sqlite();
    let is_due = sqlx::query_scalar!(
        r#"select exists (
            select 1 from mail_outbox
            where status = 'waiting' and next_attempt_at <= ?1 and (leased_until is null or leased_until <= ?1)
        ) as "exists!: bool""#,
        now,
    )
    .fetch_one(store.readers())
    .await?;
    Ok(is_due)
}

/// Takes up to `limit` mails that are due, for `lease` until `until`. Of two who take at once, each gets others: writes happen
/// one after the other.
pub async fn take(store: &Store, lease: &str, until: Timestamp, limit: u32, now: Timestamp) -> Result<Vec<Leased>, Error> {
    let (until, now) = (until.to_sqlite(), now.to_sqlite());
    let interrupted = Failure { kind: FailureKind::Interrupted, detail: String::new() }.to_string();
    let mut tx = store.begin_write().await?;
    sqlx::query!(
        "update mail_outbox
        set status = 'failed', lease = null, leased_until = null, last_error = ?1
        where status = 'waiting' and leased_until <= ?2 and attempts >= ?3",
        interrupted,
        now,
        MAX_SEND_ATTEMPTS,
    )
    .execute(&mut *tx)
    .await?;
    let rows = sqlx::query!(
        r#"update mail_outbox
        set lease = ?1, leased_until = ?2, attempts = attempts + 1
        where id in (
            select id from mail_outbox
            where status = 'waiting' and next_attempt_at <= ?3 and (leased_until is null or leased_until <= ?3)
            order by next_attempt_at, id
            limit ?4
        )
        returning
            id as "id!: i64", message_id, language, to_address, to_name, subject, text_body, html_body, attachments,
            unsubscribe_address, unixepoch(created_at) as "created_at!: i64""#,
        lease,
        until,
        now,
        limit,
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    rows.into_iter()
        .map(|row| {
            Ok(Leased {
                id: MailId(row.id),
                message_id: row.message_id,
                language: row.language,
                to_address: row.to_address,
                to_name: row.to_name,
                subject: row.subject,
                text: row.text_body,
                html: row.html_body,
                attachments: serde_json::from_str(&row.attachments).map_err(Error::unreadable)?,
                unsubscribe: row.unsubscribe_address,
                created_at: Timestamp(row.created_at),
            })
        })
        .collect()
}

/// How a mail was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandedOver {
    ToServer,
    /// No mail server is set.
    AsFile,
}

/// The mail was handed over. Its texts go: they hold links that are meant for one person. `NotFound` where the lease is over and
/// someone else has taken it.
pub async fn sent(store: &Store, id: MailId, lease: &str, how: HandedOver, now: Timestamp) -> Result<(), Error> {
    let (now, is_file) = (now.to_sqlite(), how == HandedOver::AsFile);
    let mut tx = store.begin_write().await?;
    let sent = sqlx::query!(
        "update mail_outbox
        set status = 'sent', sent_at = ?1, lease = null, leased_until = null, last_error = null,
            text_body = '', html_body = null, attachments = '[]', unsubscribe_address = null, is_file = ?4
        where id = ?2 and lease = ?3",
        now,
        id.0,
        lease,
        is_file,
    )
    .execute(&mut *tx)
    .await?;
    if sent.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// The mail was not handed over: it waits for its next try, or is parked where it has had all of them or the failure is for
/// good. Answers whether it is parked. `NotFound` as in [`sent`].
pub async fn failed(store: &Store, id: MailId, lease: &str, failure: &Failure, now: Timestamp) -> Result<bool, Error> {
    let (is_for_good, text) = (failure.kind == FailureKind::Refused, failure.to_string());
    let [first, second] = PAUSES.map(|seconds| Timestamp(now.0 + seconds).to_sqlite());
    let mut tx = store.begin_write().await?;
    let status = sqlx::query_scalar!(
        "update mail_outbox
        set status = iif(?1 or attempts >= ?2, 'failed', 'waiting'), next_attempt_at = iif(attempts = 1, ?3, ?4),
            lease = null, leased_until = null, last_error = ?5
        where id = ?6 and lease = ?7
        returning status",
        is_for_good,
        MAX_SEND_ATTEMPTS,
        first,
        second,
        text,
        id.0,
        lease,
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(status == "failed")
}

/// No pause and no lease is longer, in seconds.
const FURTHEST_AHEAD: i64 = 60 * 60;

/// Lets mails be taken whose next try or lease lies further ahead than any does: the clock was set back since. Answers how many.
pub async fn release_far_ahead(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let (at, ahead) = (now.to_sqlite(), Timestamp(now.0 + FURTHEST_AHEAD).to_sqlite());
    let mut tx = store.begin_write().await?;
    let released = sqlx::query!(
        "
        update mail_outbox
        set next_attempt_at = min(next_attempt_at, ?1), lease = null, leased_until = null
        where status = 'waiting' and (next_attempt_at > ?2 or leased_until > ?2)
        ",
        at,
        ahead,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(released.rows_affected())
}

/// Deletes mails that were sent long ago. Answers how many.
pub async fn delete_old(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let before = Timestamp(now.0 - KEEP_DAYS * 24 * 60 * 60).to_sqlite();
    let mut tx = store.begin_write().await?;
    let deleted = sqlx::query!("delete from mail_outbox where status = 'sent' and sent_at < ?", before).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(deleted.rows_affected())
}
