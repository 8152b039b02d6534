//! Types and rules of Magnetiq: no I/O, no async, no clock; compiled into server and browser alike.
//!
//! Everything that comes from outside is parsed here into a type that cannot be wrong ([`text::Slug`], [`text::Email`],
//! [`page::PageDraft`]); code that gets such a value need not check it again. A failed parse gives an [`invalid::Invalid`]: one
//! problem per field, as data, so that each side can word it in the reader's language.

pub mod access;
pub mod address;
pub mod block;
pub mod consent;
pub mod form;
pub mod glossary;
pub mod id;
pub mod insertion;
pub mod invalid;
pub mod item;
pub mod language;
pub mod link_check;
pub mod list;
pub mod mail;
#[cfg(feature = "server")]
pub mod markdown;
pub mod media;
pub mod merge;
pub mod page;
pub mod publication;
pub mod search;
pub mod setting;
pub mod text;
pub mod time;
pub mod user;
pub mod whitepaper;
