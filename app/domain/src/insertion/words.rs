//! Whether words that are selected can become the words of a link, with all around them staying what it is.

use std::ops::Range;

use super::scan::{code_spans, is_escaped};
use super::syntax::is_blank;

/// Marks that belong together in pairs.
const MARKS: [char; 4] = ['*', '_', '~', '`'];

/// Whether brackets around the words at `at` make a link of just these words. They cannot within code, a link, a picture, an
/// address or HTML, nor where they would tear emphasis apart.
pub fn can_be_linked(text: &str, at: Range<usize>) -> bool {
    let words = &text[at.clone()];
    if words.contains(['\n', '[', ']', '<', '>', '\\']) || !is_whole_emphasis(words) {
        return false;
    }
    let paragraph = paragraph_around(text, &at);
    let (before, after) = (&text[paragraph.start..at.start], &text[at.end..paragraph.end]);
    // `!` makes a picture of a link, a backslash makes text of a bracket.
    if before.ends_with(['!', '\\']) {
        return false;
    }
    let from = paragraph.start;
    let spans = code_spans(&text[paragraph]);
    let is_code = |place: usize| spans.iter().any(|span| span.contains(&(place - from)));
    if spans.iter().any(|span| span.start + from < at.end && at.start < span.end + from) {
        return false;
    }
    let marks_in = |part: &str, start: usize, mark: char| -> Vec<usize> {
        let places = part.match_indices(mark).map(|(place, _)| place);
        places.filter(|place| !is_escaped(part, *place) && !is_code(start + place)).collect()
    };
    let open = |opener: char, closer: char| {
        let opened = marks_in(before, from, opener).len();
        opened > marks_in(before, from, closer).len() && !marks_in(after, at.end, closer).is_empty()
    };
    let is_in_destination = before.rfind("](").is_some_and(|start| !before[start..].contains(')'));
    !open('[', ']') && !open('<', '>') && !is_in_destination && !is_definition(text, &at) && !is_address(before, words, after)
}

/// Whether the words hold both marks of an emphasis, or none. `_` within a word is a letter.
fn is_whole_emphasis(words: &str) -> bool {
    let chars: Vec<char> = words.chars().collect();
    let is_letter = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
    let is_mark = |at: usize| {
        MARKS.contains(&chars[at])
            && !(chars[at] == '_' && at > 0 && is_letter(chars.get(at - 1)) && is_letter(chars.get(at + 1)))
    };
    let lead = (0..chars.len()).take_while(|at| is_mark(*at)).count();
    let trail = (0..chars.len()).rev().take_while(|at| is_mark(*at)).count();
    if lead == chars.len() {
        return false;
    }
    let is_mirrored = lead == trail && chars[..lead].iter().eq(chars[chars.len() - trail..].iter().rev());
    is_mirrored && (lead..chars.len() - trail).all(|at| !is_mark(at))
}

/// The lines around a place up to the next blank ones.
fn paragraph_around(text: &str, at: &Range<usize>) -> Range<usize> {
    let mut start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    while start > 0 {
        let line = text[..start - 1].rfind('\n').map_or(0, |end| end + 1);
        if is_blank(&text[line..start - 1]) {
            break;
        }
        start = line;
    }
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |end| from + end);
    let mut end = line_end(at.end);
    while end < text.len() {
        let next = line_end(end + 1);
        if is_blank(&text[end + 1..next]) {
            break;
        }
        end = next;
    }
    start..end
}

/// `[label]: address` (CommonMark 0.31, 4.7).
fn is_definition(text: &str, at: &Range<usize>) -> bool {
    let line = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    let before = text[line..at.start].trim_start();
    before.starts_with('[') && before.contains("]:")
}

/// Whether the words are a part of an address that becomes a link by itself.
fn is_address(before: &str, words: &str, after: &str) -> bool {
    let start = before.rfind(char::is_whitespace).map_or(before, |at| &before[at..]);
    let end = after.find(char::is_whitespace).map_or(after, |at| &after[..at]);
    let run = format!("{start}{words}{end}");
    run.contains("://") || run.contains('@') || run.to_ascii_lowercase().contains("www.")
}
