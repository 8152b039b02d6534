//! HTML that other programs leave in Markdown: what it says is taken as Markdown, and the tags around it go.
//!
//! `<img>` and `<a>` are the picture and the link of Markdown, with the same rules for their addresses. Tags that only place or
//! dress their content go, and the content stays; how many of them went is told.

use std::collections::BTreeMap;
use std::ops::Range;

use comrak::Arena;
use comrak::nodes::{Node, NodeCode, NodeLink, NodeValue};

use super::typed_html::Tag;
use super::{marks, tree};

/// Elements within a line that Markdown has a sign for.
pub(super) const SIGNS: [&str; 8] = ["a", "b", "code", "em", "i", "s", "strike", "strong"];

/// Tags that go wherever they stand.
const DROPPED: [&str; 27] = [
    "article",
    "aside",
    "audio",
    "big",
    "button",
    "center",
    "div",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "header",
    "iframe",
    "main",
    "nav",
    "nobr",
    "object",
    "p",
    "picture",
    "section",
    "source",
    "span",
    "track",
    "u",
    "video",
    "wbr",
];

/// Those of them that stand within a line.
const WITHIN_A_LINE: [&str; 8] = ["big", "font", "nobr", "source", "span", "track", "u", "wbr"];

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Bytes of a tag. A longer one is shown as it was typed.
const MAX_TAG: usize = 1_000;

/// Names of tags that are told.
const MAX_NAMES: usize = 20;

/// The tags of a text that are not in its page, by their names in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HtmlTags {
    /// How many went, while their contents stayed.
    pub dropped: BTreeMap<String, u32>,
    /// How many are shown as they were typed.
    pub as_text: BTreeMap<String, u32>,
}

impl HtmlTags {
    /// Counts elements: a closing tag counts where nothing opens its element.
    fn count(all: &mut BTreeMap<String, u32>, tag: &Tag<'_>) {
        let name = tag.name_in_small_letters();
        if all.len() < MAX_NAMES || all.contains_key(&name) {
            let count = all.entry(name).or_default();
            *count = if tag.is_closing { (*count).max(1) } else { count.saturating_add(1) };
        }
    }

    fn drop(&mut self, tag: &Tag<'_>) {
        Self::count(&mut self.dropped, tag);
    }

    /// Counts the tags that stand in a text without content of their own.
    pub(super) fn count_shown(&mut self, root: Node<'_>) {
        for node in root.descendants().filter(|node| tree::is_leaf(node)) {
            match &node.data().value {
                NodeValue::HtmlInline(html) => self.count_in(tree::shown_html(html)),
                NodeValue::HtmlBlock(html) => self.count_in(tree::shown_html(&html.literal)),
                _ => {}
            }
        }
    }

    fn count_in(&mut self, html: &str) {
        for (_, tag) in tags_in(html) {
            Self::count(&mut self.as_text, &tag);
        }
    }
}

/// The tags in a text, with their places. What stands in a comment is none.
pub(super) fn tags_in(html: &str) -> impl Iterator<Item = (Range<usize>, Tag<'_>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(start) = html[from..].find('<').map(|at| from + at) {
            let rest = &html[start..];
            if rest.starts_with("<!--") {
                from = rest.find("-->").map_or(html.len(), |end| start + end + 3);
                continue;
            }
            from = start + 1;
            if let Some(end) = end_of_tag(rest)
                && let Some(tag) = Tag::parse(&rest[..end])
            {
                from = start + end;
                return Some((start..from, tag));
            }
        }
        None
    })
}

/// The bytes of the tag that a text begins with.
fn end_of_tag(html: &str) -> Option<usize> {
    let name = html[1..].strip_prefix('/').unwrap_or(&html[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = html.bytes().take(MAX_TAG).position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && byte == b'>'
    });
    end.map(|end| end + 1)
}

/// Whether a block of HTML begins with a tag that is known here: then its content is Markdown.
pub(super) fn is_known(html: &str) -> bool {
    let first = html.trim_start();
    let tag = tags_in(first).next().filter(|(place, _)| place.start == 0);
    tag.is_some_and(|(_, tag)| {
        tag.is_line_break()
            || tag.is_kept()
            || [&SIGNS[..], &DROPPED, &HEADINGS, &["img", "hr"]].iter().any(|all| tag.one_of(all).is_some())
    })
}

/// A block of HTML as Markdown, without the tags that go.
pub(super) fn as_markdown(html: &str, tags: &mut HtmlTags) -> String {
    let mut text = String::with_capacity(html.len());
    let (mut written, mut heading_from) = (0, None);
    for (place, tag) in tags_in(html) {
        let heading = tag.one_of(&HEADINGS).and_then(|name| HEADINGS.iter().position(|known| *known == name));
        let is_line = tag.one_of(&["hr"]).is_some();
        let is_dropped = tag.one_of(&DROPPED).is_some();
        if heading.is_none() && !is_line && !is_dropped {
            continue;
        }
        text.push_str(&html[written..place.start]);
        written = place.end;
        if is_dropped {
            tags.drop(&tag);
        }
        if is_dropped && (heading_from.is_some() || tag.one_of(&WITHIN_A_LINE).is_some()) {
            continue;
        }
        if let Some(from) = heading_from.take() {
            one_line(&mut text, from);
        }
        text.push_str("\n\n");
        if is_line {
            text.push_str("---\n\n");
        } else if let Some(level) = heading.filter(|_| !tag.is_closing) {
            text.push_str(&"#".repeat(level + 1));
            text.push(' ');
            heading_from = Some(text.len());
        }
    }
    text.push_str(&html[written..]);
    if let Some(from) = heading_from {
        one_line(&mut text, from);
    }
    as_paragraphs(&text)
}

/// Puts what stands behind `from` into one line.
fn one_line(text: &mut String, from: usize) {
    let line = text[from..].split_whitespace().collect::<Vec<_>>().join(" ");
    text.truncate(from);
    text.push_str(&line);
}

/// HTML is indented for its own sake, and an indented line of Markdown would be code. A line that begins with a tag would be a block
/// of HTML again.
fn as_paragraphs(text: &str) -> String {
    let is_fold = |line: &str| {
        let tag = tags_in(line).next().filter(|(place, _)| place.start == 0);
        tag.is_some_and(|(_, tag)| tag.one_of(&["details", "summary"]).is_some())
    };
    let line = |line: &str| {
        let line = line.trim();
        if line.starts_with('<') && !is_fold(line) { format!("{}{line}", marks::NOTHING) } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Takes out the tags that go from the children of a node, and makes pictures of those that are one.
pub(super) fn clear_children<'a>(arena: &'a Arena<'a>, parent: Node<'a>, tags: &mut HtmlTags) {
    let children: Vec<Node<'a>> = parent.children().collect();
    for node in children {
        let mut data = node.data_mut();
        let NodeValue::HtmlInline(html) = &data.value else { continue };
        let Some(tag) = Tag::parse(html) else { continue };
        if tag.one_of(&["img"]).is_some() && !tag.is_closing {
            let text = |name: &str| decoded(tag.attribute(name).unwrap_or_default().trim());
            let (image, alt) = (NodeLink { url: text("src"), title: text("title") }, text("alt"));
            data.value = NodeValue::Image(Box::new(image));
            drop(data);
            if !alt.is_empty() {
                let alt: Node<'a> = arena.alloc(NodeValue::Text(alt.into()).into());
                node.append(alt);
            }
        } else if tag.one_of(&DROPPED).is_some() || tag.one_of(&HEADINGS).is_some() {
            tags.drop(&tag);
            drop(data);
            node.detach();
        }
    }
}

/// Makes of a pair of tags what Markdown has for it. One that has no such sign stays as it is.
pub(super) fn use_sign(node: Node<'_>, tags: &mut HtmlTags) {
    let mut data = node.data_mut();
    let NodeValue::HtmlInline(html) = &data.value else { return };
    let Some(tag) = Tag::parse(html) else { return };
    let value = match tag.one_of(&SIGNS) {
        Some("a") => match tag.attribute("href") {
            Some(href) => {
                let title = decoded(tag.attribute("title").unwrap_or_default());
                NodeValue::Link(Box::new(NodeLink { url: decoded(href.trim()), title }))
            }
            // It only marks a place.
            None => {
                tags.drop(&tag);
                drop(data);
                let children: Vec<Node<'_>> = node.children().collect();
                children.into_iter().for_each(|child| node.insert_before(child));
                node.detach();
                return;
            }
        },
        Some("b" | "strong") => NodeValue::Strong,
        Some("em" | "i") => NodeValue::Emph,
        Some("s" | "strike") => NodeValue::Strikethrough,
        Some("code") => {
            drop(data);
            let literal = tree::text(node);
            let children: Vec<Node<'_>> = node.children().collect();
            children.into_iter().for_each(comrak::nodes::AstNode::detach);
            node.data_mut().value = NodeValue::Code(NodeCode { num_backticks: 1, literal });
            return;
        }
        _ => return,
    };
    data.value = value;
}

/// The addresses that stand in the `<img>` and `<a>` of a text, with their places; in code, too.
pub(super) fn addresses_in(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    tags_in(text).filter_map(|(place, tag)| {
        let name = match tag.one_of(&["a", "img"]).filter(|_| !tag.is_closing)? {
            "a" => "href",
            _ => "src",
        };
        let typed = tag.attribute(name)?.trim();
        let start = place.start + (typed.as_ptr() as usize).checked_sub(text[place].as_ptr() as usize)?;
        (!typed.is_empty()).then(|| (start..start + typed.len(), decoded(typed)))
    })
}

/// The value of an attribute without the entities that values have.
fn decoded(value: &str) -> String {
    let mut parts = value.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest)));
        match found {
            Some((c, rest)) => {
                text.push(c);
                text.push_str(rest);
            }
            None => {
                text.push('&');
                text.push_str(part);
            }
        }
    }
    text
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return number.ok().and_then(char::from_u32).filter(|c| !c.is_control());
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("mdash", '—'),
        ("ndash", '–'),
    ];
    known.into_iter().find(|(known, _)| *known == name).map(|(_, c)| c)
}
