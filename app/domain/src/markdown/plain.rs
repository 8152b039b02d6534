//! The words of a text, for the search and for counting them.

use comrak::nodes::{Node, NodeValue};

use super::tree::{is_leaf, is_line_break, shown_html};

/// One line for each paragraph, heading, row, item and block of code.
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
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::TableCell => plain.push(' '),
            value if value.block() => plain.push('\n'),
            _ => {}
        }
    }
    let lines = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn line(plain: &mut String, text: &str) {
    plain.push('\n');
    plain.push_str(text);
    plain.push('\n');
}

/// The line between value and words of the block `numbers` is no word.
fn words(node: Node<'_>, literal: &str) -> String {
    let is_item = node.ancestors().nth(2).is_some_and(|above| matches!(above.data().value, NodeValue::Item(_)));
    if is_item { literal.replace(" | ", " ") } else { literal.to_owned() }
}
