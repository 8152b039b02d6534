//! The parts that several blocks share: the section along the axis, headings, buttons.

use comrak::nodes::{Node, NodeValue};

use crate::markdown::clean::clean;
use crate::markdown::prose::{self, Writer};
use crate::markdown::{blocks, heading_ids, tree};

/// The drawing that a card shows instead of a picture.
pub(super) const COVER: &str = r##"<svg class="cover lines" viewBox="0 0 300 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><g transform="translate(195 95) rotate(205) scale(0.36)"><use href="#field"/><use href="#field-lit"/></g></svg>"##;

const ARROW: &str =
    r#" <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10h12m-4.5-4.5L16 10l-4.5 4.5"/></svg>"#;

/// The beginning of a section and what stands left of its axis: a heading and a few words. The following markup stands right of
/// it, then comes [`END`].
pub(super) fn start(writer: &mut Writer, title: Option<Node<'_>>, beside: &[Node<'_>]) -> String {
    let Some(title) = title else {
        return format!("<section class=\"page\"><div class=\"axis\">{}", words_beside(writer, beside));
    };
    let (heading, anchor) = heading(writer, title, "axis-label");
    let words = words_beside(writer, beside);
    let label = if words.is_empty() { heading } else { format!("<div class=\"stack\">{heading}{words}</div>") };
    format!("<section class=\"page\" aria-labelledby=\"{anchor}\"><div class=\"axis\">{label}")
}

pub(super) const END: &str = "</div></section>\n";

/// A heading with a class, and its anchor.
pub(super) fn heading(writer: &mut Writer, node: Node<'_>, class: &str) -> (String, String) {
    let (level, anchor) =
        writer.anchors.heading(tree::heading_level(node).unwrap_or(2), &tree::text(node), heading_ids::of(node));
    (format!("<h{level} class=\"{class}\" id=\"{anchor}\">{}</h{level}>", inlines(writer, node)), anchor)
}

/// The content of a paragraph or heading, sanitised.
pub(super) fn inlines(writer: &mut Writer, node: Node<'_>) -> String {
    clean(&writer.inlines(node))
}

/// The words of a link, sanitised.
pub(super) fn within_link(writer: &mut Writer, node: Node<'_>) -> String {
    clean(&writer.within_link(node))
}

/// As [`inlines`], every line on its own.
pub(super) fn lines(writer: &mut Writer, node: Node<'_>) -> String {
    inlines(writer, node).replace("<br>\n", "\n").replace('\n', "<br>")
}

/// Running text in its frame.
pub(super) fn prose(writer: &mut Writer, nodes: &[Node<'_>]) -> String {
    blocks::prose(writer, nodes).trim_end().to_owned()
}

/// Links as buttons, side by side. The first is lit.
pub(super) fn buttons(writer: &mut Writer, links: &[Node<'_>]) -> String {
    links.iter().enumerate().map(|(place, link)| button(writer, link, place == 0)).collect()
}

fn button(writer: &mut Writer, node: Node<'_>, is_lit: bool) -> String {
    let words = within_link(writer, node);
    let address = if let NodeValue::Link(link) = &node.data().value { writer.address(&link.url) } else { None };
    let (kind, icon) = if is_lit { ("primary", "") } else { ("ghost", ARROW) };
    match address {
        Some(address) => {
            format!("<a class=\"button button-{kind} button-large\" {}>{words}{icon}</a>", prose::link_attributes(&address))
        }
        None => words,
    }
}

fn words_beside(writer: &mut Writer, nodes: &[Node<'_>]) -> String {
    match nodes {
        [] => String::new(),
        [paragraph] if tree::is_paragraph(paragraph) => format!("<p class=\"small\">{}</p>", inlines(writer, paragraph)),
        nodes => format!("<div class=\"small stack stack-tight\">{}</div>", clean(&writer.nodes(nodes.iter().copied()))),
    }
}
