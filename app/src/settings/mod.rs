//! Settings of the site, as far as screens need them; the words of lists, search and header.

// The server renders none of it.
#[cfg(any(feature = "csr", test))]
pub mod admin;
pub mod api;
#[cfg(any(feature = "csr", test))]
pub mod fields;
