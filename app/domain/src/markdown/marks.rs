//! Marks that stand in a text only while it is parsed, where CommonMark and GitHub would read it otherwise than it is meant.
//!
//! They are noncharacters (Unicode 23.7), which no text may hold.

use comrak::nodes::{Node, NodeValue};

use super::address_end;

/// Stands for a `~` that stands alone: only two strike through, and `20~25` is a range.
const TILDE: char = '\u{fdd1}';

/// Has no meaning of its own. At the start of a line it keeps the line a paragraph; behind an escaped sign it keeps the sign plain;
/// within the beginning of a bare address, or the line below the head of a table, it keeps them text.
pub(super) const NOTHING: char = '\u{fdd2}';

/// Ends a bare address, as the parser ends one at each `<`.
const ADDRESS_END: &str = "<\u{fdd2}";

/// Stands for a space in a link to the words of a heading, `[…](#Über uns)`.
const SPACE: char = '\u{fdd4}';

/// Characters within which such a link ends.
const MAX_FRAGMENT: usize = 200;

/// Columns of a table; a wider one is text. The parser makes a node of each cell, and nobody reads so many side by side.
const MAX_COLUMNS: usize = 200;

const ALL: [char; 3] = [TILDE, NOTHING, SPACE];

/// The text with its marks.
pub(super) fn set(text: &str) -> String {
    let cleaned: String;
    let text = if text.contains(ALL) {
        cleaned = text.replace(ALL, "");
        &cleaned
    } else {
        text
    };
    let mut ends = address_end::ends(text).into_iter().peekable();
    let mut surplus = address_end::surplus(text).into_iter().peekable();
    let mut marked = String::with_capacity(text.len() + text.len() / 16);
    let (mut before, mut is_escaped, mut fragment_end, mut bars) = ('\n', false, 0, 0);
    for (at, c) in text.char_indices() {
        bars = match c {
            '\n' | '\r' => 0,
            '|' => bars + 1,
            _ => bars,
        };
        let is_too_wide = c == '|' && bars == MAX_COLUMNS + 2;
        if ends.next_if_eq(&at).is_some() {
            marked.push_str(ADDRESS_END);
        }
        let is_surplus = surplus.next_if_eq(&at).is_some();
        if is_too_wide || (is_surplus && c != ':') {
            marked.push(NOTHING);
        }
        let rest = &text[at + c.len_utf8()..];
        let is_alone = before != '~' && !rest.starts_with('~') && !is_escaped;
        if c == '#' && text[..at].ends_with("](") {
            fragment_end = at + fragment_length(&text[at..]);
        }
        marked.push(match c {
            '~' if is_alone => TILDE,
            ' ' if at < fragment_end => SPACE,
            c => c,
        });
        if is_surplus && c == ':' {
            marked.push(NOTHING);
        }
        if is_escaped && matches!((c, rest.chars().next()), ('[', Some('!')) | ('{', Some('#' | ':'))) {
            marked.push(NOTHING);
        }
        is_escaped = c == '\\' && !is_escaped;
        before = c;
    }
    if ends.next().is_some() {
        marked.push_str(ADDRESS_END);
    }
    marked
}

/// How long the address of a link is that begins with `#` and has nothing behind it, neither a title nor another link.
fn fragment_length(text: &str) -> usize {
    let end = text.char_indices().take(MAX_FRAGMENT).find(|(_, c)| matches!(c, ')' | '(' | '[' | ']' | '<' | '"' | '\'' | '\n'));
    end.filter(|(_, c)| *c == ')').map_or(0, |(at, _)| at)
}

/// Takes the marks out of a parsed text.
pub(super) fn remove(root: Node<'_>) {
    for node in root.descendants() {
        match &mut node.data_mut().value {
            NodeValue::Text(text) if has_mark(text) => *text = without(text).into(),
            NodeValue::Code(code) => remove_from(&mut code.literal),
            NodeValue::CodeBlock(code) => remove_from(&mut code.literal),
            NodeValue::HtmlInline(html) => remove_from(html),
            NodeValue::HtmlBlock(html) => remove_from(&mut html.literal),
            NodeValue::BlockDirective(block) => remove_from(&mut block.info),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                remove_from(&mut link.url);
                remove_from(&mut link.title);
            }
            _ => {}
        }
    }
}

fn remove_from(text: &mut String) {
    if has_mark(text) {
        *text = without(text);
    }
}

fn has_mark(text: &str) -> bool {
    text.contains(ALL)
}

fn without(text: &str) -> String {
    text.replace(ADDRESS_END, "").replace(NOTHING, "").replace(TILDE, "~").replace(SPACE, " ")
}
