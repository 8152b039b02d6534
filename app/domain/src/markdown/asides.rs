//! Notes and details: passages beside the text, and passages that fold away.

use comrak::nodes::{Node, NodeValue};

use super::callouts::Kind;
use super::details::{self, Element};
use super::prose::Writer;

impl Writer {
    /// A note has a title; where it is the editor's own, screen readers hear what kind of note it is besides.
    pub(super) fn callout(&mut self, node: Node<'_>, kind: &str, html: &mut String) {
        let Some(kind) = Kind::find(kind) else { return self.quotation(node, html) };
        let word = kind.word(&self.language);
        let title = node.first_child().filter(|first| matches!(first.data().value, NodeValue::CalloutTitle));
        let (label, words) = match title {
            Some(title) => (format!(" aria-label=\"{word}\""), self.inlines(title)),
            None => (String::new(), word.to_owned()),
        };
        html.push_str(&format!("<div class=\"admonition {}\" role=\"note\"{label}>", kind.class));
        html.push_str(&format!("<p class=\"admonition-title\">{words}</p>\n"));
        for child in node.children().skip(usize::from(title.is_some())) {
            self.node(child, html);
        }
        html.push_str("</div>\n");
    }

    /// An element that was typed as HTML, with blocks within it.
    pub(super) fn element(&mut self, node: Node<'_>, html: &mut String) {
        match details::element(node) {
            Some(Element::Details { is_open }) => {
                let open = if is_open { " open" } else { "" };
                html.push_str(&format!("<details{open}>{}</details>\n", self.nodes(node.children())));
            }
            Some(Element::Summary) => html.push_str(&format!("<summary>{}</summary>\n", self.summary(node))),
            None => html.push_str(&self.nodes(node.children())),
        }
    }

    fn summary(&mut self, node: Node<'_>) -> String {
        let mut html = String::new();
        for child in node.children() {
            if child.data().value.block() {
                self.node(child, &mut html);
            } else {
                self.inline(child, &mut html);
            }
        }
        html
    }
}
