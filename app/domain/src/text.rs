//! Short texts that cannot be wrong: a line, a slug, an e-mail address, a web address, a password.

mod password;
mod slug;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::password::Password;
pub use self::slug::Slug;
use crate::invalid::Problem;

/// One line of text without control characters and noncharacters, trimmed, of 1 to `max` characters, one of which can be seen. Nor
/// may it turn the direction of what stands beside it (U+202D and U+202E): a name stands in the middle of mails and lists.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    optional_line(text, max)?.ok_or(Problem::Missing)
}

/// As [`line()`], but may be empty.
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = text.trim();
    within(text, max)?;
    if text.chars().any(|c| is_no_text(c) || matches!(c, '\u{202d}' | '\u{202e}')) {
        return Err(Problem::NotText);
    }
    let is_blank = text.chars().all(|c| c.is_whitespace() || is_invisible(c));
    Ok((!is_blank).then(|| text.to_owned()))
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
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text of several lines, with line ends as `\n`, of up to `max` characters; of the control characters only line end and
/// tabulator remain.
pub fn paragraphs(text: &str, max: usize) -> Result<String, Problem> {
    within_bytes(text, max)?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| is_no_text(c) && c != '\n' && c != '\t') {
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

#[cfg(test)]
mod tests;
