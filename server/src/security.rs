//! Security headers of every answer, and requests that are refused before a handler sees them.

use std::time::{Duration, UNIX_EPOCH};

use app::ssr::auth::ClientAddress;
use app::ssr::now;
use app::text::failure::Failure;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, Response as HttpResponse, header};
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError, ResponseForProtectionError};

use crate::app_state::AppState;
use crate::error_response::{failed, failure_of};
use crate::media::serve::Drawing;
use crate::rules::Rules;

/// Marks the document of the admin.
#[derive(Debug, Clone, Copy)]
pub struct AdminShell;

/// Marks a mail that the admin shows in a frame: it is all that may be there, and may do nothing.
#[derive(Debug, Clone, Copy)]
pub struct Preview;

/// Puts the headers on an answer to a request with this method.
pub fn add_headers(response: &mut Response, method: &Method, rules: &Rules, state: &AppState) {
    let Rules { is_personal, .. } = *rules;
    let is_sent = *method == Method::POST;
    let is_refused = is_sent && (response.status().is_client_error() || response.status().is_server_error());
    let is_admin_shell = response.extensions().get::<AdminShell>().is_some();
    let is_preview = response.extensions().get::<Preview>().is_some();
    let is_drawing = response.extensions().get::<Drawing>().is_some();
    let headers = response.headers_mut();
    // hyper keeps the date that it sent last until the clock has passed it, also where the clock was set back.
    let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(u64::try_from(now().0).unwrap_or_default()));
    headers.extend(HeaderValue::from_str(&date).ok().map(|date| (header::DATE, date)));
    let is_html = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let policy = match is_html {
        true if is_admin_shell => &state.policies.admin_shell,
        true if is_preview => &state.policies.preview,
        true => &state.policies.public_page,
        false if is_drawing => &state.policies.drawing,
        false => &state.policies.other,
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    headers.extend(FIXED.map(|(name, value)| (name, HeaderValue::from_static(value))));
    // A one-time link is part of an address; no other site is told it. `no-referrer` would also send forms with the origin `null`.
    let referrer = if is_personal { "same-origin" } else { "strict-origin-when-cross-origin" };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    if state.context.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if is_html && is_refused {
        // A form that is shown again. With `no-store`, whoever goes back to it would get an error of the browser.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_READER));
    } else if is_personal {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    }
}

/// As [`keep_private`], but the browser may show it again when its reader goes back.
pub fn keep_for_reader(response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_READER));
}

const FOR_READER: &str = "private, no-cache";

/// Marks an answer as one person's own: nobody keeps it for another.
pub fn keep_private(response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

const FIXED: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// Refuses what changes something and comes from another site (after Sec-Fetch-Site and Origin, as Go 1.25 does). `base_url`
/// counts as ours even where a proxy hides the host from us.
pub fn same_origin(base_url: &str) -> CsrfLayer<CrossOriginRejection> {
    let layer = CsrfLayer::new().add_trusted_origin(base_url);
    layer.expect("a base URL is scheme and host").with_rejection_response(CrossOriginRejection)
}

#[derive(Debug, Clone, Copy)]
pub struct CrossOriginRejection;

impl ResponseForProtectionError<axum::body::Body> for CrossOriginRejection {
    fn response_for_protection_error(&mut self, _error: ProtectionError) -> HttpResponse<axum::body::Body> {
        failed(Failure::ForeignOrigin)
    }
}

/// Refuses clients that send too many requests, and all visitors while the site is closed. A public request gets the settings
/// with it, so that they do not change during the request.
pub async fn admit(request: &mut Request, rules: &Rules, state: &AppState) -> Result<(), Failure> {
    if !rules.is_counted {
        return Ok(());
    }
    if let Some(&ClientAddress(address)) = request.extensions().get() {
        state.requests.check(address)?;
    }
    if rules.closes {
        // The last settings that were read: a sent form is then answered with everything that was typed.
        let settings = state.context.settings().await;
        let settings = settings.or_else(|error| state.context.last_settings().ok_or_else(|| failure_of(&error)))?;
        if settings.maintenance_mode {
            return Err(Failure::Maintenance);
        }
        request.extensions_mut().insert(settings);
    }
    Ok(())
}

/// For `tower_http::catch_panic`; the hook of `log` has written down the cause.
pub fn panicked(_cause: Box<dyn std::any::Any + Send>) -> Response {
    failed(Failure::Internal).into_response()
}
