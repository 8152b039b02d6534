//! A whitepaper is requested: the lead, what they agreed to, the link and its mail are written together, or nothing is.

use domain::form::{Attribution, Lead};
use domain::id::{DownloadId, WhitepaperId};
use domain::language::Language;
use domain::text::Email;
use domain::time::Timestamp;

use super::published::{DownloadFile, live_file};
use crate::consents::{self, ConfirmLink, Wording};
use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::sqlite::{Store, Write};

/// A form that was sent and understood.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    pub whitepaper: WhitepaperId,
    /// Of the form, which counts once however often it arrives.
    pub form_key: &'a str,
    /// Of the form and its mail.
    pub language: &'a Language,
    pub attribution: &'a Attribution,
    /// A hash of it that is another one every day.
    pub address: Option<&'a str>,
    pub user_agent: Option<&'a str>,
}

/// The link that is mailed and shown.
#[derive(Debug, Clone)]
pub struct Link<'a> {
    /// As [`crate::sessions::hash`] makes it.
    pub token_hash: &'a str,
    pub expires_at: Timestamp,
    pub uses: i64,
    pub mail: &'a NewMail,
}

/// What the form showed about consent, and the link that asks to confirm what needs that.
#[derive(Debug, Clone)]
pub struct Consents<'a> {
    pub wording: Wording<'a>,
    /// Where somebody asked to be written to.
    pub confirm: Option<ConfirmLink<'a>>,
}

/// A request that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    pub download: DownloadId,
    /// Whether the link goes out by mail: it does not where the address got too many mails within the hour.
    pub is_mailed: bool,
}

/// Keeps a request; a form that arrives again changes nothing and gets the same answer. [`Error::NotFound`] where the whitepaper
/// cannot be read any more.
pub async fn register(
    store: &Store,
    request: &Request<'_>,
    lead: &Lead,
    link: &Link<'_>,
    consents: &Consents<'_>,
    now: Timestamp,
) -> Result<Registered, Error> {
    let mut tx = store.begin_write().await?;
    if let Some(download) = of_form(&mut tx, request).await? {
        return Ok(Registered { download, is_mailed: is_mailed(&mut tx, &link.mail.key).await? });
    }
    refuse_hidden(&mut tx, request.whitepaper, now).await?;
    let (email, at, language) = (lead.email.as_str(), now.to_sqlite(), request.language.as_str());
    let attribution = request.attribution;
    let id = sqlx::query_scalar!(
        r#"
        insert into whitepaper_downloads (
            whitepaper_id, first_name, last_name, email, company, job_title, phone, download_ip, user_agent, download_source,
            utm_source, utm_medium, utm_campaign, utm_term, utm_content, referrer, landing_path, language, form_key, downloaded_at
        )
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'website', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        returning id as "id!: i64"
        "#,
        request.whitepaper.0,
        lead.first_name,
        lead.last_name,
        email,
        lead.company,
        lead.job_title,
        lead.phone,
        request.address,
        request.user_agent,
        attribution.utm_source,
        attribution.utm_medium,
        attribution.utm_campaign,
        attribution.utm_term,
        attribution.utm_content,
        attribution.referrer,
        attribution.landing,
        language,
        request.form_key,
        at,
    )
    .fetch_one(&mut *tx)
    .await?;
    let Consents { wording, confirm } = consents;
    consents::keep_of_download(&mut tx, DownloadId(id), &lead.email, request.address, wording, confirm.as_ref(), now).await?;
    let expires_at = link.expires_at.to_sqlite();
    sqlx::query!(
        "
        insert into download_grants (
            token_hash, whitepaper_id, download_id, expires_at, uses_left, created_at, file_id, title, language
        )
        select ?1, w.id, ?3, ?4, ?5, ?6, w.file_id, t.title, t.language
        from whitepapers w
        join live_translations t on t.item_kind = 'whitepaper' and t.item_id = w.id
            and t.visible_from <= ?6 and ?6 < t.visible_until
        where w.id = ?2
        order by
            t.language = ?7 desc,
            t.language = coalesce((select value from system_settings where key = 'default_language'), 'en') desc,
            t.language
        limit 1
        ",
        link.token_hash,
        request.whitepaper.0,
        id,
        expires_at,
        link.uses,
        at,
        language,
    )
    .execute(&mut *tx)
    .await?;
    let is_mailed = !is_flooded(&mut tx, email, now).await?;
    if is_mailed {
        outbox::append(&mut tx, link.mail, now).await?;
    }
    tx.commit().await?;
    Ok(Registered { download: DownloadId(id), is_mailed })
}

/// Mails with links per address and hour, for all forms together. The link is also shown on the page.
const MAX_MAILS: i64 = 5;

async fn is_flooded(tx: &mut Write, email: &str, now: Timestamp) -> Result<bool, Error> {
    let (since, until) = now.around(3_600);
    let (since, until) = (since.to_sqlite(), until.to_sqlite());
    let mails = sqlx::query_scalar!(
        r#"
        select count(*) as "mails!: i64"
        from (
            select 1 from mail_outbox where to_address = ? and created_at > ? and created_at < ? and kind = 'whitepaper' limit ?
        )
        "#,
        email,
        since,
        until,
        MAX_MAILS,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(mails >= MAX_MAILS)
}

async fn is_mailed(tx: &mut Write, key: &str) -> Result<bool, Error> {
    let is_there = sqlx::query_scalar!(r#"select exists (select 1 from mail_outbox where key = ?) as "exists!: bool""#, key)
        .fetch_one(&mut **tx)
        .await?;
    Ok(is_there)
}

/// The download that this form has led to already.
async fn of_form(tx: &mut Write, request: &Request<'_>) -> Result<Option<DownloadId>, Error> {
    let id = sqlx::query_scalar!(
        r#"select id as "id!: i64" from whitepaper_downloads where form_key = ? and whitepaper_id = ?"#,
        request.form_key,
        request.whitepaper.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(id.map(DownloadId))
}

async fn refuse_hidden(tx: &mut Write, whitepaper: WhitepaperId, now: Timestamp) -> Result<(), Error> {
    let now = now.to_sqlite();
    let is_public = sqlx::query_scalar!(
        r#"
        select exists (
            select 1
            from live_translations
            where item_kind = 'whitepaper' and item_id = ?1 and visible_from <= ?2 and ?2 < visible_until
        ) as "is_public!: bool"
        "#,
        whitepaper.0,
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    if is_public { Ok(()) } else { Err(Error::NotFound) }
}

/// Someone whom a browser remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownVisitor {
    pub download: DownloadId,
    pub first_name: String,
    pub email: Email,
}

/// Who sent the form that led to this download, if that is not longer ago than so many days and they were not erased since.
pub async fn known_visitor(
    store: &Store,
    download: DownloadId,
    days: i64,
    now: Timestamp,
) -> Result<Option<KnownVisitor>, Error> {
    let (since, until) = now.around(days * 86_400);
    let (since, until) = (since.to_sqlite(), until.to_sqlite());
    let row = sqlx::query!(
        r#"
        select first_name, email
        from whitepaper_downloads
        where id = ? and downloaded_at >= ? and downloaded_at < ? and exists (
            select 1
            from consents c
            where c.item_kind = 'download' and c.item_id = whitepaper_downloads.id and c.kind = 'privacy'
                and c.withdrawn_at is null
        )
        "#,
        download.0,
        since,
        until,
    )
    .fetch_optional(store.readers())
    .await?;
    Ok(row.and_then(|row| {
        let email = Email::parse(&row.email).ok()?;
        Some(KnownVisitor { download, first_name: row.first_name, email })
    }))
}

/// The file of a whitepaper, so that it can be opened before [`register_known`] writes anything. [`Error::NotFound`] where it is
/// not published.
pub async fn file_behind(store: &Store, whitepaper: WhitepaperId, now: Timestamp) -> Result<DownloadFile, Error> {
    live_file(&mut *store.readers().acquire().await?, whitepaper, now).await
}

/// Another whitepaper for someone whom the browser remembers: their lead once more, and the file at once. The consent of the form
/// that they filled in holds for it too.
pub async fn register_known(
    store: &Store,
    request: &Request<'_>,
    known: &KnownVisitor,
    now: Timestamp,
) -> Result<(DownloadId, DownloadFile), Error> {
    let mut tx = store.begin_write().await?;
    let file = live_file(&mut tx, request.whitepaper, now).await?;
    if let Some(download) = of_form(&mut tx, request).await? {
        return Ok((download, file));
    }
    let (at, language, attribution) = (now.to_sqlite(), request.language.as_str(), request.attribution);
    let id = sqlx::query_scalar!(
        r#"
        insert into whitepaper_downloads (
            whitepaper_id, first_name, last_name, email, company, job_title, phone, download_ip, user_agent, download_source,
            utm_source, utm_medium, utm_campaign, utm_term, utm_content, referrer, landing_path, language, form_key, downloaded_at
        )
        select ?, first_name, last_name, email, company, job_title, phone, ?, ?, 'known', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
        from whitepaper_downloads
        where id = ?
        returning id as "id!: i64"
        "#,
        request.whitepaper.0,
        request.address,
        request.user_agent,
        attribution.utm_source,
        attribution.utm_medium,
        attribution.utm_campaign,
        attribution.utm_term,
        attribution.utm_content,
        attribution.referrer,
        attribution.landing,
        language,
        request.form_key,
        at,
        known.download.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok((DownloadId(id), file))
}
