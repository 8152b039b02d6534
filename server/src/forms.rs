//! What visitors send: the one path of every public form. A form is sent to the address of its page; refused, the same page
//! answers with all that was typed; taken, another page does, which can be opened again.

use std::sync::Arc;

use app::error::AppError;
use app::public_form::Obstacle;
use app::ssr::document;
use app::ssr::entry::ClientAddress;
use app::ssr::mail::{Envelope, Sender};
use app::ssr::now;
use app::ssr::public::whitepapers::{form_name, known};
use app::ssr::public::{Asker, Refused};
use app::text::failure::Failure;
use app::text::{Speech, mail};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::address::{Address, grant_path, whitepaper_path};
use domain::form::{Asks, Doubt, Lead, LeadForm, Stamp, TRAP, Touch, check};
use domain::id::DownloadId;
use domain::invalid::Invalid;
use domain::language::Language;
use domain::setting::Settings;
use domain::text::Slug;
use domain::time::Timestamp;
use domain::whitepaper::public::PublicWhitepaper;
use percent_encoding::percent_decode_str;
use store::whitepapers::gate::{self, Link};
use store::whitepapers::{Found, published};

use crate::downloads::{self, Download};
use crate::outcome::{failed, failed_with};
use crate::pages;
use crate::people::{cookie, not_counted};
use crate::site::Site;
use crate::{body, security};

/// Of the cookie by which a browser is known. Set only after a form was sent in it.
pub const READER_COOKIE: &str = "magnetiq-reader";

/// POST of a public address.
pub async fn sent(site: Arc<Site>, request: Request) -> Response {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let settings = match (site.state.settings().await, site.state.last_settings()) {
        (Ok(settings), _) | (Err(_), Some(settings)) => settings,
        (Err(error), None) => return failed_with(&error),
    };
    match Address::parse(&path, &settings.languages) {
        Address::Whitepaper(language, slug) => whitepaper(&site, &settings, &path, &language, &slug, request).await,
        Address::Grant(_, token) => {
            let (parts, _) = request.into_parts();
            match throttled(&site, &parts) {
                Some(failure) => failed(failure),
                None => match downloads::by_link(&site, &parts.headers, &token).await {
                    Some(response) => response,
                    None => pages::shown(&site, &path, "", &Asker::default()).await.0,
                },
            }
        }
        _ => pages::wrong_method("GET, HEAD"),
    }
}

/// What a form says, as it came.
#[derive(Debug, Default)]
struct Fields {
    typed: LeadForm,
    touch: Touch,
    stamp: String,
    trap: String,
    /// One click of someone whom the browser remembers.
    is_known: bool,
}

impl Fields {
    /// A name that is none of a form's is passed over; of one that comes twice the last counts.
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "first_name" => fields.typed.first_name = value,
                "last_name" => fields.typed.last_name = value,
                "email" => fields.typed.email = value,
                "company" => fields.typed.company = value,
                "job_title" => fields.typed.job_title = value,
                "phone" => fields.typed.phone = value,
                "privacy" => fields.typed.privacy = value == "yes",
                "marketing" => fields.typed.marketing = value == "yes",
                "stamp" => fields.stamp = value,
                "known" => fields.is_known = value == "yes",
                TRAP => fields.trap = value,
                name => {
                    fields.touch.keep(name, &value);
                }
            }
        }
        fields
    }

    fn refused(self, problems: Invalid, obstacle: Option<Obstacle>) -> Refused {
        let stamp = if obstacle == Some(Obstacle::Doubt(Doubt::TooOld)) { String::new() } else { self.stamp };
        Refused { typed: self.typed, problems, obstacle, stamp, touch: self.touch }
    }

    fn stopped(self, obstacle: Obstacle) -> Refused {
        self.refused(Invalid::default(), Some(obstacle))
    }
}

async fn whitepaper(
    site: &Arc<Site>,
    settings: &Settings,
    path: &str,
    language: &Language,
    slug: &Slug,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let fields = match body::form::<Vec<(String, String)>>(Request::from_parts(parts.clone(), body)).await {
        Ok(pairs) => Fields::read(pairs),
        Err(failure) => return failed(failure),
    };
    let (store, languages) = (site.state.store(), &settings.languages);
    let mut own = whitepaper_path(language, slug, languages);
    let mut found = published(store, language, slug, languages, now()).await;
    // The whitepaper got another address while the form was open.
    if let Ok(Found::Moved(slug)) = &found {
        own = whitepaper_path(language, slug, languages);
        found = published(store, language, slug, languages, now()).await;
    }
    let paper = match found {
        Ok(Found::Whitepaper(paper)) => paper,
        Ok(Found::Moved(_) | Found::Nothing) => return failed(Failure::NotFound),
        Err(error) => {
            // The cause is logged.
            let _ = AppError::from(error);
            return shown_alone(site, &own, fields.stopped(Obstacle::Unavailable));
        }
    };
    let path = own.as_str();
    if !paper.requires_registration {
        return see_other(&own);
    }
    if let Some(failure) = throttled(site, &parts) {
        let mut response = shown_again(site, path, fields.stopped(Obstacle::Throttled)).await;
        if let Some(seconds) = failure.retry_after_seconds() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        return response;
    }
    let stamp = site.state.secret().read_stamp(&form_name(paper.id), &fields.stamp);
    let asked = Asked { site, settings, parts: &parts, language, paper: &paper };
    if fields.is_known {
        return again(asked, stamp, fields, path).await;
    }
    let doubt = check(stamp.as_ref(), &fields.trap, now()).err();
    let (lead, stamp) = match (fields.typed.clone().parse(Asks::GATE), doubt, stamp) {
        (Ok(lead), None, Some(stamp)) => (lead, stamp),
        (Ok(_), doubt, _) => {
            return shown_again(site, path, fields.stopped(Obstacle::Doubt(doubt.unwrap_or(Doubt::TooOld)))).await;
        }
        // Whoever has to correct something takes longer anyway.
        (Err(invalid), Some(Doubt::TooFast), _) => return shown_again(site, path, fields.refused(invalid, None)).await,
        (Err(invalid), doubt, _) => return shown_again(site, path, fields.refused(invalid, doubt.map(Obstacle::Doubt))).await,
    };
    let key = idempotency_key(&stamp, &lead);
    match registered(asked, &key, &fields.touch, &lead).await {
        Ok((token, download)) => {
            let mut response = see_other(&format!("{}?sent", grant_path(language, &token, &settings.languages)));
            let until = Timestamp(now().0 + settings.known_browser_days * 86_400);
            set_reader(site, &mut response, &site.state.secret().reader(download, until), settings.known_browser_days);
            response
        }
        // The stamp stays, so that the form counts once, should it have been taken after all.
        Err(AppError::Unavailable | AppError::Internal) => shown_again(site, path, fields.stopped(Obstacle::Unavailable)).await,
        Err(error) => failed_with(&error),
    }
}

/// What a form counts once by: the form, and what it says. Sent again with another address, it is another one.
fn idempotency_key(stamp: &Stamp, lead: &Lead) -> String {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let Lead { first_name, last_name, email, company, job_title, phone, marketing } = lead;
    let (company, job_title, phone) = (optional(company), optional(job_title), optional(phone));
    let marketing = if *marketing { "yes" } else { "no" };
    let said: [&str; 7] = [first_name, last_name, email.as_str(), &company, &job_title, &phone, marketing];
    format!("{}.{}", stamp.key, &store::sessions::hash(&said.join("\n"))[..16])
}

/// What is asked for, and by whom.
#[derive(Clone, Copy)]
struct Asked<'a> {
    site: &'a Arc<Site>,
    settings: &'a Settings,
    parts: &'a Parts,
    language: &'a Language,
    paper: &'a PublicWhitepaper,
}

impl<'a> Asked<'a> {
    fn request(&self, form_key: &'a str, touch: &'a Touch, client: &'a Client) -> gate::Request<'a> {
        gate::Request {
            whitepaper: self.paper.id,
            form_key,
            language: self.language,
            touch,
            address: client.address.as_deref(),
            user_agent: client.user_agent.as_deref(),
        }
    }
}

/// Keeps the request with its mail; what the link carries, and the download that it stands for.
async fn registered(asked: Asked<'_>, key: &str, touch: &Touch, lead: &Lead) -> Result<(String, DownloadId), AppError> {
    let Asked { site, settings, parts, language, paper } = asked;
    let speech = Speech::of(language);
    let token = site.state.secret().link(key);
    let (hours, uses) = (settings.whitepaper_link_hours, settings.whitepaper_link_uses);
    let address = format!("{}{}", site.state.base_url(), grant_path(language, &token, &settings.languages));
    let sender = Sender::of(&site.state, speech).await?;
    let name = format!("{} {}", lead.first_name, lead.last_name);
    let letter = mail::whitepaper(speech, &name, &sender.site, &paper.title, address, hours, uses);
    let mail = sender.render(speech, letter).to(Envelope {
        key: format!("whitepaper:{key}"),
        kind: domain::mail::Kind::Whitepaper,
        to_address: lead.email.to_string(),
        to_name: Some(name),
        attachments: Vec::new(),
    });
    let hash = store::sessions::hash(&token);
    let link = Link { token_hash: &hash, expires_at: Timestamp(now().0 + hours * 3_600), uses, mail: &mail };
    let client = client(site, parts);
    let download = gate::register(site.state.store(), &asked.request(key, touch, &client), lead, &link, now()).await?;
    Ok((token, download))
}

/// One click: the file at once, or the form where the browser is not known after all.
async fn again(asked: Asked<'_>, stamp: Option<Stamp>, fields: Fields, own: &str) -> Response {
    let Asked { site, parts, paper, .. } = asked;
    let known = match known(&site.state, cookie(&parts.headers, READER_COOKIE)).await {
        Ok(known) => known,
        Err(error) => return failed_with(&error),
    };
    let (Some(known), Some(stamp), true) = (known, stamp, fields.trap.is_empty()) else {
        return see_other(&format!("{own}?form"));
    };
    let client = client(site, parts);
    let request = asked.request(&stamp.key, &fields.touch, &client);
    match gate::register_known(site.state.store(), &request, &known, now()).await {
        Ok((download, file)) => {
            let is_counted = not_counted(&parts.headers, site.state.is_secure()).is_none();
            downloads::hand_out(site, file, Download { whitepaper: paper.id, form: Some(download), is_counted }).await
        }
        Err(error) => failed_with(&error.into()),
    }
}

/// What is kept of the client.
struct Client {
    address: Option<String>,
    user_agent: Option<String>,
}

fn client(site: &Site, parts: &Parts) -> Client {
    let address = parts.extensions.get::<ClientAddress>().map(|client| site.state.secret().address(client.0, now()));
    let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Client { address, user_agent: user_agent.map(|text| text.chars().take(300).collect()) }
}

/// Counts a form of this address, or says that there were too many.
fn throttled(site: &Site, parts: &Parts) -> Option<Failure> {
    let ClientAddress(address) = parts.extensions.get::<ClientAddress>()?;
    site.forms.check(*address).err()
}

async fn shown_again(site: &Arc<Site>, path: &str, refused: Refused) -> Response {
    let asker = Asker { refused: Some(refused.clone()), ..Asker::default() };
    match pages::try_shown(site, path, "", &asker).await {
        Ok((mut response, _)) => {
            security::keep_for_reader(&mut response);
            response
        }
        Err(AppError::Unavailable | AppError::Internal) => shown_alone(site, path, refused),
        Err(error) => failed_with(&error),
    }
}

/// The form without its page, which cannot be read just now; it says so, whatever else is wrong with the form.
fn shown_alone(site: &Site, path: &str, mut refused: Refused) -> Response {
    refused.obstacle.get_or_insert(Obstacle::Unavailable);
    let settings = site.state.last_settings().unwrap_or_default();
    let speech = Speech::of(Address::parse(path, &settings.languages).language());
    let html = document::form_again(&site.state, speech, Asks::GATE, &refused);
    let mut response = (refused.status(), Html(html)).into_response();
    security::keep_for_reader(&mut response);
    response
}

fn set_reader(site: &Site, response: &mut Response, value: &str, days: i64) {
    let secure = if site.state.is_secure() { "; Secure" } else { "" };
    let seconds = days * 86_400;
    let cookie = format!("{READER_COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    security::keep_private(response);
}

fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => failed(Failure::Malformed),
    }
}
