//! Files that are dropped, pasted or picked.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File, FileList, HtmlInputElement};

use super::dialog::is_dialog_open;
use super::icon::{Icon, UPLOAD};
use super::listen::on_window;

/// Takes files that are dropped anywhere on the screen, or pasted where nobody is typing, as long as no dialog lies over it. Shows
/// where they would go while they are held over it.
#[component]
pub fn DropAnywhere(
    /// Said while files are held over the screen.
    #[prop(into)]
    words: Signal<String>,
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    on_window(leptos::ev::dragover, move |event| {
        if let Some(data) = event.data_transfer().filter(has_files) {
            // Without this the browser would leave the screen for the file.
            event.prevent_default();
            let is_covered = is_dialog_open();
            data.set_drop_effect(if is_covered { "none" } else { "copy" });
            is_over.set(!is_covered);
        }
    });
    on_window(leptos::ev::dragleave, move |event| {
        // Out of the window, not from one element to the next.
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    on_window(leptos::ev::drop, move |event| {
        is_over.set(false);
        let Some(data) = event.data_transfer().filter(has_files) else { return };
        event.prevent_default();
        if !is_dialog_open() {
            hand_over(files_of(&data), on_files);
        }
    });
    on_window(leptos::ev::paste, move |event| {
        let Some(data) = event.clipboard_data().filter(has_files) else { return };
        if !is_dialog_open() && !is_typing() {
            event.prevent_default();
            hand_over(files_of(&data), on_files);
        }
    });
    move || {
        is_over.get().then(|| view! { <div class="drop-over" aria-hidden="true"><Icon of=UPLOAD/>{move || words.get()}</div> })
    }
}

/// The files of a drop or a paste.
pub fn files_of(data: &DataTransfer) -> Vec<File> {
    data.files().map(|files| list(&files)).unwrap_or_default()
}

/// Whether a drop or a paste brings files; while something is held over the screen, only this can be known.
pub fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

/// What was chosen in a field for files, which is empty afterwards, so that the same file can be chosen again.
pub fn take_chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|files| list(&files)).unwrap_or_default();
    input.set_value("");
    files
}

fn hand_over(files: Vec<File>, on_files: Callback<Vec<File>>) {
    if !files.is_empty() {
        on_files.run(files);
    }
}

fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|at| files.item(at)).collect()
}

/// A paste belongs to the field that has the focus.
fn is_typing() -> bool {
    document().active_element().is_some_and(|element| {
        element.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])").unwrap_or_default()
            || element.dyn_ref::<web_sys::HtmlElement>().is_some_and(web_sys::HtmlElement::is_content_editable)
    })
}
