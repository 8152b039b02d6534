//! Consent to mails about more than what somebody asked for. A tick in a form only asks for it: it counts once it was confirmed from the
//! mailbox itself, and until it is withdrawn.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Days for which the link to confirm works.
pub const CONFIRM_DAYS: i64 = 7;

/// Days after which what nobody has confirmed is deleted. Until then the page of its link can say that it has expired.
pub const UNANSWERED_DAYS: i64 = 30;

/// Mails within a day that ask one address to confirm, whoever sends the forms.
pub const MAX_REQUESTS_PER_DAY: i64 = 2;

/// Whether an address agreed to mails about other things, over all forms that named it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarketingConsent {
    #[default]
    Never,
    /// A form was ticked; nobody has confirmed it.
    Asked {
        asked_at: Timestamp,
    },
    Confirmed {
        asked_at: Timestamp,
        confirmed_at: Timestamp,
    },
    /// It may have been withdrawn before it was confirmed.
    Withdrawn {
        asked_at: Timestamp,
        confirmed_at: Option<Timestamp>,
        withdrawn_at: Timestamp,
    },
}

impl MarketingConsent {
    /// Whether this address may be written to.
    pub fn is_given(self) -> bool {
        matches!(self, Self::Confirmed { .. })
    }

    pub fn asked_at(self) -> Option<Timestamp> {
        match self {
            Self::Never => None,
            Self::Asked { asked_at } | Self::Confirmed { asked_at, .. } | Self::Withdrawn { asked_at, .. } => Some(asked_at),
        }
    }

    pub fn confirmed_at(self) -> Option<Timestamp> {
        match self {
            Self::Confirmed { confirmed_at, .. } => Some(confirmed_at),
            Self::Withdrawn { confirmed_at, .. } => confirmed_at,
            Self::Never | Self::Asked { .. } => None,
        }
    }

    pub fn withdrawn_at(self) -> Option<Timestamp> {
        match self {
            Self::Withdrawn { withdrawn_at, .. } => Some(withdrawn_at),
            Self::Never | Self::Asked { .. } | Self::Confirmed { .. } => None,
        }
    }
}
