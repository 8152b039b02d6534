//! Items, whatever their kind: the server functions and the parts of a list that all nouns share.

pub mod api;
#[cfg(any(feature = "csr", test))]
pub mod list;
pub mod public;
