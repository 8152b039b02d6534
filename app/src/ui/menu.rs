//! A menu of a few things to do: a `<details>` that also closes on Escape, on a click elsewhere and when something was chosen.

use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::listen::on_window;

/// The children are the `<li>` of the list, each with a `.menu-item`; a `.menu-item-stays` does not close it.
#[component]
pub fn Menu(
    /// What a screen reader says of the button.
    #[prop(into)]
    label: String,
    /// What the button shows; decoration.
    face: impl IntoView + 'static,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let close = move || {
        node.get_untracked().is_some_and(|menu| {
            menu.open() && {
                menu.set_open(false);
                true
            }
        })
    };
    on_window(leptos::ev::click, move |event| {
        let inside = node.get_untracked().zip(event.target()).is_some_and(|(menu, target)| {
            let target = target.dyn_ref::<web_sys::Node>();
            menu.contains(target) && target.is_some_and(|target| !chosen(target))
        });
        if !inside {
            close();
        }
    });
    view! {
        <details
            class="menu"
            node_ref=node
            on:keydown=move |event| {
                if event.key() == "Escape" && close() {
                    event.stop_propagation();
                    focus_on_button(node);
                }
            }
        >
            <summary class="button button-ghost button-icon">{face} <span class="visually-hidden">{label}</span></summary>
            <ul class="menu-list">{children()}</ul>
        </details>
    }
}

fn chosen(target: &web_sys::Node) -> bool {
    let element = target.dyn_ref::<web_sys::Element>();
    element.is_some_and(|element| element.closest(".menu-item:not(.menu-item-stays)").ok().flatten().is_some())
}

fn focus_on_button(node: NodeRef<html::Details>) {
    let summary = node.get_untracked().and_then(|menu| menu.query_selector("summary").ok().flatten());
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = summary.focus();
    }
}
