//! The part of a file that a request asks for (RFC 9110, 14).

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestedRange {
    All,
    /// The last byte counts.
    Part {
        from: u64,
        to: u64,
    },
    Beyond,
}

impl RequestedRange {
    /// One range of a GET. Several, what cannot be read, and a part of another version than this are all. `etag` is a strong one, in
    /// quotation marks.
    pub fn of(method: &Method, headers: &HeaderMap, etag: &str, length: u64) -> Self {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let is_same = text(header::IF_RANGE).is_none_or(|known| known == etag);
        let (unit, ranges) = text(header::RANGE).and_then(|range| range.split_once('=')).unwrap_or_default();
        let is_one = unit.trim().eq_ignore_ascii_case("bytes") && !ranges.contains(',');
        let Some((first, last)) = ranges.split_once('-').filter(|_| is_one && is_same && method == Method::GET) else {
            return Self::All;
        };
        match (position(first), position(last)) {
            (Position::At(from), Position::At(to)) if to < from => Self::All,
            (Position::At(from), Position::At(_) | Position::None) if from >= length => Self::Beyond,
            (Position::At(from), Position::At(to)) => Self::Part { from, to: to.min(length - 1) },
            (Position::At(from), Position::None) => Self::Part { from, to: length - 1 },
            (Position::None, Position::At(0)) => Self::Beyond,
            (Position::None, Position::At(bytes)) if length > 0 => {
                Self::Part { from: length.saturating_sub(bytes), to: length - 1 }
            }
            _ => Self::All,
        }
    }
}

enum Position {
    None,
    At(u64),
    Unreadable,
}

/// Digits, however many.
fn position(text: &str) -> Position {
    let text = text.trim();
    match text.parse() {
        _ if text.is_empty() => Position::None,
        _ if !text.bytes().all(|byte| byte.is_ascii_digit()) => Position::Unreadable,
        parsed => Position::At(parsed.unwrap_or(u64::MAX)),
    }
}

/// 416, with the length that there is.
pub fn beyond(length: u64) -> Response {
    let length = HeaderValue::from_str(&format!("bytes */{length}")).expect("a number is visible ASCII");
    (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, length)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &str, if_range: Option<&str>) -> RequestedRange {
        let mut headers = HeaderMap::from_iter([(header::RANGE, range.parse().unwrap())]);
        if let Some(known) = if_range {
            headers.insert(header::IF_RANGE, known.parse().unwrap());
        }
        assert_eq!(RequestedRange::of(&Method::HEAD, &headers, "\"a\"", 100), RequestedRange::All, "a range is one of a GET");
        RequestedRange::of(&Method::GET, &headers, "\"a\"", 100)
    }

    #[test]
    fn one_range_is_a_part_and_what_cannot_be_read_is_all() {
        assert_eq!(asked("bytes=0-9", None), RequestedRange::Part { from: 0, to: 9 });
        assert_eq!(asked("Bytes=90-", None), RequestedRange::Part { from: 90, to: 99 });
        assert_eq!(asked("bytes=90-1000", None), RequestedRange::Part { from: 90, to: 99 });
        assert_eq!(asked("bytes=90-99999999999999999999", None), RequestedRange::Part { from: 90, to: 99 });
        assert_eq!(asked("bytes=-10", None), RequestedRange::Part { from: 90, to: 99 });
        assert_eq!(asked("bytes=-1000", None), RequestedRange::Part { from: 0, to: 99 });
        for beyond in ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(asked(beyond, None), RequestedRange::Beyond, "{beyond}");
        }
        for all in ["bytes=9-0", "bytes=a-b", "bytes=0-1,3-4", "pages=1-2", "bytes=-", "bytes=+1-2", "bytes", "bytes=1"] {
            assert_eq!(asked(all, None), RequestedRange::All, "{all}");
        }
    }

    #[test]
    fn a_part_of_another_version_is_all_of_this_one() {
        assert_eq!(asked("bytes=0-9", Some("\"a\"")), RequestedRange::Part { from: 0, to: 9 });
        for other in ["\"b\"", "W/\"a\"", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(asked("bytes=0-9", Some(other)), RequestedRange::All);
        }
    }
}
