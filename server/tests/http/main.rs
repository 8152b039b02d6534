//! The assembled program on a free port, spoken to over HTTP. The modules mirror the tree of addresses.

#![allow(clippy::unwrap_used)]

mod admin;
mod api;
mod assets;
mod command_line;
mod conditional;
mod health;
mod hostile;
mod media;
mod pages;
mod policy;
mod security;
mod site;
mod sizes;
mod throttling;
mod whitepapers;
