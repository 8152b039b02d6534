//! An empty list says why it is empty and what to do.

use leptos::prelude::*;

use crate::ui::drawing::EmptyLines;

pub struct Why {
    pub title: &'static str,
    pub text: &'static str,
    pub way: Option<WayOut>,
}

/// Where a link leads, with its words.
pub struct WayOut {
    pub label: &'static str,
    pub href: String,
    /// Whether it is the one thing to do.
    pub is_first: bool,
}

#[component]
pub fn Empty(#[prop(into)] why: Signal<Why, LocalStorage>) -> impl IntoView {
    view! { <section class="card empty empty-tall" aria-live="polite">{move || why.with(Why::view)}</section> }
}

impl Why {
    fn view(&self) -> impl IntoView + use<> {
        let way = self.way.as_ref().map(|way| {
            let class = if way.is_first { "button button-primary" } else { "button button-secondary" };
            view! { <p><a class=class href=way.href.clone()>{way.label}</a></p> }
        });
        view! {
            <EmptyLines/>
            <h2 class="heading">{self.title}</h2>
            <p>{self.text}</p>
            {way}
        }
    }
}
