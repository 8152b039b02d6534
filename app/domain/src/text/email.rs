//! An e-mail address as mail servers take it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::line;
use crate::invalid::Problem;

/// An e-mail address as HTML's `type=email` understands it (a usable subset of RFC 5321), in lower case. On the server its domain has
/// the form that mail servers and other browsers send: `exämple.de` is `xn--exmple-cua.de` (IDNA, UTS 46). Letters before the `@` are
/// those of ASCII, because many mail servers take no others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// RFC 5321 4.5.3.1.3, less the angle brackets.
    pub const MAX: usize = 254;

    /// Reads what was typed. The browser has no tables of Unicode, so it refuses nothing in a domain of other letters than ASCII's
    /// that the server may take.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::parse_with(text, to_ascii)
    }

    pub(super) fn parse_with(text: &str, to_ascii: impl Fn(&str) -> Result<Cow<'_, str>, Problem>) -> Result<Self, Problem> {
        let text: String = line(text, Self::MAX)?.chars().map(narrow).collect::<String>().to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        if !local.is_ascii() && !local.contains(char::is_whitespace) {
            return Err(Problem::NotAsciiBeforeAt);
        }
        let domain = to_ascii(domain)?;
        let is_local = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
        let is_domain = domain.contains('.') && domain.split('.').all(is_label);
        let is_short = !domain.is_ascii() || local.len() + domain.len() < Self::MAX;
        if is_local && is_domain && is_short { Ok(Self(format!("{local}@{domain}"))) } else { Err(Problem::NotAnEmail) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letters, digits and signs of ASCII in place of the wide ones that keyboards of East Asia type.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3002}' | '\u{ff61}' => '.',
        c => c,
    }
}

#[cfg(feature = "server")]
fn to_ascii(domain: &str) -> Result<Cow<'_, str>, Problem> {
    idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::EMPTY).map_err(|_| Problem::NotAnEmail)
}

#[cfg(not(feature = "server"))]
fn to_ascii(domain: &str) -> Result<Cow<'_, str>, Problem> {
    Ok(domain.into())
}

/// A part of a domain. One that is not ASCII yet (in the browser) is judged by the server.
fn is_label(label: &str) -> bool {
    if !label.is_ascii() {
        return !label.chars().any(|c| c.is_whitespace() || c.is_ascii() && !c.is_ascii_alphanumeric() && c != '-');
    }
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
