//! Addresses that lead on.

use app::text::failure::Failure;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::error_response::failed;

/// 301 to another path, with the query that came along.
pub fn redirect_permanently(path: &str, query: Option<&str>) -> Response {
    let to = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response(),
        Err(_) => failed(Failure::NotFound),
    }
}
