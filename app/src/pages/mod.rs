//! Pages: what visitors read and editors write.

pub mod api;
