//! The parsed text: questions about its nodes.

use comrak::Arena;
use comrak::nodes::{AstNode, Node, NodeValue};

use super::typed_html::Tag;

/// Nodes within each other; ten lists in a list in a quotation and more. Deeper nodes become plain text, so that neither the
/// stack nor the parsing time of a browser depends on the input.
const MAX_DEPTH: usize = 40;

pub(super) fn limit_depth<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let mut nodes = vec![(root, 0)];
    while let Some((node, depth)) = nodes.pop() {
        if depth < MAX_DEPTH {
            nodes.extend(node.children().map(|child| (child, depth + 1)));
        } else if node.first_child().is_some() {
            flatten(arena, node);
        }
    }
}

fn flatten<'a>(arena: &'a Arena<'a>, node: Node<'a>) {
    let text = NodeValue::Text(text(node).into());
    let children: Vec<Node<'a>> = node.children().collect();
    children.into_iter().for_each(AstNode::detach);
    let mut data = node.data_mut();
    if !data.value.block() {
        data.value = text;
        return;
    }
    let is_item = matches!(data.value, NodeValue::Item(_) | NodeValue::TaskItem(_));
    let is_leaf = matches!(data.value, NodeValue::Heading(_) | NodeValue::TableCell);
    if !is_item && !is_leaf {
        data.value = NodeValue::Paragraph;
    }
    drop(data);
    let text: Node<'a> = arena.alloc(text.into());
    if is_item {
        let paragraph: Node<'a> = arena.alloc(NodeValue::Paragraph.into());
        paragraph.append(text);
        node.append(paragraph);
    } else {
        node.append(text);
    }
}

/// The words of a node in one line.
pub(super) fn text(node: Node<'_>) -> String {
    let mut text = String::new();
    let mut nodes = vec![node];
    while let Some(node) = nodes.pop() {
        match &node.data().value {
            NodeValue::Text(literal) => text.push_str(literal),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text.push_str(&code.literal),
            NodeValue::HtmlInline(html) if is_line_break(html) => text.push(' '),
            NodeValue::HtmlInline(html) if is_leaf(node) => text.push_str(shown_html(html)),
            NodeValue::HtmlBlock(html) if is_leaf(node) => text.push_str(shown_html(&html.literal)),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            value => {
                if value.block() {
                    text.push(' ');
                }
                nodes.extend(node.reverse_children());
            }
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Typed HTML as it is shown: all of it, as text, except comments and line breaks.
pub(super) fn shown_html(html: &str) -> &str {
    let trimmed = html.trim();
    let inner = trimmed.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let is_comment = inner.is_some_and(|inner| !inner.contains("-->"));
    if is_comment || is_line_break(trimmed) { "" } else { html }
}

pub(super) fn is_line_break(html: &str) -> bool {
    Tag::parse(html).is_some_and(|tag| tag.is_line_break())
}

/// A tag without content of its own is shown as it was typed.
pub(super) fn is_leaf(node: Node<'_>) -> bool {
    node.first_child().is_none()
}

/// A heading with words in it.
pub(super) fn is_heading(node: Node<'_>) -> bool {
    heading_level(node).is_some() && !text(node).is_empty()
}

/// How many `#` a heading was typed with.
pub(super) fn heading_level(node: Node<'_>) -> Option<u8> {
    if let NodeValue::Heading(heading) = &node.data().value { Some(heading.level) } else { None }
}

pub(super) fn is_paragraph(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

/// The links of a paragraph that has nothing else in it; none otherwise.
pub(super) fn only_links(node: Node<'_>) -> Vec<Node<'_>> {
    only(node, |value| matches!(value, NodeValue::Link(_)))
}

/// The pictures of a paragraph that has nothing else in it; none otherwise.
pub(super) fn only_images(node: Node<'_>) -> Vec<Node<'_>> {
    only(node, |value| matches!(value, NodeValue::Image(_)))
}

/// The links and pictures of a paragraph that has nothing else in it; none otherwise.
pub(super) fn only_links_and_images(node: Node<'_>) -> Vec<Node<'_>> {
    only(node, |value| matches!(value, NodeValue::Link(_) | NodeValue::Image(_)))
}

fn only<'a>(node: Node<'a>, wanted: fn(&NodeValue) -> bool) -> Vec<Node<'a>> {
    if !is_paragraph(node) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for child in node.children() {
        match &child.data().value {
            value if wanted(value) => found.push(child),
            NodeValue::SoftBreak | NodeValue::LineBreak => {}
            NodeValue::Text(text) if text.trim().is_empty() => {}
            _ => return Vec::new(),
        }
    }
    found
}
