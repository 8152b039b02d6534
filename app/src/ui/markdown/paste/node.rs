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
    /// Of a picture.
    pub src: String,
    pub alt: String,
    /// Of a numbered list the first number, of a point its own.
    pub number: Option<u32>,
    pub children: Vec<Node>,
}

pub(super) fn has_form(node: &Node) -> bool {
    let Node::Element(tag) = node else { return false };
    !is_left_out(tag)
        && (matches!(
            tag.name.as_str(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" | "pre" | "code" | "img"
        ) || is_link(tag)
            || is_bold(tag)
            || is_italic(tag)
            || is_struck(tag)
            || kept_as_html(tag).is_some()
            || word_list(tag).is_some()
            || tag.children.iter().any(has_form))
}

pub(super) fn is_left_out(tag: &Tag) -> bool {
    matches!(tag.name.as_str(), "style" | "script" | "head" | "meta" | "title" | "link" | "svg" | "button" | "input")
        || tag.style.contains("mso-list:ignore")
        || tag.style.contains("mso-list: ignore")
}

pub(super) fn is_link(tag: &Tag) -> bool {
    tag.name == "a" && ["http://", "https://", "mailto:", "tel:", "/"].iter().any(|start| tag.href.starts_with(start))
}

/// A picture that others can open too.
pub(super) fn is_picture(tag: &Tag) -> bool {
    tag.name == "img" && ["http://", "https://", "/"].iter().any(|start| tag.src.starts_with(start))
}

/// How many pictures cannot be kept.
pub(super) fn lost_pictures(nodes: &[Node]) -> usize {
    let count = |node: &Node| match node {
        Node::Element(tag) if is_left_out(tag) => 0,
        Node::Element(tag) => usize::from(tag.name == "img" && !is_picture(tag)) + lost_pictures(&tag.children),
        Node::Text(_) => 0,
    };
    nodes.iter().map(count).sum()
}

/// The element of HTML that stands in the Markdown for this one, which has no sign there. Google Docs sets words below and above the
/// line by their style.
pub(super) fn kept_as_html(tag: &Tag) -> Option<&'static str> {
    match (property(&tag.style, "vertical-align"), tag.name.as_str()) {
        (Some("sub"), _) | (None, "sub") => Some("sub"),
        (Some("super"), _) | (None, "sup") => Some("sup"),
        (_, "kbd") => Some("kbd"),
        _ => None,
    }
}

pub(super) fn is_struck(tag: &Tag) -> bool {
    let line = property(&tag.style, "text-decoration").or_else(|| property(&tag.style, "text-decoration-line"));
    matches!(tag.name.as_str(), "s" | "strike" | "del") || line.is_some_and(|line| line.contains("line-through"))
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

/// Word writes a point of a list as a paragraph: its level, from 1, and its number where it has one.
pub(super) fn word_list(tag: &Tag) -> Option<(usize, Option<u32>)> {
    let list = property(&tag.style, "mso-list").filter(|_| tag.name == "p")?;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")).and_then(|level| level.parse().ok());
    let mark = mark_of(&tag.children);
    let digits: String = mark.trim_start().chars().take_while(char::is_ascii_digit).collect();
    Some((level.unwrap_or(1).clamp(1, 9), digits.parse().ok()))
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

/// The text as it stands, with its line ends.
pub(super) fn words(nodes: &[Node]) -> String {
    let word = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(tag) if tag.name == "br" => "\n".to_owned(),
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
            | "pre"
            | "section"
            | "article"
            | "hr"
    );
    is_one || tag.children.iter().any(is_block)
}
