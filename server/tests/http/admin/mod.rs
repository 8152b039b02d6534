//! /admin: its door and the ways in.

mod door;
mod downloads;
mod forgot;
mod mail;
mod session;
mod set_up;
mod sign_in;
