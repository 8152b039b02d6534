//! Whitepapers: saved, published and listed by editors; listed, read, requested and downloaded by visitors.

pub mod counts;
mod covers;
mod detail;
mod downloads;
mod feeds;
pub mod gate;
pub mod grants;
mod list;
mod listed;
mod published;
mod render;
mod save;
mod schedule;
mod stored;
mod trash;

pub use detail::{detail, facets, propose_slug};
pub use downloads::{downloads, exported};
pub use feeds::{FeedEntry, SitemapEntry, feed, sitemap};
pub use list::{list, totals};
pub use listed::{latest, listed};
pub use published::{File, Found, direct_file, published};
pub use render::render_again;
pub use save::{Saved, save};
pub use schedule::{publish, unpublish};
pub use trash::{restore, trash};
