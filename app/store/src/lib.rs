//! Every operation on the one SQLite file; the only crate that knows SQL.
//!
//! Its functions are operations (`publishing::publish`, `users::redeem`), never SQL-shaped. An operation that writes takes a
//! proof of permission ([`access`]), begins with [`Store::begin_write`] and ends with a commit; one that reads takes a read-only
//! connection. The time that decides whether something is visible or over is a parameter.

pub mod access;
#[cfg(not(feature = "schema"))]
pub mod audit;
pub mod changes;
#[cfg(not(feature = "schema"))]
pub mod check;
#[cfg(not(feature = "schema"))]
pub mod consents;
pub mod error;
mod external_commits;
#[cfg(not(feature = "schema"))]
pub mod glossary;
#[cfg(not(feature = "schema"))]
pub mod import;
#[cfg(not(feature = "schema"))]
pub mod media;
#[cfg(not(feature = "schema"))]
pub mod outbox;
#[cfg(not(feature = "schema"))]
pub mod pages;
#[cfg(not(feature = "schema"))]
pub mod publishing;
#[cfg_attr(feature = "schema", allow(dead_code, reason = "what uses a part of it is not compiled"))]
mod read_budget;
mod ready_readers;
pub mod render_pool;
#[cfg(not(feature = "schema"))]
pub mod search;
#[cfg_attr(feature = "schema", allow(dead_code, reason = "what uses it is not compiled"))]
mod session_activity;
#[cfg(not(feature = "schema"))]
pub mod sessions;
#[cfg(not(feature = "schema"))]
pub mod settings;
pub mod sqlite;
mod statistics;
#[cfg(not(feature = "schema"))]
pub mod users;
#[cfg(not(feature = "schema"))]
pub mod whitepapers;
mod write;

/// Makes cargo compile the queries again when `tools/prepare` names another folder for their metadata.
const _: Option<&str> = option_env!("SQLX_OFFLINE_DIR");

pub use error::Error;
pub use sqlite::Store;
