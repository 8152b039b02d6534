//! A search field that searches while one types.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, SEARCH};
use super::key::on_key;

/// The key `/` leads here. `on_search` is called with the trimmed words when typing has paused, and at once on Enter.
#[component]
pub fn SearchField(
    id: &'static str,
    label: &'static str,
    placeholder: &'static str,
    /// The words that are being searched for, as the address has them.
    #[prop(into)]
    words: Signal<String>,
    on_search: Callback<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    // What was sent last comes back through the address; only other words are put into the field.
    let sent = StoredValue::new(words.get_untracked());
    let search = move |typed: String| {
        let typed = typed.trim().to_owned();
        if sent.try_get_value().is_some_and(|sent| sent != typed) {
            sent.set_value(typed.clone());
            on_search.run(typed);
        }
    };
    let mut search_later = debounce(PAUSE, search);
    Effect::new(move |_| {
        let (words, input) = (words.get(), node.get());
        if let Some(input) = input.filter(|_| words != sent.get_value()) {
            input.set_value(&words);
            sent.set_value(words);
        }
    });
    on_key("/", move || {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    });
    view! {
        <div class="search-field">
            <Icon of=SEARCH/>
            <label class="visually-hidden" for=id>{label}</label>
            <input
                class="input input-search"
                id=id
                type="search"
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                value=words.get_untracked()
                node_ref=node
                on:input=move |event| search_later(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        search(event_target_value(&event));
                    }
                }
            />
            <kbd aria-hidden="true">"/"</kbd>
        </div>
    }
}

/// Between two letters of a word, not between two words.
const PAUSE: Duration = Duration::from_millis(250);
