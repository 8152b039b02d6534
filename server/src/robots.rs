//! Robots and other requests that are not counted: robots, members of staff, and browsers that prefetch.

use axum::http::{HeaderMap, header};
use tower_sessions::cookie::Cookie;

use crate::session::cookie_name;

/// Why a request is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCounted {
    /// Every browser says what it is.
    Nameless,
    /// A robot by its own words, or a program that fetches; the word that says so.
    Robot(&'static str),
    /// A browser that fetches what nobody has asked for yet (Sec-Purpose).
    Ahead,
    /// Someone with the cookie of a session.
    Staff,
}

/// Words in user agents of robots. A robot that pretends to be a browser is counted.
const ROBOTS: [&str; 87] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "archiver",
    "facebookexternalhit",
    "embedly",
    "preview",
    "feed",
    "rss",
    "monitor",
    "uptime",
    "pingdom",
    "statuscake",
    "lighthouse",
    "pagespeed",
    "headless",
    "phantomjs",
    "scrapy",
    "python",
    "aiohttp",
    "httpx",
    "curl",
    "wget",
    "libwww",
    "java/",
    "okhttp",
    "axios",
    "node-fetch",
    "postman",
    "scan",
    "validator",
    "whatsapp/",
    "inspectiontool",
    "mediapartners",
    "imageproxy",
    "read-aloud",
    "site-verification",
    "google-safety",
    "perplexity",
    "claude-",
    "chatgpt",
    "oai-search",
    "microsoft office",
    "mastodon",
    "iframely",
    "flipboard",
    "qwantify",
    "newsblur",
    "barkrowler",
    "censys",
    "netcraft",
    "zgrab",
    "nmap",
    "nikto",
    "internetmeasurement",
    "colly",
    "ruby",
    "php/",
    "dart/",
    "guzzle",
    "httpclient",
    "http-client",
    "winhttp",
    "powershell",
    "perl",
    "reqwest",
    "hyper/",
    "undici",
    "deno/",
    "httpie",
    "insomnia",
    "wordpress",
    "drupal",
    "vkshare",
    "pinterest/",
    "tumblr/",
    "heritrix",
    "nutch",
    "screaming frog",
    "siteimprove",
    "semrush",
    "ahrefs",
    "dataprovider",
    "barracuda",
    "proofpoint",
    "mimecast",
];

/// None for a person.
pub fn not_counted(headers: &HeaderMap, is_secure: bool) -> Option<NotCounted> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_lowercase();
    if agent.is_empty() {
        return Some(NotCounted::Nameless);
    }
    // A maker of phones whose name ends like a robot's.
    let agent = agent.replace("cubot", "");
    if let Some(word) = ROBOTS.into_iter().find(|word| agent.contains(word)) {
        return Some(NotCounted::Robot(word));
    }
    let purpose = headers.get("sec-purpose").or(headers.get("purpose")).and_then(|value| value.to_str().ok());
    if purpose.is_some_and(|purpose| purpose.contains("prefetch") || purpose.contains("preview")) {
        return Some(NotCounted::Ahead);
    }
    cookie(headers, cookie_name(is_secure)).is_some().then_some(NotCounted::Staff)
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let cookie = lines.flat_map(Cookie::split_parse).flatten().find(|cookie| cookie.name() == name)?;
    Some(cookie.value().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (axum::http::HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn people_are_counted() {
        for agent in [
            FIREFOX,
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0",
            "Mozilla/5.0 (Linux; Android 11; CUBOT KING KONG 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
        ] {
            assert_eq!(not_counted(&headers(&[("user-agent", agent)]), true), None, "{agent}");
        }
    }

    #[test]
    fn programs_that_fetch_are_robots_by_their_names() {
        for agent in [
            "WhatsApp/2.23.20.0 A",
            "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
            "Mozilla/4.0 (compatible; ms-office; Microsoft Office/16.0)",
            "http.rb/5.1.1 (Mastodon/4.2.0; +https://social.example/)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0)",
            "Iframely/1.3.1 (+https://iframely.com/docs/about)",
            "Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)",
            "colly - https://github.com/gocolly/colly",
            "Ruby",
            "PHP/8.2",
            "Dart/3.2 (dart:io)",
        ] {
            assert!(matches!(not_counted(&headers(&[("user-agent", agent)]), true), Some(NotCounted::Robot(_))), "{agent}");
        }
    }

    #[test]
    fn robots_staff_and_what_is_fetched_ahead_are_not() {
        let of = |pairs: &[(&'static str, &str)]| not_counted(&headers(pairs), false);
        assert_eq!(of(&[]), Some(NotCounted::Nameless));
        assert_eq!(of(&[("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")]), Some(NotCounted::Robot("bot")));
        assert_eq!(of(&[("user-agent", "curl/8.5.0")]), Some(NotCounted::Robot("curl")));
        assert_eq!(of(&[("user-agent", FIREFOX), ("sec-purpose", "prefetch;prerender")]), Some(NotCounted::Ahead));
        assert_eq!(of(&[("user-agent", FIREFOX), ("cookie", "a=b; magnetiq=x")]), Some(NotCounted::Staff));
        assert_eq!(of(&[("user-agent", FIREFOX), ("cookie", "magnetiq-reader=x")]), None);
    }
}
