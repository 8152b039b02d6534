//! The consents that people gave. They agree to the privacy notice with the form. The form only asks for mails about other things:
//! that consent counts once the link of a mail has confirmed it, and until it is withdrawn.

mod ask;
mod confirm;
mod withdraw;

use domain::consent::MarketingConsent;
use domain::time::Timestamp;

pub(crate) use self::ask::keep_of_download;
pub use self::ask::{ConfirmLink, Wording, delete_unanswered};
pub use self::confirm::{ConfirmRequest, ConfirmState, Welcome, confirm, open_confirm};
pub use self::withdraw::{WithdrawRequest, open_withdraw, withdraw, withdraw_by_link};
use crate::error::Error;
use crate::sqlite::Write;

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

/// The consent by the three times of a row, in seconds.
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
