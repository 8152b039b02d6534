//! Links within a text: `[Größe](#größe)` leads to the heading, whatever its anchor is.
//!
//! A link may stand before its heading, so its address is written last: until then a number stands in its place.

use std::collections::HashMap;

use super::anchors::{self, Target};
use super::link;
use crate::text::{Slug, composed};

/// Before the number of a link, in an `href`. A noncharacter: no text and no encoded address holds it.
pub(super) const MARK: char = '\u{fdd3}';

/// Characters of a fragment that are compared. Headings have no longer anchors.
const MAX: usize = 400;

/// The links within a text, in the order in which they were written.
#[derive(Default)]
pub(super) struct Links {
    /// As typed, without `#`; each once.
    fragments: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Links {
    /// The address to write for now.
    pub(super) fn address(&mut self, fragment: &str) -> String {
        let number = match self.numbers.get(fragment) {
            Some(number) => *number,
            None => {
                let number = self.fragments.len();
                self.fragments.push(fragment.to_owned());
                self.numbers.insert(fragment.to_owned(), number);
                number
            }
        };
        format!("#{MARK}{number}")
    }

    /// The HTML with the addresses of the links, and the fragments that lead nowhere.
    pub(super) fn resolve(self, html: &str, targets: &[Target]) -> (String, Vec<String>) {
        if self.fragments.is_empty() {
            return (html.to_owned(), Vec::new());
        }
        let headings = Headings::of(targets, &self.fragments);
        let mut dead = Vec::new();
        let mut addresses = Vec::with_capacity(self.fragments.len());
        for fragment in self.fragments {
            let found = headings.find(&fragment);
            addresses.push(link::encode(found.unwrap_or(&fragment)));
            if found.is_none() && !leads_out(&fragment) {
                dead.push(fragment);
            }
        }
        let mut parts = html.split(MARK);
        let mut resolved = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (number, rest) = part.split_at(digits);
            resolved.push_str(number.parse().ok().and_then(|number: usize| addresses.get(number)).map_or("", String::as_str));
            resolved.push_str(rest);
        }
        (resolved, dead)
    }
}

/// The anchor that each fragment names; one that leads out of the text is its own.
pub(super) fn find(targets: &[Target], fragments: &[String]) -> Vec<Option<String>> {
    let headings = Headings::of(targets, fragments);
    let anchor = |fragment: &String| {
        let found = headings.find(fragment).map(str::to_owned);
        found.or_else(|| leads_out(fragment).then(|| fragment.clone()))
    };
    fragments.iter().map(anchor).collect()
}

/// The beginning of the page, words that the browser looks for, and elements that the page around the text may have.
fn leads_out(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.contains(":~:") || anchors::is_taken(fragment)
}

/// The headings by each name that they have.
#[derive(Default)]
struct Headings<'a> {
    by_id: HashMap<String, &'a str>,
    by_anchor: HashMap<&'a str, &'a str>,
    by_github: HashMap<String, &'a str>,
    by_words: HashMap<String, &'a str>,
    by_text: HashMap<String, &'a str>,
    by_slug: HashMap<String, &'a str>,
    /// Whether the links number headings of the same name as GitHub does: the second is `a-1` there, and `a-2` here.
    is_numbered_from_one: bool,
}

impl<'a> Headings<'a> {
    fn of(targets: &'a [Target], fragments: &[String]) -> Self {
        let mut headings = Self::default();
        let mut slugger = GithubSlugger::default();
        for target in targets {
            let anchor = target.anchor.as_str();
            if let Some(id) = &target.id {
                headings.by_id.entry(normal(id)).or_insert(anchor);
            }
            if !anchor.is_empty() {
                headings.by_anchor.insert(anchor, anchor);
            }
            headings.by_github.insert(slugger.slug(&target.text), anchor);
            headings.by_words.entry(words(&target.text)).or_insert(anchor);
            headings.by_text.entry(folded(&target.text)).or_insert(anchor);
            let slug = Slug::propose(&normal(&target.text));
            if !slug.is_home() {
                headings.by_slug.entry(slug.as_str().to_owned()).or_insert(anchor);
            }
        }
        headings.is_numbered_from_one = fragments.iter().any(|fragment| {
            let slug = github(&decoded(fragment));
            slug.ends_with("-1") && headings.by_github.contains_key(&slug) && !headings.by_anchor.contains_key(slug.as_str())
        });
        headings
    }

    /// The anchor of the heading that a fragment names.
    fn find(&self, fragment: &str) -> Option<&'a str> {
        let name = decoded(fragment);
        let github = || self.by_github.get(&github(&name)).filter(|_| !name.is_empty());
        self.by_id
            .get(&name)
            .or_else(|| github().filter(|_| self.is_numbered_from_one))
            .or_else(|| self.by_anchor.get(name.as_str()))
            .or_else(github)
            .or_else(|| self.by_text.get(&folded(&name)))
            .or_else(|| self.by_words.get(&words(&name)).filter(|_| !words(&name).is_empty()))
            .or_else(|| self.by_slug.get(Slug::propose(&name).as_str()))
            .copied()
    }
}

/// A fragment as its words, composed (NFC). What is not UTF-8 when decoded stays as typed.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, behind @ ..] = rest {
        let value = |digit: u8| char::from(digit).to_digit(16);
        let (byte, behind) = match (first, behind) {
            (b'%', [high, low, behind @ ..]) => match (value(*high), value(*low)) {
                (Some(high), Some(low)) => (u8::try_from(high * 16 + low).unwrap_or(b'%'), behind),
                _ => (b'%', &rest[1..]),
            },
            _ => (*first, behind),
        };
        bytes.push(byte);
        rest = behind;
    }
    normal(String::from_utf8(bytes).as_deref().unwrap_or(fragment).trim())
}

fn normal(text: &str) -> String {
    composed(text.chars().take(4 * MAX).collect()).chars().take(MAX).collect()
}

/// A text in small letters, with single spaces.
fn folded(text: &str) -> String {
    normal(text).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading as GitHub names it: small letters, a hyphen for each space, no punctuation.
fn github(text: &str) -> String {
    let small = normal(text).to_lowercase();
    let kept = small.trim().chars().map(|c| if c == ' ' { '-' } else { c });
    kept.filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// As [`github`], with one hyphen at a time: GitLab and others name a heading so.
fn words(text: &str) -> String {
    github(text).split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Numbers the headings of the same name as github-slugger does.
#[derive(Default)]
struct GithubSlugger {
    count: HashMap<String, usize>,
}

impl GithubSlugger {
    fn slug(&mut self, text: &str) -> String {
        let name = github(text);
        let mut slug = name.clone();
        while self.count.contains_key(&slug) {
            let count = self.count.entry(name.clone()).or_default();
            *count += 1;
            slug = format!("{name}-{count}");
        }
        self.count.insert(slug.clone(), 0);
        slug
    }
}
