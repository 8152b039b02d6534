//! The slug of an item, and how one is proposed from a title.

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(feature = "server")]
use super::{composed, is_invisible, turns_direction};
use crate::invalid::Problem;

/// The address of a page within its language: parts of a–z, 0–9 and hyphens, divided by `/` (`services/earth-faults`).
/// The empty slug is the front page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// In characters; long enough for five parts, short enough for every mail program's links.
    pub const MAX: usize = 200;

    /// The slug of the front page.
    pub fn home() -> Self {
        Self(String::new())
    }

    /// Reads what someone typed: white space and slashes around it are taken off, `/` alone is the front page.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let text = text.strip_prefix('/').unwrap_or(text);
        let text = text.strip_suffix('/').unwrap_or(text);
        if text.is_empty() {
            return Ok(Self::home());
        }
        if text.len() > Self::MAX {
            return Err(Problem::TooLong { max: Self::MAX });
        }
        let is_part = |part: &str| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && !part.contains("--")
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if text.split('/').all(is_part) { Ok(Self(text.to_owned())) } else { Err(Problem::NotASlug) }
    }

    /// The slugs of the pages above, from the top: `a` and `a/b` of `a/b/c`.
    pub fn above(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }

    /// A path in the small letters of slugs. Other characters stay, so that only a different spelling of the same address
    /// matches.
    #[cfg(feature = "server")]
    pub fn small_letters(path: &str) -> String {
        // Nobody types a mark of direction by accident.
        let seen: String = path.chars().filter(|c| !is_invisible(*c) || turns_direction(*c)).collect();
        romanised(&composed(seen), |c| deunicode::deunicode_char(c).filter(|_| c.is_alphabetic())).to_ascii_lowercase()
    }

    /// A slug made of a title in any script: `Über uns & mehr` becomes `ueber-uns-mehr`. Empty if nothing is left.
    #[cfg(feature = "server")]
    pub fn propose(title: &str) -> Self {
        // Decomposed, a character may be three.
        let start: String = title.chars().take(4 * Self::MAX).collect();
        let seen = composed(start.chars().filter(|c| !is_invisible(*c)).collect());
        let title: String = seen.chars().take(Self::MAX).filter(|c| !matches!(c, '\'' | '’')).collect();
        let text = romanised(&title, |c| deunicode::deunicode_char(c).or(Some(" ")));
        let mut slug = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        if slug.len() > 80 {
            let end = slug[..80].rfind('-').unwrap_or(80);
            slug.truncate(end);
        }
        Self(slug.trim_matches('-').to_owned())
    }

    pub fn is_home(&self) -> bool {
        self.0.is_empty()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `services` of `services/earth-faults`.
    pub fn first_part(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|_| format!("not a slug: {text}"))
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

/// A text in ASCII letters: `Ü` becomes `ue`. `other` gives the letters for a character of another script; unknown ones stay.
#[cfg(feature = "server")]
fn romanised(text: &str, other: impl Fn(char) -> Option<&'static str>) -> String {
    let mut romanised = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ä' | 'Ä' => romanised.push_str("ae"),
            'ö' | 'Ö' => romanised.push_str("oe"),
            'ü' | 'Ü' => romanised.push_str("ue"),
            'ß' | 'ẞ' => romanised.push_str("ss"),
            '\u{300}'..='\u{36f}' => {}
            c if c.is_ascii() => romanised.push(c),
            c => match other(c) {
                Some(letters) => romanised.push_str(letters),
                None => romanised.push(c),
            },
        }
    }
    romanised
}
