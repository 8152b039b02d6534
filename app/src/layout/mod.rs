//! What stands around a screen.

pub mod admin;
