//! Every address that no other route has: the public site.

use std::sync::Arc;

use app::error::AppError;
use app::routes;
use app::ssr::auth::ClientAddress;
use app::ssr::now;
use app::ssr::public::{self, Content, PublicRequest, VisitorContext};
use app::text::failure::Failure;
use axum::Extension;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use domain::address::{Address, feed_path};
use domain::form::Attribution;
use domain::id::WhitepaperId;
use domain::language::Languages;
use domain::setting::Settings;
use percent_encoding::percent_decode_str;

use crate::app_state::AppState;
use crate::error_response::{failed, failed_with};
use crate::forms::READER_COOKIE;
use crate::redirect::redirect_permanently;
use crate::robots::{cookie, not_counted};
use crate::{downloads, feeds, forms, security};

/// GET and HEAD of a page, a feed, a file, a redirect or the page that says that there is none; POST of a form.
pub async fn page(
    State(state): State<Arc<AppState>>,
    Extension(settings): Extension<Arc<Settings>>,
    request: Request,
) -> Response {
    let uri = request.uri();
    // A path that is not UTF-8 becomes one that no page has.
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    let public_request = PublicRequest::new(settings, path.into_owned(), uri.query().unwrap_or_default());
    match *request.method() {
        Method::GET | Method::HEAD => read(&state, public_request, request.into_parts().0).await,
        Method::POST => forms::sent(state, public_request, request).await,
        _ => wrong_method("GET, HEAD"),
    }
}

async fn read(state: &Arc<AppState>, public_request: PublicRequest, parts: Parts) -> Response {
    let languages = &public_request.settings.languages;
    if let Some(language) = feeds::feed_language(&public_request.path, languages) {
        return feeds::feed(state.context.clone(), language).await;
    }
    if let Some(path) = canonical_program_path(&public_request.path, languages) {
        return redirect_permanently(&path, parts.uri.query());
    }
    if let Address::WhitepaperFile(language, slug) = &public_request.address {
        return downloads::direct(state, &parts, (language, slug), languages).await;
    }
    if let Address::Grant(_, token) = &public_request.address
        && let Some(response) = downloads::by_ticket(state, &parts, token).await
    {
        return response;
    }
    let is_person = parts.method == Method::GET && not_counted(&parts.headers, state.context.is_secure()).is_none();
    let visitor = VisitorContext {
        attribution: attribution(state, &parts, &public_request, is_person),
        reader: cookie(&parts.headers, READER_COOKIE),
        ..VisitorContext::default()
    };
    let (response, viewed) = page_response(state, &public_request, &visitor).await;
    if let Some(id) = viewed.filter(|_| is_person) {
        state.views.add(id);
    }
    response
}

/// Addresses of the program that a person may type.
const FIXED: [&str; 6] = [routes::SITEMAP, routes::ROBOTS, routes::FAVICON, routes::HEALTHZ, routes::READYZ, routes::METRICS];

/// The path of a route of the program that the visitor probably meant: in other letters, with a trailing slash, or with percent
/// signs. Routes match one spelling only.
fn canonical_program_path(path: &str, languages: &Languages) -> Option<String> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let small = path.to_ascii_lowercase();
    if FIXED.contains(&small.as_str()) {
        return Some(small);
    }
    let feed = languages.all.iter().map(|language| feed_path(language, languages)).find(|feed| feed.eq_ignore_ascii_case(&small));
    feed.or_else(|| canonical_admin_path(path))
}

/// Only for paths without percent signs, so that the new path means the same. A one-time link keeps its letters.
fn canonical_admin_path(path: &str) -> Option<String> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let small = path.to_ascii_lowercase();
    let rest = small.strip_prefix(routes::ADMIN)?;
    let is_plain = rest.split('/').skip(1).all(|part| !part.is_empty() && part.bytes().all(is_plain));
    if !is_plain || !(rest.is_empty() || rest.starts_with('/')) {
        return None;
    }
    let link = small.strip_prefix(routes::SET_UP).is_some_and(|rest| rest.starts_with('/'));
    Some(if link { format!("{}{}", routes::SET_UP, &path[routes::SET_UP.len()..]) } else { small })
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// An address of the admin as its routes are written. Others lead there.
pub struct CanonicalAdminPath;

impl<S: Sync> FromRequestParts<S> for CanonicalAdminPath {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        match canonical_admin_path(parts.uri.path()).filter(|path| path != parts.uri.path()) {
            Some(path) => Err(redirect_permanently(&path, parts.uri.query())),
            None => Ok(Self),
        }
    }
}

/// A page of the site as an answer, and the whitepaper that is read with it.
pub async fn page_response(
    state: &AppState,
    public_request: &PublicRequest,
    visitor: &VisitorContext,
) -> (Response, Option<WhitepaperId>) {
    try_page_response(state, public_request, visitor).await.unwrap_or_else(|error| (failed_with(&error), None))
}

/// As [`page_response`], for a caller who has an answer of their own where the page cannot be read.
pub async fn try_page_response(
    state: &AppState,
    public_request: &PublicRequest,
    visitor: &VisitorContext,
) -> Result<(Response, Option<WhitepaperId>), AppError> {
    let answer = public::answer_to(&state.context, public_request, visitor).await?;
    let mut response = match answer.content {
        Content::Html(html) => Html(html).into_response(),
        Content::Redirect(to) => match HeaderValue::from_str(&to) {
            Ok(to) => [(header::LOCATION, to)].into_response(),
            Err(_) => return Err(AppError::NotFound),
        },
    };
    *response.status_mut() = StatusCode::from_u16(answer.status.as_u16()).unwrap_or(StatusCode::OK);
    if let Ok(language) = HeaderValue::from_str(answer.language.as_str()) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    }
    if answer.is_personal {
        security::keep_private(&mut response);
    }
    Ok((response, answer.viewed))
}

/// Where the visit began: here, or where a person came in earlier today. The address of a mailed link is nobody else's to know.
fn attribution(state: &AppState, parts: &Parts, public_request: &PublicRequest, is_person: bool) -> Attribution {
    let mut attribution = Attribution::default();
    if matches!(public_request.address, Address::Grant(..) | Address::Consent(..) | Address::Unknown(_)) {
        return attribution;
    }
    attribution.keep("landing", &public_request.path);
    if let Some(referrer) = referrer(&parts.headers, state.context.base_url()) {
        attribution.keep("referrer", &referrer);
    }
    for (name, value) in form_urlencoded::parse(public_request.query.as_bytes()).filter(|(name, _)| name.starts_with("utm_")) {
        attribution.keep(&name, &value);
    }
    match (parts.extensions.get::<ClientAddress>(), parts.headers.get(header::USER_AGENT)) {
        (Some(ClientAddress(address)), Some(agent)) if is_person => {
            state.first_touches.first((*address, &String::from_utf8_lossy(agent.as_bytes())), attribution, now())
        }
        _ => attribution,
    }
}

/// Where someone comes from, if that is another site; without its query, which may hold what they searched for.
fn referrer(headers: &HeaderMap, base_url: &str) -> Option<String> {
    let referrer = headers.get(header::REFERER)?.to_str().ok()?;
    let uri: Uri = referrer.parse().ok()?;
    let (scheme, host) = (uri.scheme_str()?, uri.authority()?);
    let is_ours = headers.get(header::HOST).is_some_and(|own| own.as_bytes() == host.as_str().as_bytes())
        || base_url.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) == Some(host.as_str());
    let is_web = matches!(scheme, "http" | "https") && !host.as_str().contains('@');
    (is_web && !is_ours).then(|| format!("{scheme}://{host}{}", uri.path()))
}

/// 405, with what the address takes.
pub fn wrong_method(allowed: &'static str) -> Response {
    let mut response = failed(Failure::WrongMethod);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}
