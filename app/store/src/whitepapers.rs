//! Whitepapers: saved and listed by editors; listed, read, requested and downloaded by visitors.

mod content;
pub mod counts;
mod detail;
mod downloads;
pub mod gate;
pub mod grants;
mod list;
mod public_file;
mod public_list;
mod published;
mod save;

pub use detail::{detail, facets};
pub use downloads::{downloads, export};
pub use list::{list, totals};
pub use public_list::{latest, public_list};
pub use published::{direct_file, published};
pub use save::{Saved, save};
