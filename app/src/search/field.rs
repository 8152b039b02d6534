//! The search field: a plain one without scripting, one that suggests while someone types with it.

use std::time::Duration;

use leptos::prelude::*;

use crate::search::api::{Suggestion, suggest};
use crate::search::public::{MAX_QUERY_CHARS, marked};
use crate::text::UiLanguage;
use crate::text::public::PublicTexts;
use crate::ui::debounce::Debounce;

/// So long nothing must be typed before suggestions are fetched.
const PAUSE: Duration = Duration::from_millis(150);

/// A combobox with a list of links (WAI-ARIA APG, "Editable Combobox With List Autocomplete"). Enter goes to the chosen one;
/// with none chosen it sends the form.
#[cfg_attr(feature = "islands", island(lazy))]
#[cfg_attr(not(feature = "islands"), component)]
pub fn SearchField(
    /// The content language in which is searched.
    language: String,
    query: String,
    /// Whether the page is there to type into it.
    is_focused: bool,
) -> impl IntoView {
    let ui_language = UiLanguage::of_tag(&language);
    let text = PublicTexts::of(ui_language);
    let list = List::new();
    let asking = Asking { language: StoredValue::new(language), list, debounce: Debounce::new(), asked: StoredValue::new(0) };
    let is_awake = RwSignal::new(false);
    Effect::new(move || is_awake.set(true));
    view! {
        <div class="suggest">
            <label class="visually-hidden" for="q">{text.search_label}</label>
            <input
                class="search-input"
                id="q"
                name="q"
                type="search"
                value=query
                placeholder=text.search_placeholder
                maxlength=MAX_QUERY_CHARS
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                autofocus=is_focused
                role=move || is_awake.get().then_some("combobox")
                aria-autocomplete=move || is_awake.get().then_some("list")
                aria-controls=move || is_awake.get().then_some("suggestions")
                aria-expanded=move || is_awake.get().then(|| list.is_open().to_string())
                aria-activedescendant=move || list.chosen.get().map(option_id)
                on:input=move |event| asking.type_in(event_target_value(&event))
                on:keydown=move |event| list.press(&event)
                on:blur=move |_| list.close()
            />
            <div
                class="suggestions"
                id="suggestions"
                role="listbox"
                aria-label=text.suggestions
                hidden=move || !list.is_open()
                // The field keeps the focus, else the list would be gone before the click.
                on:mousedown=|event| event.prevent_default()
            >
                {move || {
                    list.found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, suggestion)| option(ui_language, list, place, suggestion))
                        .collect_view()
                }}
            </div>
            <span class="visually-hidden" role="status">{move || list.announcement(ui_language)}</span>
        </div>
    }
}

fn option(ui_language: UiLanguage, list: List, place: usize, suggestion: Suggestion) -> impl IntoView {
    view! {
        <a
            class="suggestion"
            id=option_id(place)
            role="option"
            tabindex="-1"
            href=suggestion.path
            aria-selected=move || (list.chosen.get() == Some(place)).to_string()
        >
            <span>{marked(&suggestion.title)}</span>
            <span class="suggestion-kind">{ui_language.kind(suggestion.kind)}</span>
        </a>
    }
}

fn option_id(place: usize) -> String {
    format!("suggestion-{place}")
}

/// The suggestions, and the one that the arrow keys have chosen.
#[derive(Clone, Copy)]
struct List {
    found: RwSignal<Vec<Suggestion>>,
    chosen: RwSignal<Option<usize>>,
    /// Whether anything was asked since the list was last closed.
    is_asked: RwSignal<bool>,
}

impl List {
    fn new() -> Self {
        Self { found: RwSignal::new(Vec::new()), chosen: RwSignal::new(None), is_asked: RwSignal::new(false) }
    }

    fn is_open(self) -> bool {
        self.is_asked.get() && self.found.with(|found| !found.is_empty())
    }

    fn show(self, found: Vec<Suggestion>) {
        self.chosen.set(None);
        self.found.set(found);
        self.is_asked.set(true);
    }

    fn close(self) {
        self.chosen.set(None);
        self.is_asked.set(false);
    }

    fn announcement(self, ui_language: UiLanguage) -> String {
        if self.is_asked.get() { ui_language.suggestion_count(self.found.with(Vec::len)) } else { String::new() }
    }

    fn press(self, event: &web_sys::KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let is_open = self.is_open();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if self.found.with_untracked(|found| !found.is_empty()) => {
                event.prevent_default();
                self.is_asked.set(true);
                self.step(event.key() == "ArrowDown");
            }
            "Escape" if is_open => {
                // The browser's own answer to Escape would empty the field.
                event.prevent_default();
                self.close();
            }
            "Enter" if is_open => {
                let path =
                    self.chosen.get_untracked().and_then(|place| self.found.with(|found| Some(found.get(place)?.path.clone())));
                if let Some(path) = path {
                    event.prevent_default();
                    // Fails only for an address that is none; this one comes from the server.
                    _ = location().assign(&path);
                }
            }
            _ => {}
        }
    }

    /// From the field through the list and around.
    fn step(self, is_down: bool) {
        let count = self.found.with_untracked(Vec::len);
        self.chosen.update(|chosen| {
            *chosen = match (*chosen, is_down) {
                (None, true) => Some(0),
                (None, false) => count.checked_sub(1),
                (Some(place), true) => (place + 1 < count).then_some(place + 1),
                (Some(place), false) => place.checked_sub(1),
            }
        });
    }
}

/// Fetches suggestions after a pause, and forgets an answer that something typed later has overtaken.
#[derive(Clone, Copy)]
struct Asking {
    language: StoredValue<String>,
    list: List,
    debounce: Debounce,
    asked: StoredValue<u32>,
}

impl Asking {
    fn type_in(self, typed: String) {
        self.asked.update_value(|asked| *asked += 1);
        if typed.trim().is_empty() {
            self.debounce.end();
            self.list.show_nothing();
        } else {
            self.debounce.then(PAUSE, move || self.ask(typed));
        }
    }

    fn ask(self, typed: String) {
        let asked = self.asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = suggest(self.language.get_value(), typed).await;
            if self.asked.get_value() == asked {
                // Where the server cannot be reached the form still works, so nothing is said.
                answer.map_or_else(|_| self.list.show_nothing(), |found| self.list.show(found));
            }
        });
    }
}

impl List {
    fn show_nothing(self) {
        self.found.set(Vec::new());
        self.close();
    }
}
