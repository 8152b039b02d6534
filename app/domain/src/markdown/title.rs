//! The title that a text gives itself by its first heading.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, parse_document};

use super::{fences, heading_ids, options, tree};

/// The title of a text that was written without one of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextTitle {
    /// In one line, without markup. Never empty.
    pub words: String,
    /// Where the text behind it begins. None where it is no heading of the first level, or something stands before it.
    pub text_start: Option<usize>,
}

/// The first heading that has words, as Markdown or as `<h1>`; comments before it say nothing.
pub fn text_title(text: &str) -> Option<TextTitle> {
    let arena = Arena::new();
    let escaped = fences::escape_unusable(text);
    let root = parse_document(&arena, &escaped, &options());
    heading_ids::take(&arena, root);
    for node in root.descendants() {
        let words = match &node.data().value {
            NodeValue::Heading(_) => words(node),
            NodeValue::HtmlBlock(html) => h1(&html.literal),
            _ => continue,
        };
        if words.is_empty() {
            continue;
        }
        return Some(TextTitle { words, text_start: end_of_leading(root, node, text) });
    }
    None
}

/// The words of a heading, without tags and pictures that were typed into it.
fn words(heading: Node<'_>) -> String {
    let mut words = String::new();
    for node in heading.descendants() {
        let is_of_picture = node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Image(_)));
        match &node.data().value {
            NodeValue::Text(text) if !is_of_picture => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the first `<h1>`.
fn h1(html: &str) -> String {
    let small = html.to_ascii_lowercase();
    let Some(start) = small.find("<h1") else { return String::new() };
    let inner = &html[start..small[start..].find("</h1").map_or(html.len(), |length| start + length)];
    let mut words = String::new();
    let mut is_in_tag = false;
    for c in inner.chars() {
        match c {
            '<' => is_in_tag = true,
            '>' => is_in_tag = false,
            c if !is_in_tag => words.push(c),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn end_of_leading<'a>(root: Node<'a>, node: Node<'a>, text: &str) -> Option<usize> {
    let is_comment = |node: &Node<'a>| match &node.data().value {
        NodeValue::HtmlBlock(html) => tree::shown_html(&html.literal).trim().is_empty(),
        _ => false,
    };
    let first = root.children().find(|node| !is_comment(node))?;
    let is_first_level = matches!(&first.data().value, NodeValue::Heading(heading) if heading.level == 1);
    if !first.same_node(node) || !is_first_level {
        return None;
    }
    let last_line = first.data().sourcepos.end.line;
    Some(text.split_inclusive('\n').take(last_line).map(str::len).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Option<(String, Option<&str>)> {
        text_title(text).map(|title| (title.words, title.text_start.map(|at| &text[at..])))
    }

    #[test]
    fn the_first_heading_is_the_title() {
        assert_eq!(title("# A *b* `c` {#id}\n\nText\n"), Some(("A b c".into(), Some("\nText\n"))));
        assert_eq!(title("A\n===\nText"), Some(("A".into(), Some("Text"))));
        assert_eq!(title("<!-- note -->\n\n# A ![logo](l.png)\n"), Some(("A".into(), Some(""))));
        assert_eq!(title("Words\n\n## B\n"), Some(("B".into(), None)));
        assert_eq!(title("## B\n"), Some(("B".into(), None)));
        assert_eq!(title("Words\n"), None);
        assert_eq!(title("```\n# code\n```\n"), None);
    }

    #[test]
    fn a_heading_in_html_counts_and_a_picture_has_no_words() {
        assert_eq!(
            title("<p><img src=\"x\"></p>\n<h1 align=\"center\">My <b>tool</b></h1>\n\n## Use\n"),
            Some(("My tool".into(), None))
        );
        assert_eq!(title("# ![Logo](x.png)\n\n## Use\n"), Some(("Use".into(), None)));
    }
}
