//! Toasts in the corner: the result of an action, read aloud without taking the focus, with an undo where there is one.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::icon::{CLOSE, Icon};

/// Shows a toast, one line per sentence. It goes after a while, or when it is dismissed.
pub fn toast(text: impl Into<String>) {
    show(text.into(), None);
}

/// Shows a toast with a button, for example an undo. The button must not be the only way to the action, because toasts disappear.
pub fn toast_with_action(text: impl Into<String>, label: &'static str, act: impl Fn() + Send + Sync + 'static) {
    show(text.into(), Some(Offer { label, act: Arc::new(act) }));
}

/// Takes a toast away that is no longer true.
pub fn retract(text: &str) {
    TOASTS.with(|toasts| {
        if toasts.with_untracked(|toasts| toasts.iter().any(|toast| toast.text == text)) {
            toasts.update(|toasts| toasts.retain(|toast| toast.text != text));
        }
    });
}

/// Where toasts appear: once, always in the page, because a live region that comes with its text is not read aloud.
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
                    {toast.offer.map(|offer| view! { <OfferButton offer number=toast.number/> })}
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

#[component]
fn OfferButton(offer: Offer, number: u32) -> impl IntoView {
    let act = move |_| {
        dismiss(number);
        (offer.act)();
    };
    view! { <button type="button" class="button button-secondary button-small" on:click=act>{offer.label}</button> }
}

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    offer: Option<Offer>,
}

#[derive(Clone)]
struct Offer {
    label: &'static str,
    act: Arc<dyn Fn() + Send + Sync>,
}

/// Long enough to read a sentence twice; so long for each that there is room for.
const SHOWN_FOR: Duration = Duration::from_secs(6);
/// A toast with a button stays longer: deciding takes longer than reading.
const SHOWN_WITH_ACT_FOR: Duration = Duration::from_secs(20);
const SENTENCE: usize = 120;
/// More would cover the screen; the oldest goes first.
const MAX_TOASTS: usize = 4;

// One window has one corner, and it is spoken to from tasks that no component's context reaches.
thread_local! {
    static TOASTS: ArcRwSignal<Vec<Toast>> = ArcRwSignal::new(Vec::new());
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

fn show(text: String, offer: Option<Offer>) {
    let number = COUNT.replace(COUNT.get() + 1);
    let reading = SHOWN_FOR * (1 + text.len() / SENTENCE) as u32;
    let stay = if offer.is_some() { reading.max(SHOWN_WITH_ACT_FOR) } else { reading };
    TOASTS.with(|toasts| {
        toasts.update(|toasts| {
            // The same is not said twice.
            toasts.retain(|toast| toast.offer.is_some() || toast.text != text);
            toasts.push(Toast { number, text, offer });
            let surplus = toasts.len().saturating_sub(MAX_TOASTS);
            toasts.drain(..surplus);
        });
    });
    go_later(number, stay);
}

/// A person who points at a toast, or has the focus in it, is reading (WCAG 2.2.1).
fn go_later(number: u32, stay: Duration) {
    let go = move || {
        let is_read = document().query_selector(".toasts:hover, .toasts:focus-within").ok().flatten().is_some();
        if is_read { go_later(number, SHOWN_FOR) } else { dismiss(number) }
    };
    let _ = set_timeout(go, stay);
}

fn dismiss(number: u32) {
    TOASTS.with(|toasts| toasts.update(|toasts| toasts.retain(|toast| toast.number != number)));
}
