//! Row ids as types of their own, so that a page's id cannot be handed over as a user's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A row of `pages`.
    PageId,
    /// A row of `admin_users`.
    UserId,
    /// A row of `user_sessions`.
    SessionId,
    /// A row of `media_files`.
    MediaId,
    /// A row of `webinars`.
    WebinarId,
    /// A row of `whitepapers`.
    WhitepaperId,
    /// A row of `whitepaper_downloads`.
    DownloadId,
    /// A row of `consents`.
    ConsentId,
    /// A row of `mail_outbox`.
    MailId,
}
