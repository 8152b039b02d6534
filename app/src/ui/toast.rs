//! News in the corner: what has just been done, read aloud without taking the focus.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;

use super::icon::{CLOSE, Icon};

/// Says one sentence. It goes by itself after a while, or when it is dismissed.
pub fn say(text: impl Into<String>) {
    let number = COUNT.replace(COUNT.get() + 1);
    let toast = Toast { number, text: text.into() };
    TOASTS.with(|toasts| toasts.update(|toasts| toasts.push(toast)));
    let _ = set_timeout(move || dismiss(number), STAY);
}

/// Where the news appear: once, always in the page, because a live region that comes with its text is not read aloud.
#[component]
pub fn Toasts(
    /// What the button says that takes one away.
    dismiss_label: &'static str,
) -> impl IntoView {
    let toasts = TOASTS.with(Clone::clone);
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.number let:toast>
                <div class="toast">
                    <p>{toast.text}</p>
                    <button
                        type="button"
                        class="button button-ghost button-icon button-small"
                        aria-label=dismiss_label
                        on:click=move |_| dismiss(toast.number)
                    >
                        <Icon of=CLOSE/>
                    </button>
                </div>
            </For>
        </div>
    }
}

#[derive(Debug, Clone)]
struct Toast {
    number: u32,
    text: String,
}

/// Long enough to read a sentence twice.
const STAY: Duration = Duration::from_secs(8);

// One window has one corner, and it is spoken to from tasks that no component's context reaches.
thread_local! {
    static TOASTS: ArcRwSignal<Vec<Toast>> = ArcRwSignal::new(Vec::new());
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

fn dismiss(number: u32) {
    TOASTS.with(|toasts| toasts.update(|toasts| toasts.retain(|toast| toast.number != number)));
}
