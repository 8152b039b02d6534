//! What people agreed to. Privacy is agreed to with the form; mails about other things are only asked for there, and count once they were
//! confirmed by the link of a mail, until they are withdrawn.

use domain::consent::{MAX_REQUESTS_PER_DAY, MarketingConsent};
use domain::form::CONSENT_VERSION;
use domain::id::{ConsentId, DownloadId};
use domain::language::Language;
use domain::mail::Kind;
use domain::text::Email;
use domain::time::Timestamp;

use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::publishing;
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
    let (since, kind) = (Timestamp(now.0 - 86_400).to_sqlite(), Kind::ConsentRequest.as_str());
    let mails = sqlx::query_scalar!(
        r#"
        select count(*) as "mails!: i64"
        from (select 1 from mail_outbox where to_address = ? and created_at > ? and kind = ? limit ?)
        "#,
        email,
        since,
        kind,
        MAX_REQUESTS_PER_DAY,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(mails >= MAX_REQUESTS_PER_DAY)
}

/// Whether an address agreed to mails about other things. One consent that counts is enough, else the last one that was asked for.
async fn marketing(tx: &mut Write, email: &str) -> Result<MarketingConsent, Error> {
    let row = sqlx::query!(
        r#"
        select
            unixepoch(asked_at) as "asked_at!: i64",
            unixepoch(confirmed_at) as "confirmed_at?: i64",
            unixepoch(withdrawn_at) as "withdrawn_at?: i64"
        from consents
        where lower(email) = lower(?) and kind = 'marketing'
        order by confirmed_at is not null and withdrawn_at is null desc, asked_at desc, id desc
        limit 1
        "#,
        email,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map_or(MarketingConsent::Never, |row| state(Some(row.asked_at), row.confirmed_at, row.withdrawn_at)))
}

/// What three columns of a row say, in seconds.
pub(crate) fn state(asked_at: Option<i64>, confirmed_at: Option<i64>, withdrawn_at: Option<i64>) -> MarketingConsent {
    let (confirmed_at, withdrawn_at) = (confirmed_at.map(Timestamp), withdrawn_at.map(Timestamp));
    match (asked_at.map(Timestamp), confirmed_at, withdrawn_at) {
        (None, ..) => MarketingConsent::Never,
        (Some(asked_at), confirmed_at, Some(withdrawn_at)) => {
            MarketingConsent::Withdrawn { asked_at, confirmed_at, withdrawn_at }
        }
        (Some(asked_at), Some(confirmed_at), None) => MarketingConsent::Confirmed { asked_at, confirmed_at },
        (Some(asked_at), None, None) => MarketingConsent::Asked { asked_at },
    }
}

/// A mailed link that confirms, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmRequest {
    pub consent: ConsentId,
    pub state: ConfirmState,
    pub email: String,
    /// Of the form, as it was typed.
    pub name: Option<String>,
    /// The sentence that was ticked, and its language.
    pub wording: String,
    pub language: Language,
    pub asked_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmState {
    Open {
        expires_at: Timestamp,
    },
    Expired,
    Confirmed,
    /// The address has withdrawn since.
    Withdrawn,
}

/// The consent behind a link that confirms it, without confirming it. [`Error::NotFound`] where there never was such a link.
pub async fn open_confirm(store: &Store, token_hash: &str, now: Timestamp) -> Result<ConfirmRequest, Error> {
    let row = sqlx::query!(
        r#"
        select
            c.id as "id!: i64",
            c.email, c.wording, c.language,
            unixepoch(c.asked_at) as "asked_at!: i64",
            c.confirmed_at is not null as "is_confirmed!: bool",
            c.withdrawn_at is not null as "is_withdrawn!: bool",
            unixepoch(l.expires_at) as "expires_at!: i64",
            d.first_name || ' ' || d.last_name as "name?: String"
        from consent_links l
        join consents c on c.id = l.consent_id
        left join whitepaper_downloads d on c.item_kind = 'download' and d.id = c.item_id
        where l.token_hash = ? and l.purpose = 'confirm'
        "#,
        token_hash,
    )
    .fetch_one(store.readers())
    .await?;
    let expires_at = Timestamp(row.expires_at);
    let state = match (row.is_withdrawn, row.is_confirmed) {
        (true, _) => ConfirmState::Withdrawn,
        (false, true) => ConfirmState::Confirmed,
        (false, false) if expires_at <= now => ConfirmState::Expired,
        (false, false) => ConfirmState::Open { expires_at },
    };
    Ok(ConfirmRequest {
        consent: ConsentId(row.id),
        state,
        email: row.email,
        name: row.name,
        wording: row.wording,
        language: publishing::language(&row.language)?,
        asked_at: Timestamp(row.asked_at),
    })
}

/// The first mail to somebody who has confirmed, with the link by which they withdraw that.
#[derive(Debug, Clone)]
pub struct Welcome<'a> {
    /// As [`crate::sessions::hash`] makes it.
    pub withdraw_hash: &'a str,
    pub mail: &'a NewMail,
}

/// Confirms a consent, once. Nothing changes where it was confirmed or withdrawn before, or the link has expired; a read of the link tells.
pub async fn confirm(
    store: &Store,
    token_hash: &str,
    confirmed_from: Option<&str>,
    welcome: &Welcome<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let at = now.to_sqlite();
    let mut tx = store.begin_write().await?;
    let confirmed = sqlx::query!(
        r#"
        update consents
        set confirmed_at = ?1, confirmed_from = ?2
        where confirmed_at is null and withdrawn_at is null
            and id = (select consent_id from consent_links where token_hash = ?3 and purpose = 'confirm' and expires_at > ?1)
        returning id as "id!: i64", email
        "#,
        at,
        confirmed_from,
        token_hash,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(confirmed) = confirmed else { return Ok(()) };
    sqlx::query!(
        "
        insert into consent_links (token_hash, consent_id, purpose, created_at)
        values (?, ?, 'withdraw', ?)
        on conflict (token_hash) do nothing
        ",
        welcome.withdraw_hash,
        confirmed.id,
        at,
    )
    .execute(&mut *tx)
    .await?;
    let is_first = sqlx::query_scalar!(
        r#"
        select not exists (
            select 1
            from consents
            where lower(email) = lower(?) and kind = 'marketing' and confirmed_at is not null and withdrawn_at is null and id <> ?
        ) as "is_first!: bool"
        "#,
        confirmed.email,
        confirmed.id,
    )
    .fetch_one(&mut *tx)
    .await?;
    if is_first {
        outbox::append(&mut tx, welcome.mail, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A mailed link that withdraws, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawRequest {
    pub email: String,
    pub language: Language,
    /// Whether there is nothing left to withdraw.
    pub is_withdrawn: bool,
}

/// The address behind a link that withdraws. [`Error::NotFound`] where there never was such a link.
pub async fn open_withdraw(store: &Store, token_hash: &str) -> Result<WithdrawRequest, Error> {
    let row = sqlx::query!(
        r#"
        select
            c.email, c.language,
            not exists (
                select 1
                from consents o
                where lower(o.email) = lower(c.email) and o.kind = 'marketing' and o.withdrawn_at is null
            ) as "is_withdrawn!: bool"
        from consent_links l
        join consents c on c.id = l.consent_id
        where l.token_hash = ? and l.purpose = 'withdraw'
        "#,
        token_hash,
    )
    .fetch_one(store.readers())
    .await?;
    Ok(WithdrawRequest { email: row.email, language: publishing::language(&row.language)?, is_withdrawn: row.is_withdrawn })
}

/// Withdraws all that the address behind a link has asked for or confirmed until now. [`Error::NotFound`] as [`open_withdraw`].
pub async fn withdraw_by_link(store: &Store, token_hash: &str, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    let email = sqlx::query_scalar!(
        "
        select c.email
        from consent_links l
        join consents c on c.id = l.consent_id
        where l.token_hash = ? and l.purpose = 'withdraw'
        ",
        token_hash,
    )
    .fetch_one(&mut *tx)
    .await?;
    take_back(&mut tx, &email, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Withdraws all that an address has asked for or confirmed until now. It tells nobody whether there was anything.
pub async fn withdraw(store: &Store, email: &Email, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    take_back(&mut tx, email.as_str(), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Mails that still wait are not sent either: neither what the consent allowed, nor a question that is answered by this.
async fn take_back(tx: &mut Write, email: &str, now: Timestamp) -> Result<(), Error> {
    let at = now.to_sqlite();
    sqlx::query!(
        "
        update consents
        set withdrawn_at = ?
        where lower(email) = lower(?) and kind = 'marketing' and withdrawn_at is null
        ",
        at,
        email,
    )
    .execute(&mut **tx)
    .await?;
    let question = Kind::ConsentRequest.as_str();
    sqlx::query!(
        "
        delete from mail_outbox
        where to_address = ? and status <> 'sent' and lease is null and (unsubscribe_address is not null or kind = ?)
        ",
        email,
        question,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
