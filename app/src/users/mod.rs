//! Members of staff: authentication, their own account, and the list of all.

// The server renders none of it.
#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
pub mod public;
pub mod set_up;
