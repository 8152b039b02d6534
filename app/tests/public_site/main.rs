//! The answers to public addresses: pages, redirects, search, and nothing that an editor could smuggle in.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod addresses;
mod pages;
mod search;
mod support;
