//! The blocks of a Markdown text (CommonMark 0.31, chapter 3), as far as a place between them has to be found.

use std::ops::Range;

use crate::block::BLOCKS;

/// Where a new paragraph may begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsertionPoint {
    /// In bytes: the end of a block, or the beginning of a line.
    pub at: usize,
    /// What the caret stands in.
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
fn lines_of(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let here = start..start + line.len();
        start = here.end + 1;
        here
    };
    text.split('\n').map(line).collect()
}

/// What the lines begin with, how many of them belong to it, and whether it lacks its end, so that it swallows whatever follows.
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
        && let Some(last) = until(&|line| line.trim().len() >= 3 && line.trim().bytes().all(|b| b == b':'), 1)
        && until(&|line| opened_block(line).is_some(), 1).is_none_or(|next| next > last)
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
    let is_quote = is_quote(first);
    let ends =
        |at: usize| line(at).is_none_or(|next| is_blank(next) || (interrupts(next) && !(is_quote && self::is_quote(next))));
    (Kind::Text, (1..=lines.len()).find(|at| ends(*at)).unwrap_or(lines.len()), false)
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

/// Whether a line begins something else in the middle of a paragraph.
fn interrupts(line: &str) -> bool {
    is_heading(line) || fence(line).is_some() || opened_block(line).is_some() || is_quote(line) || is_list_item(line)
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// In columns; a tab goes on to the next multiple of four.
fn indent(line: &str) -> usize {
    let spaces = line.chars().take_while(|c| matches!(c, ' ' | '\t'));
    spaces.fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

fn is_heading(line: &str) -> bool {
    let signs = line.trim_start();
    let rest = signs.trim_start_matches('#');
    let level = signs.len() - rest.len();
    indent(line) < 4 && (1..=6).contains(&level) && rest.chars().next().is_none_or(char::is_whitespace)
}

fn is_quote(line: &str) -> bool {
    indent(line) < 4 && line.trim_start().starts_with('>')
}

fn is_list_item(line: &str) -> bool {
    let rest = line.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match rest.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return false,
    };
    rest[sign..].chars().next().is_none_or(char::is_whitespace) && !is_rule(rest)
}

/// A line across the page: `* * *`.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_']
        .into_iter()
        .any(|sign| line.matches(sign).count() >= 3 && line.chars().all(|c| c == sign || c.is_whitespace()))
}

/// The sign and the length of a line that opens a code fence.
fn fence(line: &str) -> Option<(char, usize)> {
    let start = line.trim_start();
    let mark = start.chars().next().filter(|c| matches!(c, '`' | '~') && indent(line) < 4)?;
    let rest = start.trim_start_matches(mark);
    let length = start.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length))
}

fn closes(line: &str, (mark, least): (char, usize)) -> bool {
    let signs = line.trim();
    indent(line) < 4 && signs.len() >= least && signs.chars().all(|c| c == mark)
}

/// The name of the block that a line opens.
fn opened_block(line: &str) -> Option<&str> {
    let info = line.trim_start_matches(':');
    let name = info.split_whitespace().next()?;
    (line.len() - info.len() >= 3 && BLOCKS.iter().any(|block| block.name == name)).then_some(name)
}

/// What ends HTML that goes on over blank lines.
fn end_of_html(line: &str) -> Option<&'static str> {
    let start = line.trim_start().to_ascii_lowercase();
    let ends =
        [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")];
    ends.into_iter().find(|(begin, _)| indent(line) < 4 && start.starts_with(begin)).map(|(_, end)| end)
}
