//! A consent is confirmed by the link of a mail. The server brings the request and takes the answer (`server::consents`).

use domain::address::{ConsentPage, consent_path};
use domain::language::Language;
use domain::mail::Kind;
use domain::setting::Settings;
use store::consents::{self, ConfirmState, Welcome};
use store::sessions::hash;

use crate::error::AppError;
use crate::routes;
use crate::ssr::mail::{Envelope, Sender};
use crate::ssr::{AppContext, now};
use crate::text::UiLanguage;
use crate::text::mail as templates;

/// Confirms what the link asks for, and mails how it is withdrawn. Nothing happens where the link is over; its page says so.
/// `NotFound` where there never was such a link.
pub async fn confirm(context: &AppContext, settings: &Settings, token: &str, from: Option<&str>) -> Result<(), AppError> {
    let token_hash = hash(token);
    let request = consents::open_confirm(context.store(), &token_hash, now()).await?;
    if !matches!(request.state, ConfirmState::Open { .. }) {
        return Ok(());
    }
    let ui_language = UiLanguage::of(&request.language);
    let sender = Sender::of(context, ui_language).await?;
    let withdraw_token = context.secret().withdraw_link(request.consent);
    let language = site_language(settings, ui_language);
    let page = consent_path(language, &ConsentPage::Withdraw(withdraw_token.clone()), &settings.languages);
    let page = format!("{}{page}", context.base_url());
    let name = request.name.unwrap_or_default();
    let template = templates::consent_confirmed(ui_language, &name, &sender.site, sentence(&request.wording), page);
    let mail = sender.render(ui_language, template).to(Envelope {
        key: format!("consent_confirmed:{}", request.consent),
        kind: Kind::ConsentConfirmed,
        to_address: request.email,
        to_name: Some(name).filter(|name| !name.is_empty()),
        attachments: Vec::new(),
        unsubscribe: Some(format!("{}{}/{withdraw_token}", context.base_url(), routes::UNSUBSCRIBE)),
    });
    let welcome = Welcome { withdraw_hash: &hash(&withdraw_token), mail: &mail };
    Ok(consents::confirm(context.store(), &token_hash, from, &welcome, now()).await?)
}

/// The language of the site in which somebody is spoken to in this one.
pub fn site_language(settings: &Settings, ui_language: UiLanguage) -> &Language {
    settings.languages.find(ui_language.tag()).unwrap_or(&settings.languages.default)
}

/// What was agreed to, without what stood in brackets behind it.
pub fn sentence(wording: &str) -> &str {
    wording.split_once(" (").map_or(wording, |(sentence, _)| sentence)
}
