//! Publishing: what pages, whitepapers and webinars share, once. Their texts in several languages, each with an address, a
//! state and a period; the draft beside what is live; trash, old addresses, rendering, and what machines are told of it all.
//!
//! A noun keeps its own columns, its form, and the filters and columns that only its list has. It reaches this module by its id, which is an
//! [`domain::item::ItemRef`], and by its parsed form, which is a `Content`.

mod acts;
mod columns;
mod content;
mod copies;
mod decode;
mod derived_values;
mod due_changes;
mod feeds;
mod found;
mod item;
mod period;
mod publish;
mod render;
mod revisions;
mod rows;
mod save;
mod scheduled_change;
mod shared_title;
mod slugs;
mod stored_item;
mod text;
mod translations;
mod trash;

pub use acts::{cancel_scheduled, drop_draft, publish, set_end, unpublish};
pub(crate) use columns::{column, optional_column, texts, unless_empty};
pub(crate) use content::{Content, Row, TextParts, with_content};
pub(crate) use decode::{kind, language, slug};
pub(crate) use derived_values::DerivedValues;
pub use due_changes::{AppliedChanges, apply_due_changes};
pub use feeds::{FeedEntry, SitemapEntry, SitemapTranslation, feed, site_began, sitemap};
pub use found::Found;
pub(crate) use found::{PublicItem, find, refuse_hidden};
pub(crate) use publish::{PublishRequest, cancel_scheduled_in, publish_in, unpublish_in};
pub use render::rerender_stale;
pub(crate) use render::{Rendering, commit_and_rerender};
pub(crate) use rows::ItemColumns;
pub use save::Saved;
pub(crate) use save::{RenderedTexts, create, save, save_in};
pub use shared_title::shared_title;
pub use slugs::propose_slug;
pub(crate) use stored_item::StoredItem;
pub(crate) use translations::of_items;
pub use trash::{restore, trash};
