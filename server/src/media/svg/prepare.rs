//! A drawing before svg-hush reads it and behind what that writes. svg-hush puts every element on a line of its own, which tears
//! words apart; leaves out `xml:space` and some references to parts of the same drawing; and cuts an `@import` so that the rule
//! behind it is lost. So a first pass marks the places between elements and the parts to keep; the marks are removed at the end.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use domain::media::{Format, Refusal};
use xml::attribute::Attribute;
use xml::name::{Name, OwnedName};
use xml::namespace::Namespace;
use xml::reader::XmlEvent as Event;
use xml::writer::{EventWriter, XmlEvent};
use xml::{EmitterConfig, ParserConfig};

use super::expansion::Expansion;
use super::removals::Removals;
use crate::media::source::Fault;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Stands where no text is between two tags: svg-hush begins no new line behind text. Of one byte, allowed in XML, and taken out of
/// what comes in.
const MARK: char = '\x7f';

/// Attributes that svg-hush leaves out, under names that it keeps; what they are called in the end.
const SPACE: &str = "data-magnetiq-space";
const HREF: &str = "data-magnetiq-href";
const KEPT_ATTRIBUTES: [(&[u8], &[u8]); 2] =
    [(b" data-magnetiq-space=\"", b" xml:space=\""), (b" data-magnetiq-href=\"", b" href=\"")];

/// Elements within one another. No program draws so many, and some browsers show no more.
const MAX_DEPTH: usize = 2_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    End,
    Text,
}

/// Writes the drawing as svg-hush is to read it: without prefixes, and with marks. Answers what it had that svg-hush takes out.
pub fn prepare(from: impl Read, to: impl Write) -> Result<Removals, Fault> {
    let damaged = || Refusal::Damaged { format: Format::Svg };
    // As svg-hush reads.
    let reader = ParserConfig::new()
        .cdata_to_characters(true)
        .ignore_comments(true)
        .coalesce_characters(false)
        .allow_multiple_root_elements(false)
        .max_attributes(200)
        .max_entity_expansion_depth(3)
        .max_data_length(1 << 28)
        .max_name_length(1000)
        .create_reader(from);
    let writer = EmitterConfig::new().keep_element_names_stack(false).pad_self_closing(false).create_writer(to);
    let mut out =
        Out { writer, last: Last::Start, depth: 0, style: None, expansion: Expansion::new(), removals: Removals::default() };
    // Within an element of another language, which goes with all that is in it.
    let mut foreign_depth = 0_usize;
    for event in reader {
        let event = event.map_err(|_| damaged())?;
        if let Event::StartElement { name, attributes, .. } = &event {
            out.removals.see_element(name, attributes);
        }
        match event {
            Event::StartElement { name, .. } if foreign_depth > 0 || name.namespace.as_deref() != Some(SVG) => {
                foreign_depth += 1;
                // The root is no drawing.
                if out.depth == 0 {
                    return Err(Refusal::UnknownFormat.into());
                }
            }
            Event::EndElement { .. } if foreign_depth > 0 => foreign_depth -= 1,
            _ if foreign_depth > 0 => {}
            Event::StartElement { name, attributes, .. } => {
                let attributes = attributes.into_iter().map(|attribute| (attribute.name, attribute.value)).collect();
                out.start(&name.local_name, attributes).map_err(|_| damaged())?;
                if out.depth > MAX_DEPTH {
                    return Err(Refusal::Unchecked.into());
                }
            }
            Event::EndElement { name } => out.end(&name.local_name).map_err(|_| damaged())?,
            Event::Characters(text) | Event::Whitespace(text) | Event::CData(text) => out.text(text).map_err(|_| damaged())?,
            Event::ProcessingInstruction { name, .. } => out.removals.see_instruction(&name),
            Event::StartDocument { .. } | Event::EndDocument => {}
            Event::Comment(_) | Event::Doctype { .. } => {}
        }
    }
    if out.expansion.is_too_large() { Err(Refusal::Bomb.into()) } else { Ok(out.removals) }
}

struct Out<W: Write> {
    writer: EventWriter<W>,
    last: Last,
    depth: usize,
    /// The style read so far.
    style: Option<String>,
    expansion: Expansion,
    removals: Removals,
}

impl<W: Write> Out<W> {
    fn start(&mut self, name: &str, mut attributes: Vec<(OwnedName, String)>) -> xml::writer::Result<()> {
        self.write_style()?;
        if self.depth > 0 && self.last != Last::Text {
            self.writer.write(XmlEvent::characters(&MARK.to_string()))?;
        }
        let has_href = attributes.iter().any(|(name, _)| name.namespace.is_none() && name.local_name == "href");
        attributes.retain_mut(|(attribute, value)| {
            value.retain(|c| c != MARK);
            let local = match (attribute.namespace.as_deref(), &*attribute.local_name) {
                (None, SPACE | HREF) => return false,
                (None, "href") => "href",
                (Some(XLINK), "href") if !has_href => "href",
                (Some(XML), "space") if matches!(&**value, "preserve" | "default") => SPACE,
                (None, _) => return true,
                (Some(_), _) => return false,
            };
            // svg-hush leaves out where a text runs or a thing moves along; a part of the drawing itself does no harm.
            let is_path = matches!(name, "textPath" | "mpath");
            let local = if is_path && local == "href" && value.trim().starts_with('#') { HREF } else { local };
            if local == HREF {
                *value = value.trim().to_owned();
            }
            *attribute = OwnedName::local(local);
            true
        });
        let values =
            attributes.iter().map(|(name, value)| (if name.local_name == HREF { "href" } else { &*name.local_name }, &**value));
        self.expansion.start(name, values);
        let attributes: Vec<Attribute<'_>> =
            attributes.iter().map(|(name, value)| Attribute::new(Name::local(&name.local_name), value)).collect();
        let mut namespace = Namespace::empty();
        namespace.put("", SVG);
        let name = Name::local(name);
        self.writer.write(XmlEvent::StartElement { name, attributes: attributes.into(), namespace: Cow::Owned(namespace) })?;
        (self.last, self.depth) = (Last::Start, self.depth + 1);
        self.style = (name.local_name == "style").then(String::new);
        Ok(())
    }

    fn end(&mut self, name: &str) -> xml::writer::Result<()> {
        self.write_style()?;
        if self.last == Last::End {
            self.writer.write(XmlEvent::characters(&MARK.to_string()))?;
        }
        self.expansion.end();
        self.writer.write(XmlEvent::EndElement { name: Some(Name::local(name)) })?;
        (self.last, self.depth) = (Last::End, self.depth.saturating_sub(1));
        Ok(())
    }

    fn text(&mut self, mut text: String) -> xml::writer::Result<()> {
        text.retain(|c| c != MARK);
        match &mut self.style {
            Some(style) => style.push_str(&text),
            None if text.is_empty() || self.depth == 0 => {}
            None => self.characters(&text)?,
        }
        Ok(())
    }

    fn write_style(&mut self) -> xml::writer::Result<()> {
        match self.style.take() {
            Some(style) if !style.is_empty() => {
                self.expansion.style(&style);
                self.removals.see_style(&style);
                self.characters(&without_imports(&style))
            }
            _ => Ok(()),
        }
    }

    fn characters(&mut self, text: &str) -> xml::writer::Result<()> {
        self.last = Last::Text;
        self.writer.write(XmlEvent::characters(text))
    }
}

/// A style without its imports, which may not be loaded: each up to the semicolon that ends it, not one in an address.
fn without_imports(style: &str) -> String {
    let mut left = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(place) = memchr::memchr(b'@', rest.as_bytes()) {
        let (before, rule) = rest.split_at(place);
        left.push_str(before);
        if !rule.get(1..7).is_some_and(|word| word.eq_ignore_ascii_case("import")) {
            left.push('@');
            rest = &rule[1..];
            continue;
        }
        let (mut quote, mut brackets, mut end) = (None, 0_u32, rule.len());
        for (at, byte) in rule.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), byte) if byte == open => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'(') => brackets += 1,
                (None, b')') => brackets = brackets.saturating_sub(1),
                (None, b';') if brackets == 0 => {
                    end = at + 1;
                    break;
                }
                (None, b'}') if brackets == 0 => {
                    end = at;
                    break;
                }
                (None, _) => {}
            }
        }
        rest = &rule[end..];
    }
    left + rest
}

/// Takes what svg-hush writes, without the marks and with the names that were kept. In a tag, a quotation mark stands only around
/// a value there, and `<` and `>` only at its ends: no value is taken for such a name.
pub struct Prepared<W> {
    pub inner: W,
    /// The beginning of what may be a kept name.
    held: Vec<u8>,
    is_tag: bool,
}

impl<W: Write> Prepared<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, held: Vec::new(), is_tag: false }
    }

    fn put(&mut self, byte: u8, out: &mut Vec<u8>) {
        if byte == MARK as u8 {
            return;
        }
        self.is_tag = byte == b'<' || self.is_tag && byte != b'>';
        if !self.is_tag {
            out.append(&mut self.held);
            out.push(byte);
            return;
        }
        self.held.push(byte);
        match KEPT_ATTRIBUTES.iter().find(|(name, _)| name.starts_with(&self.held)) {
            Some((name, to)) if name.len() == self.held.len() => {
                out.extend(*to);
                self.held.clear();
            }
            Some(_) => {}
            None if byte == b' ' => {
                self.held.pop();
                out.append(&mut self.held);
                self.held.push(byte);
            }
            None => out.append(&mut self.held),
        }
    }
}

impl<W: Write> Write for Prepared<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = Vec::with_capacity(bytes.len() + 32);
        bytes.iter().for_each(|byte| self.put(*byte, &mut out));
        self.inner.write_all(&out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.write_all(&std::mem::take(&mut self.held))?;
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests;
