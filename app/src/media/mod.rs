//! Media: the files that editors upload and visitors see.

pub mod admin;
pub mod api;
pub mod fields;
pub mod upload_page;
