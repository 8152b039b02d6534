//! Text that was copied from a word processor or a page, as Markdown: headings, bold, italic and struck words, small letters above
//! and below the line, lists, links, pictures, quotes, code and tables. The browser reads its HTML; everything else about it is left
//! behind.

mod blocks;
mod inline;
mod inline_styles;
mod node;
#[cfg(test)]
mod tests;

use web_sys::wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, SupportedType};

use self::blocks::Writer;
use self::node::{Node, Tag, has_form, lost_pictures};

/// What was copied, as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pasted {
    pub markdown: String,
    /// How many pictures have no address that others can open: those inside a document or on the person's disk.
    pub lost_pictures: usize,
}

/// None where it has no form that Markdown could keep; then the plain text is pasted.
pub(super) fn markdown(html: &str) -> Option<Pasted> {
    if html.len() > MAX_BYTES {
        return None;
    }
    // Nothing of this document is run or fetched (HTML, 8.5.1).
    let html = inline_styles::rename(html);
    let document = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    let body: Element = document.body()?.into();
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    converted(&children(&body, 0, &origin))
}

/// More is pasted as plain text.
const MAX_BYTES: usize = 2_000_000;

/// Deeper nesting is left out.
const MAX_DEPTH: usize = 100;

fn children(element: &web_sys::Node, depth: usize, origin: &str) -> Vec<Node> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let all = element.child_nodes();
    (0..all.length()).filter_map(|at| all.get(at)).filter_map(|node| read(&node, depth, origin)).collect()
}

fn read(node: &web_sys::Node, depth: usize, origin: &str) -> Option<Node> {
    if node.node_type() == web_sys::Node::TEXT_NODE {
        return node.text_content().map(Node::Text);
    }
    let element = node.dyn_ref::<Element>()?;
    let attribute = |name| element.get_attribute(name).unwrap_or_default();
    Some(Node::Element(Tag {
        name: element.local_name(),
        style: attribute(inline_styles::RENAMED).to_ascii_lowercase(),
        class: attribute("class"),
        href: attribute("href"),
        // The browser writes addresses in full, also those of this site.
        src: attribute("src").strip_prefix(origin).map(str::to_owned).unwrap_or_else(|| attribute("src")),
        alt: attribute("alt"),
        number: attribute(if element.local_name() == "ol" { "start" } else { "value" }).parse().ok(),
        children: children(element, depth + 1, origin),
    }))
}

fn converted(nodes: &[Node]) -> Option<Pasted> {
    if !nodes.iter().any(has_form) {
        return None;
    }
    let mut writer = Writer::default();
    writer.blocks(nodes);
    let markdown = writer.finish();
    let lost_pictures = lost_pictures(nodes);
    (!markdown.trim().is_empty() || lost_pictures > 0).then_some(Pasted { markdown, lost_pictures })
}
