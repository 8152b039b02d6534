//! What stands around a screen.

pub mod admin;
pub mod public;
