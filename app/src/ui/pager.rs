//! The way through a list that is paged by key: back and on, and how many rows are shown at once.

use leptos::prelude::*;

/// Addresses of the neighbouring pages; a missing one leaves its word without a link.
#[component]
pub fn Pager(
    label: &'static str,
    previous_label: &'static str,
    next_label: &'static str,
    #[prop(into)] previous: Signal<Option<String>>,
    #[prop(into)] next: Signal<Option<String>>,
    /// What stands at the left: how much is shown.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="pager ruled" aria-label=label>
            <div class="pager-facts">{children()}</div>
            <div class="pager-pages">
                <PagerLink label=previous_label href=previous rel="prev"/>
                <PagerLink label=next_label href=next rel="next"/>
            </div>
        </nav>
    }
}

/// Without an address it stays in its place, so that the focus does not fall off the end of the list.
#[component]
fn PagerLink(label: &'static str, href: Signal<Option<String>>, rel: &'static str) -> impl IntoView {
    view! {
        <a
            class="pager-link"
            rel=rel
            role="link"
            tabindex="0"
            href=move || href.get()
            aria-disabled=move || href.with(Option::is_none).then_some("true")
        >
            {label}
        </a>
    }
}

/// How many rows are shown at once.
#[component]
pub fn PagerSize(
    label: &'static str,
    #[prop(into)] size: Signal<u32>,
    sizes: &'static [u32],
    on_choice: Callback<u32>,
) -> impl IntoView {
    let choose = move |event| {
        if let Ok(size) = event_target_value(&event).parse() {
            on_choice.run(size);
        }
    };
    let option = move |one: u32| view! { <option value=one.to_string() selected=move || size.get() == one>{one}</option> };
    view! {
        <select class="select select-bare" aria-label=label on:change=choose prop:value=move || size.get().to_string()>
            {sizes.iter().copied().map(option).collect_view()}
        </select>
    }
}
