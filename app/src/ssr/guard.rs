//! The check before each operation: who asks, and what proof of permission that gives.

use axum::http::request::Parts;
use leptos::prelude::use_context;
use store::access::{Admin, Editor, Staff, Viewer};
use tower_sessions::Session;

use crate::error::AppError;
use crate::ssr::{AppContext, app_context, now};

/// The signed-in member of staff of this request; 401 without a session. The middleware before `/api/admin` has looked already.
pub async fn staff() -> Result<Staff, AppError> {
    let parts: Parts = use_context().ok_or(AppError::SignedOut)?;
    if let Some(staff) = parts.extensions.get::<Staff>() {
        return Ok(staff.clone());
    }
    let session = parts.extensions.get::<Session>().ok_or(AppError::SignedOut)?;
    of_session(&app_context()?, session).await
}

pub async fn viewer() -> Result<Viewer, AppError> {
    Ok(staff().await?.viewer())
}

/// 403 for a viewer.
pub async fn editor() -> Result<Editor, AppError> {
    staff().await?.editor().ok_or(AppError::Forbidden)
}

/// 403 for a viewer and an editor.
pub async fn admin() -> Result<Admin, AppError> {
    staff().await?.admin().ok_or(AppError::Forbidden)
}

/// As [`staff`], for routes that are no server functions.
pub async fn of_session(context: &AppContext, session: &Session) -> Result<Staff, AppError> {
    let id = session.id().ok_or(AppError::SignedOut)?;
    let limits = context.settings().await?.as_ref().into();
    let staff = store::sessions::staff(context.store(), &store::sessions::hash(&id.to_string()), now(), limits).await?;
    staff.ok_or(AppError::SignedOut)
}
