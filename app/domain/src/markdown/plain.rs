//! The words of a text, for the search and for counting them.

use comrak::nodes::{Node, NodeValue};

use super::tree::{is_leaf, is_line_break, shown_html};

/// One line for each paragraph, heading, row, item and block of code. The cells of a row are divided by tabs.
pub(super) fn plain(root: Node<'_>) -> String {
    let mut plain = String::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Text(literal) => plain.push_str(&words(node, literal)),
            NodeValue::Code(code) => plain.push_str(&code.literal),
            NodeValue::CodeBlock(code) => line(&mut plain, &code.literal),
            NodeValue::HtmlInline(html) if is_line_break(html) => plain.push(' '),
            NodeValue::HtmlInline(html) if is_leaf(node) => plain.push_str(shown_html(html)),
            NodeValue::HtmlBlock(html) if is_leaf(node) => line(&mut plain, shown_html(&html.literal)),
            NodeValue::SoftBreak | NodeValue::LineBreak => plain.push(' '),
            NodeValue::TableCell => plain.push('\t'),
            value if value.block() => plain.push('\n'),
            _ => {}
        }
    }
    joined(plain.lines().map(|line| joined(line.split('\t').map(|cell| joined(cell.split_whitespace(), " ")), "\t")), "\n")
}

/// The parts that are not empty, with `between` between them.
fn joined<T: AsRef<str>>(parts: impl Iterator<Item = T>, between: &str) -> String {
    let mut joined = String::new();
    for part in parts.filter(|part| !part.as_ref().is_empty()) {
        if !joined.is_empty() {
            joined.push_str(between);
        }
        joined.push_str(part.as_ref());
    }
    joined
}

fn line(plain: &mut String, text: &str) {
    plain.push('\n');
    plain.push_str(text);
    plain.push('\n');
}

/// The line between value and words of the block `numbers` is no word.
fn words(node: Node<'_>, literal: &str) -> String {
    let is_item =
        node.ancestors().nth(2).is_some_and(|above| matches!(above.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_)));
    if is_item { literal.replace(" | ", "\t") } else { literal.to_owned() }
}
