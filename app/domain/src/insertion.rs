//! The place of a picture, a file or a block in a Markdown text. It becomes a paragraph of its own near the caret, and nothing
//! that was there is changed or torn apart.
//!
//! Positions in an [`Edit`] are in UTF-16 code units, as a `<textarea>` counts them.

mod place;
pub(crate) mod scan;
mod syntax;
mod words;

use std::ops::Range;

use self::place::{InsertionPoint, Kind};
use self::scan::find_outside_code;
use self::words::can_be_linked;

/// Replace `replaced` by `insert`, then select `selected`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub replaced: Range<usize>,
    pub insert: String,
    pub selected: Range<usize>,
}

/// A picture as Markdown. `alt` is plain text, for those who do not see the picture.
pub fn picture(address: &str, alt: &str) -> String {
    format!("![{}]({address})", escaped(alt))
}

/// Puts a picture behind the paragraph, the list, the quote, the table, the code or the block in which the selection ends. It
/// goes before one that the caret stands in front of. In a gallery it takes a line of its own.
pub fn insert_picture(text: &str, selection: Range<usize>, address: &str, alt: &str) -> Edit {
    let at = byte_range(text, &selection).end;
    let place = place::of(text, at);
    let markdown = picture(address, alt);
    if let Some(line_end) = place.gallery_line {
        let insert = format!("\n{markdown}");
        let end = line_end + insert.len();
        return Edit { replaced: line_end..line_end, insert, selected: end..end }.in_units(text);
    }
    as_paragraph(text, &place, &markdown, Rest::Below).in_units(text)
}

/// Gives words to the pictures of this address that stand in the text without any.
pub fn describe_picture(text: &str, address: &str, alt: &str) -> Option<Edit> {
    let wordless = picture(address, "");
    let places = find_outside_code(text, &wordless);
    let (first, last) = (*places.first()?, *places.last()?);
    let described = picture(address, alt);
    let mut insert = String::new();
    let mut done = first;
    for place in places {
        insert.push_str(&text[done..place]);
        insert.push_str(&described);
        done = place + wordless.len();
    }
    let end = first + described.len();
    Some(Edit { replaced: first..last + wordless.len(), insert, selected: end..end }.in_units(text))
}

/// Whether a picture stands in the text without words, where visitors see it.
pub fn stands_wordless(text: &str, address: &str) -> bool {
    !find_outside_code(text, &picture(address, "")).is_empty()
}

/// Files of the same drop that may stand in the text already: addresses, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Siblings {
    pub earlier: Vec<String>,
    pub later: Vec<String>,
}

/// Puts a picture or a link into a text in which someone may be writing: beside its siblings, else where [`insert_picture`] puts
/// it. The selection stays, and the caret stays in its paragraph.
pub fn insert_upload(text: &str, selection: Range<usize>, markdown: &str, siblings: &Siblings) -> Edit {
    let at = byte_range(text, &selection).end;
    // The same picture may stand elsewhere too.
    let find = |address: &String| {
        let places = find_outside_code(text, &format!("]({address})"));
        places.into_iter().min_by_key(|place| place.abs_diff(at))
    };
    let before = |sibling: usize| {
        let line = text[..sibling].rfind('\n').map_or(0, |end| end + 1);
        let place = place::of(text, line);
        if place.gallery_line.is_some() { place::of(text, line - 1) } else { place }
    };
    let place = match siblings.earlier.iter().find_map(find) {
        Some(sibling) => place::of(text, sibling),
        None => siblings.later.iter().find_map(find).map_or_else(|| place::of(text, at), before),
    };
    let edit = match place.gallery_line {
        Some(line_end) => Edit { replaced: line_end..line_end, insert: format!("\n{markdown}"), selected: 0..0 },
        None => Edit { selected: 0..0, ..as_paragraph(text, &place, markdown, Rest::Elsewhere) },
    };
    let is_behind = !matches!(text[..edit.replaced.start].chars().next_back(), None | Some('\n'));
    let mut edit = edit.in_units(text);
    edit.selected = edit.moved(&selection, is_behind);
    edit
}

/// A link to a file, as Markdown.
pub fn link(address: &str, words: &str) -> String {
    format!("[{}]({address})", escaped(words))
}

/// Puts a link to a file into the text: on the words that are selected, where they can carry one (`can_be_linked`), else as a
/// paragraph that says `own_words`.
pub fn insert_link(text: &str, selection: Range<usize>, address: &str, own_words: &str) -> Edit {
    let selection = byte_range(text, &selection);
    let place = place::of(text, selection.end);
    let selected = &text[selection.clone()];
    let words = selected.trim();
    let start = selection.start + (selected.len() - selected.trim_start().len());
    if !words.is_empty() && place.kind != Kind::Code && can_be_linked(text, start..start + words.len()) {
        let insert = format!("[{words}]({address})");
        let end = start + insert.len();
        return Edit { replaced: start..start + words.len(), insert, selected: end..end }.in_units(text);
    }
    as_paragraph(text, &place, &link(address, own_words), Rest::Below).in_units(text)
}

/// Puts a `:::` block on lines of its own, where [`insert_picture`] puts a picture. Its first line of content is selected, to be
/// typed over.
pub fn insert_block(text: &str, selection: Range<usize>, block: &str) -> Edit {
    let place = place::of(text, byte_range(text, &selection).end);
    let mut edit = as_paragraph(text, &place, block, Rest::Below);
    let start = place.at + edit.insert.find(block).unwrap_or_default();
    let content = block.find('\n').map_or(0, |end| end + 1);
    let content_end = block[content..].find('\n').map_or(block.len(), |end| content + end);
    edit.selected = start + content..start + content_end;
    edit.in_units(text)
}

/// A paragraph between blank lines. At the end of the text the caret goes on below it, else it stands right behind it.
fn as_paragraph(text: &str, place: &InsertionPoint, markdown: &str, rest: Rest) -> Edit {
    let (before, after) = text.split_at(place.at);
    let lead = match before.strip_suffix('\n') {
        _ if before.is_empty() => "",
        Some(lines) if lines.rsplit('\n').next().is_none_or(is_blank) => "",
        Some(_) => "\n",
        None => "\n\n",
    };
    let mut lines_after = after.split('\n');
    let is_rest_blank = lines_after.next().is_none_or(is_blank);
    let trail = match lines_after.next() {
        _ if rest == Rest::Elsewhere && place.kind == Kind::Nothing => "\n\n",
        _ if is_blank(after) => {
            if rest == Rest::Below {
                "\n\n"
            } else {
                ""
            }
        }
        // The rest of this line ends the paragraph; the next line is the blank one, or has to become it.
        Some(next) if after.starts_with('\n') && is_blank(next) => "",
        _ if is_rest_blank => "\n",
        _ => "\n\n",
    };
    let end = place.at + lead.len() + markdown.len() + if is_blank(after) { trail.len() } else { 0 };
    Edit { replaced: place.at..place.at, insert: format!("{lead}{markdown}{trail}"), selected: end..end }
}

/// The position at which the person goes on writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Behind what is inserted.
    Below,
    /// The caret stands on a line of its own below, if that is between the paragraphs.
    Elsewhere,
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Plain words on one line, as Markdown that says just these.
fn escaped(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line = String::with_capacity(words.len());
    let mut before = None;
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let is_in_word = before.is_some_and(char::is_alphanumeric) && rest.peek().is_some_and(|next| next.is_alphanumeric());
        if matches!(c, '\\' | '[' | ']' | '`' | '*' | '<' | '&' | '~') || (c == '_' && !is_in_word) {
            line.push('\\');
        }
        line.push(c);
        before = Some(c);
    }
    line
}

impl Edit {
    /// The selection after this is inserted. A caret right at the place stays before it if that `is_behind` a paragraph.
    fn moved(&self, selection: &Range<usize>, is_behind: bool) -> Range<usize> {
        let place = self.replaced.start;
        let grown: usize = self.insert.chars().map(char::len_utf16).sum();
        let start = if selection.start > place || (selection.start == place && !is_behind) {
            selection.start + grown
        } else {
            selection.start
        };
        let end = if selection.end > place { selection.end + grown } else { selection.end };
        start..end.max(start)
    }

    /// An edit in bytes as one in UTF-16 code units, with what stays the same on both sides of it left out.
    pub fn in_units(self, text: &str) -> Self {
        let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
        let Self { replaced, insert, selected } = self;
        let before = &text[..replaced.start];
        let old = &text[replaced.clone()];
        let select = |at: usize| {
            let at = at - replaced.start.min(at);
            units(before) + units(&insert[..at.min(insert.len())])
        };
        let selected = if selected.end < replaced.start {
            units(&text[..selected.start])..units(&text[..selected.end])
        } else {
            select(selected.start)..select(selected.end)
        };
        let head: usize = old.chars().zip(insert.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (&old[head..], &insert[head..]);
        let tail: usize =
            old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let start = units(before) + units(&old[..head]);
        let end = start + units(&old_rest[..old_rest.len() - tail]);
        Self { replaced: start..end, insert: new_rest[..new_rest.len() - tail].to_owned(), selected }
    }
}

/// The text with another address in place of one that stands in links, pictures and definitions, as it is typed there.
pub fn replace_address(text: &str, typed: &str, address: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut written = 0;
    for place in address_places(text, typed) {
        replaced.push_str(&text[written..place.start]);
        replaced.push_str(address);
        written = place.end;
    }
    replaced.push_str(&text[written..]);
    replaced
}

/// The byte ranges of an address in the links, pictures and definitions of a text, as it is typed there.
pub fn address_places<'a>(text: &'a str, typed: &'a str) -> impl Iterator<Item = Range<usize>> + use<'a> {
    text.match_indices(typed).map(|(at, found)| at..at + found.len()).filter(|place| {
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        let opened = before.strip_suffix('<').unwrap_or(before).trim_end_matches([' ', '\t']);
        let is_opened = opened.ends_with("](") || opened.ends_with("]:");
        let is_closed = behind.is_empty() || behind.starts_with([')', '>', ' ', '\t', '\n']);
        !place.is_empty() && is_opened && is_closed
    })
}

/// A range in bytes as one in UTF-16 code units.
pub fn unit_range(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    let start = units(&text[..bytes.start]);
    start..start + units(&text[bytes.clone()])
}

/// A range in UTF-16 code units as one in bytes; it never ends within a character or beyond the text.
pub fn byte_range(text: &str, units: &Range<usize>) -> Range<usize> {
    let find = |wanted: usize| {
        let mut seen = 0;
        text.char_indices()
            .find(|(_, c)| {
                let is_here = seen >= wanted;
                seen += c.len_utf16();
                is_here
            })
            .map_or(text.len(), |(at, _)| at)
    };
    let start = find(units.start);
    start..find(units.end).max(start)
}

#[cfg(test)]
#[path = "insertion_tests.rs"]
mod tests;
