//! Error responses. A handler gives only the reason ([`Failure`]); one of the outer layers ([`FailureWriter`]) writes the body in one place: a page in
//! the client's language, or JSON for a server function.

use std::io;

use app::error::AppError;
use app::ssr::{AppContext, document};
use app::text::UiLanguage;
use app::text::failure::Failure;
use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use domain::address::Address;
use domain::setting::Settings;
use percent_encoding::percent_decode_str;

use crate::rules::{Failures, Rules};

/// An answer without a body that [`FailureWriter`] completes.
pub fn failed(failure: Failure) -> Response {
    let status = StatusCode::from_u16(failure.status()).expect("every status of a failure is a valid one");
    let mut response = status.into_response();
    response.extensions_mut().insert(Marked(failure));
    response
}

/// As [`failed`], from an error of `app` at an address that is no server function.
pub fn failed_with(error: &AppError) -> Response {
    failed(failure_of(error))
}

/// Why an address that is no server function fails with this error.
pub fn failure_of(error: &AppError) -> Failure {
    match error {
        AppError::NotFound => Failure::NotFound,
        AppError::Forbidden => Failure::Forbidden,
        AppError::Malformed | AppError::Invalid(_) => Failure::Malformed,
        AppError::TooFast { retry_after_seconds } => Failure::TooFast { retry_after_seconds: *retry_after_seconds },
        AppError::Unavailable => Failure::Unavailable,
        _ => Failure::Internal,
    }
}

/// The failure of opening a file. A file that exists but cannot be read now (no handle is left, the disk fails) is not reported
/// as missing.
pub fn file_failure(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound { Failure::NotFound } else { Failure::Unavailable }
}

#[derive(Debug, Clone, Copy)]
struct Marked(Failure);

/// What the words of a failure depend on.
pub struct FailureWriter {
    failures: Failures,
    uri: Uri,
    accepted: Option<HeaderValue>,
    /// Whether the request only reads.
    is_read: bool,
}

impl FailureWriter {
    pub fn of(request: &Request, rules: &Rules) -> Self {
        Self {
            failures: rules.failures,
            uri: request.uri().clone(),
            accepted: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
            is_read: matches!(*request.method(), Method::GET | Method::HEAD),
        }
    }

    /// Writes what the client reads of a failure. Other answers stay as they are.
    pub fn write(&self, response: Response, context: &AppContext) -> Response {
        let Some(Marked(failure)) = response.extensions().get::<Marked>().copied() else { return with_retry_after(response) };
        let (mut parts, _) = response.into_parts();
        let document = |ui_language: UiLanguage| {
            let again = again(&self.uri).filter(|_| self.is_read && may_pass(failure));
            let html = Html(document::failure(context, ui_language, failure, again));
            ([(header::CONTENT_LANGUAGE, ui_language.tag())], html).into_response()
        };
        let body = match self.failures {
            Failures::Call => Json(call_error(failure)).into_response(),
            Failures::Page => document(ui_language_of_address(&self.uri, &context.last_settings().unwrap_or_default())),
            Failures::Document => document(accepted_ui_language_of(self.accepted.as_ref())),
        };
        if let Some(seconds) = failure.retry_after_seconds() {
            parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        let (body_parts, body) = body.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.extend(body_parts.headers);
        Response::from_parts(parts, Body::new(body))
    }
}

/// Whether the same request may go better a little later.
fn may_pass(failure: Failure) -> bool {
    matches!(failure, Failure::TooSlow | Failure::Internal) || failure.retry_after_seconds().is_some()
}

/// The address that was asked for, as a link within the site: one that begins with two slashes would lead to another host.
fn again(uri: &Uri) -> Option<String> {
    let address = uri.path_and_query()?.as_str();
    (address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')).then(|| address.to_owned())
}

/// Other answers with 503 (a form that is shown again, a server function) get `Retry-After` too.
fn with_retry_after(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE
        && let Some(seconds) = Failure::Unavailable.retry_after_seconds()
    {
        response.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from(seconds));
    }
    response
}

fn call_error(failure: Failure) -> AppError {
    match failure {
        Failure::ForeignOrigin | Failure::Forbidden => AppError::Forbidden,
        Failure::NotFound => AppError::NotFound,
        Failure::Malformed | Failure::WrongMethod | Failure::TooLarge => AppError::Malformed,
        Failure::TooFast { retry_after_seconds } => AppError::TooFast { retry_after_seconds },
        Failure::TooSlow | Failure::Maintenance => AppError::Offline,
        Failure::Unavailable => AppError::Unavailable,
        Failure::Internal => AppError::Internal,
    }
}

/// The language of an address of the site.
fn ui_language_of_address(uri: &Uri, settings: &Settings) -> UiLanguage {
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    UiLanguage::of(Address::parse(&path, &settings.languages).language())
}

/// The first language that a browser asks for and we speak.
pub fn accepted_ui_language(headers: &HeaderMap) -> UiLanguage {
    accepted_ui_language_of(headers.get(header::ACCEPT_LANGUAGE))
}

fn accepted_ui_language_of(accepted: Option<&HeaderValue>) -> UiLanguage {
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags = accepted.split([',', ';']).map(str::trim);
    tags.find_map(|tag| match tag.get(..2) {
        Some("de") => Some(UiLanguage::De),
        Some("en") => Some(UiLanguage::En),
        _ => None,
    })
    .unwrap_or(UiLanguage::En)
}

#[cfg(test)]
mod tests {
    use domain::language::{Language, Languages};

    use super::*;

    #[test]
    fn a_page_fails_in_the_language_of_its_address() {
        let [en, de] = ["en", "de"].map(|tag| tag.parse::<Language>().unwrap());
        let ui_language = |path: &str, default: &Language| {
            let languages = Languages::new(default.clone(), vec![en.clone(), de.clone()]);
            ui_language_of_address(&path.parse().unwrap(), &Settings { languages, ..Settings::default() })
        };
        for path in ["/de", "/de/x", "/d%65/a%20b", "/de/whitepapers/x"] {
            assert_eq!(ui_language(path, &en), UiLanguage::De, "{path}");
        }
        for path in ["/", "/x", "/design", "/x/de"] {
            assert_eq!((ui_language(path, &en), ui_language(path, &de)), (UiLanguage::En, UiLanguage::De), "{path}");
        }
        assert_eq!(ui_language("/en/x", &de), UiLanguage::En);
    }

    #[test]
    fn elsewhere_the_browser_says_the_language() {
        let ui_language =
            |accepted: &str| accepted_ui_language(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted.parse().unwrap())]));
        assert_eq!(ui_language("fr-CH, de;q=0.9, en;q=0.8"), UiLanguage::De);
        assert_eq!(ui_language("fr, en"), UiLanguage::En);
        assert_eq!(ui_language(""), UiLanguage::En);
        assert_eq!(accepted_ui_language(&HeaderMap::new()), UiLanguage::En);
    }
}
