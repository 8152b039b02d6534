//! Reading what a request carries, up to a limit.

use app::text::failure::Failure;
use axum::body::Body;
use axum::extract::{Form, FromRequest, Request};
use axum::http::header;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

/// For forms and for calls that visitors make.
pub const SMALL_BYTES: usize = 64 * 1024;

/// For calls of staff that carry texts: the address ends so, and what the longest texts take, each character with a few bytes.
const LARGE_BYTES: [(&str, usize); 4] = [
    ("/pages/save", 8 * 1024 * 1024),
    ("/items/preview", 2 * 1024 * 1024),
    ("/whitepapers/save", 4 * 1024 * 1024),
    ("/media/save", 1024 * 1024),
];

/// Bytes that a call of staff may carry.
pub fn max_bytes(path: &str) -> usize {
    LARGE_BYTES.iter().find(|(end, _)| path.ends_with(end)).map_or(SMALL_BYTES, |(_, bytes)| *bytes)
}

/// The request with its whole body in memory.
pub async fn whole(request: Request, max_bytes: usize) -> Result<Request, Failure> {
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|bytes| bytes > max_bytes as u64) {
        return Err(Failure::TooLarge);
    }
    let (parts, body) = request.into_parts();
    match Limited::new(body, max_bytes).collect().await {
        Ok(body) => Ok(Request::from_parts(parts, Body::from(body.to_bytes()))),
        Err(error) if error.is::<LengthLimitError>() => Err(Failure::TooLarge),
        Err(_) => Err(Failure::Malformed),
    }
}

/// The fields of a plain form.
pub async fn form<T: DeserializeOwned>(request: Request) -> Result<T, Failure> {
    let request = whole(request, SMALL_BYTES).await?;
    let form = Form::<T>::from_request(request, &()).await;
    form.map(|Form(fields)| fields).map_err(|_| Failure::Malformed)
}
