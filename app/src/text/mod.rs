//! Every sentence of the interface, in English and German. A text is a field of a struct, so one that lacks a translation
//! does not compile. German says "Sie". The server does not compile the texts of screens that it does not render.

#[cfg(any(feature = "csr", test))]
pub mod admin;
#[cfg(any(feature = "csr", test))]
mod block;
#[cfg(any(feature = "csr", test))]
pub mod checklist;
pub mod downloads;
#[cfg(any(feature = "csr", test))]
pub mod editor;
pub mod failure;
#[cfg(any(feature = "csr", test))]
pub mod form;
#[cfg(any(feature = "csr", test))]
pub mod form_conflict;
#[cfg(any(feature = "csr", test))]
pub mod form_draft;
#[cfg(any(feature = "csr", test))]
pub mod glossary;
mod item_kind;
#[cfg(any(feature = "csr", test))]
pub mod item_list;
mod language_name;
#[cfg(any(feature = "csr", test))]
pub mod listing;
pub mod mail;
#[cfg(any(feature = "csr", test))]
pub mod media;
#[cfg(any(feature = "csr", test))]
pub mod media_file;
#[cfg(any(feature = "csr", test))]
mod media_messages;
#[cfg(any(feature = "csr", test))]
pub mod noun;
#[cfg(all(test, feature = "ssr"))]
mod numbers_tests;
#[cfg(any(feature = "csr", test))]
pub mod outbox;
#[cfg(any(feature = "csr", test))]
pub mod page_editor;
#[cfg(any(feature = "csr", test))]
pub mod page_list;
#[cfg(any(feature = "csr", test))]
pub mod plan;
pub mod problem;
pub mod public;
#[cfg(any(feature = "ssr", test))]
pub mod public_consent;
pub mod public_form;
pub mod public_whitepapers;
#[cfg(any(feature = "csr", test))]
pub mod publish_selected;
#[cfg(any(feature = "csr", test))]
pub mod publishing;
pub mod refusal;
#[cfg(any(feature = "csr", test))]
mod remote_changes;
#[cfg(any(feature = "csr", test))]
pub mod site_texts;
pub mod upload;
#[cfg(any(feature = "csr", test))]
pub mod users;
#[cfg(any(feature = "csr", test))]
pub mod whitepapers;

use domain::language::Language;
use domain::time::Timestamp;

pub use self::language_name::{LanguageNames, keep_names, names_of, native_name};

/// A language in which the interface speaks. Content may be in more languages; those read an English interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UiLanguage {
    En,
    De,
}

impl UiLanguage {
    /// The interface language for a content language; English where there is no other.
    pub fn of(language: &Language) -> Self {
        Self::of_tag(language.as_str())
    }

    pub fn of_tag(tag: &str) -> Self {
        if tag.split('-').next() == Some("de") { Self::De } else { Self::En }
    }

    /// For `lang` attributes and `Intl`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The one of two values that is in this language.
    pub fn pick<T>(self, en: T, de: T) -> T {
        match self {
            Self::En => en,
            Self::De => de,
        }
    }

    /// `22 November 2026 at 10:05 CET`, `22. November 2026, 10:05 Uhr (MEZ)`.
    pub fn date_and_time(self, time: &ZonedTime) -> String {
        let parts = time.clock.parts();
        let (date, clock) = (self.date(time.clock), format!("{:02}:{:02}", parts.hour, parts.minute));
        match self {
            Self::En => format!("{date} at {clock} {}", time.zone),
            Self::De => format!("{date}, {clock} Uhr ({})", german_zone(&time.zone)),
        }
    }

    /// `22 November 2026`, `22. November 2026`; the day in UTC.
    pub fn date(self, time: Timestamp) -> String {
        let parts = time.parts();
        let month = self.pick(MONTHS_EN, MONTHS_DE)[usize::from(parts.month) - 1];
        match self {
            Self::En => format!("{} {month} {}", parts.day, parts.year),
            Self::De => format!("{}. {month} {}", parts.day, parts.year),
        }
    }

    /// `61 MB`, `4.1 MB`, `12 kB`; a thousand bytes are one kB, as file managers count.
    pub fn size(self, bytes: i64) -> String {
        let (one, unit) = match bytes {
            0..1_000 => return format!("{bytes} B"),
            1_000..999_500 => (1_000, "kB"),
            999_500..999_500_000 => (1_000_000, "MB"),
            _ => (1_000_000_000, "GB"),
        };
        let tenths = (bytes + one / 20) / (one / 10);
        let amount = match tenths {
            100.. => ((bytes + one / 2) / one).to_string(),
            _ if tenths % 10 == 0 => (tenths / 10).to_string(),
            _ => format!("{}{}{}", tenths / 10, self.pick('.', ','), tenths % 10),
        };
        format!("{amount} {unit}")
    }

    /// `200,000`; in German `200.000`.
    pub fn count(self, number: usize) -> String {
        let digits = number.to_string();
        let separator = self.pick(',', '.');
        let mut written = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.push(separator);
            }
            written.push(digit);
        }
        written
    }

    /// `English, German and Danish`.
    pub fn joined(self, names: &[impl AsRef<str>]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        match names.split_last() {
            Some((last, before)) if !before.is_empty() => format!("{} {} {last}", before.join(", "), self.pick("and", "und")),
            _ => names.concat(),
        }
    }
}

/// A time by the clocks of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZonedTime {
    /// What the clocks show, as if they showed UTC.
    pub clock: Timestamp,
    /// `CET`, `UTC`, `+03`.
    pub zone: String,
}

/// What Germans call the zones around them; others have their English names.
fn german_zone(zone: &str) -> &str {
    match zone {
        "WET" => "WEZ",
        "WEST" => "WESZ",
        "CET" => "MEZ",
        "CEST" => "MESZ",
        "EET" => "OEZ",
        "EEST" => "OESZ",
        zone => zone,
    }
}

/// A German time with `Uhr` behind its digits; one with a zone stays as it is.
#[cfg(any(feature = "csr", test))]
pub(crate) fn clock(time: &str) -> String {
    if time.ends_with(|last: char| last.is_ascii_digit()) { format!("{time} Uhr") } else { time.to_owned() }
}

const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS_DE: [&str; 12] =
    ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_number_has_its_thousands_apart() {
        let said = |number| (UiLanguage::En.count(number), UiLanguage::De.count(number));
        assert_eq!(said(200), ("200".to_owned(), "200".to_owned()));
        assert_eq!(said(200_000), ("200,000".to_owned(), "200.000".to_owned()));
        assert_eq!(said(1_234_567), ("1,234,567".to_owned(), "1.234.567".to_owned()));
    }

    #[test]
    fn a_size_is_written_as_people_say_it() {
        let said = |bytes: i64| UiLanguage::En.size(bytes);
        for (bytes, size) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_050, "1.1 kB"),
            (9_949, "9.9 kB"),
            (9_950, "10 kB"),
            (12_345, "12 kB"),
            (999_499, "999 kB"),
            (999_500, "1 MB"),
            (4_100_000, "4.1 MB"),
            (61_400_000, "61 MB"),
            (2_000_000_000, "2 GB"),
        ] {
            assert_eq!(said(bytes), size);
        }
        assert_eq!(UiLanguage::De.size(4_100_000), "4,1 MB");
    }
}
