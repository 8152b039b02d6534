//! What stands around a screen.

#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod header_row;
pub mod public;
