//! Exports: tables that the program hands out as a file.

pub mod csv;
pub mod downloads;
