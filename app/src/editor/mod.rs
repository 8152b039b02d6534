//! The editor of whatever has texts in several languages: side by side, saved with a version, published per language.
//!
//! What is edited is an [`item::Item`]; pages and whitepapers are. The state is `editing`, what is done with the server `acting`;
//! `merge`, `compare` and `reading` are pure. Everything else is a part of the screen.

pub mod acting;
mod alt_text_dialog;
mod compare;
mod conflict;
pub mod door;
mod draft_notice;
pub mod editing;
mod head;
pub mod item;
pub mod language;
mod local_draft;
pub mod markdown_field;
mod merge;
pub mod pictures;
mod preview;
mod problems;
pub mod publish;
pub mod reading;
pub mod result;
pub mod screen;
pub mod search;
pub mod slug;
pub mod tab;
mod tab_lock;
pub mod text_field;
pub mod tick;
mod trash;
