//! Pages: what visitors read and editors write.

// The server renders none of it.
#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
pub mod cards;
#[cfg(any(feature = "csr", test))]
pub mod fields;
pub mod head;
pub mod missing;
pub mod public;
