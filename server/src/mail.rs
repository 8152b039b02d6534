//! /admin/mail/preview: a mail as it looks, for the frame in which admins see it.

use std::sync::Arc;

use app::ssr::mail::{Sender, sample};
use app::text::UiLanguage;
use app::text::failure::Failure;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::mail::Kind;

use crate::app_state::AppState;
use crate::error_response::{failed, failed_with};
use crate::security::Preview;
use crate::signed_in::SignedIn;

/// GET /admin/mail/preview/KIND/LANGUAGE. For everyone but admins there is nothing here.
pub async fn preview(
    State(state): State<Arc<AppState>>,
    signed_in: Option<SignedIn>,
    Path((kind, language)): Path<(String, String)>,
) -> Response {
    let is_admin = signed_in.is_some_and(|SignedIn(staff)| staff.admin().is_some());
    let ui_language = [UiLanguage::En, UiLanguage::De].into_iter().find(|ui_language| ui_language.tag() == language);
    let (true, Some(kind), Some(ui_language)) = (is_admin, Kind::parse(&kind), ui_language) else {
        return failed(Failure::NotFound);
    };
    match Sender::of(&state.context, ui_language).await {
        Ok(sender) => {
            let mut response = Html(sample::of(&sender, ui_language, kind).html).into_response();
            response.extensions_mut().insert(Preview);
            response
        }
        Err(error) => failed_with(&error),
    }
}
