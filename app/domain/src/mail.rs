//! Mail: which kinds the program sends, and what the list of them shows.

use std::fmt;

use serde::{Deserialize, Serialize};

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
    /// To an admin who wants to see whether mail arrives.
    Test,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Invitation, Self::Reset, Self::Locked, Self::Whitepaper, Self::Test];

    /// As the column `mail_outbox.kind` holds it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Locked => "locked",
            Self::Whitepaper => "whitepaper",
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
