//! What stands around a screen.

#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod public;
