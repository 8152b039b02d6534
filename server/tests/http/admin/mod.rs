//! /admin: its door and the ways in.

mod door;
mod session;
mod set_up;
mod sign_in;
