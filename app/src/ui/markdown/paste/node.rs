//! What was copied, as the browser read it: its elements, and what each of them means.

/// A part of what was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Element(Tag),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// In small letters.
    pub name: String,
    pub style: String,
    pub class: String,
    pub href: String,
    pub children: Vec<Node>,
}

pub(super) fn has_form(node: &Node) -> bool {
    let Node::Element(tag) = node else { return false };
    !is_left_out(tag)
        && (matches!(tag.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote")
            || is_link(tag)
            || is_bold(tag)
            || is_italic(tag)
            || word_list(tag).is_some()
            || tag.children.iter().any(has_form))
}

pub(super) fn is_left_out(tag: &Tag) -> bool {
    matches!(tag.name.as_str(), "style" | "script" | "head" | "meta" | "title" | "link" | "img" | "svg" | "button" | "input")
        || tag.style.contains("mso-list:ignore")
        || tag.style.contains("mso-list: ignore")
}

pub(super) fn is_link(tag: &Tag) -> bool {
    tag.name == "a" && ["http://", "https://", "mailto:", "tel:", "/"].iter().any(|start| tag.href.starts_with(start))
}

/// Google Docs wraps all of it in `<b style="font-weight:normal">`, and makes words bold by their style.
pub(super) fn is_bold(tag: &Tag) -> bool {
    match property(&tag.style, "font-weight") {
        Some("normal" | "400" | "300" | "lighter") => false,
        Some("bold" | "bolder" | "600" | "700" | "800" | "900") => true,
        _ => matches!(tag.name.as_str(), "b" | "strong"),
    }
}

pub(super) fn is_italic(tag: &Tag) -> bool {
    match property(&tag.style, "font-style") {
        Some("normal") => false,
        Some("italic" | "oblique") => true,
        _ => matches!(tag.name.as_str(), "i" | "em"),
    }
}

fn property<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    style.split(';').filter_map(|pair| pair.split_once(':')).find(|(own, _)| own.trim() == name).map(|(_, value)| value.trim())
}

/// Word writes a point of a list as a paragraph: its level, from 1, and whether it is numbered.
pub(super) fn word_list(tag: &Tag) -> Option<(usize, bool)> {
    let list = property(&tag.style, "mso-list").filter(|_| tag.name == "p")?;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")).and_then(|level| level.parse().ok());
    let mark = mark_of(&tag.children);
    Some((level.unwrap_or(1).clamp(1, 9), mark.trim_start().starts_with(|c: char| c.is_ascii_digit())))
}

/// The mark before the point: `·` or `1.`.
fn mark_of(nodes: &[Node]) -> String {
    let Some(tag) = nodes.iter().find_map(|node| match node {
        Node::Element(tag) => Some(tag),
        Node::Text(_) => None,
    }) else {
        return String::new();
    };
    if tag.style.contains("mso-list:ignore") || tag.style.contains("mso-list: ignore") {
        words(&tag.children)
    } else {
        mark_of(&tag.children)
    }
}

fn words(nodes: &[Node]) -> String {
    let word = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(tag) => words(&tag.children),
    };
    nodes.iter().map(word).collect()
}

pub(super) fn is_block(node: &Node) -> bool {
    let Node::Element(tag) = node else { return false };
    let is_one = matches!(
        tag.name.as_str(),
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "table"
            | "blockquote"
            | "section"
            | "article"
            | "hr"
    );
    is_one || tag.children.iter().any(is_block)
}
