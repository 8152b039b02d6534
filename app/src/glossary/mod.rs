//! What categories, tags and industries are called in each language.

// The server renders none of it.
#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
