//! `<details>` and `<summary>` as they were typed, with what stands between them as their children.

use comrak::nodes::{AstNode, Node, NodeHtmlBlock, NodeValue};
use comrak::{Arena, parse_document};

use super::foreign_html::{self, HtmlTags};
use super::typed_html::Tag;
use super::{options, tree};

const DETAILS: &str = "details";
const SUMMARY: &str = "summary";

/// Characters of a tag. A longer one is shown as it was typed.
const MAX_TAG: usize = 300;

/// Makes an element of each `<details>` that is closed beside where it is opened, and paragraphs of each other block of HTML whose
/// first tag is known.
pub(super) fn arrange<'a>(arena: &'a Arena<'a>, root: Node<'a>, tags: &mut HtmlTags) {
    let is_html = |node: Node<'_>| matches!(node.data().value, NodeValue::HtmlBlock(_));
    let parents: Vec<Node<'a>> = root.descendants().filter(|node| node.children().any(is_html)).collect();
    for parent in parents {
        make_paragraphs(arena, parent, tags);
        let parts: Vec<Part<'a>> = parent.children().flat_map(parts).collect();
        let kept = kept(&parts);
        if kept.contains(&true) {
            build(arena, parent, parts, &kept, tags);
        }
    }
}

/// What stands in a parent, one after the other.
enum Part<'a> {
    Node(Node<'a>),
    Tag(&'static str, String),
    /// Text between the tags of one block of HTML.
    Text(String),
}

fn make_paragraphs<'a>(arena: &'a Arena<'a>, parent: Node<'a>, tags: &mut HtmlTags) {
    let children: Vec<Node<'a>> = parent.children().collect();
    for node in children {
        let text = match &node.data().value {
            NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6 | 7, literal }) if foreign_html::is_known(literal) => {
                foreign_html::as_markdown(literal, tags)
            }
            _ => continue,
        };
        let parsed: Vec<Node<'a>> = parse(arena, &text).children().collect();
        parsed.into_iter().for_each(|paragraph| node.insert_before(paragraph));
        node.detach();
    }
}

/// Text that stands in HTML already: notes belong to the whole text, and a block to its own lines.
fn parse<'a>(arena: &'a Arena<'a>, text: &str) -> Node<'a> {
    let mut options = options();
    options.extension.footnotes = false;
    options.extension.block_directive = false;
    parse_document(arena, text, &options)
}

fn parts(node: Node<'_>) -> Vec<Part<'_>> {
    let data = node.data();
    // The other types are comments, scripts and the like.
    let NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6 | 7, literal }) = &data.value else { return vec![Part::Node(node)] };
    let mut parts = Vec::new();
    let (mut text_from, mut from) = (0, 0);
    while let Some(start) = literal[from..].find('<').map(|at| from + at) {
        let rest = &literal[start..];
        if rest.starts_with("<!--") {
            let Some(end) = rest.find("-->") else { break };
            from = start + end + 3;
            continue;
        }
        from = start + 1;
        let Some(tag) = tag(rest) else { continue };
        if start > text_from {
            parts.push(Part::Text(literal[text_from..start].to_owned()));
        }
        parts.push(Part::Tag(tag.0, tag.1.to_owned()));
        from = start + tag.1.len();
        text_from = from;
    }
    if parts.is_empty() {
        return vec![Part::Node(node)];
    }
    if text_from < literal.len() {
        parts.push(Part::Text(literal[text_from..].to_owned()));
    }
    parts
}

/// A tag of one of the two elements at the beginning of a text.
fn tag(html: &str) -> Option<(&'static str, &str)> {
    let name = html.trim_start_matches(['<', '/']);
    let is_name = |name: &str, known: &str| name.get(..known.len()).is_some_and(|name| name.eq_ignore_ascii_case(known));
    if !is_name(name, DETAILS) && !is_name(name, SUMMARY) {
        return None;
    }
    let mut quote = None;
    let end = html.char_indices().take(MAX_TAG).find(|(_, c)| {
        match quote {
            Some(open) if *c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(*c),
            _ => {}
        }
        quote.is_none() && *c == '>'
    });
    let html = &html[..=end?.0];
    Some((Tag::parse(html)?.one_of(&[DETAILS, SUMMARY])?, html))
}

/// Which parts are tags of a pair. A summary is the first thing in its details, with its closing tag before any other of them.
fn kept(parts: &[Part<'_>]) -> Vec<bool> {
    let mut kept = vec![false; parts.len()];
    let mut open: Vec<Open> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let tag = match part {
            Part::Text(text) if text.trim().is_empty() => continue,
            Part::Tag(name, html) => Tag::parse(html).map(|tag| (*name, tag.is_closing)),
            _ => None,
        };
        match (tag, open.last_mut()) {
            (Some((DETAILS, false)), last) => {
                if let Some(last) = last {
                    last.is_begun = true;
                    last.summary = last.summary.filter(|(_, end)| end.is_some());
                }
                open.push(Open { at, is_begun: false, summary: None });
            }
            (Some((SUMMARY, false)), Some(last)) if !last.is_begun => {
                (last.is_begun, last.summary) = (true, Some((at, None)));
            }
            (Some((SUMMARY, true)), Some(Open { summary: Some((_, end @ None)), .. })) => *end = Some(at),
            (Some((DETAILS, true)), Some(_)) => {
                if let Some(details) = open.pop() {
                    (kept[details.at], kept[at]) = (true, true);
                    if let Some((start, Some(end))) = details.summary {
                        (kept[start], kept[end]) = (true, true);
                    }
                }
            }
            (_, Some(last)) => last.is_begun = true,
            (_, None) => {}
        }
    }
    kept
}

struct Open {
    at: usize,
    /// Whether anything stands in it already.
    is_begun: bool,
    /// The parts that open and close its summary.
    summary: Option<(usize, Option<usize>)>,
}

fn build<'a>(arena: &'a Arena<'a>, parent: Node<'a>, parts: Vec<Part<'a>>, kept: &[bool], tags: &mut HtmlTags) {
    let children: Vec<Node<'a>> = parent.children().collect();
    children.into_iter().for_each(AstNode::detach);
    let mut open = vec![parent];
    let mut text = String::new();
    for (part, kept) in parts.into_iter().zip(kept) {
        let within = open.last().copied().unwrap_or(parent);
        match part {
            Part::Text(part) => text.push_str(&part),
            Part::Tag(_, html) if !kept => text.push_str(&html),
            Part::Tag(_, html) => {
                append_text(arena, within, &std::mem::take(&mut text), tags);
                if html.starts_with("</") {
                    // An element without content is none: nobody could see it.
                    open.pop().filter(|element| element.first_child().is_none()).into_iter().for_each(AstNode::detach);
                } else {
                    let html = NodeHtmlBlock { block_type: 6, literal: html };
                    let element: Node<'a> = arena.alloc(NodeValue::HtmlBlock(html).into());
                    within.append(element);
                    open.push(element);
                }
            }
            Part::Node(node) => {
                append_text(arena, within, &std::mem::take(&mut text), tags);
                within.append(node);
            }
        }
    }
    append_text(arena, parent, &text, tags);
}

/// Text that stands in a block of HTML is Markdown too. In a summary it is one line.
fn append_text<'a>(arena: &'a Arena<'a>, within: Node<'a>, text: &str, tags: &mut HtmlTags) {
    if text.trim().is_empty() {
        return;
    }
    let root = parse(arena, &unindented(text));
    make_paragraphs(arena, root, tags);
    let nodes: Vec<Node<'a>> = match (opened(within), root.first_child()) {
        (Some(Element::Summary), Some(only)) if only.next_sibling().is_none() && tree::is_paragraph(only) => {
            only.children().collect()
        }
        _ => root.children().collect(),
    };
    nodes.into_iter().for_each(|node| within.append(node));
}

/// HTML is indented for its own sake, and an indented line of Markdown would be code.
fn unindented(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().trim_start();
    let common = lines.clone().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or_default();
    let rest = lines.map(|line| line.get(common..).unwrap_or_default());
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}

/// What a block of HTML stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Details { is_open: bool },
    Summary,
}

/// The element that a node is; `None` for any other, and for a tag that is shown as it was typed.
pub(super) fn element(node: Node<'_>) -> Option<Element> {
    node.first_child().and_then(|_| opened(node))
}

/// The element whose first tag a node is.
fn opened(node: Node<'_>) -> Option<Element> {
    let data = node.data();
    let NodeValue::HtmlBlock(html) = &data.value else { return None };
    let tag = Tag::parse(&html.literal)?;
    match tag.one_of(&[DETAILS, SUMMARY])? {
        DETAILS => Some(Element::Details { is_open: tag.attribute("open").is_some() }),
        _ => Some(Element::Summary),
    }
}
