//! Whitepapers: what visitors read, request and download, and editors publish.

pub mod admin;
pub mod api;
pub mod fields;
pub mod public;
