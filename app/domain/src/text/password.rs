//! A new password, and what is too easy to guess.

use std::fmt;

use super::{composed, within_bytes};
use crate::invalid::Problem;

/// A new password: 12 to 200 characters, and not one that is guessed first. Never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub const MIN: usize = 12;
    pub const MAX: usize = 200;

    /// A password as it is hashed and compared: composed (NFC), with the space of the keyboard in place of every other one (RFC 8265
    /// 4.2.2, OpaqueString). So it is the same on each keyboard and system.
    pub fn prepared(typed: &str) -> String {
        composed(typed.chars().map(|c| if c != ' ' && is_space(c) { ' ' } else { c }).collect())
    }

    /// `own` are words close to the person (name, e-mail), which are too easy to guess.
    pub fn parse(text: &str, own: &[&str]) -> Result<Self, Problem> {
        within_bytes(text, 4 * Self::MAX).map_err(|_| Problem::TooLong { max: Self::MAX })?;
        let text = Self::prepared(text);
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
        if is_common(&text, own) { Err(Problem::CommonPassword) } else { Ok(Self(text)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Unicode's category Zs.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
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
