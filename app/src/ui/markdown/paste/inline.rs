//! The words of a line as Markdown, with their marks.

use super::node::{Node, Tag, is_bold, is_italic, is_left_out, is_link};

/// One line of text. A heading, a point or a cell ends with its line.
pub(super) fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").trim().to_owned()
}

/// The words of a line with their marks.
pub(super) fn inline(nodes: &[Node]) -> String {
    let part = |node: &Node| match node {
        Node::Text(text) => escaped(text),
        Node::Element(tag) if is_left_out(tag) => String::new(),
        Node::Element(tag) => inline_of(tag),
    };
    collapsed(&nodes.iter().map(part).collect::<String>())
}

pub(super) fn inline_of(tag: &Tag) -> String {
    let inner: String = tag
        .children
        .iter()
        .map(|node| match node {
            Node::Text(text) => escaped(text),
            Node::Element(tag) if is_left_out(tag) => String::new(),
            Node::Element(tag) => inline_of(tag),
        })
        .collect();
    match tag.name.as_str() {
        "br" => "\n".to_owned(),
        "p" | "div" => format!("{inner} "),
        "code" | "tt" => marked(&inner.replace('\\', ""), "`"),
        _ if is_link(tag) => {
            let words = collapsed(&inner);
            if words.is_empty() {
                words
            } else {
                around(&inner, &format!("[{words}]({})", tag.href.replace(' ', "%20").replace(')', "%29")))
            }
        }
        _ if is_bold(tag) && is_italic(tag) => marked(&inner, "***"),
        _ if is_bold(tag) => marked(&inner, "**"),
        _ if is_italic(tag) => marked(&inner, "*"),
        _ => inner,
    }
}

/// Marks stand at the words, and the blanks outside of them (CommonMark 0.31, 6.2).
fn marked(inner: &str, mark: &str) -> String {
    let words = inner.trim();
    // Bold words within bold ones have their marks already.
    if words.is_empty() || words.starts_with(mark) { inner.to_owned() } else { around(inner, &format!("{mark}{words}{mark}")) }
}

fn around(inner: &str, new: &str) -> String {
    let (start, end) = (inner.starts_with(char::is_whitespace), inner.ends_with(char::is_whitespace));
    format!("{}{new}{}", if start { " " } else { "" }, if end { " " } else { "" })
}

/// Blanks and line ends of the HTML are one blank; a line end of `<br>` stays one.
pub(super) fn collapsed(text: &str) -> String {
    let lines = text
        .split('\n')
        .map(|line| line.split([' ', '\t', '\r', '\u{a0}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim().replace('\n', "\\\n")
}

/// Signs that would mark something. Line ends of the HTML mean no more than blanks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            '*' | '[' | ']' | '`' | '<' | '\\' => out.extend(['\\', c]),
            '\u{0}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// Escapes the start of a paragraph that would read as a heading, a quote or a list.
pub(super) fn not_a_mark(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().first() {
        Some(b'#' | b'>' | b'+' | b'-' | b'=') => format!("\\{line}"),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

/// Headings and cells are bold by themselves.
pub(super) fn without_bold(nodes: &[Node]) -> Vec<Node> {
    let plain = |node: &Node| match node {
        Node::Text(text) => Node::Text(text.clone()),
        Node::Element(tag) if is_bold(tag) => {
            Node::Element(Tag { name: "span".into(), children: without_bold(&tag.children), ..Tag::default() })
        }
        Node::Element(tag) => Node::Element(Tag { children: without_bold(&tag.children), ..tag.clone() }),
    };
    nodes.iter().map(plain).collect()
}
