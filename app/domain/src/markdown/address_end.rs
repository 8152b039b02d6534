//! The end of a bare address in a text: before the punctuation behind it, in any script.

use comrak::nodes::{Node, NodeValue};

/// The beginnings of addresses.
const STARTS: [&str; 2] = ["://", "www."];

/// The schemes of addresses that the parser makes links of.
const SCHEMES: [&str; 3] = ["http", "https", "ftp"];

/// Behind one of these, a letter of a script without spaces belongs to the address: `/wiki/日本語`. Behind a letter of ASCII it is
/// the text that goes on: `example.comを`.
const SEPARATORS: [char; 9] = ['/', '?', '#', '=', '&', '-', '_', '+', '~'];

/// Bare addresses in a stretch of text without spaces, beyond which none is a link. At each of them the parser reads on to the end of
/// the stretch, so that their number times its length is the time that it takes.
pub(super) const MAX_IN_STRETCH: usize = 100;

/// The beginnings of bare addresses that are left as text: those beyond [`MAX_IN_STRETCH`].
pub(super) fn surplus(text: &str) -> Vec<usize> {
    let (mut surplus, mut stretch_end, mut count) = (Vec::new(), 0, 0);
    for at in starts(text) {
        if at >= stretch_end {
            let is_end = |c: char| c.is_ascii_whitespace() || c == '\u{b}';
            (stretch_end, count) = (text[at..].find(is_end).map_or(text.len(), |length| at + length), 0);
        }
        count += 1;
        if count > MAX_IN_STRETCH {
            surplus.push(at);
        }
    }
    surplus
}

/// Where addresses may begin.
fn starts(text: &str) -> Vec<usize> {
    let mut starts: Vec<usize> = STARTS.iter().flat_map(|start| text.match_indices(start)).map(|(at, _)| at).collect();
    starts.sort_unstable();
    starts
}

/// The places behind bare addresses where the parser would go on: it takes everything up to the next space, and leaves out only
/// punctuation of ASCII at the end.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    for at in starts(text) {
        if at < from || is_in_brackets(text, at) {
            continue;
        }
        let host = if text[at..].starts_with("://") { at + 3 } else { at };
        if host > at && !has_scheme(&text[..at]) {
            continue;
        }
        let (length, goes_on) = address(&text[host..]);
        from = host + length;
        if goes_on {
            ends.push(from);
        }
    }
    ends
}

/// Takes the links from parts of mail addresses: the parser knows only letters of ASCII, and `ller@a.example` is not the address of
/// `müller@a.example`.
pub(super) fn unlink_parts(root: Node<'_>) {
    let parts: Vec<Node<'_>> = root.descendants().filter(|node| is_part(node)).collect();
    for link in parts {
        let children: Vec<Node<'_>> = link.children().collect();
        children.into_iter().for_each(|child| link.insert_before(child));
        link.detach();
    }
}

fn is_part(node: Node<'_>) -> bool {
    let data = node.data();
    let NodeValue::Link(link) = &data.value else { return false };
    // A link that the parser made stands where its words stand.
    let is_bare = node.first_child().is_some_and(|words| words.data().sourcepos == data.sourcepos);
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    let text = |node: Node<'_>| if let NodeValue::Text(text) = &node.data().value { text.to_string() } else { String::new() };
    is_bare
        && link.url.starts_with("mailto:")
        && (goes_on(node.previous_sibling().and_then(|before| text(before).chars().next_back()))
            || goes_on(node.next_sibling().and_then(|behind| text(behind).chars().next())))
}

/// The schemes that the parser knows stand before `://`, behind anything but a letter of ASCII.
fn has_scheme(before: &str) -> bool {
    let length = before.bytes().rev().take(6).take_while(u8::is_ascii_alphabetic).count();
    SCHEMES.iter().any(|scheme| scheme.eq_ignore_ascii_case(&before[before.len() - length..]))
}

/// `<https://…>` says itself where it ends.
fn is_in_brackets(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '<' | '>');
    before.ends_with('<') && text[at..].find(is_end).is_some_and(|end| text[at + end..].starts_with('>'))
}

/// The length of the address at the beginning of a text, whose scheme stands before it, and whether the parser would go on behind it.
fn address(text: &str) -> (usize, bool) {
    let (mut end, mut before, mut is_host, mut has_dot, mut goes_on) = (0, '/', true, false, false);
    for (at, c) in text.char_indices() {
        if c.is_ascii_whitespace() || matches!(c, '<' | '|') {
            break;
        }
        let follows = || {
            SEPARATORS.contains(&before)
                || is_unspaced(before)
                || (is_host && !has_dot)
                || (before == '.' && is_after_unspaced_label(&text[..at]))
        };
        let is_end = ends_always(c) || (is_host && ends_host(c)) || (c == '&' && is_entity(&text[at..]));
        if is_end || (is_unspaced(c) && !follows()) {
            goes_on = true;
            break;
        }
        is_host &= !matches!(c, '/' | '?' | '#');
        has_dot |= c == '.';
        (end, before) = (at + c.len_utf8(), c);
    }
    let length = trimmed(&text[..end]);
    (length, goes_on || text[length..end].contains(|c: char| !c.is_ascii() || matches!(c, ']' | '}')))
}

/// Whether the label before the last dot is of a script without spaces, or `www`: `例え.テスト`.
fn is_after_unspaced_label(host: &str) -> bool {
    let label = host.trim_end_matches('.');
    label == "www" || label.chars().next_back().is_some_and(is_unspaced)
}

/// The length of an address without the punctuation at its end; a bracket that the address opened itself stays.
fn trimmed(address: &str) -> usize {
    let count = |bracket: char| address.matches(bracket).count();
    let pairs = [('(', ')'), ('[', ']'), ('{', '}')];
    let mut brackets = pairs.map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        let bracket = brackets.iter_mut().find(|(close, _)| *close == last);
        match bracket {
            Some((_, surplus)) if *surplus > 0 => *surplus -= 1,
            None if ends_at_end(last) => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

/// Punctuation that belongs to an address in its middle, but not at its end.
fn ends_at_end(c: char) -> bool {
    matches!(
        c,
        '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '·' | '・' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
    )
}

/// Punctuation that may stand in a path, but in no host.
fn ends_host(c: char) -> bool {
    matches!(c, '\'' | '’' | '"' | ',' | ';' | '!' | '(' | ')')
}

/// A sign that was typed by its name, as `&nbsp;`. `&amp;` joins the parts of a query.
fn is_entity(text: &str) -> bool {
    let name = text[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    !name.is_empty() && name != "amp" && text[1 + name.len()..].starts_with(';')
}

/// Spaces, quotation marks, and what ends sentences, clauses and brackets in scripts other than that of addresses.
fn ends_always(c: char) -> bool {
    let is_joined = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}');
    c.is_whitespace()
        || (crate::text::is_invisible(c) && !is_joined)
        || matches!(c,
            '¡' | '¿' | '«' | '»' | '—' | '―' | '‘' | '‚' | '‛' | '“'..='‟' | '‥' | '…' | '‹' | '›'
            | '։' | '،' | '؛' | '؟' | '۔' | '।' | '॥' | '၊' | '။' | '።'..='፨' | '។' | '៕'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{303d}'
            | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe6b}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff64}')
}

/// Letters of scripts that put no space between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese), Hangul, and pictures.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2190}'..='\u{2bff}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{16fe0}'..='\u{1b2ff}' | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}')
}
