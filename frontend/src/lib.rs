//! The visitors' WASM bundle: hydrates the islands of `app`.

// wasm-bindgen's exports need `unsafe` in what they generate; nothing here writes any.
#![allow(unsafe_code)]

use leptos::mount::hydrate_islands;
use wasm_bindgen::prelude::wasm_bindgen;

// The linker drops crates that are not named, and with them the exports of the islands.
pub use app;

/// Nothing refers to it: this many bytes of constants the bundle may lose. tools/bundler moves the constants of what is split off
/// into files of their own and aligns each part anew, which must not take more room than all had before.
#[used]
static SLACK: [u8; 16 * 1024] = [1; 16 * 1024];

/// Called once, before any island is woken.
#[wasm_bindgen]
pub fn hydrate() {
    hydrate_islands();
}
