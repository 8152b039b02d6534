//! Reading what a request carries, up to a limit.

use app::text::failure::Failure;
use axum::body::Body;
use axum::extract::{Form, FromRequest, Request};
use axum::http::header;
use domain::text::Slug;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

/// For forms, for calls that visitors make, and for most calls of staff.
pub const SMALL_BYTES: usize = 64 * 1024;

/// Bytes of a character at most: a pair of surrogates, escaped in JSON as some programs do (`\ud83c\udf31`, RFC 8259, 7).
const CHARACTER_BYTES: usize = 12;

/// In so many languages every text may be as long as it is allowed to be, and every character as wide. As browsers write them
/// that is enough for three times as many.
const LANGUAGES: usize = 4;

/// For a call with texts of so many characters in each language.
const fn texts(characters: usize) -> usize {
    LANGUAGES * characters * CHARACTER_BYTES + SMALL_BYTES
}

pub const PAGE_BYTES: usize = {
    use domain::page::limit::{CONTENT, EXCERPT, META_DESCRIPTION, SEO_KEYWORDS, SEO_TITLE, TITLE};
    texts(TITLE + Slug::MAX + CONTENT + EXCERPT + META_DESCRIPTION + SEO_TITLE + SEO_KEYWORDS)
};

pub const WHITEPAPER_BYTES: usize = {
    use domain::whitepaper::limit::{DESCRIPTION, META_DESCRIPTION, META_TITLE, PREVIEW, TITLE};
    texts(TITLE + domain::item::MAX_ONE_PART_SLUG + DESCRIPTION + PREVIEW + META_TITLE + META_DESCRIPTION)
};

pub const MEDIA_BYTES: usize = {
    use domain::media::limit::{ALT, DESCRIPTION, TITLE};
    texts(TITLE + ALT + DESCRIPTION)
};

/// For the text of a page in one language.
pub const PREVIEW_BYTES: usize = domain::page::limit::CONTENT * CHARACTER_BYTES + SMALL_BYTES;

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
