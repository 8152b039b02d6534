//! Blocks made of headings with text below each: features, questions; and the frame of a live list.

use comrak::nodes::Node;

use super::frame::{END, heading, inlines, prose, start};
use crate::block::{self, LiveList, PagesOf};
use crate::markdown::clean::clean;
use crate::markdown::prose::Writer;
use crate::markdown::{heading_ids, tree};

/// Entries of a live list where no number is given.
const LIVE_COUNT: u32 = 3;

pub(super) fn features(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let outline = Outline::of(parts)?;
    let start = start(writer, outline.title, &outline.intro);
    let mut items = String::new();
    for (head, body) in &outline.items {
        let typed = tree::heading_level(head).unwrap_or(3);
        let (level, anchor) = writer.anchors.heading(typed, &tree::text(head), heading_ids::of(head));
        items.push_str(&format!(
            "<li class=\"item item-plain\"><div><h{level} id=\"{anchor}\">{}</h{level}>",
            inlines(writer, head)
        ));
        match body.as_slice() {
            [] => {}
            [paragraph] if tree::is_paragraph(paragraph) => {
                items.push_str(&format!("<p class=\"soft\">{}</p>", inlines(writer, paragraph)))
            }
            several => {
                items.push_str(&format!("<div class=\"soft stack\">{}</div>", clean(&writer.nodes(several.iter().copied()))))
            }
        }
        items.push_str("</div></li>");
    }
    Some(format!("{start}<ul class=\"items services\">{items}</ul>{END}"))
}

pub(super) fn faq(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let outline = Outline::of(parts)?;
    let start = start(writer, outline.title, &outline.intro);
    let mut items = String::new();
    for (question, answer) in &outline.items {
        let (question, _) = heading(writer, question, "faq-question");
        items.push_str(&format!("<details class=\"faq-item\"><summary>{question}</summary>{}</details>", prose(writer, answer)));
    }
    Some(format!("{start}<div class=\"faq\">{items}</div>{END}"))
}

/// The heading of a live list is in no table of contents: where there is nothing to list, neither is the heading.
pub(super) fn live(writer: &mut Writer, kind: LiveList, rest: &str, parts: &[Node<'_>]) -> String {
    let title = parts.iter().copied().find(|node| tree::is_heading(node));
    let beside: Vec<Node<'_>> = parts.iter().copied().filter(|node| !title.is_some_and(|title| title.same_node(node))).collect();
    let known = writer.anchors.headings.len();
    let before = start(writer, title, &beside);
    writer.anchors.headings.truncate(known);
    let mut words = rest.split_whitespace().peekable();
    let count = words.next_if(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let count = count.map_or(Ok(LIVE_COUNT), str::parse).unwrap_or(LIVE_COUNT).clamp(1, LiveList::MAX_COUNT);
    let of = words.next().filter(|_| kind == LiveList::Pages).and_then(PagesOf::parse).unwrap_or(PagesOf::This);
    block::live_list_mark_of(kind, &of, count, &before, END)
}

/// A heading of its own, if it stands above the others; then headings of the next level with what follows each.
struct Outline<'a> {
    title: Option<Node<'a>>,
    intro: Vec<Node<'a>>,
    items: Vec<(Node<'a>, Vec<Node<'a>>)>,
}

impl<'a> Outline<'a> {
    /// `None` without a heading.
    fn of(parts: &[Node<'a>]) -> Option<Self> {
        let mut headings = parts.iter().copied().filter(|node| tree::is_heading(node));
        let first = headings.next()?;
        let title = headings.next().filter(|second| tree::heading_level(second) > tree::heading_level(first)).map(|_| first);
        let mut outline = Self { title, intro: Vec::new(), items: Vec::new() };
        let mut item_level = None;
        for node in parts.iter().copied().filter(|node| !title.is_some_and(|title| title.same_node(node))) {
            let level = tree::heading_level(node).filter(|_| tree::is_heading(node));
            match (level, outline.items.last_mut()) {
                (Some(level), _) if item_level.is_none_or(|item_level| level <= item_level) => {
                    item_level = item_level.or(Some(level));
                    outline.items.push((node, Vec::new()));
                }
                (_, Some((_, body))) => body.push(node),
                (_, None) => outline.intro.push(node),
            }
        }
        Some(outline)
    }
}
