//! Whitepapers: what visitors read, request and download, and editors publish.

// The server renders none of it.
#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
mod download_filter;
#[cfg(any(feature = "csr", test))]
pub mod fields;
pub mod public;
