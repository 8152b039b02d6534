//! Short texts that cannot be wrong: a line, a slug, an e-mail address, a web address, a password.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::invalid::Problem;

/// One line of text without control characters, trimmed, of 1 to `max` characters. Nor may it turn the direction of what stands
/// beside it (U+202D and U+202E): a name stands in the middle of mails and lists.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    optional_line(text, max)?.ok_or(Problem::Missing)
}

/// As [`line()`], but may be empty.
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = text.trim();
    within(text, max)?;
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{202d}' | '\u{202e}')) {
        return Err(Problem::NotText);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Text of several lines, with line ends as `\n`, of up to `max` characters; of the control characters only line end and
/// tabulator remain.
pub fn paragraphs(text: &str, max: usize) -> Result<String, Problem> {
    within_bytes(text, max)?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Problem::NotText);
    }
    within(&text, max)?;
    Ok(text)
}

/// Several lines become one: these texts stand in one paragraph or one attribute.
pub fn optional_paragraph(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = paragraphs(typed, max)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((!text.is_empty()).then_some(text))
}

/// Text of several paragraphs, or nothing. Line ends stay as they were typed, with at most one empty line in a row; white space
/// around a line goes, and within it becomes one space.
pub fn optional_paragraphs(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = paragraphs(typed, max)?;
    let mut kept = String::with_capacity(text.len());
    let mut is_after_gap = false;
    for line in text.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            is_after_gap = true;
            continue;
        }
        if !kept.is_empty() {
            kept.push_str(if is_after_gap { "\n\n" } else { "\n" });
        }
        is_after_gap = false;
        for (number, word) in words.enumerate() {
            if number > 0 {
                kept.push(' ');
            }
            kept.push_str(word);
        }
    }
    Ok((!kept.is_empty()).then_some(kept))
}

/// A text of several lines as one: each line end becomes a space, with the white space around it. A text of one line stays as it is.
pub fn on_one_line(typed: &str) -> String {
    let mut lines = typed.split(['\r', '\n']);
    let mut joined = String::with_capacity(typed.len());
    joined.push_str(lines.next().unwrap_or_default());
    for line in lines {
        joined.truncate(joined.trim_end().len());
        joined.push(' ');
        joined.push_str(line.trim_start());
    }
    joined
}

/// An absolute `http` or `https` address (RFC 3986), or nothing.
pub fn optional_url(text: &str) -> Result<Option<String>, Problem> {
    let Some(text) = optional_line(text, 2_000)? else { return Ok(None) };
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Problem::NotAnUrl)?;
    let is_bad = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    if host.is_empty() || host.starts_with(['/', '?', '#', ':']) || host.contains(is_bad) {
        return Err(Problem::NotAnUrl);
    }
    Ok(Some(text))
}

/// Refuses a text by its length in bytes alone, before anything looks at it: a character has four bytes at most, and so has a
/// line end with what it replaces.
fn within_bytes(text: &str, max: usize) -> Result<(), Problem> {
    if text.len() > max.saturating_mul(4) { Err(Problem::TooLong { max }) } else { Ok(()) }
}

/// The parts of a list divided by commas, without those that are empty. A text that is longer than `max` parts of `max_part`
/// characters is refused before it is divided.
pub(crate) fn list(text: &str, max: usize, max_part: usize) -> Result<impl Iterator<Item = &str>, Problem> {
    within_bytes(text, max * (max_part + 2)).map_err(|_| Problem::TooLong { max })?;
    Ok(text.split(',').map(str::trim).filter(|part| !part.is_empty()))
}

fn within(text: &str, max: usize) -> Result<(), Problem> {
    within_bytes(text, max)?;
    if text.chars().count() > max { Err(Problem::TooLong { max }) } else { Ok(()) }
}

/// A text in ASCII letters: `Ü` becomes `ue`, whether it is one character or a letter and a mark (NFD, as Macs write it). `other`
/// gives the letters for a character of another script; unknown ones stay.
#[cfg(feature = "server")]
fn romanised(text: &str, other: impl Fn(char) -> Option<&'static str>) -> String {
    let mut romanised = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            'ä' | 'Ä' => romanised.push_str("ae"),
            'ö' | 'Ö' => romanised.push_str("oe"),
            'ü' | 'Ü' => romanised.push_str("ue"),
            'ß' | 'ẞ' => romanised.push_str("ss"),
            'a' | 'o' | 'u' | 'A' | 'O' | 'U' if chars.next_if_eq(&'\u{308}').is_some() => {
                romanised.push(c);
                romanised.push('e');
            }
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

    /// A path in the small letters of slugs. Other characters stay, so that only a different spelling of the same address
    /// matches.
    #[cfg(feature = "server")]
    pub fn small_letters(path: &str) -> String {
        romanised(path, |c| deunicode::deunicode_char(c).filter(|_| c.is_alphabetic())).to_ascii_lowercase()
    }

    /// A slug made of a title in any script: `Über uns & mehr` becomes `ueber-uns-mehr`. Empty if nothing is left.
    #[cfg(feature = "server")]
    pub fn propose(title: &str) -> Self {
        let title: String = title.chars().take(Self::MAX).filter(|c| !matches!(c, '\'' | '’')).collect();
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

/// An e-mail address as HTML's `type=email` understands it (a usable subset of RFC 5321), in lower case. On the server its domain has
/// the form that mail servers and other browsers send: `exämple.de` is `xn--exmple-cua.de` (IDNA, UTS 46). Letters before the `@` are
/// those of ASCII, because many mail servers take no others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// RFC 5321 4.5.3.1.3, less the angle brackets.
    pub const MAX: usize = 254;

    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = line(text, Self::MAX)?.to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        #[cfg(feature = "server")]
        let domain =
            &*idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::EMPTY).map_err(|_| Problem::NotAnEmail)?;
        let is_local = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let is_domain = domain.contains('.') && domain.split('.').all(is_label);
        if is_local && is_domain && local.len() + domain.len() < Self::MAX {
            Ok(Self(format!("{local}@{domain}")))
        } else {
            Err(Problem::NotAnEmail)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A new password: 12 to 200 characters, and not one that is guessed first. Never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub const MIN: usize = 12;
    pub const MAX: usize = 200;

    /// `own` are words close to the person (name, e-mail), of which no password is made.
    pub fn parse(text: &str, own: &[&str]) -> Result<Self, Problem> {
        within_bytes(text, Self::MAX)?;
        let length = text.chars().count();
        if length == 0 {
            return Err(Problem::Missing);
        }
        if length < Self::MIN {
            return Err(Problem::TooShort { min: Self::MIN });
        }
        if length > Self::MAX {
            return Err(Problem::TooLong { max: Self::MAX });
        }
        if is_common(text, own) { Err(Problem::CommonPassword) } else { Ok(Self(text.to_owned())) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The words that lists of leaked passwords are made of. At 12 characters and more a common password is one of these
/// with digits, signs or repetition around it.
const COMMON: [&str; 40] = [
    "password",
    "passwort",
    "passw0rd",
    "kennwort",
    "qwertz",
    "qwerty",
    "asdfgh",
    "yxcvbn",
    "zxcvbn",
    "letmein",
    "welcome",
    "willkommen",
    "admin",
    "administrator",
    "magnetiq",
    "iloveyou",
    "ichliebedich",
    "hallo",
    "hello",
    "dragon",
    "monkey",
    "football",
    "fussball",
    "baseball",
    "superman",
    "batman",
    "trustno",
    "sunshine",
    "princess",
    "master",
    "shadow",
    "michael",
    "schatz",
    "sommer",
    "winter",
    "geheim",
    "secret",
    "changeme",
    "test",
    "user",
];

/// Words of a person's own that are compared with a password; nobody's name and address have more.
const MAX_OWN: usize = 40;
const MAX_OWN_BYTES: usize = 4 * Password::MAX;

fn is_common(text: &str, own: &[&str]) -> bool {
    let mut rest = text.to_lowercase();
    let own_words = own
        .iter()
        .map(|text| &text[..text.floor_char_boundary(MAX_OWN_BYTES)])
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 3)
        .take(MAX_OWN);
    let words: Vec<String> = COMMON.iter().map(|word| (*word).to_owned()).chain(own_words.map(str::to_lowercase)).collect();
    let mut longest_first: Vec<&String> = words.iter().collect();
    longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in longest_first {
        rest = rest.replace(word.as_str(), "");
    }
    // Digits, signs and runs (aaa, abc, 321) are easy to guess, so four other characters are required.
    let chars: Vec<char> = rest.chars().collect();
    let own_part = chars.iter().enumerate().filter(|(at, c)| {
        let is_run = *at > 0 && (i64::from(u32::from(chars[at - 1])) - i64::from(u32::from(**c))).abs() <= 1;
        !is_run
    });
    let distinct: std::collections::BTreeSet<char> = own_part.map(|(_, c)| *c).collect();
    distinct.len() < 5
}

#[cfg(test)]
mod tests;
