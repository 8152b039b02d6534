//! Where a text answers a query: its words marked, or the best passage of it.

use std::collections::VecDeque;
use std::ops::Range;

use super::fold::{fold, is_letter, is_mark};
use super::unspaced::{is_unspaced, runs};
use super::{Fragment, Query};

/// Marks the place where a passage is cut.
const BEFORE: &str = "… ";
const AFTER: &str = " …";

/// The text in pieces, with the words of the query marked. The pieces joined are the text.
pub fn mark(text: &str, query: &Query) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut end = 0;
    for (word, _) in matches(text, query) {
        push(&mut fragments, &text[end..word.start], false);
        push(&mut fragments, &text[word.clone()], true);
        end = word.end;
    }
    push(&mut fragments, &text[end..], false);
    fragments
}

/// The passage of at most `max_chars` characters that holds most of the words asked for (the earliest of several), in one
/// line, marked, with an ellipsis where it is cut; the beginning of the text if no word is in it.
pub fn snippet(text: &str, query: &Query, max_chars: usize) -> Vec<Fragment> {
    // Most texts answer near their beginning; then the rest is not read.
    let head = one_line(beginning(text));
    let (core, is_complete) = best(&head, query, max_chars);
    // A passage is made of this many characters, wherever in it the words stand.
    if is_complete && head[core.end..].chars().nth(2 * max_chars).is_some() {
        return cut(&head, &passage(&head, &core, max_chars), query);
    }
    let text = one_line(text);
    let (core, _) = best(&text, query, max_chars);
    cut(&text, &passage(&text, &core, max_chars), query)
}

/// Bytes that are read first, at most.
const BEGINNING: usize = 2_048;

/// Whole words from the beginning of a text.
fn beginning(text: &str) -> &str {
    if text.len() <= BEGINNING {
        return text;
    }
    let head = &text[..text.floor_char_boundary(BEGINNING)];
    &head[..head.rfind(char::is_whitespace).unwrap_or(0)]
}

/// The lines of a text and the cells of its tables in one line, with a dot between them where no sentence ends.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + text.len() / 8);
    for part in text.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push_str(if is_sentence(&line) { " " } else { " · " });
        }
        // White space of Unicode begins with these bytes.
        if part.bytes().all(|byte| byte >= 0x20 && !matches!(byte, 0xc2 | 0xe1..=0xe3)) && !part.contains("  ") {
            line.push_str(part);
            continue;
        }
        for (nth, word) in part.split_whitespace().enumerate() {
            if nth > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

/// Whether a sentence or a part of one ends here.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '“', '’', '»', '«', ')', '」']);
    text.ends_with(['.', '!', '?', ':', ';', ',', '…', '。', '！', '？', '：', '；', '，', '、', '।', '؟', '،'])
}

/// This passage of a text, marked, with an ellipsis where it is cut.
fn cut(text: &str, passage: &Range<usize>, query: &Query) -> Vec<Fragment> {
    let mut fragments = mark(&text[passage.clone()], query);
    if passage.start > 0 {
        match fragments.first_mut() {
            Some(first) if !first.is_match => first.text.insert_str(0, BEFORE),
            _ => fragments.insert(0, Fragment { text: BEFORE.to_owned(), is_match: false }),
        }
    }
    if passage.end < text.len() {
        match fragments.last_mut() {
            Some(last) if !last.is_match => {
                last.text.truncate(last.text.trim_end().len());
                last.text.push_str(AFTER);
            }
            _ => fragments.push(Fragment { text: AFTER.to_owned(), is_match: false }),
        }
    }
    fragments
}

fn push(fragments: &mut Vec<Fragment>, text: &str, is_match: bool) {
    if !text.is_empty() {
        fragments.push(Fragment { text: text.to_owned(), is_match });
    }
}

/// The words of a text that were asked for, in order, each with which word of the query it is.
pub(super) fn matches<'a>(text: &'a str, query: &'a Query) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
    let mut from = 0;
    let mut in_run = VecDeque::new();
    let first_letters = query.first_letters();
    std::iter::from_fn(move || {
        loop {
            if let Some(found) = in_run.pop_front() {
                return Some(found);
            }
            let word = next_word(text, from)?;
            from = word.end;
            // Most words of a text begin with another letter than those that are looked for, and need not be folded.
            let first = text.as_bytes()[word.start];
            let is_other = first.is_ascii_alphanumeric() && !first_letters[usize::from(first)];
            let is_ascii = text.as_bytes()[word.clone()].is_ascii();
            if is_other && is_ascii {
                continue;
            }
            if !is_ascii && text[word.clone()].contains(is_unspaced) {
                in_run = in_word(text, &word, query);
                continue;
            }
            if is_other {
                continue;
            }
            if let Some((asked, more)) =
                query.find(&text[word.clone()], |nth| follower(text, word.end, nth).map(|next| &text[next]))
            {
                if more > 0 {
                    from = follower(text, word.end, more - 1).map_or(from, |last| last.end);
                }
                return Some((word.start..from, asked));
            }
        }
    })
}

/// The next word of a text as the index divides it: letters and digits with the marks upon them.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    // Most texts consist of ASCII mostly.
    let bytes = text.as_bytes();
    let is_between = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let from = from + bytes[from..].iter().take_while(|byte| is_between(byte)).count();
    let end = from + bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if end > from && bytes.get(end).is_none_or(u8::is_ascii) {
        return Some(from..end);
    }
    let start = from + text[from..].find(is_letter)?;
    let length = text[start..].find(|c| !is_letter(c) && !is_mark(c)).unwrap_or(text.len() - start);
    Some(start..start + length)
}

/// One of the words after a place, with nothing but a sign or two between them.
fn follower(text: &str, end: usize, nth: usize) -> Option<Range<usize>> {
    let mut end = end;
    for left in (0..=nth).rev() {
        let word = next_word(text, end).filter(|word| text[end..word.start].chars().nth(3).is_none())?;
        if left == 0 {
            return Some(word);
        }
        end = word.end;
    }
    None
}

/// What was asked for in a word with characters of scripts without spaces: parts of their runs, and the parts between them.
fn in_word(text: &str, word: &Range<usize>, query: &Query) -> VecDeque<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut start = word.start;
    for (run, is_unspaced) in runs(&text[word.clone()]) {
        if is_unspaced {
            let mut folded = String::with_capacity(run.len());
            // Where each character of the run begins in the folded text and in the text.
            let mut places: Vec<(usize, usize)> = Vec::new();
            for (at, c) in run.char_indices() {
                places.push((folded.len(), start + at));
                folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
            }
            let place = |at: usize| places.partition_point(|(folded, _)| *folded <= at) - 1;
            for (asked, wanted) in query.runs() {
                for (at, _) in folded.match_indices(wanted) {
                    let end = place(at + wanted.len() - 1) + 1;
                    found.push((places[place(at)].1..places.get(end).map_or(start + run.len(), |(_, end)| *end), asked));
                }
            }
        } else if let Some((asked, _)) = query.find(run, |_| None) {
            found.push((start..start + run.len(), asked));
        }
        start += run.len();
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_free = range.start >= end;
        end = end.max(range.end);
        is_free
    });
    found.into()
}

/// From the first to the last of the words asked for in the passage that holds most different ones of them, and whether it holds
/// all of them: then no later passage is better.
fn best(text: &str, query: &Query, max_chars: usize) -> (Range<usize>, bool) {
    let mut best = 0..0;
    let mut most = 0;
    let mut window: VecDeque<(Range<usize>, usize)> = VecDeque::new();
    let mut times = [0_usize; Query::MAX_WORDS];
    let mut chars = 0;
    let mut end = 0;
    for (word, asked) in matches(text, query) {
        chars += text[end..word.end].chars().count();
        end = word.end;
        times[asked] += 1;
        window.push_back((word, asked));
        while chars > max_chars && window.len() > 1 {
            let left = window.pop_front().expect("longer than one");
            times[left.1] -= 1;
            chars -= text[left.0.start..window[0].0.start].chars().count();
        }
        if window.len() == 1 {
            chars = text[window[0].0.clone()].chars().count();
        }
        let distinct = times.iter().filter(|times| **times > 0).count();
        if distinct > most {
            most = distinct;
            best = window[0].0.start..end;
            if most == query.words().count() {
                return (best, true);
            }
        }
    }
    (best, false)
}

/// The passage around `core`, from word to word: a quarter of the spare room before it, the rest after it.
fn passage(text: &str, core: &Range<usize>, max_chars: usize) -> Range<usize> {
    let before = max_chars.saturating_sub(text[core.clone()].chars().count()) / 4;
    let mut start = text[..core.start].char_indices().rev().take(before).last().map_or(core.start, |(at, _)| at);
    if start > 0 && !text[..start].ends_with(' ') && !text[start..].starts_with(is_unspaced) {
        start = text[start..core.start].find(' ').map_or(core.start, |space| start + space + 1);
    }
    let Some((cut, _)) = text[start..].char_indices().nth(max_chars) else { return start..text.len() };
    let mut end = start + cut;
    if !text[end..].starts_with(' ') {
        let space = text[start..end].rfind(' ').map(|space| start + space).filter(|space| *space >= core.end && *space > start);
        end = match space {
            Some(space) => space,
            None if core.end > start && core.end <= end => core.end,
            None => before_whole_character(text, start, end),
        };
    }
    start..end
}

/// Moves a cut within a word before the character that its marks and joiners belong to.
fn before_whole_character(text: &str, start: usize, end: usize) -> usize {
    let joins = |c: char| {
        is_mark(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
    };
    let mut end = end;
    while end > start {
        let Some(last) = text[start..end].chars().next_back() else { break };
        if last != '\u{200d}' && !text[end..].starts_with(joins) {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests;
