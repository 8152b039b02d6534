//! The check before each operation: who asks, and what proof of permission that gives.

use store::access::{Admin, Editor, Staff, Viewer};
use tower_sessions::Session;

use crate::error::AppError;
use crate::ssr::{State, now, state};

/// Whoever is signed in on this request; 401 where nobody is.
pub async fn staff() -> Result<Staff, AppError> {
    let session: Session = leptos_axum::extract().await.map_err(|_| AppError::SignedOut)?;
    of_session(&state()?, &session).await
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
pub async fn of_session(state: &State, session: &Session) -> Result<Staff, AppError> {
    let id = session.id().ok_or(AppError::SignedOut)?;
    let settings = state.settings().await?;
    let limits = store::sessions::Limits {
        idle_seconds: settings.session_idle_minutes * 60,
        absolute_seconds: settings.session_absolute_hours * 3600,
    };
    let staff = store::sessions::staff(state.store(), &token_hash(&id.to_string()), limits, now()).await?;
    staff.ok_or(AppError::SignedOut)
}

/// What the database keeps of a secret that a cookie or a link carries: its SHA-256, in hexadecimal.
pub fn token_hash(token: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
