//! The blocks of a Markdown text (CommonMark 0.31, chapter 3), as far as a place between them has to be found.

use std::ops::Range;

use super::syntax::{
    closes, end_of_html, fence, indent, interrupts, is_blank, is_block_end, is_heading, is_list_item, is_quote, opened_block,
};

/// A position at which a new paragraph may begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsertionPoint {
    /// In bytes: the end of a block, or the beginning of a line.
    pub at: usize,
    /// The surroundings of the caret.
    pub kind: Kind,
    /// The end of the caret's line, if that is between the first and the last line of a gallery.
    pub gallery_line: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Between the blocks.
    Nothing,
    Text,
    Code,
    /// A list or a footnote.
    List,
    /// From `::: name` to `:::`.
    Block {
        is_gallery: bool,
    },
}

/// The place for a paragraph, nearest to the caret at `at`, in bytes.
pub fn of(text: &str, at: usize) -> InsertionPoint {
    let lines = lines_of(text);
    let mut first = 0;
    while first < lines.len() {
        let (kind, count, is_open) = next_block(text, &lines[first..]);
        let block = lines[first].start..lines[first + count - 1].end;
        if kind != Kind::Nothing && block.start <= at && at <= block.end {
            let is_before = at == block.start || is_open;
            let inner = &lines[first..first + count - 1];
            let line = inner.iter().find(|line| line.start <= at && at <= line.end);
            let is_gallery = kind == Kind::Block { is_gallery: true } && !is_before;
            return InsertionPoint {
                at: if is_before { block.start } else { block.end },
                kind,
                gallery_line: line.filter(|_| is_gallery).map(|line| line.end),
            };
        }
        first += count;
    }
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    InsertionPoint { at: start, kind: Kind::Nothing, gallery_line: None }
}

/// Without their ends.
pub fn lines_of(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let here = start..start + line.len();
        start = here.end + 1;
        here
    };
    text.split('\n').map(line).collect()
}

/// The construct that the lines begin with, how many lines belong to it, and whether its end is missing, so that it swallows the
/// following lines.
fn next_block(text: &str, lines: &[Range<usize>]) -> (Kind, usize, bool) {
    let line = |at: usize| lines.get(at).map(|line| &text[line.clone()]);
    let first = line(0).unwrap_or_default();
    if is_blank(first) {
        return (Kind::Nothing, 1, false);
    }
    let until = |is_last: &dyn Fn(&str) -> bool, from: usize| (from..lines.len()).find(|at| line(*at).is_some_and(is_last));
    if let Some(fence) = fence(first) {
        let last = until(&|line| closes(line, fence), 1);
        return (Kind::Code, last.map_or(lines.len(), |last| last + 1), last.is_none());
    }
    if let Some(name) = opened_block(first)
        && let Some(last) = until(&is_block_end, 1)
        && !opens_block((1..last).filter_map(line))
    {
        return (Kind::Block { is_gallery: name == "gallery" }, last + 1, false);
    }
    if let Some(end) = end_of_html(first) {
        let last = until(&|line| line.to_ascii_lowercase().contains(end), 0);
        return (Kind::Code, last.map_or(lines.len(), |last| last + 1), last.is_none());
    }
    if indent(first) >= 4 {
        return (Kind::Code, with_indented(lines.len(), &line, 4, &|_| false), false);
    }
    if is_heading(first) {
        return (Kind::Text, 1, false);
    }
    if is_list_item(first) || first.starts_with("[^") {
        return (Kind::List, with_indented(lines.len(), &line, 2, &is_list_item), false);
    }
    let is_quoted = is_quote(first);
    let ends = |at: usize| line(at).is_none_or(|next| is_blank(next) || (interrupts(next) && !(is_quoted && is_quote(next))));
    (Kind::Text, (1..=lines.len()).find(|at| ends(*at)).unwrap_or(lines.len()), false)
}

/// Whether one of these lines opens a block. Within code none does.
fn opens_block<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let mut code = None;
    for line in lines {
        match code {
            Some(fence) if closes(line, fence) => code = None,
            Some(_) => {}
            None if opened_block(line).is_some() => return true,
            None => code = fence(line),
        }
    }
    false
}

/// How many lines belong to what begins with the first: up to a blank line after which nothing is indented by `least` or
/// `continues` it.
fn with_indented<'a>(
    count: usize,
    line: &dyn Fn(usize) -> Option<&'a str>,
    least: usize,
    continues: &dyn Fn(&str) -> bool,
) -> usize {
    let belongs = |line: &str| indent(line) >= least || continues(line);
    let mut end = 1;
    let mut at = 1;
    while at < count {
        let Some(here) = line(at) else { break };
        let is_after_blank = end < at;
        if !is_blank(here) {
            if !belongs(here) && (is_after_blank || interrupts(here) || least == 4) {
                break;
            }
            end = at + 1;
        }
        at += 1;
    }
    end
}
