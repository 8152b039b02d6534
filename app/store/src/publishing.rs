//! Publishing: what pages, whitepapers and webinars share, once. Their texts in several languages, each with an address, a
//! state and a period; the draft beside what is live; trash, old addresses, rendering, and what machines are told of it all.
//!
//! A noun keeps its own columns, its form, its detail and the filter of its list. It reaches this module by its id, which is an
//! [`domain::item::ItemRef`], and by its parsed form, which is a `Content`.

mod acts;
mod columns;
mod content;
mod current;
mod feeds;
mod found;
mod item;
mod plans;
mod publish;
mod render;
mod revisions;
mod rows;
mod save;
mod schedule;
mod slugs;
mod stored;
mod text;
mod translations;
mod trash;

pub use acts::{cancel, drop_draft, publish, settle, unpublish};
pub(crate) use columns::{column, optional_column, texts};
pub(crate) use content::{Content, Parts, Row};
pub(crate) use current::{Stored, parse_stored};
pub use feeds::{FeedEntry, SitemapEntry, feed, sitemap};
pub use found::Found;
pub(crate) use found::{Public, find};
pub(crate) use publish::{Order, publish_in, unpublish_in};
pub use render::rerender_stale;
pub(crate) use rows::ItemColumns;
pub(crate) use save::{RenderedTexts, create, save, save_in};
pub use slugs::propose_slug;
pub(crate) use stored::{kind, language, slug};
pub(crate) use translations::of_items;
pub use trash::{restore, trash};
