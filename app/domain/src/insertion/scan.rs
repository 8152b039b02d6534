//! A Markdown text line by line: what is open behind each line, and which lines are code.

use std::collections::HashMap;
use std::ops::Range;

use super::place::lines_of;
use super::syntax::{
    closes, end_of_html, fence, indent, interrupts, is_blank, is_block_end, is_delimiter_row, is_heading, is_list_item, is_quote,
    opened_block, quoted,
};

/// The state of a scan: blocks, code and lists that the lines so far have begun.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The number of lines read.
    lines: usize,
    /// A `:::` block.
    block: Option<Opening>,
    /// Code in a fence, or HTML that goes on over blank lines.
    code: Option<Opening>,
    part: Part,
    is_after_blank: bool,
    /// The same within a quote. A quote within a quote is text.
    quote: Option<Box<Scan>>,
    is_quote: bool,
}

/// The part of the text that the last line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Nothing,
    Text {
        is_table: bool,
    },
    /// A loose list has blank lines between its items.
    List {
        is_loose: bool,
    },
    Quote,
    IndentedCode,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Opening {
    /// The number of the line that opened it.
    number: usize,
    opener: String,
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Fence { mark: char, least: usize, is_in_list: bool },
    Html(&'static str),
    Block,
}

impl Scan {
    /// Reads the next line, and tells whether it is code.
    pub fn take(&mut self, line: &str) -> bool {
        self.lines += 1;
        let is_after_blank = std::mem::replace(&mut self.is_after_blank, is_blank(line));
        if let Some(code) = &self.code {
            // The end of a block ends the code that was begun in it.
            if self.block.is_some() && is_block_end(line) {
                (self.block, self.code, self.part) = (None, None, Part::Nothing);
                return false;
            }
            if code.is_ended_by(line) {
                self.code = None;
            }
            return true;
        }
        if is_blank(line) {
            if !matches!(self.part, Part::List { .. } | Part::IndentedCode) {
                self.part = Part::Nothing;
            }
            return false;
        }
        let is_in_list = matches!(self.part, Part::List { .. }) && (indent(line) >= 2 || is_list_item(line));
        if let Some((mark, least)) = fence(if is_in_list { line.trim_start() } else { line }) {
            if !is_in_list {
                self.part = Part::Nothing;
            }
            self.code = Some(self.opened(line, End::Fence { mark, least, is_in_list }));
            return true;
        }
        if opened_block(line).is_some() {
            self.part = Part::Nothing;
            self.block = Some(self.opened(line, End::Block));
            return false;
        }
        if self.block.is_some() && is_block_end(line) {
            self.part = Part::Nothing;
            self.block = None;
            return false;
        }
        if let Some(end) = end_of_html(line) {
            let html = self.opened(line, End::Html(end));
            self.part = Part::Nothing;
            self.code = Some(html).filter(|html| !html.is_ended_by(line));
            return true;
        }
        let goes_on = !interrupts(line);
        self.part = match self.part {
            Part::List { is_loose } if is_in_list || (goes_on && !is_after_blank) => {
                Part::List { is_loose: is_loose || is_after_blank }
            }
            Part::IndentedCode if indent(line) >= 4 => Part::IndentedCode,
            Part::Text { is_table } if goes_on => Part::Text { is_table: is_table || is_delimiter_row(line) },
            Part::Quote if goes_on || is_quote(line) => Part::Quote,
            _ => self.begun_by(line),
        };
        if self.part != Part::Quote {
            self.quote = None;
            return self.part == Part::IndentedCode;
        }
        self.quote.as_deref_mut().is_some_and(|quote| quote.take(quoted(line)))
    }

    fn begun_by(&mut self, line: &str) -> Part {
        if indent(line) >= 4 {
            return Part::IndentedCode;
        }
        if is_heading(line) {
            return Part::Nothing;
        }
        if is_list_item(line) {
            return Part::List { is_loose: false };
        }
        if is_quote(line) && !self.is_quote {
            self.quote = Some(Box::new(Self { is_quote: true, ..Self::default() }));
            return Part::Quote;
        }
        Part::Text { is_table: false }
    }

    fn opened(&self, line: &str, end: End) -> Opening {
        Opening { number: self.lines, opener: line.to_owned(), end }
    }

    /// The line that has to stand between what was read and `next`, for both to mean what they mean alone. None between the
    /// items of a list, the rows of a table and the lines of code.
    pub fn separator(&self, next: &[&str]) -> Option<&'static str> {
        let first = next.first()?;
        if self.lines == 0 || self.code.is_some() || self.is_after_blank || is_blank(first) {
            return None;
        }
        let is_one = match self.part {
            Part::List { is_loose } => !is_loose && (indent(first) >= 2 || is_list_item(first)),
            Part::Text { is_table: true } => first.contains('|') && !next.get(1).is_some_and(|line| is_delimiter_row(line)),
            Part::Text { .. } => self.is_in_gallery(),
            Part::IndentedCode => indent(first) >= 4,
            Part::Quote if is_quote(first) => {
                let quote = self.quote.as_deref()?;
                let next: Vec<&str> = next.iter().take(2).map(|line| quoted(line)).collect();
                return quote.separator(&next).map(|_| ">");
            }
            Part::Quote | Part::Nothing => false,
        };
        (!is_one).then_some("")
    }

    /// A gallery has a picture on each line.
    fn is_in_gallery(&self) -> bool {
        self.block.as_ref().and_then(|block| opened_block(&block.opener)) == Some("gallery")
    }

    /// The lines that end what was opened since `before`, and open again what was ended since.
    pub fn lines_back_to(&self, before: &Self) -> Vec<String> {
        let is_same = |one: &Option<Opening>, other: &Option<Opening>| {
            one.as_ref().map(|opened| opened.number) == other.as_ref().map(|opened| opened.number)
        };
        let is_same_block = is_same(&self.block, &before.block);
        if is_same_block && is_same(&self.code, &before.code) {
            return Vec::new();
        }
        let mut lines: Vec<String> = self.code.iter().map(Opening::closer).collect();
        if !is_same_block {
            lines.extend(self.block.iter().map(Opening::closer));
            lines.extend(before.block.iter().map(|block| block.opener.clone()));
        }
        lines.extend(before.code.iter().map(|code| code.opener.clone()));
        lines
    }
}

impl Opening {
    fn is_ended_by(&self, line: &str) -> bool {
        match self.end {
            End::Fence { mark, least, is_in_list } => closes(if is_in_list { line.trim_start() } else { line }, (mark, least)),
            End::Html(end) => line.to_ascii_lowercase().contains(end),
            End::Block => is_block_end(line),
        }
    }

    fn closer(&self) -> String {
        match self.end {
            End::Fence { mark, least, .. } => {
                let indent = self.opener.len() - self.opener.trim_start().len();
                format!("{}{}", &self.opener[..indent], mark.to_string().repeat(least))
            }
            End::Html(end) => end.to_owned(),
            End::Block => ":::".to_owned(),
        }
    }
}

/// Where `wanted` stands in a text and is no code, in bytes.
pub fn find_outside_code(text: &str, wanted: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if !text.contains(wanted) {
        return found;
    }
    let mut scan = Scan::default();
    let mut paragraph = 0..0;
    for line in lines_of(text) {
        let words = &text[line.clone()];
        let is_code = scan.take(words);
        if is_code || is_blank(words) || interrupts(words) {
            find_in_paragraph(text, paragraph, wanted, &mut found);
            paragraph = line.start..line.start;
        }
        paragraph.end = line.end;
        if is_code {
            paragraph.start = line.end;
        }
    }
    find_in_paragraph(text, paragraph, wanted, &mut found);
    found
}

fn find_in_paragraph(text: &str, at: Range<usize>, wanted: &str, found: &mut Vec<usize>) {
    let paragraph = &text[at.clone()];
    if !paragraph.contains(wanted) {
        return;
    }
    let spans = code_spans(paragraph);
    let is_code = |place: usize| {
        let before = spans.partition_point(|span| span.end <= place);
        spans.get(before).is_some_and(|span| span.start <= place)
    };
    let places = paragraph.match_indices(wanted).map(|(place, _)| place);
    found.extend(places.filter(|place| !is_escaped(paragraph, *place) && !is_code(*place)).map(|place| at.start + place));
}

/// The code within a paragraph (CommonMark 0.31, 6.1): from some backticks to just as many.
pub(super) fn code_spans(paragraph: &str) -> Vec<Range<usize>> {
    let bytes = paragraph.as_bytes();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in paragraph.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    // The last run of each length: behind it none is looked for, so that the time does not grow with the square.
    let last: HashMap<usize, usize> = runs.iter().enumerate().map(|(number, run)| (run.len(), number)).collect();
    let mut spans = Vec::new();
    let mut number = 0;
    while let Some(run) = runs.get(number) {
        // A backslash before it makes text of its first backtick.
        let is_escaped = run.start > 0 && bytes[run.start - 1] == b'\\' && is_escaped(paragraph, run.start);
        let start = run.start + usize::from(is_escaped);
        let length = run.end - start;
        let has_end = length > 0 && last.get(&length).is_some_and(|last| *last > number);
        let end = if has_end { (number + 1..runs.len()).find(|end| runs[*end].len() == length) } else { None };
        match end {
            Some(end) => {
                spans.push(start..runs[end].end);
                number = end + 1;
            }
            None => number += 1,
        }
    }
    spans
}

/// Whether a backslash makes plain text of what stands at `place`.
pub(super) fn is_escaped(text: &str, place: usize) -> bool {
    text[..place].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}
