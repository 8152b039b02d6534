//! A box for Markdown: the tools over it, the text below. What the tools do goes through the browser's own editing, so that undo
//! takes it back like typing.

mod caret;
pub mod tools;

use std::ops::Range;

use domain::insertion::{self, Edit};
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use self::caret::Caret;
use self::tools::Tool;
use super::dialog::is_dialog_open;
use super::files::{files_of, has_files};
use super::icon::{IMAGE, Icon, LINK, LIST, PLUS, QUOTE};
use super::listen::on_window;

/// The words on the tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolWords {
    /// Names the whole toolbar: `Formatting, English`.
    pub toolbar: String,
    pub bold: &'static str,
    pub italic: &'static str,
    pub heading: &'static str,
    pub list: &'static str,
    pub quote: &'static str,
    pub link: &'static str,
    pub insert: &'static str,
    /// The key that goes with the letters B, I and K: `Ctrl`.
    pub control_key: &'static str,
}

/// Something that the insert menu offers: its name, what it is for, and the Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insert {
    pub name: String,
    pub about: &'static str,
    pub markdown: &'static str,
}

/// Where pictures come from: a tool that asks for one, and files that are dropped or pasted into the text.
#[derive(Debug, Clone, Copy)]
pub struct Pictures {
    /// The word on the tool.
    pub label: &'static str,
    /// Told which words are selected.
    pub on_ask: Callback<String>,
    pub on_files: Callback<Vec<File>>,
    /// What is to be put at the caret, in this order.
    pub insertions: RwSignal<Vec<Insertion>>,
}

/// What a dialog or an upload puts into the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insertion {
    Picture {
        address: String,
        alt: String,
    },
    /// A file that is no picture, and what the link to it says.
    File {
        address: String,
        words: String,
    },
    /// Words for a picture that stands in the text without any.
    Description {
        address: String,
        alt: String,
    },
}

/// Toolbar and text. `id`, which is its name too, `lang` and `described_by` are the textarea's.
#[component]
pub fn MarkdownBox(
    id: String,
    words: ToolWords,
    inserts: Vec<Insert>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] is_open: Signal<bool>,
    on_input: Callback<String>,
    on_blur: Callback<()>,
    lang: String,
    described_by: String,
    #[prop(into)] is_wrong: Signal<bool>,
    #[prop(optional)] pictures: Option<Pictures>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    let caret = Caret::of(node);
    if let Some(pictures) = pictures {
        apply_insertions(node, caret, pictures.insertions);
    }
    let may_take = move || pictures.filter(|_| is_open.get_untracked());
    let held_over = move |event: leptos::ev::DragEvent| {
        if may_take().is_some() && event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
        }
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        let data = event.data_transfer().filter(has_files);
        if let Some((pictures, data)) = may_take().zip(data) {
            event.prevent_default();
            pictures.on_files.run(files_of(&data));
        }
    };
    let pasted = move |event: leptos::ev::ClipboardEvent| {
        // A text from an office program brings its own picture; it is pasted as text.
        let data = event.clipboard_data().filter(|data| has_files(data) && !has_text(data));
        if let Some((pictures, data)) = may_take().zip(data) {
            event.prevent_default();
            pictures.on_files.run(files_of(&data));
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() || !is_open.get_untracked() {
            return;
        }
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let tool = match event.key().as_str() {
            "b" if with_control => Tool::Bold,
            "i" if with_control => Tool::Italic,
            "k" if with_control => Tool::Link,
            "Enter" if !with_control && !event.shift_key() && !event.alt_key() => {
                let done =
                    node.get_untracked().and_then(|area| Some((tools::continue_list(&area.value(), caret.range(&area))?, area)));
                if let Some((edit, area)) = done {
                    event.prevent_default();
                    perform(&area, caret, &edit);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        use_tool(node, caret, tool);
    };
    let area_id = id.clone();
    view! {
        <div class="editor-box">
            {move || is_open.get().then(|| view! { <Toolbar node caret area_id=area_id.clone() words=words.clone() inserts=inserts.clone() pictures/> })}
            <textarea
                class="textarea editor-text"
                id=id.clone()
                name=id
                lang=lang
                node_ref=node
                aria-describedby=described_by
                aria-invalid=move || is_wrong.get().then_some("true")
                readonly=move || !is_open.get()
                prop:value=move || value.get()
                on:input=move |event| {
                    caret.note();
                    on_input.run(event_target_value(&event));
                }
                on:focus=move |_| caret.restore()
                on:blur=move |_| {
                    caret.note();
                    on_blur.run(());
                }
                on:keydown=keys
                on:dragover=held_over
                on:drop=dropped
                on:paste=pasted
            ></textarea>
        </div>
    }
}

/// One stop for the tab key; the arrow keys move within (WAI-ARIA, toolbar pattern).
#[component]
fn Toolbar(
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

#[component]
fn InsertMenu(
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

fn use_tool(node: NodeRef<html::Textarea>, caret: Caret, tool: Tool) {
    if let Some(area) = node.get_untracked() {
        let edit = tools::apply(tool, &area.value(), caret.range(&area));
        perform(&area, caret, &edit);
    }
}

/// Puts pictures at the caret as they come. Whoever types in another field meanwhile goes on there.
fn apply_insertions(node: NodeRef<html::Textarea>, caret: Caret, insertions: RwSignal<Vec<Insertion>>) {
    let place = move || {
        let (Some(area), Some(came)) = (node.try_get_untracked().flatten(), insertions.try_update(std::mem::take)) else {
            return;
        };
        for arrival in came {
            let (text, at) = (area.value(), caret.range(&area));
            let edit = match arrival {
                Insertion::Picture { address, alt } => insertion::insert_picture(&text, at, &address, &alt),
                Insertion::File { address, words } => insertion::insert_link(&text, at, &address, &words),
                Insertion::Description { address, alt } => match insertion::describe_picture(&text, &address, &alt) {
                    Some(edit) => edit,
                    None => continue,
                },
            };
            if is_typed_elsewhere(&area) { write_behind(&area, caret, &edit) } else { perform(&area, caret, &edit) }
        }
    };
    Effect::new(move |_| {
        if insertions.with(Vec::is_empty) {
            return;
        }
        // A dialog that closes gives the focus back first: undo knows only what is typed with the focus.
        if is_dialog_open() {
            let _ = request_animation_frame(place);
        } else {
            place();
        }
    });
}

fn is_typed_elsewhere(area: &HtmlTextAreaElement) -> bool {
    let fields = "textarea, input:not([type=checkbox], [type=radio], [type=file])";
    document().active_element().is_some_and(|active| active != ***area && active.matches(fields).unwrap_or_default())
}

fn has_text(data: &web_sys::DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "text/plain")
}

/// Through the browser's own editing command, which is the only way that undo knows of. It is called deprecated and has no
/// successor; where it does nothing, the text is set and only undo is lost.
fn perform(area: &HtmlTextAreaElement, caret: Caret, edit: &Edit) {
    let _ = area.focus();
    let select = |range: &Range<usize>| {
        let _ = area.set_selection_range(range.start as u32, range.end as u32);
    };
    select(&edit.replaced);
    // Under a dialog it cannot have the focus, and the command would reach the dialog.
    let has_focus = document().active_element().is_some_and(|active| active == ***area);
    let is_done = has_focus
        && document().dyn_into::<HtmlDocument>().is_ok_and(|document| {
            let command = if edit.insert.is_empty() { "delete" } else { "insertText" };
            let is_nothing = edit.insert.is_empty() && edit.replaced.is_empty();
            is_nothing || document.exec_command_with_show_ui_and_value(command, false, &edit.insert).unwrap_or_default()
        });
    if !is_done {
        write_behind(area, caret, edit);
    }
    select(&edit.selected);
    caret.set(edit.selected.clone());
}

/// Changes the text without the focus; undo does not know of it.
fn write_behind(area: &HtmlTextAreaElement, caret: Caret, edit: &Edit) {
    let _ = area.set_range_text_with_start_and_end(&edit.insert, edit.replaced.start as u32, edit.replaced.end as u32);
    let _ = area.set_selection_range(edit.selected.start as u32, edit.selected.end as u32);
    caret.set(edit.selected.clone());
    if let Ok(event) = web_sys::Event::new("input") {
        let _ = area.dispatch_event(&event);
    }
}

fn focus_nth(within: &web_sys::Element, selector: &str, at: usize) {
    let found = within.query_selector_all(selector).ok().and_then(|all| all.get(at as u32));
    if let Some(element) = found.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn index_of_focused(within: &web_sys::Element, selector: &str) -> Option<usize> {
    let active: web_sys::Node = document().active_element()?.into();
    let all = within.query_selector_all(selector).ok()?;
    (0..all.length()).find(|at| all.get(*at).as_ref() == Some(&active)).map(|at| at as usize)
}
