//! The form of anything that has a version: what was typed and is not stored yet, what is wrong with it, how it is saved, what
//! somebody else saved in the meantime, and what this browser keeps of it.
//!
//! What is edited is an [`editable::Editable`]: pages, whitepapers and files of the library are. `fields`, `merge`, `compare` and
//! `conflict` are pure. `editor` extends this for what has texts in several languages and is published.

pub mod actions;
mod compare;
pub mod conflict;
mod conflict_dialog;
mod draft_notice;
mod draft_slot;
pub mod editable;
pub mod fields;
pub mod keys;
pub mod loader;
mod local_draft;
mod merge;
mod problems;
mod resolve;
pub mod screen;
pub mod state;
mod tab_lock;
pub mod text_field;
pub mod tick;
