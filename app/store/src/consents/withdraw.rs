//! Withdraws consents, by a mailed link or for an address.

use domain::language::Language;
use domain::mail::Kind;
use domain::text::Email;
use domain::time::Timestamp;

use crate::error::Error;
use crate::publishing;
use crate::sqlite::{Store, Write};

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

/// Takes a consent back. Mails that still wait are deleted: those that the consent allowed, and the question that asks for it.
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
