//! Quotations that begin with `[!NOTE]` and the like, as on GitHub: a note beside the text, with a title in its language.

use comrak::Arena;
use comrak::nodes::{CalloutFold, Node, NodeCallout, NodeValue};

use super::tree;
use crate::language::Language;

/// The kinds of notes: the word in the text, the class in the page, and the title in English and German.
pub(super) struct Kind {
    name: &'static str,
    pub(super) class: &'static str,
    en: &'static str,
    de: &'static str,
}

pub(super) const KINDS: [Kind; 5] = [
    Kind { name: "note", class: "admonition-note", en: "Note", de: "Hinweis" },
    Kind { name: "tip", class: "admonition-tip", en: "Tip", de: "Tipp" },
    Kind { name: "important", class: "admonition-important", en: "Important", de: "Wichtig" },
    Kind { name: "warning", class: "admonition-warning", en: "Warning", de: "Warnung" },
    Kind { name: "caution", class: "admonition-caution", en: "Caution", de: "Vorsicht" },
];

impl Kind {
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name.eq_ignore_ascii_case(name))
    }

    /// The title of a note that has none of its own. Like the rest of the page, it is English where there is no German.
    pub(super) fn word(&self, language: &Language) -> &'static str {
        if language.as_str().split('-').next() == Some("de") { self.de } else { self.en }
    }
}

/// Makes a callout of each such quotation. The rest of its first line is its title.
pub(super) fn arrange<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let quotations: Vec<Node<'a>> =
        root.descendants().filter(|node| matches!(node.data().value, NodeValue::BlockQuote)).collect();
    for quotation in quotations {
        if let Some((paragraph, kind)) = begin(quotation) {
            let callout = NodeCallout { callout_type: kind.name.to_owned(), metadata: None, fold: CalloutFold::None };
            quotation.data_mut().value = NodeValue::Callout(Box::new(callout));
            take_title(arena, quotation, paragraph);
        }
    }
}

/// The paragraph that begins with the sign of a note, without that sign.
fn begin<'a>(quotation: Node<'a>) -> Option<(Node<'a>, &'static Kind)> {
    let paragraph = quotation.first_child().filter(|first| tree::is_paragraph(first))?;
    let first = paragraph.first_child()?;
    let mut data = first.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = Kind::find(name)?;
    // Obsidian folds a note with such a sign.
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start().to_owned();
    *text = rest.into();
    Some((paragraph, kind))
}

fn take_title<'a>(arena: &'a Arena<'a>, callout: Node<'a>, paragraph: Node<'a>) {
    let title: Node<'a> = arena.alloc(NodeValue::CalloutTitle.into());
    let children: Vec<Node<'a>> = paragraph.children().collect();
    for child in children {
        if is_line_end(child) {
            child.detach();
            break;
        }
        title.append(child);
    }
    if paragraph.first_child().is_none() {
        paragraph.detach();
    }
    if !tree::text(title).is_empty() {
        callout.prepend(title);
    }
}

fn is_line_end(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::SoftBreak | NodeValue::LineBreak => true,
        NodeValue::HtmlInline(html) => tree::is_line_break(html),
        _ => false,
    }
}
