//! Reading what a request carries, up to a limit.

use app::text::failure::Failure;
use axum::body::Body;
use axum::extract::{Form, FromRequest, Request};
use axum::http::header;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

/// For forms and for calls that visitors make.
pub const SMALL_BYTES: usize = 64 * 1024;

/// For calls of staff: a page in several languages.
pub const LARGE_BYTES: usize = 8 * 1024 * 1024;

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
