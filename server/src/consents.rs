//! A consent is confirmed and withdrawn: the buttons of its pages, and the one click of a mail program (RFC 8058).

use std::sync::Arc;

use app::error::AppError;
use app::public_form::Obstacle;
use app::ssr::consent::{self, site_language};
use app::ssr::public::{ConsentAttempt, PublicRequest, VisitorContext};
use app::ssr::{document, now};
use app::text::UiLanguage;
use app::text::failure::Failure;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::address::{ConsentPage, consent_path, is_token};
use domain::text::Email;
use serde::Deserialize;
use store::consents;
use store::sessions::hash;

use crate::app_state::AppState;
use crate::error_response::{failed, failed_with, failure_of};
use crate::forms::{client, retried_after, throttled};
use crate::{body, pages, security};

/// POST of a page about a consent.
pub async fn sent(state: &Arc<AppState>, public_request: &PublicRequest, page: &ConsentPage, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut attempt = ConsentAttempt::default();
    let mut email = None;
    if *page == ConsentPage::Withdrawal {
        let typed = match body::form::<Typed>(Request::from_parts(parts.clone(), body)).await {
            Ok(Typed { email }) => email,
            Err(failure) => return failed(failure),
        };
        match Email::parse(&typed) {
            Ok(parsed) => email = Some(parsed),
            Err(problem) => attempt.problem = Some(problem),
        }
        attempt.typed = typed;
    }
    if let Some(failure) = throttled(state, &parts) {
        attempt.obstacle = Some(Obstacle::Throttled);
        return retried_after(failure, again(state, public_request, attempt, failure).await);
    }
    let (store, settings) = (state.context.store(), &public_request.settings);
    let done = match (page, email) {
        (ConsentPage::Confirm(token), _) => {
            let from = client(state, &parts).address;
            consent::confirm(&state.context, settings, token, from.as_deref()).await
        }
        (ConsentPage::Withdraw(token), _) => consents::withdraw_by_link(store, &hash(token), now()).await.map_err(AppError::from),
        (ConsentPage::Withdrawal, Some(email)) => consents::withdraw(store, &email, now()).await.map_err(AppError::from),
        (ConsentPage::Withdrawal, None) => return again(state, public_request, attempt, Failure::Malformed).await,
    };
    match done {
        Ok(()) if *page == ConsentPage::Withdrawal => Redirect::to(&format!("{}?done", public_request.path)).into_response(),
        Ok(()) => Redirect::to(&public_request.path).into_response(),
        Err(AppError::NotFound) => {
            pages::page_response(state, &public_request.without_query(), &VisitorContext::default()).await.0
        }
        Err(error @ (AppError::Unavailable | AppError::Internal)) => {
            attempt.obstacle = Some(Obstacle::Unavailable);
            again(state, public_request, attempt, failure_of(&error)).await
        }
        Err(error) => failed_with(&error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
}

/// The same page with what was typed. `failure` is said where it cannot be read either.
async fn again(state: &AppState, public_request: &PublicRequest, attempt: ConsentAttempt, failure: Failure) -> Response {
    let visitor = VisitorContext { consent: Some(attempt), ..VisitorContext::default() };
    match pages::try_page_response(state, &public_request.without_query(), &visitor).await {
        Ok((mut response, _)) => {
            security::keep_for_reader(&mut response);
            response
        }
        Err(_) => failed(failure),
    }
}

/// GET of the address in `List-Unsubscribe`: where a mail program sends nothing by itself, its reader gets the page with the button.
pub async fn one_click_page(State(state): State<Arc<AppState>>, token: Result<Path<String>, PathRejection>) -> Response {
    let Some(token) = valid(token) else { return failed(Failure::NotFound) };
    let page = async {
        let request = consents::open_withdraw(state.context.store(), &hash(&token)).await?;
        let settings = state.context.settings().await?;
        let language = site_language(&settings, UiLanguage::of(&request.language)).clone();
        Ok::<_, AppError>(consent_path(&language, &ConsentPage::Withdraw(token), &settings.languages))
    };
    match page.await {
        Ok(page) => Redirect::to(&page).into_response(),
        Err(error) => failed_with(&error),
    }
}

/// POST of that address, from a mail server or any other site, with no cookie and nothing else that proves more than the link does. The
/// answer is no redirect (RFC 8058, 3.1).
pub async fn one_click(State(state): State<Arc<AppState>>, token: Result<Path<String>, PathRejection>) -> Response {
    let Some(token) = valid(token) else { return failed(Failure::NotFound) };
    let token_hash = hash(&token);
    let done = async {
        let request = consents::open_withdraw(state.context.store(), &token_hash).await?;
        consents::withdraw_by_link(state.context.store(), &token_hash, now()).await?;
        Ok::<_, AppError>(UiLanguage::of(&request.language))
    };
    match done.await {
        Ok(ui_language) => Html(document::withdrawn(&state.context, ui_language)).into_response(),
        Err(error) => failed_with(&error),
    }
}

fn valid(token: Result<Path<String>, PathRejection>) -> Option<String> {
    token.ok().map(|Path(token)| token).filter(|token| is_token(token))
}
