//! The web application manifest (W3C): name and icons of the site for who keeps it on a home screen.

use std::sync::Arc;

use app::error::AppError;
use app::ssr::AppContext;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::app_state::AppState;
use crate::error_response::failed_with;

pub async fn web_manifest(State(state): State<Arc<AppState>>) -> Response {
    match document(&state.context).await {
        Ok(document) => {
            let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "public, max-age=3600")];
            (headers, document).into_response()
        }
        Err(error) => failed_with(&error),
    }
}

async fn document(context: &AppContext) -> Result<Json<Value>, AppError> {
    let settings = context.settings().await?;
    let languages = &settings.languages;
    let (language, title) = settings.site_title.best(&languages.default, languages).unzip();
    let icons = &context.assets().icons;
    let icon = |path: &str, size: u32| json!({ "src": path, "sizes": format!("{size}x{size}"), "type": "image/png" });
    Ok(Json(json!({
        "name": title.map_or("Magnetiq", String::as_str),
        "lang": language.unwrap_or(&languages.default),
        "start_url": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [icon(&icons.png_192, 192), icon(&icons.png_512, 512)],
    })))
}
