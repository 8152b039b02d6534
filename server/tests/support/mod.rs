//! What all tests of the program share: how it runs, how its log is looked at, and the browser that speaks to it.

#![allow(dead_code, reason = "each test program uses its part")]

pub mod browser;
pub mod faults;
pub mod log;
pub mod multipart;
pub mod program;
pub mod sink;
