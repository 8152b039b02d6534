//! The binary itself under bad luck: a full disk, a locked file, no handles, no mail server, a second program, a sudden end. Each
//! test starts it as an operator would, speaks HTTP to it and checks the files afterwards.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

mod client;
mod disk;
mod full;
mod handles;
mod killed;
mod locked;
mod mail;
mod signals;
#[path = "../support/mod.rs"]
mod support;
mod together;
mod work;
