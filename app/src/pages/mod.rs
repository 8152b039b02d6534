//! Pages: what visitors read and editors write.

pub mod admin;
pub mod api;
