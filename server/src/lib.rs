//! The program around `app`: HTTP, sessions, security, jobs and the command line.
//!
//! `router` is the map of all addresses; `serve` puts the program together; `cli` is the command line.

// A page of the site is one type, in which those of all its parts nest deeply.
#![recursion_limit = "512"]

mod app_state;
pub mod assets;
mod auth;
mod background;
pub mod body;
pub mod cli;
mod client;
mod conditional;
pub mod config;
mod connections;
mod consents;
mod content_disposition;
mod counted_downloads;
mod downloads;
mod encoding;
mod error_response;
pub mod export;
mod feeds;
pub mod file_time;
mod first_touches;
mod forms;
mod health;
mod host;
pub mod import;
mod ip_network;
mod jobs;
mod last_modified;
mod log;
mod mail;
pub mod mailer;
pub mod media;
mod metrics;
pub mod outbound;
mod pages;
mod policies;
mod range;
mod readiness;
mod redirect;
mod robots;
pub mod router;
mod rules;
mod secret;
mod security;
pub mod seed;
pub mod serve;
mod server_functions;
mod session;
mod signed_in;
mod streamed;
mod throttle;
mod tls;
pub mod uploads;
mod views;
mod web_manifest;
