//! The visitors' WASM bundle: hydrates the islands of `app`.

// wasm-bindgen's exports need `unsafe` in what they generate; nothing here writes any.
#![allow(unsafe_code)]

use leptos::mount::hydrate_islands;
use wasm_bindgen::prelude::wasm_bindgen;

// The linker drops crates that are not named, and with them the exports of the islands.
pub use app;

/// Called once, before any island is woken.
#[wasm_bindgen]
pub fn hydrate() {
    hydrate_islands();
}
