//! The last tool: a menu of blocks that go into the text.

use domain::insertion;
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::Insert;
use super::caret::Caret;
use super::edit::perform;
use super::toolbar::focus_nth;
use crate::ui::icon::{Icon, PLUS};
use crate::ui::listen::on_window;

#[component]
pub(super) fn InsertMenu(
    node: NodeRef<html::Textarea>,
    caret: Caret,
    stop: RwSignal<usize>,
    /// Where it stands among the tools.
    at: usize,
    label: &'static str,
    inserts: Vec<Insert>,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    on_window(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if menu.get_untracked().is_some_and(|menu| menu.open() && !menu.contains(target.as_ref())) {
            close();
        }
    });
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(menu) = menu.get_untracked() else { return };
        let items = menu.query_selector_all(".menu-item").map_or(0, |items| items.length()) as usize;
        let now = index_of_focused(&menu, ".menu-item");
        match event.key().as_str() {
            "Escape" if menu.open() => {
                event.stop_propagation();
                menu.set_open(false);
                focus_nth(&menu, "summary", 0);
            }
            "ArrowDown" if items > 0 => {
                event.prevent_default();
                menu.set_open(true);
                focus_nth(&menu, ".menu-item", now.map_or(0, |now| (now + 1) % items));
            }
            "ArrowUp" if items > 0 => {
                event.prevent_default();
                menu.set_open(true);
                focus_nth(&menu, ".menu-item", now.map_or(items - 1, |now| (now + items - 1) % items));
            }
            _ => {}
        }
    };
    let item = move |insert: Insert| {
        view! {
            <li>
                <button
                    type="button"
                    class="menu-item insert"
                    on:click=move |_| {
                        close();
                        if let Some(area) = node.get_untracked() {
                            let edit = insertion::insert_block(&area.value(), caret.range(&area), insert.markdown);
                            perform(&area, caret, &edit);
                        }
                    }
                >
                    <span>{insert.name}</span>
                    <span class="soft">{insert.about}</span>
                </button>
            </li>
        }
    };
    view! {
        <details class="menu" node_ref=menu on:keydown=keys>
            <summary
                class="button button-ghost button-small"
                tabindex=move || if stop.get() == at { 0 } else { -1 }
                on:focus=move |_| stop.set(at)
            >
                <Icon of=PLUS/>
                {label}
            </summary>
            <ul class="menu-list insert-list">{inserts.into_iter().map(item).collect_view()}</ul>
        </details>
    }
}

fn index_of_focused(within: &web_sys::Element, selector: &str) -> Option<usize> {
    let active: web_sys::Node = document().active_element()?.into();
    let all = within.query_selector_all(selector).ok()?;
    (0..all.length()).find(|at| all.get(*at).as_ref() == Some(&active)).map(|at| at as usize)
}
