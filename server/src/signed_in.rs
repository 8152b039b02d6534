//! The signed-in member of staff, as an extractor.

use std::sync::Arc;

use app::error::AppError;
use app::routes;
use app::ssr::guard;
use axum::Json;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use store::access::Staff;
use tower_sessions::Session;

use crate::app_state::AppState;
use crate::auth::next;
use crate::error_response::failed_with;
use crate::rules::{Failures, Rules};

/// A member of staff whose session was just checked. Without a session a page redirects to the sign-in and back to this address;
/// a call gets 401. An `Option` of it is none then.
#[derive(Debug)]
pub struct SignedIn(pub Staff);

impl FromRequestParts<Arc<AppState>> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, Response> {
        found(parts, state).await.map_err(|error| refused(parts, error))
    }
}

impl OptionalFromRequestParts<Arc<AppState>> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Option<Self>, Response> {
        match found(parts, state).await {
            Ok(signed_in) => Ok(Some(signed_in)),
            Err(AppError::SignedOut) => Ok(None),
            Err(error) => Err(refused(parts, error)),
        }
    }
}

async fn found(parts: &Parts, state: &AppState) -> Result<SignedIn, AppError> {
    guard::of_session(&state.context, session(parts)).await.map(SignedIn)
}

fn session(parts: &Parts) -> &Session {
    parts.extensions.get().expect("the rules of this route say that it has a session")
}

fn refused(parts: &Parts, error: AppError) -> Response {
    match error {
        error if Rules::within(&parts.extensions).failures == Failures::Call || wants_json(&parts.headers) => call_refused(error),
        AppError::SignedOut => to_sign_in(parts),
        error => failed_with(&error),
    }
}

fn to_sign_in(parts: &Parts) -> Response {
    let next = parts.uri.path_and_query().map_or(routes::ADMIN, |address| address.as_str());
    let next = next::encoded(next::checked(next));
    let expired = if session(parts).id().is_some() { "expired&" } else { "" };
    Redirect::to(&format!("{}?{expired}next={next}", routes::SIGN_IN)).into_response()
}

/// Whether a script asks.
pub fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

/// An error as a script reads it.
pub fn call_refused(error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).expect("every status of an error is a valid one");
    (status, Json(error)).into_response()
}
