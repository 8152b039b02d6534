//! The tools over a text, and how the keyboard moves among them.

use domain::insertion;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast;

use super::caret::Caret;
use super::edit::use_tool;
use super::insert_menu::InsertMenu;
use super::tools::Tool;
use super::{Insert, Pictures, ToolWords};
use crate::ui::icon::{IMAGE, Icon, LINK, LIST, QUOTE};

/// One stop for the tab key; the arrow keys move within (WAI-ARIA, toolbar pattern).
#[component]
pub(super) fn Toolbar(
    node: NodeRef<html::Textarea>,
    caret: Caret,
    area_id: String,
    words: ToolWords,
    inserts: Vec<Insert>,
    pictures: Option<Pictures>,
) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    let stop = RwSignal::new(0_usize);
    let with_key = |name: &str, letter: &str| format!("{name} ({}+{letter})", words.control_key);
    let insert_stop = if pictures.is_some() { PICTURE_STOP + 1 } else { PICTURE_STOP };
    let button = move |at: usize, act: Callback<()>, label: String, face: AnyView| {
        view! {
            <button
                type="button"
                class="button button-ghost button-icon button-small"
                aria-label=label.clone()
                title=label
                tabindex=move || if stop.get() == at { 0 } else { -1 }
                // The text keeps the focus, and its selection.
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| act.run(())
                on:focus=move |_| stop.set(at)
            >
                {face}
            </button>
        }
    };
    let tool = move |at: usize, tool: Tool, label: String, face: AnyView| {
        button(at, Callback::new(move |()| use_tool(node, caret, tool)), label, face)
    };
    let ask = move |pictures: Pictures| {
        Callback::new(move |()| {
            let words = node.get_untracked().map(|area| {
                let text = area.value();
                text[insertion::byte_range(&text, &caret.range(&area))].to_owned()
            });
            pictures.on_ask.run(words.unwrap_or_default());
        })
    };
    let arrows = move |event: leptos::ev::KeyboardEvent| {
        let Some(bar) = bar.get_untracked() else { return };
        let from_list = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest(".menu-list").ok().flatten().is_some());
        if from_list {
            return;
        }
        let last = insert_stop;
        let now = stop.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => {
                if now == last {
                    0
                } else {
                    now + 1
                }
            }
            "ArrowLeft" => {
                if now == 0 {
                    last
                } else {
                    now - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        stop.set(next);
        focus_nth(&bar, "[tabindex]", next);
    };
    view! {
        <div class="toolbar editor-tools" role="toolbar" aria-label=words.toolbar.clone() aria-controls=area_id node_ref=bar on:keydown=arrows>
            {tool(0, Tool::Bold, with_key(words.bold, "B"), view! { <b aria-hidden="true">"B"</b> }.into_any())}
            {tool(1, Tool::Italic, with_key(words.italic, "I"), view! { <i aria-hidden="true">"I"</i> }.into_any())}
            {tool(2, Tool::Heading, format!("H2, {}", words.heading), view! { "H2" }.into_any())}
            <span class="toolbar-line"></span>
            {tool(3, Tool::List, words.list.to_owned(), view! { <Icon of=LIST/> }.into_any())}
            {tool(4, Tool::Quote, words.quote.to_owned(), view! { <Icon of=QUOTE/> }.into_any())}
            {tool(5, Tool::Link, with_key(words.link, "K"), view! { <Icon of=LINK/> }.into_any())}
            {pictures
                .map(|pictures| button(PICTURE_STOP, ask(pictures), pictures.label.to_owned(), view! { <Icon of=IMAGE/> }.into_any()))}
            <span class="toolbar-space"></span>
            <InsertMenu node caret stop at=insert_stop label=words.insert inserts/>
        </div>
    }
}

/// Where the tool for pictures stands among the tools; the insert menu comes last.
const PICTURE_STOP: usize = 6;

pub(super) fn focus_nth(within: &web_sys::Element, selector: &str, at: usize) {
    let found = within.query_selector_all(selector).ok().and_then(|all| all.get(at as u32));
    if let Some(element) = found.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
