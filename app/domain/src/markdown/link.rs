//! Where links and pictures may lead.

/// An address that may stand in a link: relative, `http`, `https`, `mailto` or `tel`. `None` for any other, `javascript:` and
/// `data:` among them.
pub(super) fn address(url: &str) -> Option<String> {
    allowed(url, &["http", "https", "mailto", "tel"])
}

/// An address that a picture or a film may have: relative, `http` or `https`.
pub(super) fn source(url: &str) -> Option<String> {
    allowed(url, &["http", "https"]).filter(|url| !url.is_empty())
}

/// Whether it leads to another site.
pub(super) fn is_external(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        || address.starts_with("//")
}

/// The host of an external address, without `www.`.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether the path of an address has one of these endings.
pub(super) fn ends_with(address: &str, endings: &[&str]) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    endings.iter().any(|ending| path.ends_with(ending))
}

fn allowed(url: &str, schemes: &[&str]) -> Option<String> {
    let url = url.trim();
    match scheme(url) {
        Some(scheme) if !schemes.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)) => None,
        _ => Some(encode(url)),
    }
}

/// The text before a colon that is not part of a path. Browsers accept more schemes than RFC 3986 does.
fn scheme(url: &str) -> Option<&str> {
    let start = url.split(['/', '?', '#']).next().unwrap_or_default();
    start.split_once(':').map(|(scheme, _)| scheme)
}

/// Percent-encodes the characters that an address may not hold; encoded ones stay.
pub(super) fn encode(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/&~$'".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_links() {
        for (url, link) in [
            ("/a b?c=ü#d", Some("/a%20b?c=%C3%BC#d")),
            ("https://a.example/x", Some("https://a.example/x")),
            ("HTTP://a.example", Some("HTTP://a.example")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("a/b:c", Some("a/b:c")),
            ("", Some("")),
            ("/\\evil.example", Some("/%5Cevil.example")),
            ("javascript:alert(1)", None),
            (" JavaScript:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("blob:https://a", None),
        ] {
            assert_eq!(address(url).as_deref(), link, "{url:?}");
        }
        assert_eq!(source("mailto:a@b.example"), None);
        assert_eq!(source(""), None);
    }

    #[test]
    fn another_site_is_told_from_this_one() {
        assert!(is_external("https://a.example") && is_external("//a.example/x"));
        assert!(!is_external("/a") && !is_external("#a") && !is_external("mailto:a@b.example"));
        assert_eq!(host("https://user@www.a.example/x?y"), "a.example");
    }
}
