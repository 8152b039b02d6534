//! `Content-Disposition` (RFC 6266): whether a file is saved or shown, and its name.

use axum::http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters of a name in `filename*` that stand for themselves: `attr-char` (RFC 8187, 3.2.1), without rare ones.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// What systems take for a part of a path or for a command, and what turns the direction of reading.
const FORBIDDEN: &str = "/\\\"<>:|?*\u{202d}\u{202e}";

/// A file that browsers save under this name.
pub fn attachment(name: &str) -> HeaderValue {
    value("attachment", name)
}

/// A file that browsers show, and save under this name where they are told to.
pub fn inline(name: &str) -> HeaderValue {
    value("inline", name)
}

/// A name beyond plain ASCII stands there twice: as far as old clients read it, and in full (RFC 6266, appendix D).
fn value(kind: &str, name: &str) -> HeaderValue {
    let name: String = name.chars().filter(|c| !c.is_control() && !FORBIDDEN.contains(*c)).collect();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut text = format!("{kind}; filename=\"{plain}\"");
    if plain != name {
        text += &format!("; filename*=UTF-8''{}", utf8_percent_encode(&name, ENCODED));
    }
    HeaderValue::from_str(&text).expect("both names are visible ASCII and spaces")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_stands_there_once_and_any_other_twice() {
        assert_eq!(attachment("a b.csv"), "attachment; filename=\"a b.csv\"");
        assert_eq!(inline("a.pdf"), "inline; filename=\"a.pdf\"");
        assert_eq!(
            attachment("Störlicht 2.pdf"),
            "attachment; filename=\"St_rlicht 2.pdf\"; filename*=UTF-8''St%C3%B6rlicht%202.pdf"
        );
        assert_eq!(attachment("50%.pdf"), "attachment; filename=\"50_.pdf\"; filename*=UTF-8''50%25.pdf");
        assert_eq!(attachment("日本.pdf"), "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf");
    }

    #[test]
    fn no_name_leaves_its_place() {
        assert_eq!(attachment("ü\"\r\n;.csv"), "attachment; filename=\"__.csv\"; filename*=UTF-8''%C3%BC%3B.csv");
        for bad in ["\"; x=\"y", "a\r\nSet-Cookie: a=b", "../../a", "\u{202e}fdp.exe", "C:\\a.pdf"] {
            let value = attachment(bad);
            let text = value.to_str().unwrap();
            assert_eq!(text.matches('"').count(), 2, "{text}");
            assert!(!text.contains(['/', '\\']) && text.starts_with("attachment; filename="), "{text}");
        }
    }
}
