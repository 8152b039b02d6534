//! Conditional requests (RFC 9110, 13): every cacheable answer has a tag of its content, so the tag changes with the data, the
//! language and the version of the program.

use std::time::{Duration, UNIX_EPOCH};

use app::ssr::now;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use domain::time::Timestamp;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use crate::last_modified::LastModifiedLog;
use crate::streamed;

/// A streamed body is buffered for its tag up to this length; a longer one gives its own tag ([`StreamedBodyHash`]).
pub const MAX_HELD_BYTES: usize = 256 * 1024;

/// The hash of a body that is written in pieces and never held whole.
#[derive(Debug, Clone, Copy)]
pub struct StreamedBodyHash(pub u128);

/// What a request says about the copy that its client has.
pub struct Conditions {
    /// The hash of the address.
    place: u128,
    /// `If-None-Match` and `If-Modified-Since`.
    asked: HeaderMap,
}

impl Conditions {
    /// Nothing where the request does not read.
    pub fn of(request: &Request) -> Option<Self> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let place = request.uri().path_and_query().map_or("", |place| place.as_str());
        let place = xxh3_128(place.as_bytes());
        let asked = [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE]
            .iter()
            .flat_map(|name| request.headers().get_all(name).iter().map(|value| (name.clone(), value.clone())))
            .collect();
        Some(Self { place, asked })
    }

    /// Adds a tag and a date to a cacheable answer, and makes it 304 for a client that has it.
    pub async fn apply(&self, response: Response, last_modified: &LastModifiedLog) -> Response {
        if !may_be_kept(&response) {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let (hash, body) = match parts.extensions.get::<StreamedBodyHash>() {
            Some(StreamedBodyHash(hash)) => (*hash, body),
            None => match read(body).await {
                Ok(whole) => (xxh3_128(&whole), Body::from(whole)),
                Err(body) => return Response::from_parts(parts, body),
            },
        };
        let mut digest = Xxh3Default::new();
        for name in [header::CONTENT_TYPE, header::CONTENT_LANGUAGE, header::CONTENT_SECURITY_POLICY] {
            digest.update(parts.headers.get(name).map_or(&b""[..], HeaderValue::as_bytes));
            digest.update(&[0]);
        }
        digest.update(&hash.to_le_bytes());
        let content = digest.digest128();
        // Weak, for on its way it may be compressed, or not.
        let tag = format!("W/\"{content:032x}\"");
        let now = now();
        let since = last_modified.since(self.place, content, now);
        let is_known = is_known(&self.asked, &tag, since, now);
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            parts.headers.insert(header::ETAG, tag);
        }
        if let Some(since) = since.and_then(written) {
            parts.headers.insert(header::LAST_MODIFIED, since);
        }
        parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if is_known {
            parts.status = StatusCode::NOT_MODIFIED;
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::empty());
        }
        Response::from_parts(parts, body)
    }
}

/// Whether the answer gets a tag. It gets none if it is not 200, if it is private, if it has a tag already, if it sets a cookie,
/// if it is a part of a file or a file to save, or if a handler chose its own `Vary`.
fn may_be_kept(response: &Response) -> bool {
    let headers = response.headers();
    let is_private = headers.get_all(header::CACHE_CONTROL).iter().any(|value| {
        let value = value.to_str().unwrap_or("no-store");
        value.contains("no-store") || value.contains("private")
    });
    let untaggable = [header::ETAG, header::SET_COOKIE, header::CONTENT_RANGE, header::CONTENT_DISPOSITION, header::VARY];
    response.status() == StatusCode::OK && !is_private && !untaggable.iter().any(|name| headers.contains_key(name))
}

/// The whole body, or one that begins with what was read where it is too long or breaks off. One whose length is known is in
/// memory already, however long it is.
async fn read(mut body: Body) -> Result<Bytes, Body> {
    let is_held = body.size_hint().exact().is_some();
    let mut pieces: Vec<Bytes> = Vec::new();
    let mut bytes = 0;
    while is_held || bytes <= MAX_HELD_BYTES {
        match body.frame().await {
            None if pieces.len() == 1 => return Ok(pieces.remove(0)),
            None => return Ok(pieces.concat().into()),
            Some(Ok(frame)) => {
                let piece = frame.into_data().unwrap_or_default();
                bytes += piece.len();
                pieces.push(piece);
            }
            Some(Err(error)) => {
                let pieces = pieces.into_iter().map(Ok).chain([Err(error)]);
                return Err(streamed::body(stream::iter(pieces.collect::<Vec<_>>())));
            }
        }
    }
    Err(streamed::body(stream::iter(pieces.into_iter().map(Ok)).chain(body.into_data_stream())))
}

/// Whether the client has it: by its tag, or by its age where it names no tag (RFC 9110, 13.2.2).
fn is_known(asked: &HeaderMap, tag: &str, since: Option<Timestamp>, now: Timestamp) -> bool {
    if asked.contains_key(header::IF_NONE_MATCH) {
        return if_none_match_has(asked, tag);
    }
    let had = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| httpdate::parse_http_date(value.to_str().ok()?).ok());
    let had = had.and_then(|had| had.duration_since(UNIX_EPOCH).ok()).and_then(|had| i64::try_from(had.as_secs()).ok());
    match (had, since) {
        (Some(had), Some(since)) => since.0 <= had && had <= now.0,
        _ => false,
    }
}

/// Whether one of the tags of `If-None-Match` is this one, by the weak comparison (RFC 9110, 8.8.3.2).
pub fn if_none_match_has(headers: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let mut lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.any(|line| line.trim() == "*" || tags(line).any(|known| strong(known) == strong(tag)))
}

/// The tags of a list. A comma within quotation marks belongs to its tag.
fn tags(line: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let between = move |c: char| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    };
    line.split(between).map(str::trim)
}

fn written(time: Timestamp) -> Option<HeaderValue> {
    let seconds = u64::try_from(time.0).ok()?;
    HeaderValue::from_str(&httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_tag_is_known_in_each_of_its_forms() {
        for known in ["W/\"a\"", "\"a\"", "*", "\"b\", W/\"a\"", "\"b\",\"a\""] {
            assert!(if_none_match_has(&asked(header::IF_NONE_MATCH, known), "W/\"a\""), "{known}");
        }
        for other in ["\"x,*,y\"", "\"b, W/\"a\"", "\"b\"", "a", "", "W/\"A\"", "w/\"a\""] {
            assert!(!if_none_match_has(&asked(header::IF_NONE_MATCH, other), "W/\"a\""), "{other}");
        }
    }

    #[test]
    fn a_date_counts_only_without_a_tag() {
        let (date, since, now) = ("Thu, 01 Jan 1970 00:01:40 GMT", Some(Timestamp(100)), Timestamp(200));
        let mut headers = asked(header::IF_MODIFIED_SINCE, date);
        assert!(is_known(&headers, "W/\"a\"", since, now));
        assert!(!is_known(&headers, "W/\"a\"", Some(Timestamp(101)), now));
        assert!(!is_known(&headers, "W/\"a\"", None, now));
        assert!(!is_known(&headers, "W/\"a\"", since, Timestamp(99)), "from the future");
        assert!(!is_known(&asked(header::IF_MODIFIED_SINCE, "yesterday"), "W/\"a\"", since, now));
        headers.insert(header::IF_NONE_MATCH, "\"b\"".parse().unwrap());
        assert!(!is_known(&headers, "W/\"a\"", since, now));
    }
}
