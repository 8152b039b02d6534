//! The outbox as admins see it: what waits, was sent or is parked, and how each mail looks.

// The server renders none of it.
#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
