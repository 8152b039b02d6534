//! Pages: saved, published and listed by editors; read by visitors in the language of the address.

mod detail;
mod feeds;
mod furniture;
mod list;
mod published;
mod render;
mod save;
mod schedule;
pub(crate) mod stored;
mod trash;

pub use detail::{detail, propose_slug, slug_is_free};
pub use feeds::{FeedEntry, SitemapEntry, feed, sitemap};
pub use furniture::furniture;
pub use list::{list, totals};
pub use published::{Found, published};
pub use render::render_again;
pub(crate) use save::{Imported, change, create};
pub use save::{Saved, save};
pub use schedule::{publish, unpublish};
pub(crate) use schedule::{publish_in, unpublish_in};
pub use trash::{restore, trash};
