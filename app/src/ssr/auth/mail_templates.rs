//! Mails about accounts: invitations, new passwords, locked accounts. Each mail is worded before its transaction begins.

use domain::mail::Kind;
use domain::text::Email;
use domain::time::Timestamp;
use domain::user::{Me, NewUser};
use store::access::Admin;
use store::outbox::NewMail;
use store::sessions::hash;
use store::users::LOCK_SECONDS;
use store::users::links::{self, NewLink, Purpose};

use super::new_token;
use crate::error::AppError;
use crate::routes;
use crate::ssr::mail::{Envelope, Sender};
use crate::ssr::{AppContext, now};
use crate::text::UiLanguage;
use crate::text::mail as templates;
use crate::users::api::Invitation;

/// A one-time link that is mailed works this long.
const LINK_SECONDS: i64 = 60 * 60;

const HOUR: i64 = 60 * 60;

/// Creates a member of staff and mails them the link at which they choose a password. `Taken` at `email`.
pub async fn invite(context: &AppContext, by: &Admin, new: &NewUser) -> Result<Invitation, AppError> {
    let one_time_link = OneTimeLink::new(context)?;
    let name = format!("{} {}", new.first_name, new.last_name);
    let mail = invitation(context, by, &one_time_link, new.email.as_str(), &name, UiLanguage::of_tag(&new.language)).await?;
    let user = store::users::invite(context.store(), by, new, &one_time_link.link, &mail, now()).await?;
    Ok(Invitation { user, link: one_time_link.address, is_mailed: context.sends_mail() })
}

/// A new link for someone who has not chosen a password yet, by mail too. `Conflict` for everyone else.
pub async fn invite_again(context: &AppContext, by: &Admin, user: domain::id::UserId) -> Result<Invitation, AppError> {
    let me = store::users::me(context.store(), user).await?;
    let one_time_link = OneTimeLink::new(context)?;
    let mail = invitation(context, by, &one_time_link, &me.email, &name_of(&me), UiLanguage::of_tag(&me.language)).await?;
    let NewLink { token_hash, expires_at } = &one_time_link.link;
    links::issue(context.store(), by, Purpose::SetUp(user), token_hash, *expires_at, Some(&mail), now()).await?;
    Ok(Invitation { user, link: one_time_link.address, is_mailed: context.sends_mail() })
}

/// Mails a link to someone who forgot their password. For an address without an account nothing happens. The time of the answer
/// must not depend on it, so that nobody can find out.
pub async fn forgot(context: &AppContext, email: &Email) -> Result<(), AppError> {
    let Some(me) = store::users::find(context.store(), email).await? else {
        // Where nothing can be written, an address with an account answers 503; so does any other.
        return Ok(context.store().probe_write().await?);
    };
    let one_time_link = OneTimeLink::new(context)?;
    let (ui_language, name) = (UiLanguage::of_tag(&me.language), name_of(&me));
    let sender = Sender::of(context, ui_language).await?;
    let template = templates::reset(ui_language, &name, &sender.site, one_time_link.address.clone(), LINK_SECONDS / HOUR);
    let mail = sender.render(ui_language, template).to(one_time_link.envelope(Kind::Reset, me.email, name));
    match links::issue_reset(context.store(), me.id, &one_time_link.link, &mail, now()).await {
        // Where it says false, the last mail is too fresh; where nothing is found, the account went away since.
        Ok(_) | Err(store::Error::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The mail for when the next wrong password locks this account.
pub(super) async fn locked(context: &AppContext, me: &Me, now: Timestamp) -> Result<NewMail, AppError> {
    let (ui_language, name) = (UiLanguage::of_tag(&me.language), name_of(me));
    let sender = Sender::of(context, ui_language).await?;
    let forgot = format!("{}{}", context.base_url(), routes::FORGOT);
    let template = templates::locked(ui_language, &name, &sender.site, forgot, LOCK_SECONDS / 60);
    Ok(sender.render(ui_language, template).to(Envelope {
        key: format!("locked:{}:{}", me.id, now.0 + LOCK_SECONDS),
        kind: Kind::Locked,
        to_address: me.email.clone(),
        to_name: Some(name),
        attachments: Vec::new(),
        unsubscribe: None,
    }))
}

async fn invitation(
    context: &AppContext,
    by: &Admin,
    one_time_link: &OneTimeLink,
    email: &str,
    name: &str,
    ui_language: UiLanguage,
) -> Result<NewMail, AppError> {
    let sender = Sender::of(context, ui_language).await?;
    let template =
        templates::invitation(ui_language, name, by.name(), &sender.site, one_time_link.address.clone(), LINK_SECONDS / HOUR);
    Ok(sender.render(ui_language, template).to(one_time_link.envelope(Kind::Invitation, email.into(), name.into())))
}

fn name_of(me: &Me) -> String {
    format!("{} {}", me.first_name, me.last_name)
}

/// A one-time link: its stored hash, and its address, which is shown once.
struct OneTimeLink {
    link: NewLink,
    address: String,
}

impl OneTimeLink {
    fn new(context: &AppContext) -> Result<Self, AppError> {
        let token = new_token()?;
        let address = format!("{}{}/{token}", context.base_url(), routes::SET_UP);
        Ok(Self { link: NewLink { token_hash: hash(&token), expires_at: Timestamp(now().0 + LINK_SECONDS) }, address })
    }

    /// The link is the event: the key holds the hash that is kept anyway.
    fn envelope(&self, kind: Kind, to_address: String, to_name: String) -> Envelope {
        let key = format!("{kind}:{}", self.link.token_hash);
        Envelope { key, kind, to_address, to_name: Some(to_name), attachments: Vec::new(), unsubscribe: None }
    }
}
