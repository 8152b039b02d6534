//! `{#id}` at the end of a heading: an anchor of the editor's own, as Pandoc, kramdown and PHP Markdown Extra read it.

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use crate::text::composed;

/// Characters of an id. It would be repeated by every link that leads to it.
const MAX: usize = 64;

/// Takes the ids out of the headings and keeps each beside its heading ([`of`]). All of them, in order.
pub(super) fn take<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Vec<String> {
    let headings: Vec<Node<'a>> = root.descendants().filter(|node| matches!(node.data().value, NodeValue::Heading(_))).collect();
    let mut ids = Vec::new();
    for heading in headings {
        if let Some(id) = take_id(heading) {
            let kept: Node<'a> = arena.alloc(NodeValue::Raw(id.clone()).into());
            heading.append(kept);
            ids.push(id);
        }
    }
    ids
}

/// The id that was typed for a heading.
pub(super) fn of(heading: Node<'_>) -> Option<String> {
    let last = heading.last_child()?;
    if let NodeValue::Raw(id) = &last.data().value { Some(id.clone()) } else { None }
}

fn take_id(heading: Node<'_>) -> Option<String> {
    let last = heading.last_child()?;
    let mut data = last.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (words, attributes) = text.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let attributes = attributes.strip_prefix(':').unwrap_or(attributes);
    let mut attributes = attributes.split_whitespace();
    let id = composed(attributes.next()?.strip_prefix('#')?.to_owned());
    // Classes say nothing to readers.
    let is_id = is_valid(&id) && attributes.all(|attribute| attribute.starts_with('.'));
    let words = words.trim_end().to_owned();
    if !is_id || (words.is_empty() && last.previous_sibling().is_none()) {
        return None;
    }
    *text = words.into();
    Some(id)
}

fn is_valid(id: &str) -> bool {
    let is_first = |c: char| c.is_alphanumeric() || c == '_';
    id.chars().count() <= MAX && id.starts_with(is_first) && id.chars().all(|c| is_first(c) || matches!(c, '-' | '.' | ':'))
}
