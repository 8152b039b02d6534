//! What leaves the program as a file.

pub mod csv;
pub mod downloads;
