//! The address to return to after signing in. Only addresses of the admin are allowed.

use app::routes;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Longer than any address of the admin with its filters.
const MAX_BYTES: usize = 2_000;

/// The address if it is one of the admin, else the admin itself. It begins with one slash and `admin`, so no browser reads
/// another host out of it, and is no way in, so that nobody is led in circles.
pub fn checked(next: &str) -> &str {
    let is_below = |root: &str| next.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let is_plain = next.len() <= MAX_BYTES && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_way_in = [routes::SIGN_IN, routes::SIGN_OUT, routes::SET_UP, routes::FORGOT].into_iter().any(is_below);
    let leaves =
        next.split('?').next().is_some_and(|path| path.split('/').any(|part| part == ".." || part == "." || part.contains('%')));
    if is_below(routes::ADMIN) && is_plain && !is_way_in && !leaves { next } else { routes::ADMIN }
}

/// As the value of a query parameter.
pub fn encoded(next: &str) -> String {
    utf8_percent_encode(next, RESERVED).to_string()
}

const RESERVED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>').add(b'=');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_the_admin_is_a_way_back() {
        for good in ["/admin", "/admin/pages", "/admin/pages?tab=drafts&q=a%20b", "/admin?x"] {
            assert_eq!(checked(good), good);
        }
        let long = format!("/admin/{}", "a".repeat(3_000));
        for bad in [
            "",
            "/",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/admin",
            "/administrator",
            "admin",
            "javascript:alert(1)",
            "/admin/\r\nSet-Cookie: a=b",
            "/admin\\@evil.example",
            "/admin/ü",
            "/admin/sign-in?next=/admin",
            "/admin/sign-out",
            "/admin/set-up/x",
            "/admin/forgot",
            "/admin/../../evil",
            "/admin/%2e%2e/evil",
            &long,
        ] {
            assert_eq!(checked(bad), "/admin", "{bad}");
        }
    }

    #[test]
    fn a_way_back_survives_the_query() {
        assert_eq!(encoded("/admin/pages?q=a%20b&tab=x"), "/admin/pages?q%3Da%2520b%26tab%3Dx");
    }
}
