//! Text that was copied from a word processor or a page, as Markdown: headings, bold and italic words, lists, links, quotes and tables.
//! The browser reads its HTML; everything else about it is left behind.

mod blocks;
mod inline;
mod node;
#[cfg(test)]
mod tests;

use web_sys::wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, SupportedType};

use self::blocks::Writer;
use self::node::{Node, Tag, has_form};

/// None where it has no form that Markdown could keep; then the plain text is pasted.
pub(super) fn markdown(html: &str) -> Option<String> {
    if html.len() > MAX_BYTES {
        return None;
    }
    // Nothing of this document is run or fetched (HTML, 8.5.1).
    let document = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let body: Element = document.body()?.into();
    converted(&children(&body, 0))
}

/// More is pasted as plain text.
const MAX_BYTES: usize = 2_000_000;

/// Deeper nesting is left out.
const MAX_DEPTH: usize = 100;

fn children(element: &web_sys::Node, depth: usize) -> Vec<Node> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let all = element.child_nodes();
    (0..all.length()).filter_map(|at| all.get(at)).filter_map(|node| read(&node, depth)).collect()
}

fn read(node: &web_sys::Node, depth: usize) -> Option<Node> {
    if node.node_type() == web_sys::Node::TEXT_NODE {
        return node.text_content().map(Node::Text);
    }
    let element = node.dyn_ref::<Element>()?;
    let attribute = |name| element.get_attribute(name).unwrap_or_default();
    Some(Node::Element(Tag {
        name: element.local_name(),
        style: attribute("style").to_ascii_lowercase(),
        class: attribute("class"),
        href: attribute("href"),
        children: children(element, depth + 1),
    }))
}

fn converted(nodes: &[Node]) -> Option<String> {
    if !nodes.iter().any(has_form) {
        return None;
    }
    let mut writer = Writer::default();
    writer.blocks(nodes);
    writer.end_paragraph();
    let text = writer.blocks.join("\n\n").replace("\n\n\u{0}", "\n").replace('\u{0}', "");
    Some(text).filter(|text| !text.trim().is_empty())
}
