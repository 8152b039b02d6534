//! Authentication as plain forms without script: signing in and out, one-time links, a forgotten password; and the document of
//! the admin.

pub mod forgot;
pub mod next;

use std::sync::Arc;

use app::error::AppError;
use app::routes;
use app::ssr::auth::{self, Visitor};
use app::ssr::document;
use app::text::UiLanguage;
use app::text::failure::Failure;
use app::users::public::{Notice, SetUpForm, SignInForm};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::invalid::{Invalid, Problem};
use domain::user;
use serde::Deserialize;
use store::users::links::Open;
use tower_sessions::Session;

use crate::app_state::AppState;
use crate::body;
use crate::error_response::{accepted_ui_language, failed, failed_with};
use crate::pages::CanonicalAdminPath;
use crate::redirect::redirect_permanently;
use crate::security::AdminShell;
use crate::signed_in::SignedIn;

/// The document of the admin for staff; everyone else is redirected to the sign-in, and back here afterwards.
pub async fn admin(_: CanonicalAdminPath, State(state): State<Arc<AppState>>, SignedIn(staff): SignedIn) -> Response {
    let mut response = Html(document::admin_shell(&state.context, UiLanguage::of_tag(staff.language()))).into_response();
    response.extensions_mut().insert(AdminShell);
    response
}

/// GET of the admin with a slash too many.
pub async fn admin_slash(uri: Uri) -> Response {
    redirect_permanently(routes::ADMIN, uri.query())
}

/// How the form to sign in was asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInQuery {
    next: String,
    language: String,
    #[serde(rename = "signed-out")]
    signed_out: Option<String>,
    expired: Option<String>,
}

/// GET /admin/sign-in
pub async fn sign_in_form(
    State(state): State<Arc<AppState>>,
    signed_in: Option<SignedIn>,
    headers: HeaderMap,
    query: Result<Query<SignInQuery>, QueryRejection>,
) -> Response {
    let Query(query) = query.unwrap_or_default();
    if signed_in.is_some() {
        return see_other(next::checked(&query.next));
    }
    let notice = match (query.signed_out, query.expired) {
        (Some(_), _) => Some(Notice::SignedOut),
        (None, Some(_)) => Some(Notice::SessionEnded),
        (None, None) => None,
    };
    let form = SignInForm { next: checked_next(&query.next), notice, ..SignInForm::default() };
    sign_in_page(&state, ui_language(&query.language, &headers), StatusCode::OK, form).await
}

/// The fields of the form to sign in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Credentials {
    email: String,
    password: String,
    next: String,
    language: String,
}

/// POST /admin/sign-in
pub async fn sign_in(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let (parts, sent) = match fields::<Credentials>(request).await {
        Ok(read) => read,
        Err(failure) => return failed(failure),
    };
    let ui_language = ui_language(&sent.language, &parts.headers);
    let missing = |value: &str| value.is_empty().then(|| ui_language.problem(&Problem::Missing));
    let mut form = SignInForm {
        email_problem: missing(&sent.email),
        password_problem: missing(&sent.password),
        next: checked_next(&sent.next),
        email: sent.email,
        ..SignInForm::default()
    };
    if form.email_problem.is_some() || form.password_problem.is_some() {
        return sign_in_page(&state, ui_language, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    let Some(visitor) = Visitor::of_parts(&parts) else { return failed(Failure::Internal) };
    if let Err(failure) = attempt(&state, &visitor) {
        form.notice = Some(Notice::TooFast);
        return retry_later(sign_in_page(&state, ui_language, StatusCode::TOO_MANY_REQUESTS, form).await, failure);
    }
    match auth::sign_in(&state.context, visitor, &form.email, sent.password).await {
        Ok(()) => see_other(next::checked(&form.next)),
        Err(AppError::Credentials) => {
            form.notice = Some(Notice::WrongCredentials);
            sign_in_page(&state, ui_language, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
        Err(AppError::Unavailable) => {
            form.notice = Some(Notice::Unavailable);
            sign_in_page(&state, ui_language, StatusCode::SERVICE_UNAVAILABLE, form).await
        }
        Err(error) => failed_with(&error),
    }
}

/// POST /admin/sign-out
pub async fn sign_out(session: Session) -> Response {
    match auth::sign_out(&session).await {
        Ok(()) => see_other(&format!("{}?signed-out", routes::SIGN_IN)),
        Err(error) => failed_with(&error),
    }
}

/// GET of a one-time link. It changes nothing: a mail program that looks at links uses none up.
pub async fn set_up_form(
    State(state): State<Arc<AppState>>,
    uri: Uri,
    headers: HeaderMap,
    query: Result<Query<SignInQuery>, QueryRejection>,
) -> Response {
    let ui_language = ui_language(&query.unwrap_or_default().language, &headers);
    match auth::open_link(&state.context, token(&uri)).await {
        Ok(link) => set_up_page(&state, ui_language, StatusCode::OK, shown(&link)),
        Err(AppError::NotFound) => used_link(&state, ui_language),
        Err(error) => failed_with(&error),
    }
}

/// The fields of the form behind a one-time link.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    email: String,
    first_name: String,
    last_name: String,
    password: String,
    language: String,
}

/// POST of a one-time link
pub async fn set_up(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let (parts, sent) = match fields::<Sent>(request).await {
        Ok(read) => read,
        Err(failure) => return failed(failure),
    };
    let ui_language = ui_language(&sent.language, &parts.headers);
    let token = token(&parts.uri);
    let Sent { email, first_name, last_name, password, .. } = sent;
    let link = match auth::open_link(&state.context, token).await {
        Ok(link) => link,
        Err(AppError::NotFound) => return used_link(&state, ui_language),
        // Whose link it is cannot be read, either; what was typed stays.
        Err(AppError::Unavailable) => {
            let form = SetUpForm { notice: Some(Notice::Unavailable), email, first_name, last_name, ..SetUpForm::default() };
            return set_up_page(&state, ui_language, StatusCode::SERVICE_UNAVAILABLE, form);
        }
        Err(error) => return failed_with(&error),
    };
    let typed = SetUpForm { email: email.clone(), first_name: first_name.clone(), last_name: last_name.clone(), ..shown(&link) };
    let Some(visitor) = Visitor::of_parts(&parts) else { return failed(Failure::Internal) };
    if let Err(failure) = attempt(&state, &visitor) {
        let form = SetUpForm { notice: Some(Notice::TooFast), ..typed };
        return retry_later(set_up_page(&state, ui_language, StatusCode::TOO_MANY_REQUESTS, form), failure);
    }
    let form = user::SetUpForm { email, first_name, last_name, password, language: ui_language.tag().into() };
    match auth::set_up(&state.context, visitor, token, form).await {
        Ok(()) => see_other(routes::ADMIN),
        Err(AppError::Invalid(invalid)) => {
            let form = SetUpForm { problems: messages(ui_language, &invalid), ..typed };
            set_up_page(&state, ui_language, StatusCode::UNPROCESSABLE_ENTITY, form)
        }
        Err(AppError::Unavailable) => {
            let form = SetUpForm { notice: Some(Notice::Unavailable), ..typed };
            set_up_page(&state, ui_language, StatusCode::SERVICE_UNAVAILABLE, form)
        }
        Err(AppError::NotFound) => used_link(&state, ui_language),
        Err(error) => failed_with(&error),
    }
}

/// The last part of the address; a token has nothing in it that would be encoded.
fn token(uri: &Uri) -> &str {
    uri.path().rsplit('/').next().unwrap_or_default()
}

async fn fields<T: serde::de::DeserializeOwned>(request: Request) -> Result<(Parts, T), Failure> {
    let (parts, body) = request.into_parts();
    let fields = body::form(Request::from_parts(parts.clone(), body)).await?;
    Ok((parts, fields))
}

/// Counts an attempt to get in.
fn attempt(state: &AppState, visitor: &Visitor) -> Result<(), Failure> {
    visitor.address.map_or(Ok(()), |address| state.sign_ins.check(address.0))
}

/// The language that was chosen, else that of the browser.
fn ui_language(chosen: &str, headers: &HeaderMap) -> UiLanguage {
    match chosen {
        "de" => UiLanguage::De,
        "en" => UiLanguage::En,
        _ => accepted_ui_language(headers),
    }
}

/// Where to go afterwards as the form keeps it: nothing where nothing was asked for.
fn checked_next(next: &str) -> String {
    if next.is_empty() { String::new() } else { next::checked(next).to_owned() }
}

async fn sign_in_page(state: &AppState, ui_language: UiLanguage, status: StatusCode, mut form: SignInForm) -> Response {
    // The page needs them for its title only, and holds what was typed.
    let settings = match state.context.settings().await {
        Ok(settings) => settings,
        Err(_) => state.context.last_settings().unwrap_or_default(),
    };
    let languages = &settings.languages;
    let language = languages.find(ui_language.tag()).unwrap_or(&languages.default);
    form.site_title = settings.site_title.best(language, languages).map(|(_, title)| title.clone()).unwrap_or_default();
    // Where the database does not answer, the notice is no help either.
    form.is_first_start = store::users::has_admin(state.context.store()).await.is_ok_and(|has_admin| !has_admin);
    (status, Html(document::sign_in(&state.context, ui_language, form))).into_response()
}

fn shown(link: &Open) -> SetUpForm {
    let person = match link {
        Open::FirstAdmin => None,
        Open::SetUp(me) | Open::Reset(me) => Some(format!("{} {}", me.first_name, me.last_name)),
    };
    SetUpForm { person, ..SetUpForm::default() }
}

fn messages(ui_language: UiLanguage, invalid: &Invalid) -> Vec<(String, String)> {
    invalid.0.iter().map(|(field, problem)| (field.clone(), ui_language.problem(problem))).collect()
}

fn set_up_page(state: &AppState, ui_language: UiLanguage, status: StatusCode, form: SetUpForm) -> Response {
    (status, Html(document::set_up(&state.context, ui_language, form))).into_response()
}

fn used_link(state: &AppState, ui_language: UiLanguage) -> Response {
    (StatusCode::NOT_FOUND, Html(document::used_link(&state.context, ui_language))).into_response()
}

fn retry_later(mut response: Response, failure: Failure) -> Response {
    if let Some(seconds) = failure.retry_after_seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn see_other(to: &str) -> Response {
    Redirect::to(to).into_response()
}
