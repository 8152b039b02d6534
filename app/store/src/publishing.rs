//! Publishing: what pages, whitepapers and webinars share, once. Their texts in several languages, each with an address, a
//! state and a period; trash, old addresses, rendering, and what machines are told of it all.
//!
//! A noun keeps its own columns, its form, its detail and the filter of its list. It reaches this module by its id, which is an
//! [`domain::item::ItemRef`].

mod columns;
mod feeds;
mod item;
mod render;
mod schedule;
mod slugs;
mod stored;
mod translations;
mod trash;

pub(crate) use columns::{column, optional_column, texts};
pub use feeds::{FeedEntry, SitemapEntry, feed, sitemap};
pub use render::render_again;
pub(crate) use render::render_all;
pub use schedule::{publish, unpublish};
pub(crate) use schedule::{publish_in, unpublish_in};
pub use slugs::propose_slug;
pub(crate) use slugs::{Lead, led_to};
pub(crate) use stored::{kind, language, slug};
pub(crate) use translations::{NewText, Translation, move_language, of_items, remove_language, translations, write_language};
pub use trash::{restore, trash};
