//! Mail that waits to be sent: written in the transaction of its cause, so that nothing is mailed that did not happen and nothing
//! happens without its mail.

pub mod list;
pub mod queue;

use std::fmt;

use domain::language::Language;
use domain::mail::Kind;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::access::Admin;
use crate::error::Error;
use crate::sqlite::Write;

/// A mail as it is to be sent, already worded: nothing is rendered while someone waits to write.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Names event and recipient (`reset:17:…`), so that nothing mails anyone twice.
    pub key: String,
    /// As [`domain::mail::Kind`] writes it.
    pub kind: &'static str,
    pub language: Language,
    pub to_address: String,
    pub to_name: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
    /// Where one POST ends mails of this kind (RFC 8058). Every mail that rests on a consent has it, and no other.
    pub unsubscribe: Option<String>,
}

/// A text that goes along with a mail, such as an appointment (RFC 5545). Files are not mailed; a mail links to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub name: String,
    /// With its charset: `text/calendar; charset=utf-8`.
    pub content_type: String,
    pub content: String,
}

/// Without address, subject and texts: they hold names and links that are nobody else's business.
impl fmt::Debug for NewMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewMail").field("kind", &self.kind).field("language", &self.language).finish_non_exhaustive()
    }
}

/// Whether so many mails of a kind went to an address within the last seconds. Someone else may have typed it into a form.
pub(crate) async fn is_flooded(
    tx: &mut Write,
    address: &str,
    kind: Kind,
    seconds: i64,
    max: i64,
    now: Timestamp,
) -> Result<bool, Error> {
    let ((since, until), kind) = (now.around(seconds), kind.as_str());
    let (since, until) = (since.to_sqlite(), until.to_sqlite());
    let mails = sqlx::query_scalar!(
        r#"
        select count(*) as "mails!: i64"
        from (select 1 from mail_outbox where to_address = ? and created_at > ? and created_at < ? and kind = ? limit ?)
        "#,
        address,
        since,
        until,
        kind,
        max,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(mails >= max)
}

/// Puts a mail into the outbox; it is sent if the transaction is kept. False where one with this key is there already: then
/// nothing changes. The commit wakes the worker.
pub async fn append(tx: &mut Write, mail: &NewMail, now: Timestamp) -> Result<bool, Error> {
    let NewMail { key, kind, language, to_address, to_name, subject, text, html, attachments, unsubscribe } = mail;
    let (language, now) = (language.as_str(), now.to_sqlite());
    let attachments = serde_json::to_string(attachments).map_err(Error::unreadable)?;
    let appended = sqlx::query!(
        "insert into mail_outbox (
            key, kind, language, to_address, to_name, subject, text_body, html_body, attachments, unsubscribe_address,
            next_attempt_at, created_at
        )
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
        on conflict (key) do nothing",
        key,
        kind,
        language,
        to_address,
        to_name,
        subject,
        text,
        html,
        attachments,
        unsubscribe,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(appended.rows_affected() == 1)
}

/// Puts a mail into the outbox that has no other cause than that someone asked for it.
pub async fn put(store: &Store, _by: &Admin, mail: &NewMail, now: Timestamp) -> Result<bool, Error> {
    let mut tx = store.begin_write().await?;
    let is_new = append(&mut tx, mail, now).await?;
    tx.commit().await?;
    Ok(is_new)
}
