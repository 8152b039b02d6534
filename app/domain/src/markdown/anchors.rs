//! Headings and the names within a page: which level, which anchor, none twice.

use std::collections::{HashMap, HashSet};

use crate::page::Heading;
use crate::text::Slug;

/// Before an anchor that would otherwise be a name of the page around the text.
const PREFIX: &str = "part";

/// Names of elements around the text (its frame, the fields of forms in it), which no anchor is.
const TAKEN: [&str; 20] = [
    "address",
    "company",
    "consent",
    "content",
    "contents",
    "date",
    "email",
    "errors",
    "first-name",
    "footer",
    "form",
    "header",
    "last-name",
    "main",
    "menu",
    "message",
    "name",
    "phone",
    "q",
    "results",
];

/// First parts of such names: `site-menu`, `field-lit`, `note-1`.
const TAKEN_PARTS: [&str; 4] = ["contents", "field", "note", "site"];

/// A heading that a link within the text may lead to.
pub(super) struct Target {
    /// Empty for the title of the page, which stands at its beginning.
    pub(super) anchor: String,
    /// The typed `{#id}`, even if it could not become the anchor.
    pub(super) id: Option<String>,
    pub(super) text: String,
}

/// Gives out levels, anchors and labels while a text is written.
#[derive(Default)]
pub(super) struct Anchors {
    pub(super) headings: Vec<Heading>,
    pub(super) targets: Vec<Target>,
    /// The ids that were typed and are still to be given out; nothing else gets one of them.
    reserved: HashSet<String>,
    /// The levels as typed of the headings that the next one may stand under.
    above: Vec<u8>,
    used: HashSet<String>,
    /// The next number to try for a name that was used.
    next: HashMap<String, usize>,
    has_title: bool,
}

impl Anchors {
    /// Anchors for a text with these ids. An id that stands there twice belongs to the first heading.
    pub(super) fn with_ids(ids: impl IntoIterator<Item = String>) -> Self {
        let reserved: HashSet<String> = ids.into_iter().filter(|id| !is_taken(id)).collect();
        Self { used: reserved.clone(), reserved, ..Self::default() }
    }

    /// Whether a heading may be the page's title: the first that asks.
    pub(super) fn take_title(&mut self) -> bool {
        self.above.clear();
        !std::mem::replace(&mut self.has_title, true)
    }

    /// The anchor of the title of the page, if it was typed with one.
    pub(super) fn title(&mut self, text: &str, id: Option<String>) -> Option<String> {
        let anchor = id.as_ref().and_then(|id| self.reserved.take(id));
        self.targets.push(Target { anchor: anchor.clone().unwrap_or_default(), id, text: text.to_owned() });
        anchor
    }

    /// The level (from 2) and the anchor of a heading that was typed with `typed` signs, and perhaps an id.
    pub(super) fn heading(&mut self, typed: u8, text: &str, id: Option<String>) -> (u8, String) {
        while self.above.last().is_some_and(|above| *above >= typed) {
            self.above.pop();
        }
        self.above.push(typed);
        let level = u8::try_from(self.above.len() + 1).unwrap_or(6).min(6);
        let own = id.as_ref().and_then(|id| self.reserved.take(id));
        let anchor = own.unwrap_or_else(|| self.anchor(text));
        self.targets.push(Target { anchor: anchor.clone(), id, text: text.to_owned() });
        self.headings.push(Heading { level, anchor: anchor.clone(), text: text.to_owned() });
        (level, anchor)
    }

    /// A label for a screen reader that no other element of the page has.
    pub(super) fn label(&mut self, text: &str) -> String {
        self.unique(text, " ")
    }

    fn anchor(&mut self, text: &str) -> String {
        let slug = Slug::propose(text);
        let anchor = match slug.as_str() {
            "" => PREFIX.to_owned(),
            slug if is_taken(slug) => format!("{PREFIX}-{slug}"),
            slug => slug.to_owned(),
        };
        self.unique(&anchor, "-")
    }

    fn unique(&mut self, name: &str, before_number: &str) -> String {
        if self.used.insert(name.to_owned()) {
            return name.to_owned();
        }
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{name}{before_number}{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Whether an anchor would be a name of the page around the text.
pub(super) fn is_taken(anchor: &str) -> bool {
    TAKEN.contains(&anchor) || anchor.split('-').next().is_some_and(|part| TAKEN_PARTS.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_at_two_and_skip_none() {
        let mut anchors = Anchors::default();
        let levels: Vec<u8> = [1, 2, 4, 4, 3, 1, 6, 1].into_iter().map(|typed| anchors.heading(typed, "x", None).0).collect();
        assert_eq!(levels, [2, 3, 4, 4, 4, 2, 3, 2]);
    }

    #[test]
    fn an_anchor_is_readable_and_there_once() {
        let mut anchors = Anchors::default();
        let mut anchor = |text: &str| anchors.heading(1, text, None).1;
        assert_eq!(anchor("Größe & Gewicht"), "groesse-gewicht");
        assert_eq!(anchor("A\u{308}nderung и\u{306}"), "aenderung-i");
        assert_eq!(anchor("Änderung й"), "aenderung-i-2");
        assert_eq!(anchor("Erd\u{ad}schluss\u{200b}suche"), "erdschlusssuche");
        assert_eq!(anchor("a"), "a");
        assert_eq!(anchor("A!"), "a-2");
        assert_eq!(anchor("a-2"), "a-2-2");
        assert_eq!(anchor("Content"), "part-content");
        assert_eq!(anchor("Contact us"), "contact-us");
        assert_eq!(anchor("Site menu"), "part-site-menu");
        assert_eq!(anchor("Notes"), "notes");
        assert_eq!(anchor("!"), "part");
        assert_eq!(anchor("?"), "part-2");
        assert_eq!(anchor("Gro\u{308}\u{df}e"), "groesse");
    }

    #[test]
    fn a_typed_id_is_the_anchor_of_one_heading() {
        let mut anchors = Anchors::with_ids(["a".into(), "content".into(), "a".into()]);
        let mut anchor = |text: &str, id: Option<&str>| anchors.heading(1, text, id.map(str::to_owned)).1;
        assert_eq!(anchor("A", None), "a-2");
        assert_eq!(anchor("Other", Some("a")), "a");
        assert_eq!(anchor("Third", Some("a")), "third");
        assert_eq!(anchor("Frame", Some("content")), "frame");
    }
}
