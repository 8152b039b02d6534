//! The screens of mail: the outbox, and how each mail looks.

pub mod list;
pub mod templates;
