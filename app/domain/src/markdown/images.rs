//! Pictures where they stand in a text. One on another site is a link: a page loads nothing from elsewhere (its
//! Content-Security-Policy), so that nobody else learns who reads.

use comrak::nodes::{Node, NodeValue};

use super::pictures::Picture;
use super::prose::{Writer, escape, link_attributes};
use super::{link, tree};

/// Pictures of a text. Nine characters name one, and its markup has a thousand; the others are shown as their words.
pub(super) const MAX_PICTURES: usize = 1_000;

impl Writer {
    /// The source of a picture, by the rules of [`Self::address`]. `None` for one that stands on another site.
    pub(super) fn source(&mut self, url: &str) -> Option<String> {
        if let Some(file) = self.pictures.find(url) {
            return Some(file.address.clone());
        }
        let source = link::source(url)?;
        if !link::is_external(&source) {
            return Some(source);
        }
        if !self.external_pictures.contains(&source) {
            self.external_pictures.push(source);
        }
        None
    }

    /// A picture; a link to it where it stands on another site; its words where its address is none that a picture may have.
    pub(super) fn image(&mut self, node: Node<'_>) -> String {
        self.image_as(node, Picture::html)
    }

    /// As [`Self::image`], cut to 16:9 where it was made so.
    pub(super) fn cropped_image(&mut self, node: Node<'_>) -> String {
        self.image_as(node, Picture::cropped_html)
    }

    fn image_as(&mut self, node: Node<'_>, html: fn(&Picture, &str) -> String) -> String {
        let words = escape(&tree::text(node));
        let NodeValue::Image(image) = &node.data().value else { return words };
        self.picture_count += 1;
        if self.picture_count > MAX_PICTURES {
            return words;
        }
        match self.pictures.find(&image.url) {
            Some(file) if file.format.is_image() => return html(file, &words),
            Some(_) => return words,
            None => {}
        }
        match (self.source(&image.url), link::source(&image.url)) {
            (Some(source), _) => format!("<img src=\"{}\" alt=\"{words}\" loading=\"lazy\" decoding=\"async\">", escape(&source)),
            (None, Some(elsewhere)) => {
                let words = if words.is_empty() { escape(&elsewhere) } else { words };
                if self.is_in_link { words } else { format!("<a {}>{words}</a>", link_attributes(&elsewhere)) }
            }
            (None, None) => words,
        }
    }

    /// A picture with its title as caption.
    pub(super) fn figure(&mut self, node: Node<'_>) -> String {
        let title = if let NodeValue::Image(image) = &node.data().value { escape(image.title.trim()) } else { String::new() };
        let caption = if title.is_empty() { String::new() } else { format!("<figcaption>{title}</figcaption>") };
        format!("<figure>{}{caption}</figure>\n", self.image(node))
    }
}
