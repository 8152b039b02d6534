//! The mailed link that confirms a consent: what its page shows, and its button.

use domain::id::ConsentId;
use domain::language::Language;
use domain::time::Timestamp;

use crate::error::Error;
use crate::outbox::{self, NewMail};
use crate::publishing;
use crate::sqlite::Store;

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
