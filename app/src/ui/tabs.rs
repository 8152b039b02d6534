//! Tabs as links: each view of a list has its own address.

use leptos::prelude::*;

/// The line of tabs; its children are [`Tab`].
#[component]
pub fn Tabs(label: &'static str, children: Children) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {children()}
        </nav>
    }
}

#[component]
pub fn Tab(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] is_current: Signal<bool>,
    label: &'static str,
    /// How many rows it holds, where that is known.
    #[prop(into)]
    count: Signal<Option<i64>>,
) -> impl IntoView {
    view! {
        <a class="tab" href=move || href.get() aria-current=move || is_current.get().then_some("page")>
            {label}
            {move || count.get().map(|count| view! { <span class="count">{count}</span> })}
        </a>
    }
}
