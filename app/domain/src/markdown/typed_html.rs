//! HTML that an editor typed: which tags are kept, and which of them belong together.
//!
//! A pair of tags becomes one node: that of its first tag, with what stands between them as its children. A tag without children
//! is shown as it was typed, so neither a forgotten nor a surplus one can change what stands around it.

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use super::foreign_html::{self, HtmlTags, SIGNS};

/// Elements within a line that are kept.
const INLINE: [&str; 13] = ["abbr", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "samp", "small", "sub", "sup", "var"];

/// Characters of a `title`. More is no explanation, and the sanitiser takes long for it.
const MAX_TITLE: usize = 300;

/// A tag as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In letters as typed.
    name: &'a str,
    pub(super) is_closing: bool,
    /// What stands behind the name, without the `>`.
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// `None` if the text is not exactly one tag.
    pub(super) fn parse(html: &'a str) -> Option<Self> {
        let inner = html.trim().strip_prefix('<')?.strip_suffix('>')?;
        let (is_closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(length);
        (length > 0 && attributes.chars().next().is_none_or(|c| c.is_ascii_whitespace() || c == '/')).then_some(Self {
            name,
            is_closing,
            attributes,
        })
    }

    /// The element that it opens or closes, if it is one of these.
    pub(super) fn one_of(&self, names: &[&'static str]) -> Option<&'static str> {
        names.iter().find(|name| name.eq_ignore_ascii_case(self.name)).copied()
    }

    pub(super) fn name_in_small_letters(&self) -> String {
        self.name.to_ascii_lowercase()
    }

    /// Whether its element may stand within a line of the page.
    pub(super) fn is_kept(&self) -> bool {
        self.one_of(&INLINE).is_some()
    }

    pub(super) fn is_line_break(&self) -> bool {
        !self.is_closing && self.one_of(&["br"]).is_some()
    }

    /// The value of an attribute, not decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let length = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len()).max(1);
            let length = (length..=rest.len()).find(|length| rest.is_char_boundary(*length)).unwrap_or(rest.len());
            let (found, behind) = rest.split_at(length);
            let (value, behind) = value(behind);
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = behind;
        }
    }
}

/// The value of an attribute behind its name, and what follows it.
fn value(behind: &str) -> (&str, &str) {
    let Some(value) = behind.trim_start().strip_prefix('=').map(str::trim_start) else { return ("", behind) };
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()))
}

/// The element that stands within a line for a pair of tags: its name, and the beginning that is written for it.
pub(super) fn element(html: &str) -> Option<(&'static str, String)> {
    let tag = Tag::parse(html)?;
    let name = tag.one_of(&INLINE)?;
    let title = tag.attribute("title").filter(|title| matches!(name, "abbr" | "dfn") && !title.trim().is_empty());
    let Some(title) = title else { return Some((name, format!("<{name}>"))) };
    // Entities stay, as the sanitiser reads them.
    let title: String = title.chars().take(MAX_TITLE).collect();
    let title = title.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    Some((name, format!("<{name} title=\"{title}\">")))
}

/// Makes an element of each pair of tags that stand beside each other, and takes the tags of other programs out.
pub(super) fn pair<'a>(arena: &'a Arena<'a>, root: Node<'a>, tags: &mut HtmlTags) {
    let is_html = |node: Node<'_>| matches!(node.data().value, NodeValue::HtmlInline(_));
    let parents: Vec<Node<'a>> = root.descendants().filter(|node| node.children().any(is_html)).collect();
    for parent in parents {
        foreign_html::clear_children(arena, parent, tags);
        pair_children(parent, tags);
    }
}

fn pair_children(parent: Node<'_>, tags: &mut HtmlTags) {
    let children: Vec<Node<'_>> = parent.children().collect();
    let roles = roles(&children);
    let mut open: Vec<Node<'_>> = Vec::new();
    for (node, role) in children.into_iter().zip(roles) {
        if role == Role::End {
            node.detach();
            if let Some(element) = open.pop() {
                if element.first_child().is_none() {
                    element.detach();
                } else {
                    foreign_html::use_sign(element, tags);
                }
            }
            continue;
        }
        if let Some(element) = open.last() {
            element.append(node);
        }
        if role == Role::Start {
            open.push(node);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The first tag of a pair.
    Start,
    /// The last tag of a pair.
    End,
    /// Anything else, a tag without its counterpart among it.
    Content,
}

fn roles(nodes: &[Node<'_>]) -> Vec<Role> {
    let mut roles = vec![Role::Content; nodes.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    // Counts the open elements by name, so that a surplus closing tag is found at once.
    let mut open_count = [0_usize; INLINE.len() + SIGNS.len()];
    for (at, node) in nodes.iter().enumerate() {
        let data = node.data();
        let NodeValue::HtmlInline(html) = &data.value else { continue };
        let Some(tag) = Tag::parse(html) else { continue };
        let Some(name) = tag.one_of(&INLINE).or_else(|| tag.one_of(&SIGNS)) else { continue };
        let Some(element) = INLINE.iter().chain(&SIGNS).position(|known| *known == name) else { continue };
        if !tag.is_closing {
            open.push((at, element));
            open_count[element] += 1;
        } else if open_count[element] > 0 {
            while let Some((start, opened)) = open.pop() {
                open_count[opened] -= 1;
                if opened == element {
                    (roles[start], roles[at]) = (Role::Start, Role::End);
                    break;
                }
            }
        }
    }
    roles
}
