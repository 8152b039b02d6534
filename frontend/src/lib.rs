//! The WASM bundle: hydrates the islands of `app`, opens the admin.

// wasm-bindgen's exports need `unsafe` in what they generate; nothing here writes any.
#![allow(unsafe_code)]
#![recursion_limit = "512"]

use leptos::mount::{hydrate_islands, mount_to_body};
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once, before any island is woken.
#[wasm_bindgen]
pub fn hydrate() {
    hydrate_islands();
}

/// Called by the admin's frame document; fetches the admin's chunk and opens it.
#[wasm_bindgen]
pub fn open_admin() {
    // Starts the executor, without which nothing can be spawned.
    hydrate_islands();
    leptos::task::spawn_local(open());
}

#[lazy]
async fn open() {
    mount_to_body(app::layout::admin::AdminApp);
}
