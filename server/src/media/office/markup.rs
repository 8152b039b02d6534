//! The tags of a part (ECMA-376-2, "XML usage"), and changes of some of them that leave every other byte as it is.

use std::borrow::Cow;
use std::ops::Range;

/// A range of the text, and its replacement.
pub type Edit = (Range<usize>, String);

/// The tag that begins an element, or that is one.
pub struct Tag<'a> {
    text: &'a str,
    start: usize,
    length: usize,
}

impl<'a> Tag<'a> {
    /// Without its prefix.
    pub fn name(&self) -> &'a str {
        let name = self.name_with_prefix();
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    fn name_with_prefix(&self) -> &'a str {
        let inside = &self.inside()[1..];
        inside.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default()
    }

    /// The tag as it stands there.
    pub fn inside(&self) -> &'a str {
        &self.text[self.start..self.start + self.length]
    }

    /// The place of the value of an attribute, whatever its prefix is.
    pub fn attribute(&self, wanted: &str) -> Option<Range<usize>> {
        let mut at = self.start + 1 + self.name_with_prefix().len();
        let end = self.start + self.length;
        loop {
            let equals = at + self.text[at..end].find('=')?;
            let name = self.text[at..equals].trim();
            let quote = equals + self.text[equals..end].find(['"', '\''])?;
            let value = quote + 1;
            let behind = value + self.text[value..end].find(char::from(self.text.as_bytes()[quote]))?;
            let local = name.rsplit_once(':').map_or(name, |(prefix, local)| if prefix == "xmlns" { "" } else { local });
            if local == wanted {
                return Some(value..behind);
            }
            at = behind + 1;
        }
    }

    pub fn value(&self, wanted: &str) -> Option<&'a str> {
        self.attribute(wanted).map(|place| &self.text[place])
    }

    /// The place of the whole element, which has no other within it of its name.
    pub fn element(&self) -> Range<usize> {
        let behind = self.start + self.length;
        let closed = self.closing().and_then(|at| self.text[at..].find('>').map(|length| at + length + 1));
        self.start..closed.unwrap_or(behind)
    }

    /// The content of the element.
    pub fn content(&self) -> &'a str {
        self.closing().map_or("", |at| &self.text[self.start + self.length..at])
    }

    /// Where the tag begins that ends the element.
    fn closing(&self) -> Option<usize> {
        if self.inside().ends_with("/>") {
            return None;
        }
        let behind = self.start + self.length;
        let end = format!("</{}", self.name_with_prefix());
        self.text[behind..].find(&end).map(|at| behind + at)
    }
}

/// One after the other; comments and plain text have none.
pub fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    const OTHERS: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find('<')?;
            let rest = &text[start..];
            if let Some((_, end)) = OTHERS.iter().find(|(begin, _)| rest.starts_with(begin)) {
                at = start + rest.find(end)? + end.len();
                continue;
            }
            let length = length(rest)?;
            at = start + length;
            if !rest.starts_with("</") && !rest.starts_with("<!") {
                return Some(Tag { text, start, length });
            }
        }
    })
}

/// Up to the bracket that closes a tag; those in values are none.
fn length(tag: &str) -> Option<usize> {
    let mut quote = None;
    let end = tag.bytes().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })?;
    Some(end + 1)
}

/// A part as text, in whichever coding it is (UTF-8 or UTF-16).
pub fn decoded(part: &[u8]) -> Option<Cow<'_, str>> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = part.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok().map(Cow::Owned)
    };
    match part {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => str::from_utf8(part).ok().map(Cow::Borrowed),
    }
}

/// A part with changes that its text asks for, in the coding that it has. None where nothing changes.
pub fn changed(part: &[u8], edits: impl FnOnce(&str) -> Vec<Edit>) -> Option<Vec<u8>> {
    let text = edited(&decoded(part)?, edits)?;
    let written = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect();
    Some(match part {
        [0xff, 0xfe, ..] => written(u16::to_le_bytes),
        [0xfe, 0xff, ..] => written(u16::to_be_bytes),
        _ => text.into_bytes(),
    })
}

fn edited(text: &str, edits: impl FnOnce(&str) -> Vec<Edit>) -> Option<String> {
    let edits = edits(text);
    if edits.is_empty() {
        return None;
    }
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for (place, instead) in edits {
        // An element that is not closed may reach beyond where the next begins.
        changed.push_str(text.get(at..place.start).unwrap_or_default());
        changed.push_str(&instead);
        at = place.end.max(at);
    }
    changed.push_str(&text[at..]);
    Some(changed)
}
