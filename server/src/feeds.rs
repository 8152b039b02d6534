//! Answers for machines: the sitemap, robots.txt (RFC 9309), an Atom feed per language.

mod atom;
mod sitemap;

use app::routes;
use app::ssr::AppContext;
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::address::{consent_links, feed_path, grants_prefix};
use domain::language::{Language, Languages};

use crate::error_response::failed_with;

pub use atom::feed;
pub use sitemap::{Part, sitemap};

/// Lets everyone read everything but the admin, the server functions and mailed links. A page of search results says `noindex`,
/// which only a robot that may read it sees. Some parsers ignore `?` and `$`, and would close every address that begins like the
/// search.
pub async fn robots(context: AppContext) -> Response {
    let settings = match (context.settings().await, context.last_settings()) {
        (Ok(settings), _) | (Err(_), Some(settings)) => settings,
        (Err(error), None) => return failed_with(&error),
    };
    // An address stands for all that begin with it, unless it ends with `$` (RFC 9309, 2.2.3).
    let mut text = format!("User-agent: *\nDisallow: {0}$\nDisallow: {0}/\nDisallow: {1}/\n", routes::ADMIN, routes::API);
    for language in &settings.languages.all {
        let languages = &settings.languages;
        for links in [grants_prefix(language, languages)].into_iter().chain(consent_links(language, languages)) {
            text.push_str(&format!("Disallow: {links}\n"));
        }
    }
    text.push_str(&format!("\nSitemap: {}{}\n", context.base_url(), routes::SITEMAP));
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, text).into_response()
}

/// The language whose feed a path asks for, if it does.
pub fn feed_language(path: &str, languages: &Languages) -> Option<Language> {
    languages.all.iter().find(|language| feed_path(language, languages) == path).cloned()
}

fn xml(body: Body) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, body).into_response()
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// For text and attributes; characters that XML 1.0 knows no form for are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_text() {
        assert_eq!(escaped("a<b>&\"c\"\u{0}"), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}
