//! Files that editors send: `POST /admin/media/upload` and `POST /admin/media/{id}/replace`, as `multipart/form-data` (RFC 7578).
//!
//! The admin sends one file in each request and is answered with JSON: `Uploaded`, or `Refused` with 422 (413 where it is too
//! large). The plain form at `GET /admin/media/upload` sends several and is answered with a page. In both, `folder` or `version`
//! come before `file`. Where the admin sends `address` in place of `file`, what is uploaded is the picture at that address (`fetch`).

mod fetch;
mod heads;
mod receive;
mod take;

use std::sync::Arc;

use app::error::AppError;
use app::media::upload_page::{Sent, UploadForm};
use app::routes;
use app::ssr::document;
use app::text::UiLanguage;
use app::text::failure::Failure;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::MediaId;
use domain::media::{Folder, Refusal, Refused, Uploaded, shown_name};
use serde::Deserialize;
use store::access::{Editor, Staff};

pub use self::receive::Received;
use self::receive::{FormPart, Receiver};
pub use self::take::add;
use self::take::{UploadResult, take, take_replacement};
use crate::app_state::AppState;
use crate::error_response::{failed, failed_with};
use crate::signed_in::{SignedIn, call_refused, wants_json};

/// GET /admin/media/upload: the form that needs no script.
pub async fn form(
    State(state): State<Arc<AppState>>,
    SignedIn(staff): SignedIn,
    query: Result<Query<UploadQuery>, QueryRejection>,
) -> Response {
    let Query(UploadQuery { taken }) = query.unwrap_or_default();
    page(&state, &staff, StatusCode::OK, UploadForm { taken, ..UploadForm::default() }).await
}

/// The result of the form before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UploadQuery {
    taken: usize,
}

/// POST /admin/media/upload
pub async fn upload(State(state): State<Arc<AppState>>, SignedIn(staff): SignedIn, request: Request) -> Response {
    let is_call = wants_json(request.headers());
    let editor = match staff.editor() {
        Some(editor) => editor,
        None if is_call => return call_refused(AppError::Forbidden),
        None => return page(&state, &staff, StatusCode::FORBIDDEN, UploadForm::default()).await,
    };
    let mut receiver = match receiver(&state, request).await {
        Ok(receiver) => receiver,
        Err(refused) if is_call => return answer(Err(refused)),
        Err(refused) => return page(&state, &staff, status(&refused), UploadForm::of(vec![Sent::Refused(refused)])).await,
    };
    let mut sent = Vec::new();
    let mut folder = Folder::root();
    let mut typed_folder = String::new();
    loop {
        let outcome = match receiver.next().await {
            FormPart::Field(name, text) if name == "folder" => {
                typed_folder.clone_from(&text);
                match Folder::parse(&text) {
                    Ok(parsed) => {
                        folder = parsed;
                        continue;
                    }
                    Err(problem) if is_call => {
                        return call_refused(AppError::Invalid(domain::invalid::Invalid::at("folder", problem)));
                    }
                    Err(problem) => {
                        receiver.drain().await;
                        let form = UploadForm { folder: typed_folder, folder_problem: Some(problem), sent, taken: 0 };
                        return page(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, form).await;
                    }
                }
            }
            // The form without script has no such field.
            FormPart::Field(name, address) if is_call && name == "address" && !address.trim().is_empty() => {
                match fetch::fetch(&state, address.trim()).await {
                    Ok(received) => taken(&state, &editor, received, &folder).await,
                    Err(fetch::Failure::Refused(refused)) => Ok(Err(refused)),
                    Err(fetch::Failure::Address(problem)) => {
                        receiver.drain().await;
                        return call_refused(AppError::Invalid(domain::invalid::Invalid::at("address", problem)));
                    }
                }
            }
            FormPart::Field(..) => continue,
            FormPart::File(received) => taken(&state, &editor, received, &folder).await,
            FormPart::Refused(refused) => Ok(Err(refused)),
            FormPart::End => break,
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) if is_call => return call_refused(error),
            Err(error) => return failed_with(&error),
        };
        if is_call {
            receiver.drain().await;
            return answer(outcome);
        }
        let is_cut = matches!(&outcome, Err(Refused { reason: Refusal::Cut | Refusal::Malformed, .. }));
        sent.push(match outcome {
            Ok(Uploaded { media, is_duplicate, removed }) => Sent::Taken { title: media.title, is_duplicate, removed },
            Err(refused) => Sent::Refused(refused),
        });
        if is_cut {
            break;
        }
    }
    if sent.is_empty() {
        let refused = Refused { name: String::new(), reason: Refusal::NoFile };
        if is_call {
            return answer(Err(refused));
        }
        sent.push(Sent::Refused(refused));
    }
    let refused = sent.iter().find_map(|sent| if let Sent::Refused(refused) = sent { Some(status(refused)) } else { None });
    let removed = sent.iter().any(|sent| matches!(sent, Sent::Taken { removed, .. } if !removed.is_empty()));
    match refused.or(removed.then_some(StatusCode::OK)) {
        None => Redirect::to(&format!("{}?taken={}", routes::MEDIA_UPLOAD, sent.len())).into_response(),
        Some(status) => {
            page(&state, &staff, status, UploadForm { folder: typed_folder, folder_problem: None, sent, taken: 0 }).await
        }
    }
}

/// The result of an upload, for one file.
async fn taken(state: &Arc<AppState>, editor: &Editor, received: Received, folder: &Folder) -> UploadResult {
    let name = shown_name(&received.name);
    match take(state, editor, received, folder.clone()).await {
        Err(AppError::Unavailable) => Ok(Err(Refused { name, reason: Refusal::Unavailable })),
        outcome => outcome,
    }
}

/// POST /admin/media/{id}/replace: answers with JSON.
pub async fn replace(
    State(state): State<Arc<AppState>>,
    SignedIn(staff): SignedIn,
    id: Result<Path<i64>, PathRejection>,
    request: Request,
) -> Response {
    let Ok(Path(id)) = id else { return failed(Failure::NotFound) };
    let Some(editor) = staff.editor() else { return call_refused(AppError::Forbidden) };
    let mut receiver = match receiver(&state, request).await {
        Ok(receiver) => receiver,
        Err(refused) => return answer(Err(refused)),
    };
    let mut version = 0;
    loop {
        match receiver.next().await {
            FormPart::Field(name, text) if name == "version" => version = text.trim().parse().unwrap_or(0),
            FormPart::Field(..) => {}
            FormPart::File(received) => {
                let outcome = take_replacement(&state, &editor, MediaId(id), version, received).await;
                receiver.drain().await;
                return outcome.map_or_else(call_refused, answer);
            }
            FormPart::Refused(refused) => {
                receiver.drain().await;
                return answer(Err(refused));
            }
            FormPart::End => return answer(Err(Refused { name: String::new(), reason: Refusal::NoFile })),
        }
    }
}

async fn receiver(state: &AppState, request: Request) -> Result<Receiver, Refused> {
    let max_megabytes = state.context.settings().await.map_or(50, |settings| settings.media_max_megabytes);
    Receiver::new(request, state.library.clone(), u32::try_from(max_megabytes).unwrap_or(u32::MAX))
}

fn answer(outcome: Result<Uploaded, Refused>) -> Response {
    match outcome {
        Ok(uploaded) => Json(uploaded).into_response(),
        Err(refused) => (status(&refused), Json(refused)).into_response(),
    }
}

fn status(refused: &Refused) -> StatusCode {
    match refused.reason {
        Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Malformed | Refusal::Cut => StatusCode::BAD_REQUEST,
        Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Stale => StatusCode::CONFLICT,
        Refusal::Gone => StatusCode::NOT_FOUND,
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

async fn page(state: &AppState, staff: &Staff, status: StatusCode, form: UploadForm) -> Response {
    // What was typed and what became of each file is said even where the settings cannot be read.
    let settings = match state.context.settings().await {
        Ok(settings) => settings,
        Err(_) => state.context.last_settings().unwrap_or_default(),
    };
    let max_megabytes = settings.media_max_megabytes;
    let may_upload = staff.editor().is_some();
    let ui_language = UiLanguage::of_tag(staff.language());
    (status, Html(document::upload(&state.context, ui_language, form, may_upload, max_megabytes))).into_response()
}
