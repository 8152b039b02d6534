//! Whitepapers: what visitors read, request and download, and editors publish.

pub mod api;
