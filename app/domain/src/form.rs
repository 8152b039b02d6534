//! The form with which a visitor requests something: who they are, what they agree to, where they came from, and how a person is
//! told from a program. Whitepapers, webinars and bookings ask by it.

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, Problem};
use crate::text::{self, Email, Shape};
use crate::time::Timestamp;

/// Limits in characters.
pub mod limit {
    pub const NAME: usize = 80;
    pub const COMPANY: usize = 120;
    pub const JOB_TITLE: usize = 120;
    pub const PHONE: usize = 40;
    /// The length of each value that says where someone came from.
    pub const ATTRIBUTION: usize = 200;
}

/// A field that people do not see and robots fill in.
pub const HONEYPOT: &str = "website";

/// Nobody reads and fills in a form faster.
pub const MIN_AGE_SECONDS: i64 = 2;

/// A form that was open longer is shown anew, with all that was typed.
pub const MAX_AGE_SECONDS: i64 = 24 * 60 * 60;

/// Version of the sentences that people agree to; it is kept with each consent.
pub const CONSENT_VERSION: &str = "2026-12-2";

/// How a form treats a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Requirement {
    Required,
    Optional,
    Absent,
}

/// The fields of a form beside names, e-mail address and consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedFields {
    pub company: Requirement,
    pub job_title: Requirement,
    pub phone: Requirement,
}

impl RequestedFields {
    /// Before a whitepaper.
    pub const GATE: Self = Self { company: Requirement::Required, job_title: Requirement::Absent, phone: Requirement::Absent };
}

/// As typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadForm {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub company: String,
    pub job_title: String,
    pub phone: String,
    pub privacy: bool,
    pub marketing: bool,
    /// The browser may be remembered by a cookie.
    pub remember: bool,
}

/// Someone who may be written to, and agreed to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub first_name: String,
    pub last_name: String,
    pub email: Email,
    pub company: Option<String>,
    pub job_title: Option<String>,
    pub phone: Option<String>,
    /// Asks to be written to about other things too, which has to be confirmed by mail.
    pub marketing: bool,
}

impl LeadForm {
    /// Problems stand at the fields' names. Fields that the form does not ask for are dropped.
    pub fn parse(self, requested: RequestedFields) -> Result<Lead, Invalid> {
        let mut invalid = Invalid::default();
        let first_name = invalid.take("first_name", text::line(&self.first_name, limit::NAME));
        let last_name = invalid.take("last_name", text::line(&self.last_name, limit::NAME));
        let email = invalid.take("email", Email::parse(&self.email));
        let company = invalid.take("company", parse_if_requested(&self.company, requested.company, limit::COMPANY));
        let job_title = invalid.take("job_title", parse_if_requested(&self.job_title, requested.job_title, limit::JOB_TITLE));
        let phone = invalid.take("phone", parse_if_requested(&self.phone, requested.phone, limit::PHONE).and_then(phone));
        if !self.privacy {
            invalid.add("privacy", Problem::NotAgreed);
        }
        match (first_name, last_name, email, company, job_title, phone, invalid.is_empty()) {
            (Some(first_name), Some(last_name), Some(email), Some(company), Some(job_title), Some(phone), true) => {
                Ok(Lead { first_name, last_name, email, company, job_title, phone, marketing: self.marketing })
            }
            _ => Err(invalid),
        }
    }
}

fn parse_if_requested(typed: &str, requirement: Requirement, max: usize) -> Result<Option<String>, Problem> {
    match requirement {
        Requirement::Absent => Ok(None),
        Requirement::Optional => text::optional_line(typed, max),
        Requirement::Required => text::line(typed, max).map(Some),
    }
}

/// Digits, and what is written between them. Spaces of any width and dashes of any length become those of a keyboard.
fn phone(typed: Option<String>) -> Result<Option<String>, Problem> {
    let Some(typed) = typed else { return Ok(None) };
    let typed: String = typed
        .chars()
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let is_phone = typed.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c))
        && typed.chars().filter(char::is_ascii_digit).count() >= 5;
    if is_phone { Ok(Some(typed)) } else { Err(Problem::NotAPhone) }
}

/// The origin of a first visit: `utm_…` of the address, and the page of another site that led here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribution {
    pub utm_source: Option<String>,
    pub utm_medium: Option<String>,
    pub utm_campaign: Option<String>,
    pub utm_term: Option<String>,
    pub utm_content: Option<String>,
    pub referrer: Option<String>,
    /// The path at which they arrived.
    pub landing: Option<String>,
}

impl Attribution {
    /// Keeps a named value as one line, shortened to its limit; false for an unknown name.
    pub fn keep(&mut self, name: &str, value: &str) -> bool {
        let place = match name {
            "utm_source" => &mut self.utm_source,
            "utm_medium" => &mut self.utm_medium,
            "utm_campaign" => &mut self.utm_campaign,
            "utm_term" => &mut self.utm_term,
            "utm_content" => &mut self.utm_content,
            "referrer" => &mut self.referrer,
            "landing" => &mut self.landing,
            _ => return false,
        };
        let start = &value[..value.floor_char_boundary(16 * limit::ATTRIBUTION)];
        let value: String = text::clean(start, Shape::Line).text.trim().chars().take(limit::ATTRIBUTION).collect();
        *place = (!value.is_empty()).then_some(value);
        true
    }

    /// Whether it names a campaign or another site.
    pub fn says_from_where(&self) -> bool {
        *self != Self { landing: self.landing.clone(), ..Self::default() }
    }

    /// Name and value of all that is known, for hidden fields.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let Self { utm_source, utm_medium, utm_campaign, utm_term, utm_content, referrer, landing } = self;
        let all = [
            ("utm_source", utm_source),
            ("utm_medium", utm_medium),
            ("utm_campaign", utm_campaign),
            ("utm_term", utm_term),
            ("utm_content", utm_content),
            ("referrer", referrer),
            ("landing", landing),
        ];
        all.into_iter().filter_map(|(name, value)| value.as_deref().map(|value| (name, value))).collect()
    }
}

/// The content of the signed token in a form: which form it is, so that it counts once however often it arrives, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormToken {
    /// Made by chance, for this one form.
    pub key: String,
    pub rendered_at: Timestamp,
}

/// Why a form is shown again although each field is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpamVerdict {
    /// The hidden field was filled in.
    HoneypotFilled,
    /// Sent faster than anybody types.
    TooFast,
    /// Open for too long, or not signed by us.
    TooOld,
}

/// Whether a form looks as if a person had sent it. `form_token` is none where its signature is not ours.
pub fn check(form_token: Option<&FormToken>, honeypot: &str, now: Timestamp) -> Result<(), SpamVerdict> {
    if !honeypot.is_empty() {
        return Err(SpamVerdict::HoneypotFilled);
    }
    match form_token.map(|form_token| now.0 - form_token.rendered_at.0) {
        Some(age) if (0..MIN_AGE_SECONDS).contains(&age) => Err(SpamVerdict::TooFast),
        Some(age) if (MIN_AGE_SECONDS..=MAX_AGE_SECONDS).contains(&age) => Ok(()),
        _ => Err(SpamVerdict::TooOld),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> LeadForm {
        LeadForm {
            first_name: " Ada ".into(),
            last_name: "Berg".into(),
            email: "Ada.Berg@Example.com".into(),
            company: "Nordlicht".into(),
            job_title: "Engineer".into(),
            privacy: true,
            ..LeadForm::default()
        }
    }

    #[test]
    fn what_is_not_asked_for_is_not_kept() {
        let lead = form().parse(RequestedFields::GATE).unwrap();
        assert_eq!((lead.first_name.as_str(), lead.email.as_str()), ("Ada", "ada.berg@example.com"));
        assert_eq!((lead.job_title, lead.marketing), (None, false));
    }

    #[test]
    fn every_problem_is_told_at_its_field() {
        let empty =
            LeadForm { email: "ada".into(), phone: "call me".into(), last_name: "\u{0}\u{200b}".into(), ..LeadForm::default() };
        let requested = RequestedFields { phone: Requirement::Optional, ..RequestedFields::GATE };
        let invalid = empty.parse(requested).unwrap_err();
        for (field, problem) in [
            ("first_name", Problem::Missing),
            ("last_name", Problem::Missing),
            ("email", Problem::NotAnEmail),
            ("company", Problem::Missing),
            ("phone", Problem::NotAPhone),
            ("privacy", Problem::NotAgreed),
        ] {
            assert_eq!(invalid.of(field), Some(&problem), "{field}");
        }
        let long = LeadForm { company: "a".repeat(10_000), ..form() };
        assert_eq!(long.parse(RequestedFields::GATE).unwrap_err().of("company"), Some(&Problem::TooLong { max: 120 }));
    }

    #[test]
    fn a_phone_number_has_digits_and_what_stands_between_them() {
        let parse = |phone: &str| {
            LeadForm { phone: phone.into(), ..form() }
                .parse(RequestedFields { phone: Requirement::Optional, ..RequestedFields::GATE })
        };
        for good in ["", "+49 (431) 12-34/5", "04311234", "\u{202a}+49\u{a0}431\u{2011}1234\u{202c}"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in ["1234", "0431 x", "+++++"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn where_someone_came_from_is_kept_as_far_as_it_fits() {
        let mut attribution = Attribution::default();
        assert!(attribution.keep("utm_source", " news\u{0}letter "));
        assert!(attribution.keep("utm_term", &"a".repeat(1_000)));
        assert!(attribution.keep("utm_medium", " "));
        assert!(!attribution.keep("utm_unknown", "x"));
        assert_eq!(attribution.pairs()[0], ("utm_source", "newsletter"));
        assert_eq!(attribution.pairs()[1].1.len(), limit::ATTRIBUTION);
        assert_eq!(attribution.pairs().len(), 2);
    }

    #[test]
    fn a_form_comes_neither_too_fast_nor_too_late_nor_from_a_trap() {
        let form_token = FormToken { key: "k".into(), rendered_at: Timestamp(1_000) };
        let after = |seconds| check(Some(&form_token), "", Timestamp(1_000 + seconds));
        assert_eq!(after(0), Err(SpamVerdict::TooFast));
        assert_eq!(after(MIN_AGE_SECONDS), Ok(()));
        assert_eq!(after(MAX_AGE_SECONDS), Ok(()));
        assert_eq!(after(MAX_AGE_SECONDS + 1), Err(SpamVerdict::TooOld));
        assert_eq!(after(-60), Err(SpamVerdict::TooOld));
        assert_eq!(check(None, "", Timestamp(1_000)), Err(SpamVerdict::TooOld));
        assert_eq!(check(Some(&form_token), "x", Timestamp(1_010)), Err(SpamVerdict::HoneypotFilled));
    }
}
