//! The one path of every public form that visitors send. A form is sent to the address of its page; refused, the same page
//! answers with all that was typed; taken, another page does, which can be opened again.

use std::sync::Arc;

use app::error::AppError;
use app::public_form::Obstacle;
use app::ssr::auth::ClientAddress;
use app::ssr::document;
use app::ssr::lead_gate::{Client, Fields, LeadGate, Outcome, ReaderCookie};
use app::ssr::now;
use app::ssr::public::{PublicRequest, Refused, VisitorContext};
use app::text::failure::Failure;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::address::Address;
use domain::form::{Attribution, RequestedFields};
use domain::language::Language;
use domain::text::Slug;
use tower_sessions::cookie::time::Duration;
use tower_sessions::cookie::{Cookie, SameSite};

use crate::app_state::AppState;
use crate::downloads::{self, Download};
use crate::error_response::{self, failed, failed_with};
use crate::pages;
use crate::robots::{cookie, not_counted};
use crate::{body, consents, security};

/// Of the cookie by which a browser is known. Set only after a form was sent in it.
pub const READER_COOKIE: &str = "magnetiq-reader";

/// POST of a public address.
pub async fn sent(state: Arc<AppState>, public_request: PublicRequest, request: Request) -> Response {
    match &public_request.address {
        Address::Whitepaper(language, slug) => whitepaper(&state, &public_request, language, slug, request).await,
        Address::Consent(_, page) => consents::sent(&state, &public_request, page, request).await,
        Address::Grant(_, token) => {
            let (parts, _) = request.into_parts();
            if let Some(failure) = throttled(&state, &parts) {
                return button_again(&state, &public_request, None, failure);
            }
            match downloads::by_link(&state, &parts.headers, token).await {
                Ok(Some(response)) => response,
                Ok(None) => pages::page_response(&state, &public_request.without_query(), &VisitorContext::default()).await.0,
                Err(Failure::Unavailable | Failure::Internal) => {
                    button_again(&state, &public_request, None, Failure::Unavailable)
                }
                Err(failure) => failed(failure),
            }
        }
        _ => pages::wrong_method("GET, HEAD"),
    }
}

async fn whitepaper(
    state: &Arc<AppState>,
    public_request: &PublicRequest,
    language: &Language,
    slug: &Slug,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let fields = match body::form::<Vec<(String, String)>>(Request::from_parts(parts.clone(), body)).await {
        Ok(pairs) => Fields::read(pairs),
        Err(failure) => return failed(failure),
    };
    let click = fields.click();
    let gate = match LeadGate::at(&state.context, &public_request.settings, language, slug).await {
        Ok(gate) => gate,
        Err(error) => {
            return match (click, error_response::failure_of(&error)) {
                (Some(click), failure) => click_failed(state, public_request, click, failure).await,
                (None, Failure::NotFound) => shown_again(state, public_request, fields.stopped(Obstacle::Withdrawn)).await,
                (None, Failure::Unavailable | Failure::Internal) => {
                    shown_alone(state, public_request, fields.stopped(Obstacle::Unavailable))
                }
                (None, failure) => failed(failure),
            };
        }
    };
    // Its page may have got another address meanwhile.
    let public_request = &PublicRequest::new(public_request.settings.clone(), gate.path.as_str(), "");
    if !gate.whitepaper().requires_registration {
        return Redirect::to(&gate.path).into_response();
    }
    let throttled = throttled(state, &parts);
    if let Some(click) = click {
        let given = match throttled {
            Some(failure) => Err(failure),
            None => clicked(state, &gate, &fields, &parts).await,
        };
        return match given {
            Ok(response) => response,
            Err(failure) => click_failed(state, public_request, click, failure).await,
        };
    }
    if let Some(failure) = throttled {
        return retried_after(failure, shown_again(state, public_request, fields.stopped(Obstacle::Throttled)).await);
    }
    match gate.take(fields, &client(state, &parts)).await {
        Ok(Outcome::Kept { path, is_mailed, asks_to_confirm, cookie }) => {
            let sent = match (is_mailed, asks_to_confirm) {
                (true, true) => "sent=confirm",
                (true, false) => "sent",
                (false, _) => "kept",
            };
            let mut response = Redirect::to(&format!("{path}?{sent}")).into_response();
            if let Some(cookie) = cookie {
                set_reader(state, &mut response, cookie);
            }
            security::keep_private(&mut response);
            response
        }
        Ok(Outcome::Refused(refused)) => shown_again(state, public_request, *refused).await,
        Err(error) => failed_with(&error),
    }
}

/// One click of a known browser: the file at once, or the form where it is not known after all.
async fn clicked(state: &Arc<AppState>, gate: &LeadGate<'_>, fields: &Fields, parts: &Parts) -> Result<Response, Failure> {
    let (client, reason) = (client(state, parts), |error: AppError| error_response::failure_of(&error));
    let Some(click) = gate.click(fields, &client).await.map_err(reason)? else {
        return Ok(Redirect::to(&format!("{}?form", gate.path)).into_response());
    };
    // A file that cannot be opened is no download.
    let opened = downloads::open(state, click.file.clone()).await?;
    let (id, file) = gate.take_click(&click, &client).await.map_err(reason)?;
    let is_counted = not_counted(&parts.headers, state.context.is_secure()).is_none();
    let download = Download { whitepaper: gate.whitepaper().id, form: Some(id), is_counted };
    downloads::respond_with_file(state, opened, file, download).await
}

/// The button again, where pressing it once more may help.
async fn click_failed(
    state: &AppState,
    public_request: &PublicRequest,
    click: (String, Attribution),
    failure: Failure,
) -> Response {
    match failure {
        Failure::NotFound => {
            let visitor = VisitorContext { has_sent: true, ..VisitorContext::default() };
            pages::page_response(state, &public_request.without_query(), &visitor).await.0
        }
        Failure::TooFast { .. } => button_again(state, public_request, Some(click), failure),
        Failure::Unavailable | Failure::Internal => button_again(state, public_request, Some(click), Failure::Unavailable),
        failure => failed(failure),
    }
}

pub fn client(state: &AppState, parts: &Parts) -> Client {
    let address = parts.extensions.get::<ClientAddress>().map(|client| state.context.secret().address(client.0, now()));
    let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let user_agent = user_agent.map(|text| text.chars().take(300).collect());
    Client { address, user_agent, reader: cookie(&parts.headers, READER_COOKIE) }
}

/// Counts a form of this address, or says that there were too many.
pub fn throttled(state: &AppState, parts: &Parts) -> Option<Failure> {
    let ClientAddress(address) = parts.extensions.get::<ClientAddress>()?;
    state.forms.check(*address).err()
}

async fn shown_again(state: &Arc<AppState>, public_request: &PublicRequest, refused: Refused) -> Response {
    let visitor = VisitorContext { refused: Some(refused.clone()), has_sent: true, ..VisitorContext::default() };
    match pages::try_page_response(state, &public_request.without_query(), &visitor).await {
        Ok((mut response, _)) => {
            security::keep_for_reader(&mut response);
            response
        }
        Err(AppError::Unavailable | AppError::Internal) => shown_alone(state, public_request, refused),
        Err(error) => failed_with(&error),
    }
}

/// The form without its page, which cannot be read just now; it says so, besides the form's own problems.
fn shown_alone(state: &AppState, public_request: &PublicRequest, mut refused: Refused) -> Response {
    refused.obstacle.get_or_insert(Obstacle::Unavailable);
    let language = public_request.address.language();
    let html = document::form_again(&state.context, language, public_request.path.clone(), RequestedFields::GATE, &refused);
    alone(refused.status(), language, html)
}

/// The button without its page, for whoever pressed it and typed nothing.
fn button_again(
    state: &AppState,
    public_request: &PublicRequest,
    click: Option<(String, Attribution)>,
    failure: Failure,
) -> Response {
    let (language, page) = (public_request.address.language(), public_request.path.clone());
    let status = StatusCode::from_u16(failure.status()).expect("every status of a failure is a valid one");
    let html = document::button_again(&state.context, language, page, click, failure);
    retried_after(failure, alone(status, language, html))
}

/// The answer with the time after which the same request may go better.
pub fn retried_after(failure: Failure, mut response: Response) -> Response {
    if let Some(seconds) = failure.retry_after_seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn alone(status: StatusCode, language: &Language, html: String) -> Response {
    let mut response = (status, Html(html)).into_response();
    if let Ok(language) = HeaderValue::from_str(language.as_str()) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    }
    security::keep_for_reader(&mut response);
    response
}

fn set_reader(state: &AppState, response: &mut Response, ReaderCookie { value, days }: ReaderCookie) {
    let cookie = Cookie::build((READER_COOKIE, value))
        .path("/")
        .max_age(Duration::days(days))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.context.is_secure())
        .build();
    if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
