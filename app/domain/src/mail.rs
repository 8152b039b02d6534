//! Mail: which kinds the program sends, and what the list of them shows.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::MailId;
use crate::list::{Direction, Paging};
use crate::time::Timestamp;

/// Why a mail is sent. Each kind has a wording in every language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// To someone who was made a member of staff: the link at which they choose a password.
    Invitation,
    /// To someone who forgot their password.
    Reset,
    /// To someone whose account was locked by wrong passwords.
    Locked,
    /// To someone who asked for a whitepaper.
    Whitepaper,
    /// To an address at which somebody asked for mails about other things: the button that confirms it.
    ConsentRequest,
    /// To someone who confirmed that, with the way to withdraw it.
    ConsentConfirmed,
    /// To an admin who wants to see whether mail arrives.
    Test,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::Invitation, Self::Reset, Self::Locked, Self::Whitepaper, Self::ConsentRequest, Self::ConsentConfirmed, Self::Test];

    /// As the column `mail_outbox.kind` holds it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Locked => "locked",
            Self::Whitepaper => "whitepaper",
            Self::ConsentRequest => "consent_request",
            Self::ConsentConfirmed => "consent_confirmed",
            Self::Test => "test",
        }
    }

    /// None for a kind that only another version of the program knows.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One row of the outbox. Holds no text of the mail: that is between us and its recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    pub id: MailId,
    /// See [`Kind::parse`].
    pub kind: String,
    pub language: String,
    pub to_address: String,
    pub to_name: Option<String>,
    pub subject: String,
    pub state: MailState,
    /// Since it came, or since an admin had it tried again.
    pub tries: i64,
    /// The failure of the last try.
    pub failure: Option<Failure>,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailState {
    /// Tried at this time, or soon after.
    Waiting(Timestamp),
    Sending,
    /// Handed over to a mail server at this time.
    Sent(Timestamp),
    /// Written as a file at this time, because no mail server is set. It has reached nobody.
    Saved(Timestamp),
    /// Nobody tries again until an admin says so.
    Parked,
}

/// The way that mails take out of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTransport {
    /// To the mail server of this name.
    Server(String),
    /// Into this folder, as files, because no mail server is set.
    Folder(String),
}

/// Why a mail was not handed over. Written `kind: detail`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub kind: FailureKind,
    /// In the words of the other side, or empty.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// For good: 5yz (RFC 5321, 4.2.1), or no mail can be made of it.
    Refused,
    /// For now: 4yz.
    Postponed,
    /// The mail server does not know us, or wants to.
    SignIn,
    TimedOut,
    /// No connection to the mail server, or none that is safe.
    Unreachable,
    /// The program ended while it was being sent.
    Interrupted,
    /// It could not be written as a file.
    Unwritten,
}

impl FailureKind {
    const ALL: [Self; 7] =
        [Self::Refused, Self::Postponed, Self::SignIn, Self::TimedOut, Self::Unreachable, Self::Interrupted, Self::Unwritten];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Postponed => "postponed",
            Self::SignIn => "sign_in",
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
            Self::Interrupted => "interrupted",
            Self::Unwritten => "unwritten",
        }
    }
}

impl Failure {
    /// Reads what [`Failure`] writes; anything else becomes a detail of unknown kind.
    pub fn parse(text: &str) -> Self {
        let (kind, detail) = text.split_once(": ").unwrap_or((text, ""));
        let known = FailureKind::ALL.into_iter().find(|one| one.as_str() == kind);
        match known {
            Some(kind) => Self { kind, detail: detail.to_owned() },
            None => Self { kind: FailureKind::Postponed, detail: text.to_owned() },
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}

/// Filter, order and page of the list of mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailFilter {
    /// Anywhere in address, name or subject.
    pub search: String,
    pub tab: MailTab,
    pub kind: Option<Kind>,
    /// By when the mails came.
    pub direction: Direction,
    pub paging: Paging,
}

impl Default for MailFilter {
    fn default() -> Self {
        Self { search: String::new(), tab: MailTab::All, kind: None, direction: Direction::Descending, paging: Paging::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTab {
    All,
    Waiting,
    Sent,
    Parked,
}

impl MailTab {
    pub const ALL: [Self; 4] = [Self::All, Self::Waiting, Self::Sent, Self::Parked];

    /// As the address has it; nothing for the usual one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Parked => "parked",
        }
    }

    /// An unknown tab counts as the default one.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text).unwrap_or(Self::All)
    }
}

/// How many mails the tabs hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailTotals {
    pub waiting: i64,
    pub sent: i64,
    pub parked: i64,
}

impl MailTotals {
    pub fn of(self, tab: MailTab) -> i64 {
        match tab {
            MailTab::All => self.waiting + self.sent + self.parked,
            MailTab::Waiting => self.waiting,
            MailTab::Sent => self.sent,
            MailTab::Parked => self.parked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_read_back() {
        for kind in FailureKind::ALL {
            for detail in ["", "550 5.1.1 No such user: x"] {
                let failure = Failure { kind, detail: detail.into() };
                assert_eq!(Failure::parse(&failure.to_string()), failure);
            }
        }
        assert_eq!(Failure::parse("odd: text").detail, "odd: text");
    }
}
