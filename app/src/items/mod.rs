//! What is published in languages, whatever it is: the server functions and the parts of a list that all nouns share.

pub mod api;
pub mod list;
