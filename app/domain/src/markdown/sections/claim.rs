//! Blocks that say one thing loudly: hero, call, quote, numbers.

use comrak::nodes::{Node, NodeValue};

use super::frame::{buttons, heading, inlines, lines, prose};
use crate::markdown::prose::{Writer, escape, without_dash};
use crate::markdown::{heading_ids, tree};

const HERO_LINES: &str = r##"<svg class="hero-lines lines lines-draw" viewBox="-500 -500 1000 1000" aria-hidden="true"><g transform="rotate(28)"><use href="#field"/><use href="#field-lit" transform="scale(-1 1)"/></g></svg>"##;

const CALL_LINES: &str = r##"<svg class="call-lines lines" viewBox="-500 -500 1000 1000" aria-hidden="true"><g transform="rotate(-68)"><use href="#field"/><use href="#field-lit"/></g></svg>"##;

/// A value so short does not wrap.
const SHORT: usize = 12;

/// The first hero's heading is the title of the page.
pub(super) fn hero(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let claim = Claim::of(parts)?;
    let title = match claim.title {
        Some(node) if writer.anchors.take_title() => {
            let anchor = writer.anchors.title(&tree::text(node), heading_ids::of(node));
            let id = anchor.map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
            format!("<h1 class=\"display hero-title\"{id}>{}</h1>", inlines(writer, node))
        }
        Some(node) => heading(writer, node, "display hero-title").0,
        None => String::new(),
    };
    let label = claim.label.map(|node| format!("<p class=\"axis-label\">{}</p>", inlines(writer, node))).unwrap_or_default();
    let lead = leads(writer, &claim.leads);
    let buttons = buttons(writer, &claim.links);
    let buttons = if buttons.is_empty() { buttons } else { format!("<p class=\"row\">{buttons}</p>") };
    let rest = prose(writer, &claim.rest);
    let stack = format!("{lead}{buttons}{rest}");
    let stack = if stack.is_empty() { stack } else { format!("<div class=\"stack stack-wide\">{stack}</div>") };
    Some(format!(
        "<section class=\"hero page\">{HERO_LINES}{title}<div class=\"axis hero-lead\">{label}{stack}</div></section>\n"
    ))
}

pub(super) fn call(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let claim = Claim::of(parts)?;
    let (label, title) = match claim.title {
        Some(node) => {
            let (title, anchor) = heading(writer, node, "title");
            (format!(" aria-labelledby=\"{anchor}\""), title)
        }
        None => (String::new(), String::new()),
    };
    let above = claim.label.map(|node| format!("<p class=\"small\">{}</p>", inlines(writer, node))).unwrap_or_default();
    let lead = leads(writer, &claim.leads);
    let buttons = buttons(writer, &claim.links);
    let buttons = match claim.links.len() {
        0 => buttons,
        1 => format!("<p>{buttons}</p>"),
        _ => format!("<p class=\"row\">{buttons}</p>"),
    };
    let rest = prose(writer, &claim.rest);
    Some(format!(
        "<section class=\"page\"{label}><div class=\"card card-lit call\">{CALL_LINES}{above}{title}{lead}{buttons}{rest}</div></section>\n"
    ))
}

pub(super) fn quote(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let quotation = parts.iter().find(|node| matches!(node.data().value, NodeValue::BlockQuote));
    let (mut words, mut author, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for node in parts {
        match quotation {
            Some(quotation) if quotation.same_node(node) => words.extend(node.children()),
            Some(_) if tree::is_paragraph(node) => author.push(*node),
            None if tree::is_paragraph(node) => words.push(*node),
            _ => rest.push(*node),
        }
    }
    if author.is_empty() && words.len() > 1 && words.last().is_some_and(|last| tree::is_paragraph(last)) {
        author.extend(words.pop());
    }
    let text = match words.as_slice() {
        [] => return None,
        [paragraph] if tree::is_paragraph(paragraph) => inlines(writer, paragraph),
        several => crate::markdown::clean::clean(&writer.nodes(several.iter().copied())),
    };
    let author: Vec<String> = author.into_iter().map(|node| without_dash(&lines(writer, node)).to_owned()).collect();
    let author = if author.is_empty() {
        String::new()
    } else {
        format!("<figcaption class=\"axis-label\">{}</figcaption>", author.join("<br>"))
    };
    let rest = prose(writer, &rest);
    Some(format!(
        "<section class=\"page\"><figure class=\"axis quote\">{author}<blockquote class=\"heading\">{}</blockquote></figure>{rest}</section>\n",
        text.trim()
    ))
}

pub(super) fn numbers(writer: &mut Writer, parts: &[Node<'_>]) -> Option<String> {
    let (mut title, mut items, mut rest) = (None, Vec::new(), Vec::new());
    for node in parts {
        match &node.data().value {
            NodeValue::List(_) => items.extend(node.children().map(tree::text).filter(|text| !text.is_empty())),
            NodeValue::Heading(_) if title.is_none() => title = Some(tree::text(node)),
            _ => rest.push(*node),
        }
    }
    if items.is_empty() {
        return None;
    }
    let label =
        title.filter(|title| !title.is_empty()).map(|title| format!(" aria-label=\"{}\"", escape(&writer.anchors.label(&title))));
    let items: String = items.iter().map(|item| number(item)).collect();
    let rest = prose(writer, &rest);
    Some(format!(
        "<section class=\"page\"{}><dl class=\"numbers ruled\">{items}</dl>{rest}</section>\n",
        label.unwrap_or_default()
    ))
}

/// `412 | substations`; without the line between them the first word is the value.
fn number(item: &str) -> String {
    let (value, words) = item.split_once('|').or_else(|| item.split_once(' ')).unwrap_or((item, ""));
    let value = value.trim();
    // Units and signs stand close to their number, words apart from it.
    let has_words = value.split(' ').any(|part| part.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let space = if has_words { "\u{a0}" } else { "\u{202f}" };
    let value = if value.chars().count() <= SHORT { value.replace(' ', space) } else { value.to_owned() };
    format!("<div><dt>{}</dt><dd>{}</dd></div>", escape(words.trim()), escape(&value))
}

/// The parts that hero and call have in common.
struct Claim<'a> {
    /// The paragraph before the heading.
    label: Option<Node<'a>>,
    title: Option<Node<'a>>,
    leads: Vec<Node<'a>>,
    links: Vec<Node<'a>>,
    rest: Vec<Node<'a>>,
}

impl<'a> Claim<'a> {
    /// `None` if there is nothing to say.
    fn of(parts: &[Node<'a>]) -> Option<Self> {
        let title_at = parts.iter().position(|node| tree::is_heading(node));
        let mut claim =
            Self { label: None, title: title_at.map(|at| parts[at]), leads: Vec::new(), links: Vec::new(), rest: Vec::new() };
        for (at, node) in parts.iter().enumerate() {
            let links = tree::only_links(node);
            if title_at == Some(at) {
                continue;
            } else if !links.is_empty() {
                claim.links.extend(links);
            } else if !tree::is_paragraph(node) || !tree::only_images(node).is_empty() {
                claim.rest.push(*node);
            } else if claim.label.is_none() && title_at.is_some_and(|title_at| at < title_at) {
                claim.label = Some(node);
            } else {
                claim.leads.push(node);
            }
        }
        let is_empty = claim.title.is_none() && claim.leads.is_empty() && claim.links.is_empty() && claim.rest.is_empty();
        (!is_empty).then_some(claim)
    }
}

fn leads(writer: &mut Writer, nodes: &[Node<'_>]) -> String {
    nodes.iter().map(|node| format!("<p class=\"lead\">{}</p>", inlines(writer, node))).collect()
}
