//! The public pages of whitepapers: the list, one whitepaper with its form, and the page of a link to a file.

mod card;
mod detail;
pub mod head;
mod link;
mod list;

pub use card::{Cards, CoverImage};
pub use detail::{Gate, KnownClick, Whitepaper};
pub use link::{Link, LinkState, LinkView};
pub use list::Whitepapers;
