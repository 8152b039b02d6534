//! The form of anything that has a version: unsaved changes, problems, saving, conflicts with other people's changes, and the
//! draft in this browser.
//!
//! Pages, whitepapers and files of the library are an [`editable::Editable`]. `fields`, `merge`, `compare` and `conflict` are
//! pure. `editor` extends this for items, which have texts in several languages and are published.

pub mod actions;
pub mod checkbox_field;
mod compare;
pub mod conflict;
mod conflict_dialog;
mod draft_notice;
mod draft_slot;
pub mod editable;
pub mod fields;
pub mod keys;
pub mod left_out;
pub mod loader;
mod local_draft;
mod merge;
mod problems;
pub mod remote_changes;
mod resolve;
pub mod save_button;
pub mod screen;
pub mod select_field;
pub mod state;
mod tab_lock;
pub mod text_field;
