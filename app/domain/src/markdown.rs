//! Markdown as editors write it, made into HTML that is safe to show, and into plain words for the search.

use crate::page::Heading;

pub use crate::block::{Live, Piece, fill, has_title, pieces};

/// Raised whenever the HTML for the same text changes; what an older version made is rendered again.
pub const VERSION: i64 = 1;

/// What a text becomes when it is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Sanitised: may be written into a page as it is, after [`pieces`] or [`fill`].
    pub html: String,
    pub headings: Vec<Heading>,
    /// Words only, one line for each paragraph, heading, row and so on; for the search.
    pub plain: String,
    /// How many words `plain` has.
    pub words: u32,
}

/// Renders a text. Never fails: what is not understood is shown as it was typed.
pub fn render(text: &str) -> Rendered {
    let html = comrak::markdown_to_html(text, &comrak::Options::default());
    let html = format!("<div class=\"prose\">{}</div>", ammonia::clean(&html));
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = u32::try_from(plain.split(' ').count()).unwrap_or(u32::MAX);
    Rendered { html, headings: Vec::new(), plain, words }
}
