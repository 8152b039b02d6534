//! A page as running text and blocks, one after the other.

use comrak::nodes::{Node, NodeValue};

use super::clean::clean;
use super::prose::Writer;
use super::{fences, sections};

/// The children of a document: a `div.prose` for each stretch of running text, a section for each block.
pub(super) fn page(writer: &mut Writer, root: Node<'_>) -> String {
    let mut html = String::new();
    let mut running: Vec<Node<'_>> = Vec::new();
    for node in root.children() {
        if can_be_block(node) {
            html.push_str(&prose(writer, &std::mem::take(&mut running)));
            html.push_str(&block(writer, node));
        } else {
            running.push(node);
        }
    }
    html.push_str(&prose(writer, &running));
    html
}

/// Bytes of HTML that are sanitised at once. The sanitiser makes a tree of them that takes many times as much.
const SANITISE_CHUNK_BYTES: usize = 32 * 1024;

/// Running text in its frame, or nothing where there is none.
pub(super) fn prose(writer: &mut Writer, nodes: &[Node<'_>]) -> String {
    let mut html = String::new();
    let mut stretch = String::new();
    for (place, node) in nodes.iter().enumerate() {
        stretch.push_str(&writer.nodes([*node]));
        // All footnotes stand in one section.
        let ends = |next: &Node<'_>| !matches!(next.data().value, NodeValue::FootnoteDefinition(_));
        if stretch.len() >= SANITISE_CHUNK_BYTES && nodes.get(place + 1).is_none_or(ends) {
            html.push_str(&clean(&std::mem::take(&mut stretch)));
        }
    }
    html.push_str(&clean(&stretch));
    let html = html.trim_end();
    if html.is_empty() { String::new() } else { format!("<div class=\"prose\">{html}</div>\n") }
}

fn block(writer: &mut Writer, node: Node<'_>) -> String {
    let info = if let NodeValue::BlockDirective(block) = &node.data().value { block.info.clone() } else { String::new() };
    let parts: Vec<Node<'_>> = node.children().collect();
    let (name, rest) = fences::name(&info);
    let html = sections::section(writer, name, rest, &parts);
    html.unwrap_or_else(|| prose(writer, &[node]))
}

/// Blocks do not stand within each other.
fn can_be_block(node: Node<'_>) -> bool {
    let is_block = |node: Node<'_>| matches!(node.data().value, NodeValue::BlockDirective(_));
    is_block(node) && !node.children().any(is_block)
}
