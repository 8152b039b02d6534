//! The assembled program on a free port, spoken to over HTTP. The modules mirror the tree of addresses.

#![allow(clippy::unwrap_used)]

mod admin;
mod api;
mod assets;
mod bodies;
mod command_line;
mod conditional;
mod connections;
mod foreign;
mod health;
mod host;
mod hostile;
mod import;
mod live_lists;
mod log;
mod media;
mod numbers;
mod off_runtime;
mod pages;
mod policy;
mod security;
mod sharing;
mod site_texts;
mod sizes;
#[path = "../support/mod.rs"]
mod support;
mod test_app;
mod throttling;
mod unavailable;
mod valid_html;
mod whitepapers;
mod withdrawn;
