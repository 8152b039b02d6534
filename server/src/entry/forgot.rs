//! A forgotten password, as a plain form. The answer is the same for every address, and takes as long.

use std::sync::Arc;
use std::time::Duration;

use app::error::AppError;
use app::routes;
use app::ssr::document;
use app::ssr::entry::{Visitor, letters};
use app::text::Speech;
use app::text::failure::Failure;
use app::users::public::{ForgotForm, News};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::text::Email;
use serde::Deserialize;

use super::{attempt, fields, retry_later, see_other, speech};
use crate::outcome::{failed, failed_with};
use crate::site::Site;

/// Longer than writing the mail of an account takes on a busy day.
const SAME_TIME: Duration = Duration::from_millis(400);

/// How the form was asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    language: String,
    sent: Option<String>,
}

/// GET /admin/forgot
pub async fn form(State(site): State<Arc<Site>>, headers: HeaderMap, asked: Result<Query<Asked>, QueryRejection>) -> Response {
    let Query(asked) = asked.unwrap_or_default();
    let form = ForgotForm { is_sent: asked.sent.is_some(), ..ForgotForm::default() };
    page(&site, speech(&asked.language, &headers), StatusCode::OK, form)
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    email: String,
    language: String,
}

/// POST /admin/forgot
pub async fn send(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (parts, sent) = match fields::<Sent>(request).await {
        Ok(read) => read,
        Err(failure) => return failed(failure),
    };
    let speech = speech(&sent.language, &parts.headers);
    let email = match Email::parse(&sent.email) {
        Ok(email) => email,
        Err(problem) => {
            let form = ForgotForm { email: sent.email, problem: Some(speech.problem(&problem)), ..ForgotForm::default() };
            return page(&site, speech, StatusCode::UNPROCESSABLE_ENTITY, form);
        }
    };
    let Some(visitor) = Visitor::of_parts(&parts) else { return failed(Failure::Internal) };
    if let Err(failure) = attempt(&site, &visitor) {
        let form = ForgotForm { email: sent.email, news: Some(News::TooFast), ..ForgotForm::default() };
        return retry_later(page(&site, speech, StatusCode::TOO_MANY_REQUESTS, form), failure);
    }
    let (done, ()) = tokio::join!(letters::forgot(&site.state, &email), tokio::time::sleep(SAME_TIME));
    match done {
        Ok(()) => see_other(&format!("{}?sent&language={}", routes::FORGOT, speech.tag())),
        Err(AppError::Unavailable) => {
            let form = ForgotForm { email: sent.email, news: Some(News::Unavailable), ..ForgotForm::default() };
            page(&site, speech, StatusCode::SERVICE_UNAVAILABLE, form)
        }
        Err(error) => failed_with(&error),
    }
}

fn page(site: &Site, speech: Speech, status: StatusCode, form: ForgotForm) -> Response {
    (status, Html(document::forgot(&site.state, speech, form))).into_response()
}
