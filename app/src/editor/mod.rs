//! The editor of whatever has texts in several languages: side by side, saved with a version, published per language.
//!
//! What is edited is an [`item::Item`]; pages and whitepapers are. Everything that any form does is in `form`; `state` and
//! `publishing` add what an item has besides. `reading` is pure. Everything else is a part of the screen.

mod alt_text_dialog;
mod drop_draft;
mod head;
pub mod item;
pub mod language;
pub mod markdown_field;
pub mod pictures;
mod preview;
pub mod publish;
mod publishing;
pub mod reading;
pub mod result;
mod schedule;
pub mod screen;
pub mod search;
pub mod slug;
mod state;
pub mod tab;
pub mod translations;
mod trash;
