//! The editor of an item: texts in several languages side by side, saved with a version, published per language.
//!
//! Pages and whitepapers are an [`item::Item`]. `form` has everything that all forms do; `state` and `publishing` add the parts
//! of an item. `reading` is pure. Everything else is a part of the screen.

mod alt_text_dialog;
pub mod checklist;
pub mod checklist_card;
mod drop_draft;
mod head;
pub mod item;
pub mod language;
pub mod left_out;
mod links;
mod look_again;
pub mod markdown_field;
pub mod pictures;
mod plan;
mod planned_text;
mod preview;
pub mod publish;
mod publish_dialog;
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
