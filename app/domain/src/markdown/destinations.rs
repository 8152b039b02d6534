//! The destinations of links and pictures of a text, with the place in the text at which each address was typed, so that an import can
//! write another in its place.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use comrak::nodes::{NodeValue, Sourcepos};
use comrak::{Arena, parse_document};

use super::foreign_html::{self, HtmlTags};
use super::{admonitions, details, fences, link, options, typed_html};

/// An address that a link or a picture has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// As the parser reads it: without backslashes and entities.
    pub url: String,
    /// Its bytes in the text, without the angle brackets that may stand around it.
    pub typed: Range<usize>,
    /// From 1.
    pub line: usize,
    pub is_picture: bool,
}

/// The addresses that were typed in links, pictures, their tags in HTML and definitions (`[name]: address`), in the order of the
/// text. Those in code, and bare addresses, are none.
pub fn destinations(text: &str) -> Vec<Destination> {
    let mut in_tags = foreign_html::addresses_in(text).peekable();
    if !text.contains("](") && !text.contains("]:") && in_tags.peek().is_none() {
        return Vec::new();
    }
    let parsed = Parsed::of(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if !parsed.is_code_line(number + 1) {
            for typed in in_line(line) {
                let url = unescaped(&line[typed.clone()]);
                let Some(is_picture) = parsed.urls.get(url.as_str()) else { continue };
                if !parsed.is_code(number + 1, typed.start) {
                    let typed = start + typed.start..start + typed.end;
                    found.push(Destination { url, typed, line: number + 1, is_picture: *is_picture });
                }
            }
        }
        let end = start + line.len();
        while let Some((typed, url)) = in_tags.next_if(|(typed, _)| typed.start < end) {
            let is_code = parsed.is_code_line(number + 1) || parsed.is_code(number + 1, typed.start - start);
            if let Some(is_picture) = parsed.urls.get(url.as_str()).filter(|_| !is_code) {
                found.push(Destination { url, typed, line: number + 1, is_picture: *is_picture });
            }
        }
        start = end;
    }
    found.sort_by_key(|one| one.typed.start);
    found.dedup_by_key(|one| one.typed.start);
    found
}

/// An address as it is typed in a link: percent-encoded, so that no blank or bracket ends it.
pub fn encoded_destination(url: &str) -> String {
    link::encode(url).replace('(', "%28").replace(')', "%29")
}

/// The links and pictures that the parser found in a text.
struct Parsed {
    /// The address of each link and picture; whether it is one of pictures alone.
    urls: HashMap<String, bool>,
    /// First and last line of each code block.
    blocks: BTreeMap<usize, usize>,
    /// Code within lines, by its first line.
    spans: HashMap<usize, Vec<Sourcepos>>,
}

impl Parsed {
    fn of(text: &str) -> Self {
        let arena = Arena::new();
        let escaped = fences::escape_unusable(&admonitions::in_place(text));
        let mut options = options();
        options.extension.autolink = false;
        let root = parse_document(&arena, &escaped, &options);
        let mut parsed = Self { urls: HashMap::new(), blocks: BTreeMap::new(), spans: HashMap::new() };
        for node in root.descendants() {
            let data = node.data();
            let at = data.sourcepos;
            match &data.value {
                NodeValue::CodeBlock(_) => {
                    parsed.blocks.insert(at.start.line, at.end.line);
                }
                NodeValue::Code(_) => parsed.spans.entry(at.start.line).or_default().push(at),
                _ => {}
            }
        }
        // Code has its place by now: what is parsed again out of HTML counts from its own beginning.
        let mut tags = HtmlTags::default();
        details::arrange(&arena, root, &mut tags);
        typed_html::pair(&arena, root, &mut tags);
        for node in root.descendants() {
            match &node.data().value {
                NodeValue::Link(link) => {
                    parsed.urls.insert(link.url.clone(), false);
                }
                NodeValue::Image(image) => {
                    parsed.urls.entry(image.url.clone()).or_insert(true);
                }
                _ => {}
            }
        }
        parsed
    }

    fn is_code_line(&self, line: usize) -> bool {
        self.blocks.range(..=line).next_back().is_some_and(|(_, end)| line <= *end)
    }

    /// Whether code within a line stands at this byte of it.
    fn is_code(&self, line: usize, byte: usize) -> bool {
        let of_line = self.spans.get(&line).into_iter().flatten();
        of_line.into_iter().any(|span| span.start.column <= byte + 1 && (span.end.line > line || byte < span.end.column))
    }
}

/// The places in a line that may be addresses, whether or not the parser reads them as such.
fn in_line(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if line.trim_start().starts_with('[')
        && let Some(at) = line.find("]:")
    {
        found.extend(address_at(line, at + 2, |_| false));
    }
    for (at, _) in line.match_indices("](") {
        let mut depth = 0_usize;
        found.extend(address_at(line, at + 2, |c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' if depth == 0 => true,
            ')' => {
                depth -= 1;
                false
            }
            _ => false,
        }));
    }
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

/// The address that begins behind the white space at `from`, up to white space or a character at which it ends.
fn address_at(line: &str, from: usize, mut ends: impl FnMut(char) -> bool) -> Option<Range<usize>> {
    let rest = &line[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let rest = &line[start..];
    if let Some(inner) = rest.strip_prefix('<') {
        return inner.find('>').map(|length| start + 1..start + 1 + length);
    }
    let mut is_escaped = false;
    let end = rest.find(|c: char| {
        let was_escaped = is_escaped;
        is_escaped = c == '\\' && !was_escaped;
        !was_escaped && (c.is_whitespace() || ends(c))
    });
    let length = end.unwrap_or(rest.len());
    (length > 0).then_some(start..start + length)
}

/// Without backslashes before signs, and with the one entity that addresses have.
fn unescaped(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut chars = typed.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => text.extend(chars.next()),
            c => text.push(c),
        }
    }
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool, usize)> {
        let all = destinations(text);
        for one in &all {
            assert_eq!(unescaped(&text[one.typed.clone()]), one.url);
        }
        all.into_iter().map(|one| (one.url, one.is_picture, one.line)).collect()
    }

    fn link(url: &str, line: usize) -> (String, bool, usize) {
        (url.to_owned(), false, line)
    }

    #[test]
    fn links_pictures_and_definitions_are_found_where_they_stand() {
        let text = "# A\n\nSee [x](other.md), [y](<a b.md> \"t\") and ![z](img/a_(1).png).\n\n- [`c`](c.md#part)\n- [w][ref]\n\n[ref]: ../w.md 'W'\n";
        let picture = ("img/a_(1).png".to_owned(), true, 3);
        assert_eq!(found(text), [link("other.md", 3), link("a b.md", 3), picture, link("c.md#part", 5), link("../w.md", 8)]);
    }

    #[test]
    fn a_picture_in_a_link_and_a_table_have_theirs() {
        assert_eq!(found("[![p](p.png)](x.md)\n"), [("p.png".to_owned(), true, 1), link("x.md", 1)]);
        assert_eq!(found("| a | b |\n|---|---|\n| [t](t.md) | ü [u](u\\_v.md) |\n"), [link("t.md", 3), link("u_v.md", 3)]);
    }

    #[test]
    fn tags_in_html_have_theirs() {
        let text = "[t](t.md)\n\n<p>\n<a href=\"a.md\"><img\n  src='p.png'></a>\n</p>\n\n`<img src=q.png>` and <img src=r.png>\n";
        let picture = |url: &str, line| (url.to_owned(), true, line);
        assert_eq!(found(text), [link("t.md", 1), link("a.md", 4), picture("p.png", 5), picture("r.png", 8)]);
        assert_eq!(found("```\n<img src=p.png>\n```\n"), []);
    }

    #[test]
    fn code_has_none() {
        let text = "```md\n[a](a.md)\n```\n\n    [b](b.md)\n\nA `[c](c.md)` and [a](a.md).\n";
        assert_eq!(found(text), [link("a.md", 7)]);
        assert_eq!(found("\\[a](a.md) [b]: c.md"), []);
    }

    #[test]
    fn an_address_is_typed_so_that_nothing_ends_it() {
        assert_eq!(encoded_destination("/a#b (c)"), "/a#b%20%28c%29");
    }
}
