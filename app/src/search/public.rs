//! The search page.

use leptos::prelude::*;

use crate::search::api::{Suggestion, suggest};

/// The search field; with WASM it suggests while typing.
#[island]
pub fn SearchField(language: String, query: String) -> impl IntoView {
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let ask = move |typed: String| {
        let language = language.clone();
        leptos::task::spawn_local(async move {
            if let Ok(suggestions) = suggest(language, typed).await {
                found.set(suggestions);
            }
        });
    };
    view! {
        <input class="search-input" id="q" name="q" type="search" value=query autocomplete="off" on:input=move |event| ask(event_target_value(&event))/>
        <ul>{move || found.get().into_iter().map(|s| view! { <li>{s.path}</li> }).collect_view()}</ul>
    }
}
