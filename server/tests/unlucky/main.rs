//! The binary itself under bad luck: a full disk, a locked file, no handles, a second program, a sudden end. Each test starts it as
//! whoever runs it would, speaks HTTP to it and looks at what is left afterwards.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

mod disk;
mod full;
mod handles;
mod killed;
mod locked;
mod program;
mod together;
mod work;
