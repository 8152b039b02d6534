//! The public pages of whitepapers: the list, one whitepaper with its form, and the pages of a link to a file and of
//! what is no longer offered.

mod card;
mod detail;
pub mod head;
mod link;
mod list;
mod withdrawn;

pub use card::Cards;
pub use detail::{Gate, KnownClick, Whitepaper};
pub use link::{Link, LinkState, LinkView, Thanks};
pub use list::Whitepapers;
pub use withdrawn::Withdrawn;
