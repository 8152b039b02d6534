//! A forgotten password, as a plain form. The answer is the same for every address, and takes as long: the account is looked up
//! after it, so that neither a busy database nor an error tells accounts apart.

use std::sync::Arc;
use std::time::Duration;

use app::error::AppError;
use app::routes;
use app::ssr::auth::{Visitor, mail_templates};
use app::ssr::document;
use app::text::UiLanguage;
use app::text::failure::Failure;
use app::users::public::{ForgotForm, Notice};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::text::Email;
use serde::Deserialize;

use super::{attempt, fields, retry_later, see_other, ui_language};
use crate::app_state::AppState;
use crate::error_response::failed;

/// Every answer takes this long, which slows down trying many addresses.
const SAME_TIME: Duration = Duration::from_millis(400);

/// A database that does not take the mail is asked again so often, after such a pause.
const MAX_WRITE_ATTEMPTS: u32 = 6;
const PAUSE: Duration = Duration::from_secs(5);

/// How the form was asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ForgotQuery {
    language: String,
    sent: Option<String>,
}

/// GET /admin/forgot
pub async fn form(
    State(state): State<Arc<AppState>>,
    headers: HeaderMap,
    query: Result<Query<ForgotQuery>, QueryRejection>,
) -> Response {
    let Query(query) = query.unwrap_or_default();
    let form = ForgotForm { is_sent: query.sent.is_some(), ..ForgotForm::default() };
    page(&state, ui_language(&query.language, &headers), StatusCode::OK, form)
}

/// The fields of the form.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    email: String,
    language: String,
}

/// POST /admin/forgot
pub async fn send(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let (parts, sent) = match fields::<Sent>(request).await {
        Ok(read) => read,
        Err(failure) => return failed(failure),
    };
    let ui_language = ui_language(&sent.language, &parts.headers);
    let email = match Email::parse(&sent.email) {
        Ok(email) => email,
        Err(problem) => {
            let form = ForgotForm { email: sent.email, problem: Some(ui_language.problem(&problem)), ..ForgotForm::default() };
            return page(&state, ui_language, StatusCode::UNPROCESSABLE_ENTITY, form);
        }
    };
    let Some(visitor) = Visitor::of_parts(&parts) else { return failed(Failure::Internal) };
    if let Err(failure) = attempt(&state, &visitor) {
        let form = ForgotForm { email: sent.email, notice: Some(Notice::TooFast), ..ForgotForm::default() };
        return retry_later(page(&state, ui_language, StatusCode::TOO_MANY_REQUESTS, form), failure);
    }
    // The query is the same for every address, so the answer does not reveal an account.
    if state.readiness.check(state.context.store()).await.is_err() {
        let form = ForgotForm { email: sent.email, notice: Some(Notice::Unavailable), ..ForgotForm::default() };
        return page(&state, ui_language, StatusCode::SERVICE_UNAVAILABLE, form);
    }
    write_aside(&state, email);
    tokio::time::sleep(SAME_TIME).await;
    see_other(&format!("{}?sent&language={}", routes::FORGOT, ui_language.tag()))
}

/// Looks the account up and writes its mail after the answer was sent.
fn write_aside(state: &Arc<AppState>, email: Email) {
    let Ok(permit) = state.resets.clone().try_acquire_owned() else {
        tracing::warn!("more people forgot their password than mails can be written at once");
        return;
    };
    let state = state.context.clone();
    tokio::spawn(async move {
        for _ in 0..MAX_WRITE_ATTEMPTS {
            match mail_templates::forgot(&state, &email).await {
                // The database was busy; the cause is in the log.
                Err(AppError::Unavailable) => tokio::time::sleep(PAUSE).await,
                Err(error) => {
                    tracing::error!(%error, "a mail for a new password could not be written");
                    break;
                }
                Ok(()) => break,
            }
        }
        drop(permit);
    });
}

fn page(state: &AppState, ui_language: UiLanguage, status: StatusCode, form: ForgotForm) -> Response {
    (status, Html(document::forgot(&state.context, ui_language, form))).into_response()
}
