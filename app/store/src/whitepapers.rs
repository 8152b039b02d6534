//! Whitepapers: saved and listed by editors; listed, read, requested and downloaded by visitors.

mod content;
pub mod counts;
mod covers;
mod detail;
mod downloads;
pub mod gate;
pub mod grants;
mod list;
mod listed;
mod published;
mod save;

pub use detail::{detail, facets};
pub use downloads::{downloads, exported};
pub use list::{list, totals};
pub use listed::{latest, listed};
pub use published::{File, direct_file, published};
pub use save::{Saved, save};
