//! /admin: its door and the ways in.

mod downloads;
mod forgot;
mod mail;
mod session;
mod set_up;
mod shell;
mod sign_in;
