//! The words of a line as Markdown, with their marks.

use super::node::{Node, Tag, is_bold, is_italic, is_left_out, is_link, is_picture, is_struck, kept_as_html, words};

/// One line of text. A heading, a point or a cell ends with its line.
pub(super) fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").trim().to_owned()
}

/// The words of a line with their marks.
pub(super) fn inline(nodes: &[Node]) -> String {
    collapsed(&marked_words(nodes, false))
}

pub(super) fn inline_of(tag: &Tag) -> String {
    part(tag, false)
}

fn marked_words(nodes: &[Node], is_linked: bool) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) if is_linked => append(&mut out, &escaped_words(text)),
            Node::Text(text) => append(&mut out, &escaped(text)),
            Node::Element(tag) if is_left_out(tag) => {}
            Node::Element(tag) => append(&mut out, &part(tag, is_linked)),
        }
    }
    out
}

/// Adds words to a line. An exclamation mark before a link would make a picture of it.
pub(super) fn append(line: &mut String, words: &str) {
    if line.ends_with('!') && words.starts_with('[') {
        line.insert(line.len() - 1, '\\');
    }
    line.push_str(words);
}

fn part(tag: &Tag, is_linked: bool) -> String {
    let inner = marked_words(&tag.children, is_linked || is_link(tag));
    match tag.name.as_str() {
        "br" => "\n".to_owned(),
        "p" | "div" => format!("{inner} "),
        "code" | "tt" | "pre" => code(&words(&tag.children)),
        "img" if is_picture(tag) => format!("![{}]({})", collapsed(&escaped_words(&tag.alt)), destination(&tag.src)),
        _ if is_link(tag) && !is_linked => {
            let words = collapsed(&inner);
            if words.is_empty() { words } else { around(&inner, &format!("[{words}]({})", destination(&tag.href))) }
        }
        _ if is_struck(tag) => marked(&with_marks(tag, inner), "~~"),
        _ => with_marks(tag, inner),
    }
}

fn with_marks(tag: &Tag, inner: String) -> String {
    let inner = match (is_bold(tag), is_italic(tag)) {
        (true, true) => marked(&inner, "***"),
        (true, false) => marked(&inner, "**"),
        (false, true) => marked(&inner, "*"),
        (false, false) => inner,
    };
    match kept_as_html(tag).filter(|_| !inner.trim().is_empty()) {
        Some(name) => around(&inner, &format!("<{name}>{}</{name}>", inner.trim())),
        None => inner,
    }
}

fn destination(address: &str) -> String {
    address
        .replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\\', "%5C")
}

/// Between more backticks than it has in a row (CommonMark 0.31, 6.1).
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return text;
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

pub(super) fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or_default()
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

/// Escapes signs that would mark something. A bare address stays as it is, because an escape in it would belong to it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, length)) = bare_address(rest) {
        out.push_str(&escaped_words(&rest[..at]));
        let address = &rest[at..at + length];
        // Without the brackets, these signs at its end would not belong to it (GFM 0.29, 6.9).
        let has_reference = address.match_indices('&').any(|(sign, _)| is_reference(&rest[at + sign + 1..]));
        out.push_str(&match has_reference {
            true => format!("<{}>", address.replace('&', "&amp;")),
            false if address.ends_with(['_', '~']) => format!("<{address}>"),
            false => address.to_owned(),
        });
        rest = &rest[at + length..];
    }
    out.push_str(&escaped_words(rest));
    out
}

/// Where the first address in the text starts, and its length without the punctuation behind it.
fn bare_address(text: &str) -> Option<(usize, usize)> {
    let at = ["http://", "https://"].iter().filter_map(|start| text.find(start)).min()?;
    let address = text[at..].split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\u{0}')).next()?;
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '*']);
    Some((at, address.len()))
}

/// Escapes signs that would mark something. Line ends of the HTML mean no more than blanks.
fn escaped_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '\n' => out.push(' '),
            '*' | '[' | ']' | '`' | '<' | '~' | '\\' => out.extend(['\\', c]),
            // Within a word it marks nothing (CommonMark 0.31, 6.2).
            '_' if !(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)) => out.push_str("\\_"),
            '&' if is_reference(after) => out.push_str("\\&"),
            '\u{0}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// Whether a reference to a character goes on here, behind its `&` (CommonMark 0.31, 2.5).
fn is_reference(text: &str) -> bool {
    let name = text.trim_start_matches('#');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

/// Escapes the start of each line of a paragraph that would read as a heading, a quote, a list, a table or a block.
pub(super) fn not_a_mark(paragraph: &str) -> String {
    paragraph.split('\n').map(line_without_mark).collect::<Vec<_>>().join("\n")
}

fn line_without_mark(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().first() {
        Some(b'#' | b'>' | b'+' | b'-' | b'=' | b'|') => format!("\\{line}"),
        _ if line.starts_with(":::") => format!("\\{line}"),
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
