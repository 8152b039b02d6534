//! What is published in languages, whatever it is: the server functions that all nouns share.

pub mod api;
