//! A text in the one form in which it is stored, and what was taken out of it on the way.

use std::fmt;

use super::joins;

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A name, a title, an address: one line, in which nothing is hidden.
    Line,
    /// Lines and paragraphs.
    Lines,
}

/// A text as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    pub text: String,
    /// The first [`Cleaned::MAX_REMOVED`] characters that were taken out.
    pub removed: Vec<Removed>,
    /// How many there were.
    pub removed_count: usize,
}

impl Cleaned {
    /// Places that are told one by one.
    pub const MAX_REMOVED: usize = 20;

    /// The kinds of what was taken out, each once.
    pub fn kinds(&self) -> Vec<RemovedKind> {
        let mut kinds: Vec<RemovedKind> = self.removed.iter().map(|removed| removed.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

/// A character that was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    pub kind: RemovedKind,
    pub character: char,
    /// The place in the text as it was typed, in lines and in characters, both from 1.
    pub line: usize,
    pub column: usize,
    /// The same place in bytes, from 0.
    pub at: usize,
}

impl fmt::Display for Removed {
    /// `U+0007`, as Unicode's charts name it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.character))
    }
}

/// Why a character was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemovedKind {
    /// A control character, or a noncharacter (Unicode 23.7). No stored text holds one.
    Control,
    /// It turns the direction of writing (UAX 9).
    Direction,
    /// It has no shape: a space without width, a byte order mark, a soft hyphen.
    Invisible,
}

/// The text in the form in which it is stored: composed (NFC, on the server alone), and without control characters and
/// noncharacters. Line ends become `\n`, and so do other characters that end a line. A line has spaces in their place. It also loses
/// what cannot be seen, except for what gives the characters beside it their shape.
pub fn clean(typed: &str, shape: Shape) -> Cleaned {
    let mut cleaned = Cleaned { text: String::with_capacity(typed.len()), removed: Vec::new(), removed_count: 0 };
    let (mut line, mut column) = (1, 0);
    let mut chars = typed.char_indices().peekable();
    let mut is_first = true;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        column += 1;
        let begins = std::mem::replace(&mut is_first, false);
        if c == '\r' && next == Some('\n') {
            continue;
        }
        let removed = match shape {
            _ if is_no_text(c) && !matches!(c, '\n' | '\r' | '\t') => Some(RemovedKind::Control),
            Shape::Line => hidden(c, &cleaned.text, next),
            // A byte order mark, as editors on Windows write it before a text.
            Shape::Lines => (begins && c == '\u{feff}').then_some(RemovedKind::Invisible),
        };
        match removed {
            Some(kind) => {
                cleaned.removed_count += 1;
                if cleaned.removed.len() < Cleaned::MAX_REMOVED {
                    cleaned.removed.push(Removed { kind, character: c, line, column, at });
                }
                // Vertical tabulator, form feed and next line end a line in other programs.
                if c.is_control() && c.is_whitespace() {
                    cleaned.text.push(if shape == Shape::Line { ' ' } else { '\n' });
                }
            }
            None => match (shape, c) {
                (Shape::Line, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') => cleaned.text.push(' '),
                (Shape::Lines, '\r' | '\u{2028}' | '\u{2029}') => cleaned.text.push('\n'),
                _ => cleaned.text.push(c),
            },
        }
        if matches!(c, '\n' | '\r') {
            (line, column) = (line + 1, 0);
        }
    }
    cleaned.text = composed(cleaned.text);
    cleaned
}

/// Composed characters instead of letters with marks behind them (NFC, UAX 15). The browser has no table for it and leaves a text
/// as it is.
pub(crate) fn composed(text: String) -> String {
    #[cfg(feature = "server")]
    if let std::borrow::Cow::Owned(composed) = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&text) {
        return composed;
    }
    text
}

/// Why a character of a line is taken out.
fn hidden(c: char, before: &str, after: Option<char>) -> Option<RemovedKind> {
    if c.is_ascii() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2800}') || !is_invisible(c) {
        return None;
    }
    if matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}') || turns_direction(c) {
        return Some(RemovedKind::Direction);
    }
    (!joins::is_needed(c, before, after)).then_some(RemovedKind::Invisible)
}

/// Embeddings, overrides and isolates (UAX 9).
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Control characters, and noncharacters (Unicode 23.7).
pub(crate) fn is_no_text(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Direction marks, joiners, soft hyphens, blank letters and the like (Unicode's Default_Ignorable_Code_Point, and U+2800), and
/// characters that are none.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests;
