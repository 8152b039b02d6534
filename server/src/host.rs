//! The host that a request names (RFC 9112, 3.2). The host in the request's target counts before the header `Host`.

use app::text::failure::Failure;
use axum::extract::Request;
use axum::http::uri::{Authority, Scheme};
use axum::http::{HeaderValue, Method, Version, header};

/// Refuses a request whose `Host` is missing, empty, not a host, or given twice. Where the target names a host, the header is set to
/// it, so that handlers read one host.
pub fn require_host(request: &mut Request) -> Result<(), Failure> {
    let mut hosts = request.headers().get_all(header::HOST).into_iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) if is_host(host.as_bytes()) => {}
        (None, None) if request.version() < Version::HTTP_11 => {}
        _ => return Err(Failure::Malformed),
    }
    // The target of CONNECT is another server, which no route reaches.
    if request.method() == Method::CONNECT {
        return Ok(());
    }
    let Some(authority) = request.uri().authority() else { return Ok(()) };
    let is_web = matches!(request.uri().scheme(), Some(scheme) if *scheme == Scheme::HTTP || *scheme == Scheme::HTTPS);
    if !is_web || !is_host(authority.as_str().as_bytes()) {
        return Err(Failure::Malformed);
    }
    let host = HeaderValue::from_str(authority.as_str()).map_err(|_| Failure::Malformed)?;
    request.headers_mut().insert(header::HOST, host);
    Ok(())
}

/// A name or an address, perhaps with a port; nobody's name before an `@`.
fn is_host(text: &[u8]) -> bool {
    let Ok(authority) = Authority::try_from(text) else { return false };
    let port = authority.as_str().strip_prefix(authority.host());
    let is_port = match port {
        Some("" | ":") => true,
        Some(port) => port.strip_prefix(':').is_some_and(|digits| digits.parse::<u16>().is_ok() && !digits.starts_with('+')),
        // There is user information before it.
        None => false,
    };
    // RFC 3986 allows a comma, but no name has one; two Hosts that somebody joined do (RFC 9110, 5.3).
    is_port && !authority.host().contains(',') && url::Host::parse(authority.host()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_or_an_address_with_or_without_a_port() {
        for good in [
            "a",
            "www.example.com",
            "www.example.com:8080",
            "a:",
            "127.0.0.1:3000",
            "[::1]",
            "[2001:db8::1]:443",
            "xn--strlicht-n4a.example",
        ] {
            assert!(is_host(good.as_bytes()), "{good}");
        }
        for bad in [
            "",
            ":80",
            "a b",
            "user@a",
            "user:secret@a",
            "a:b",
            "a:99999",
            "a:+1",
            "a:1:2",
            "[::1",
            "a/b",
            "a?b",
            "a#b",
            "a,b",
            "<a>",
            "a\\b",
            "%zz",
            "http://a",
        ] {
            assert!(!is_host(bad.as_bytes()), "{bad}");
        }
    }
}
