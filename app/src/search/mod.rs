//! Search: the page of results and the suggestions while typing.

pub mod api;
pub mod field;
pub mod public;
