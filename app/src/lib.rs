//! What visitors and editors see, and the server functions those screens call.
//!
//! One folder per noun with the same rooms in each: `api.rs` (server functions), `public.rs` (visitors' views), `admin` (editors'
//! views). `items` has what nouns that are published share: server functions (`api`) and the screen of their lists (`list`). `form` is
//! the form of anything with a version, `editor` extends it for what has texts in several languages, `listing` is what all lists of
//! the admin share.
//! `ui` holds components without any domain word, `layout` what stands around a screen, `text` every sentence in both languages,
//! `ssr` what only the server needs.

// The types of a whole screen nest deeply. The visitors' bundle keeps them, because islands are hydrated; the admin's erases
// them (`tools/rustc-erased`).
#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod consents;
// The server renders neither forms nor lists of the admin.
#[cfg(any(feature = "csr", test))]
pub mod editor;
pub mod error;
#[cfg(any(feature = "csr", test))]
pub mod form;
pub mod glossary;
pub mod items;
pub mod layout;
pub mod listing;
pub mod mail;
pub mod media;
pub mod pages;
pub mod public_form;
pub mod routes;
pub mod search;
pub mod settings;
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod text;
pub mod ui;
pub mod users;
pub mod whitepapers;
