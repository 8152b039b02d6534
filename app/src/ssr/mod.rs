//! What only the server needs: the state of the program, the checks before each operation, and HTML as a string.

pub mod assets;
pub mod auth;
pub mod consent;
pub mod context;
pub mod document;
mod error;
pub mod guard;
pub mod items;
pub mod lead_gate;
pub mod links;
pub mod mail;
pub mod password;
pub mod public;
pub mod secret;
pub mod selected_items;
pub mod sharing;
mod site_texts;
pub mod zone;

use domain::time::Timestamp;
use leptos::prelude::*;
use memchr::{memchr_iter, memrchr2};

use crate::error::AppError;
pub use context::AppContext;

/// Renders a view to HTML. Everything it shows was loaded before, so it never waits and leaves no script of its own in the page.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().into_view().to_html());
    owner.cleanup();
    without_markers(without_controls(html))
}

/// HTML has no control characters but tab and line ends (HTML Standard, 13.2.3.5); what somebody sends may have them.
fn without_controls(html: String) -> String {
    let is_refused = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if may_have_controls(html.as_bytes()) { html.replace(is_refused, "") } else { html }
}

/// Looks at every byte, without a branch: a page has none of them.
fn may_have_controls(html: &[u8]) -> bool {
    let ascii = html.iter().fold(false, |found, byte| {
        found | (*byte < 0x20) & (*byte != b'\t') & (*byte != b'\n') & (*byte != b'\r') | (*byte == 0x7f)
    });
    // U+0080 to U+009F begin with this byte, which few texts have.
    ascii || memchr_iter(0xc2, html).any(|at| html.get(at + 1).is_some_and(|next| *next < 0xa0))
}

/// The marker that Leptos puts beside texts, for hydration. The HTML Standard calls it an incorrectly opened comment.
const MARKER: &str = "<!>";

/// Takes the markers out of a page. Within an island each becomes a comment, which hydration takes for the same.
fn without_markers(html: String) -> String {
    let mut clean = String::with_capacity(html.len());
    let mut copied = 0;
    let mut open_islands = 0_usize;
    for at in memchr_iter(b'<', html.as_bytes()) {
        let rest = &html[at..];
        if rest.starts_with("<leptos-island") {
            open_islands += 1;
        } else if rest.starts_with("</leptos-island") {
            open_islands = open_islands.saturating_sub(1);
        } else if rest.starts_with(MARKER) {
            clean.push_str(&html[copied..at]);
            copied = at + MARKER.len();
            // Behind the `<` of a tag it stands in the value of an attribute, as somebody has typed it.
            let is_marker = memrchr2(b'<', b'>', clean.as_bytes()).is_none_or(|at| clean.as_bytes()[at] == b'>');
            clean.push_str(match (is_marker, open_islands) {
                (false, _) => MARKER,
                (true, 0) => "",
                (true, _) => "<!---->",
            });
        }
    }
    clean.push_str(&html[copied..]);
    clean
}

/// The state that the router put into the context of this request.
pub fn app_context() -> Result<AppContext, AppError> {
    use_context::<AppContext>().ok_or_else(|| {
        tracing::error!("a server function was called without the AppContext in its context");
        AppError::Internal
    })
}

/// The one place that reads the clock.
#[allow(clippy::disallowed_methods)]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_a_page() {
        let kept = "a\tb\r\nc \u{a0}ÄÂ 漢";
        assert_eq!(without_controls(kept.to_owned()), kept);
        for control in ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}').filter(|c| !"\t\n\r".contains(*c)) {
            assert_eq!(without_controls(format!("é{control}b")), "éb", "{control:?}");
        }
    }

    #[test]
    fn a_page_has_no_marker_and_an_island_has_comments() {
        for (html, clean) in [
            ("<p>No marker</p>", "<p>No marker</p>"),
            ("<p>One<!>two<!></p><!>", "<p>Onetwo</p>"),
            ("<!><b>x</b>", "<b>x</b>"),
            (
                "<p>a<!></p><leptos-island data-x=\"y\">b<!>c</leptos-island><p>d<!></p>",
                "<p>a</p><leptos-island data-x=\"y\">b<!---->c</leptos-island><p>d</p>",
            ),
            ("<img alt=\"a <!> b\"><p>c<!></p>", "<img alt=\"a <!> b\"><p>c</p>"),
        ] {
            assert_eq!(without_markers(html.to_owned()), clean, "{html}");
        }
    }
}
