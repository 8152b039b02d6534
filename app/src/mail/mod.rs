//! The outbox as admins see it: what waits, was sent or is parked, and how each mail looks.

pub mod admin;
pub mod api;
