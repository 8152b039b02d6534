//! The program around `app`: HTTP, sessions, security, jobs and the command line.
//!
//! `router` is the map of all addresses; `serve` puts the program together; `cli` is what is typed on a command line.

pub mod assets;
mod body;
pub mod cli;
mod client;
pub mod config;
mod connections;
mod entry;
mod feeds;
mod health;
pub mod import;
mod jobs;
mod log;
pub mod media;
mod metrics;
mod outcome;
mod pages;
pub mod router;
mod security;
pub mod seed;
pub mod serve;
mod server_functions;
mod session;
mod site;
mod throttle;
pub mod uploads;
