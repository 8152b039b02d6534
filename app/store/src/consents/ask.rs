//! Keeps what somebody agreed to with a form, and asks the address to confirm the rest.

use domain::consent::{MAX_REQUESTS_PER_DAY, UNANSWERED_DAYS};
use domain::form::CONSENT_VERSION;
use domain::id::{ConsentId, DownloadId};
use domain::mail::Kind;
use domain::text::Email;
use domain::time::Timestamp;

use super::marketing;
use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::sqlite::{Store, Write};

/// The sentences that a form showed.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    /// Of the sentences, which may be another one than that of the page.
    pub language: &'a str,
    pub privacy: &'a str,
    pub marketing: &'a str,
}

/// The link that asks an address to confirm.
#[derive(Debug, Clone)]
pub struct ConfirmLink<'a> {
    /// As [`crate::sessions::hash`] makes it.
    pub token_hash: &'a str,
    pub expires_at: Timestamp,
    pub mail: &'a NewMail,
}

/// Keeps what somebody agreed to with a form, and asks the address to confirm the rest. Nothing is mailed where it has confirmed that
/// already, or was asked too often.
pub(crate) async fn keep_of_download(
    tx: &mut Write,
    download: DownloadId,
    email: &Email,
    asked_from: Option<&str>,
    wording: &Wording<'_>,
    confirm: Option<&ConfirmLink<'_>>,
    now: Timestamp,
) -> Result<(), Error> {
    let is_given = marketing(tx, email.as_str()).await?.is_given();
    keep(tx, download, email, asked_from, "privacy", wording.privacy, wording.language, now).await?;
    let Some(link) = confirm else { return Ok(()) };
    let consent = keep(tx, download, email, asked_from, "marketing", wording.marketing, wording.language, now).await?;
    if is_given || is_flooded(tx, email.as_str(), now).await? {
        return Ok(());
    }
    let (at, expires_at) = (now.to_sqlite(), link.expires_at.to_sqlite());
    sqlx::query!(
        "
        insert into consent_links (token_hash, consent_id, purpose, expires_at, created_at)
        values (?, ?, 'confirm', ?, ?)
        ",
        link.token_hash,
        consent.0,
        expires_at,
        at,
    )
    .execute(&mut **tx)
    .await?;
    outbox::append(tx, link.mail, now).await?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "they are the columns of a row")]
async fn keep(
    tx: &mut Write,
    download: DownloadId,
    email: &Email,
    asked_from: Option<&str>,
    kind: &str,
    wording: &str,
    language: &str,
    now: Timestamp,
) -> Result<ConsentId, Error> {
    let (email, at) = (email.as_str(), now.to_sqlite());
    let id = sqlx::query_scalar!(
        r#"
        insert into consents (email, kind, text_version, wording, language, item_kind, item_id, asked_at, asked_from)
        values (?, ?, ?, ?, ?, 'download', ?, ?, ?)
        returning id as "id!: i64"
        "#,
        email,
        kind,
        CONSENT_VERSION,
        wording,
        language,
        download.0,
        at,
        asked_from,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(ConsentId(id))
}

async fn is_flooded(tx: &mut Write, email: &str, now: Timestamp) -> Result<bool, Error> {
    let ((since, until), kind) = (now.around(86_400), Kind::ConsentRequest.as_str());
    let (since, until) = (since.to_sqlite(), until.to_sqlite());
    let mails = sqlx::query_scalar!(
        r#"
        select count(*) as "mails!: i64"
        from (select 1 from mail_outbox where to_address = ? and created_at > ? and created_at < ? and kind = ? limit ?)
        "#,
        email,
        since,
        until,
        kind,
        MAX_REQUESTS_PER_DAY,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(mails >= MAX_REQUESTS_PER_DAY)
}

/// Deletes what was ticked long ago and neither confirmed nor withdrawn, with its links. Answers how many.
pub async fn delete_unanswered(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let before = Timestamp(now.0 - UNANSWERED_DAYS * 86_400).to_sqlite();
    let mut tx = store.begin_write().await?;
    let deleted = sqlx::query!(
        "
        delete from consents
        where kind = 'marketing' and confirmed_at is null and withdrawn_at is null and asked_at < ?
        ",
        before,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(deleted.rows_affected())
}
