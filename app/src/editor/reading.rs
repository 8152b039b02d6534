//! Reads from a Markdown text without rendering it: its words, its headings, its pictures.

use std::ops::Range;

use domain::id::MediaId;
use domain::text::{MAX_SUMMARY, shortened};

/// Characters of a title that search engines show.
pub const MAX_TITLE_CHARS: usize = 60;

/// Characters of a description: the most that search engines show, and the least that says enough.
pub const DESCRIPTION: std::ops::RangeInclusive<usize> = 50..=MAX_SUMMARY;

/// A heading as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenHeading {
    pub level: usize,
    pub text: String,
    /// Its line, in bytes of the text.
    pub place: Range<usize>,
}

/// The number of words that a visitor reads. Signs, addresses of links and names of blocks do not count.
pub fn words(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(":::"));
    lines
        .map(|line| without_addresses(line).split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count())
        .sum()
}

/// The headings of the text, in order. Lines in code are no headings.
pub fn headings(text: &str) -> Vec<WrittenHeading> {
    let mut headings = Vec::new();
    for (line, place) in lines_of_prose(text) {
        let level = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&level) && line[level..].starts_with([' ', '\t']) {
            let text = line[level..].trim().trim_end_matches('#').trim_end().to_owned();
            headings.push(WrittenHeading { level, text, place });
        }
    }
    headings
}

/// The lines outside of fenced code, without the white space around them, and where each stands.
fn lines_of_prose(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let at = start + (whole.len() - whole.trim_start().len());
        start += whole.len();
        let sign = ["```", "~~~"].into_iter().find(|sign| line.starts_with(sign));
        match (fence, sign) {
            (None, Some(sign)) => fence = Some(sign),
            (Some(open), Some(sign)) if open == sign => fence = None,
            (None, None) => lines.push((line, at..at + line.len())),
            _ => {}
        }
    }
    lines
}

/// A picture as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPicture {
    /// Whether the text itself has words for those who cannot see it.
    pub has_words: bool,
    /// The file of the library, if it is one.
    pub media: Option<MediaId>,
    /// Its words and their brackets, in bytes of the text.
    pub place: Range<usize>,
}

/// The pictures that the text shows, in order.
pub fn pictures(text: &str) -> Vec<WrittenPicture> {
    let mut pictures = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("![") {
        rest = &rest[at + 2..];
        let is_escaped = |at: usize| rest[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        let Some((end, _)) = rest.match_indices(']').find(|(at, _)| !is_escaped(*at)) else { break };
        let (words, behind) = (&rest[..end], &rest[end + 1..]);
        if behind.starts_with(['(', '[']) {
            let digits = behind.strip_prefix("(media:").and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
            let media = digits.and_then(|digits| digits.parse().ok());
            let start = text.len() - rest.len() - 2;
            pictures.push(WrittenPicture { has_words: !words.trim().is_empty(), media, place: start..start + end + 3 });
        }
        rest = &rest[end..];
    }
    pictures
}

/// The beginning of the text as plain words, up to `max` characters and a whole word. It stands in for a missing description.
pub fn beginning(text: &str, max: usize) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with(":::") && !line.starts_with('#'));
    let plain = lines.map(|line| without_addresses(&without_marker(line).replace("![", "["))).collect::<Vec<_>>().join(" ");
    let plain: String = plain.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '>' | '|' | '[' | ']')).collect();
    shortened(&plain, max)
}

/// A line of a list or a quote without the sign at its beginning.
fn without_marker(line: &str) -> &str {
    ["- ", "* ", "+ ", "> "].into_iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line)
}

/// A line without the addresses of its links and pictures.
fn without_addresses(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].find(')').map_or("", |end| &rest[at + end + 1..]);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_visitor_reads() {
        assert_eq!(words(""), 0);
        assert_eq!(words("## Vierzig Menschen\n\n- *Ein* Modell – ohne [Messung](/a/b c) ist\n\n::: call\nGut.\n:::"), 8);
        assert_eq!(words("[offen](ohne ende"), 1);
    }

    #[test]
    fn headings_are_read_with_their_level() {
        let found: Vec<(usize, String)> =
            headings("# A #\n#tag\n```\n## code\n```\n### B\n").into_iter().map(|h| (h.level, h.text)).collect();
        assert_eq!(found, [(1, "A".to_owned()), (3, "B".to_owned())]);
    }

    #[test]
    fn a_picture_is_read_with_its_words_and_its_file() {
        let found: Vec<(bool, Option<i64>)> =
            pictures("![](a.jpg) ![Wagen](media:12)\n![ ][ref] ![](media:7 \"x\") ![kein Bild] ![")
                .into_iter()
                .map(|picture| (picture.has_words, picture.media.map(|id| id.0)))
                .collect();
        assert_eq!(found, [(false, None), (true, Some(12)), (false, None), (false, Some(7))]);
    }

    #[test]
    fn each_is_found_at_its_place() {
        let text = "Über\n\n## Netze\n\n```\n## code\n```\n\nSiehe ![Bild](a.jpg) und [![B](media:3)](</b c>).";
        let at = |place: Range<usize>| &text[place];
        assert_eq!(headings(text).into_iter().map(|found| at(found.place)).collect::<Vec<_>>(), ["## Netze"]);
        assert_eq!(pictures(text).into_iter().map(|found| at(found.place)).collect::<Vec<_>>(), ["![Bild]", "![B]"]);
    }

    #[test]
    fn a_beginning_ends_with_a_whole_word() {
        assert_eq!(
            beginning("# Titel\n\n**Wir** messen [Netze](/netze), und zwar alle.", 20),
            "Wir messen Netze …".replace(" …", "…")
        );
        assert_eq!(beginning("- kurz\n> *knapp*", 20), "kurz knapp");
        assert_eq!(beginning("![](media:3)\n\nDer ![Wagen](media:4).", 20), "Der Wagen.");
    }
}
