//! Settings of the site, as rows of `system_settings` hold them, with the values that hold where a row is missing.

pub mod site_text;

use serde::{Deserialize, Serialize};

use crate::language::{Languages, Localized};
use crate::text::Email;

pub use site_text::{SiteText, SiteTexts};

/// The settings that the program reads. The machine's settings (ports, folders, keys) are not here but in `server::config`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub site_title: Localized<String>,
    pub site_description: Localized<String>,
    /// Line by line, as the footer shows it; the first may be the company's full name, see [`owner`].
    pub site_address: Localized<String>,
    /// The words of lists, search and header, as far as editors chose their own.
    pub texts: SiteTexts,
    pub languages: Languages,
    /// The zone of the times on public pages, by its name in the IANA database: `Europe/Berlin`.
    pub time_zone: String,
    /// 503 for visitors; staff still come in.
    pub maintenance_mode: bool,
    /// A session ends after so long without a request.
    pub session_idle_minutes: i64,
    /// And after so long in any case.
    pub session_absolute_hours: i64,
    /// How long the link to a whitepaper's file works.
    pub whitepaper_link_hours: i64,
    /// How often the link to a whitepaper's file gives it.
    pub whitepaper_link_uses: i64,
    /// How long a browser is known after a form was sent in it.
    pub known_browser_days: i64,
    /// Who writes the mails; the title of the site where it is empty.
    pub email_from_name: String,
    pub email_from_address: Email,
    /// The largest file that the media library takes.
    pub media_max_megabytes: i64,
    /// The feeds and their entries are named after it. Empty where no migration made one.
    pub feed_id: String,
}

/// What the specification sets for who writes the mails, until somebody chooses. Neither is anybody's name or address.
pub const UNSET_FROM_NAME: &str = "Magnetiq System";
pub const UNSET_FROM_ADDRESS: &str = "noreply@magnetiq.local";

impl Settings {
    /// The chosen name of who writes the mails; none where the title of the site stands in.
    pub fn from_name(&self) -> Option<&str> {
        Some(self.email_from_name.as_str()).filter(|name| !name.is_empty() && *name != UNSET_FROM_NAME)
    }

    /// Whether mails come from an address that somebody chose.
    pub fn has_from_address(&self) -> bool {
        self.email_from_address.as_str() != UNSET_FROM_ADDRESS
    }
}

/// Whose site it is, and the lines by which the post reaches them. A company's full name is the first line of its address where that
/// is the title of the site and more words, such as its legal form.
pub fn owner<'a>(title: &'a str, address: &'a [String]) -> (&'a str, &'a [String]) {
    let is_full_name = |line: &str| !title.is_empty() && line.strip_prefix(title).is_some_and(|rest| rest.starts_with(' '));
    match address {
        [first, others @ ..] if is_full_name(first) => (first.as_str(), others),
        _ => (title, address),
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_title: Localized::default(),
            site_description: Localized::default(),
            site_address: Localized::default(),
            texts: SiteTexts::default(),
            languages: Languages::default(),
            time_zone: "Europe/Berlin".into(),
            maintenance_mode: false,
            session_idle_minutes: 120,
            session_absolute_hours: 24 * 7,
            whitepaper_link_hours: 48,
            whitepaper_link_uses: 5,
            known_browser_days: 90,
            email_from_name: UNSET_FROM_NAME.into(),
            email_from_address: Email::parse(UNSET_FROM_ADDRESS).expect("an address of the specification"),
            media_max_megabytes: 50,
            feed_id: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_name_of_a_company_may_begin_its_address() {
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        let full = lines(&["Nordlicht GmbH", "Kanal 17", "24103 Kiel"]);
        assert_eq!(owner("Nordlicht", &full), ("Nordlicht GmbH", &full[1..]));
        for other in
            [lines(&[]), lines(&["Nordlichtstraße 3", "Kiel"]), lines(&["Quay 1", "Nordlicht GmbH"]), lines(&["Nordlicht"])]
        {
            assert_eq!(owner("Nordlicht", &other), ("Nordlicht", &other[..]));
        }
        assert_eq!(owner("", &full), ("", &full[..]));
    }
}
