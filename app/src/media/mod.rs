//! Media: the files that editors upload and visitors see.

pub mod api;
