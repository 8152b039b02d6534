//! A box for Markdown: the tools over it, the text below. What the tools do goes through the browser's own editing, so that undo
//! takes it back like typing.

mod caret;
mod edit;
mod insert_menu;
mod paste;
mod toolbar;
pub mod tools;

use domain::insertion::{Edit, Siblings};
use leptos::html;
use leptos::prelude::*;
use web_sys::File;

use self::caret::Caret;
use self::edit::{apply_insertions, perform, use_tool};
use self::toolbar::Toolbar;
use self::tools::Tool;
use super::files::{files_of, has_files};

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
    /// Told how many pictures of a pasted text could not be kept.
    pub on_lost: Callback<usize>,
    /// Texts to insert at the caret, in this order.
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
    /// What was dropped or pasted, as Markdown. It comes when it is stored; the person may be writing meanwhile.
    Upload {
        markdown: String,
        siblings: Siblings,
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
        let files = event.clipboard_data().filter(|data| has_files(data) && !has_text(data));
        match may_take().zip(files) {
            Some((pictures, data)) => {
                event.prevent_default();
                pictures.on_files.run(files_of(&data));
            }
            None if is_open.get_untracked() => {
                let lost = paste_formatted(node, caret, &event);
                if let Some(pictures) = pictures.filter(|_| lost > 0) {
                    pictures.on_lost.run(lost);
                }
            }
            None => {}
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() || !is_open.get_untracked() {
            return;
        }
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        // With Caps Lock the keys come as capital letters.
        let tool = match event.key().as_str() {
            "b" | "B" if with_control => Tool::Bold,
            "i" | "I" if with_control => Tool::Italic,
            "k" | "K" if with_control => Tool::Link,
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

/// Pastes what has a form as Markdown; what has none is left to the browser. How many pictures could not be kept.
fn paste_formatted(node: NodeRef<html::Textarea>, caret: Caret, event: &leptos::ev::ClipboardEvent) -> usize {
    let html = event.clipboard_data().and_then(|data| data.get_data("text/html").ok()).filter(|html| !html.is_empty());
    let Some((area, pasted)) = node.get_untracked().zip(html.and_then(|html| paste::markdown(&html))) else { return 0 };
    event.prevent_default();
    let (replaced, insert) = (caret.range(&area), pasted.markdown);
    if !insert.is_empty() {
        let end = replaced.start + insert.encode_utf16().count();
        perform(&area, caret, &Edit { replaced, insert, selected: end..end });
    }
    pasted.lost_pictures
}

fn has_text(data: &web_sys::DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "text/plain")
}
