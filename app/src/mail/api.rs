//! What the screens of mail ask the server for; all of it is for admins.

use domain::id::MailId;
use domain::list::ListPage;
use domain::mail::{Kind, MailFilter, MailRow, MailTotals, MailTransport};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;
use crate::text::UiLanguage;

/// A page of the outbox, how many mails its tabs hold, and where mails go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MailList {
    pub list_page: ListPage<MailRow>,
    pub totals: MailTotals,
    pub transport: Option<MailTransport>,
}

#[server(prefix = "/api/admin", endpoint = "mail/list", input = Json)]
pub async fn list_mail(filter: MailFilter) -> Result<MailList, AppError> {
    use crate::ssr::{app_context, guard, now};
    let admin = guard::admin().await?;
    let context = app_context()?;
    let list_page = store::outbox::list::list(context.store(), &admin, &filter, now()).await?;
    let totals = store::outbox::list::totals(context.store(), &admin).await?;
    Ok(MailList { list_page, totals, transport: context.mail_transport().cloned() })
}

/// Lets parked mails be tried again, at once. Answers how many.
#[server(prefix = "/api/admin", endpoint = "mail/retry", input = Json)]
pub async fn retry_mail(ids: Vec<MailId>) -> Result<usize, AppError> {
    use crate::ssr::{app_context, guard, now};
    let admin = guard::admin().await?;
    Ok(store::outbox::list::retry(app_context()?.store(), &admin, &domain::list::chosen(ids)?, now()).await?)
}

/// Mails oneself, in one's own language. Answers the address.
#[server(prefix = "/api/admin", endpoint = "mail/test", input = Json)]
pub async fn test_mail() -> Result<String, AppError> {
    use crate::ssr::{app_context, guard, mail};
    let admin = guard::admin().await?;
    mail::test(&app_context()?, &admin, &guard::staff().await?).await
}

/// A mail in words, as a mail program without HTML shows it; with sample data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub subject: String,
    pub text: String,
}

#[server(prefix = "/api/admin", endpoint = "mail/template", input = Json)]
pub async fn mail_template(kind: Kind, ui_language: UiLanguage) -> Result<Template, AppError> {
    use crate::ssr::mail::{Sender, sample};
    use crate::ssr::{app_context, guard};
    guard::admin().await?;
    let mail = sample::of(&Sender::of(&app_context()?, ui_language).await?, ui_language, kind);
    Ok(Template { subject: mail.subject, text: mail.text })
}
