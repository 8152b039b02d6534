//! Changes a text as if it were typed, so that the browser's undo takes it back.

use std::ops::Range;

use domain::insertion::{self, Edit};
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use super::Insertion;
use super::caret::Caret;
use super::tools::{self, Tool};
use crate::ui::dialog::is_dialog_open;

pub(super) fn use_tool(node: NodeRef<html::Textarea>, caret: Caret, tool: Tool) {
    if let Some(area) = node.get_untracked() {
        let edit = tools::apply(tool, &area.value(), caret.range(&area));
        perform(&area, caret, &edit);
    }
}

/// Puts pictures into the text as they come. The focus and the typing elsewhere are not disturbed.
pub(super) fn apply_insertions(node: NodeRef<html::Textarea>, caret: Caret, insertions: RwSignal<Vec<Insertion>>) {
    let place = move || {
        let (Some(area), Some(came)) = (node.try_get_untracked().flatten(), insertions.try_update(std::mem::take)) else {
            return;
        };
        for wanted in came {
            let (text, at) = (area.value(), caret.range(&area));
            let (edit, may_have_focus) = match wanted {
                Insertion::Picture { address, alt } => {
                    (insertion::insert_picture(&text, at, &address, &alt), !is_typed_elsewhere(&area))
                }
                Insertion::File { address, words } => {
                    (insertion::insert_link(&text, at, &address, &words), !is_typed_elsewhere(&area))
                }
                Insertion::Description { address, alt } => match insertion::describe_picture(&text, &address, &alt) {
                    Some(edit) => (edit, !is_typed_elsewhere(&area)),
                    None => continue,
                },
                // Nobody waits for it, so it takes the focus from nothing.
                Insertion::Upload { markdown, siblings } => {
                    let top = area.scroll_top();
                    let edit = insertion::insert_upload(&text, at, &markdown, &siblings);
                    if is_focus_elsewhere(&area) {
                        write_behind(&area, caret, &edit)
                    } else {
                        perform(&area, caret, &edit)
                    }
                    area.set_scroll_top(top);
                    continue;
                }
            };
            if may_have_focus { perform(&area, caret, &edit) } else { write_behind(&area, caret, &edit) }
        }
    };
    Effect::new(move |_| {
        if insertions.with(Vec::is_empty) {
            return;
        }
        // A dialog that closes gives the focus back first: the browser's undo only records typing with the focus.
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

/// Whether a button, a field or anything else has the focus. The body has it where nothing has.
fn is_focus_elsewhere(area: &HtmlTextAreaElement) -> bool {
    document().active_element().is_some_and(|active| active != ***area && !active.matches("body").unwrap_or_default())
}

/// Through the browser's own editing command, which is the only way that undo knows of. It is called deprecated and has no
/// successor; where it does nothing, the text is set and only undo is lost.
pub(super) fn perform(area: &HtmlTextAreaElement, caret: Caret, edit: &Edit) {
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

/// Changes the text without the focus; undo does not know of it. The command of [`perform`] on a text that has the focus for a
/// moment would be no better: Chromium has one undo for the whole document, so that Ctrl+Z would take the picture back, and
/// lead there, where a person wants to take back own typing. It would also end what an input method composes, and a screen reader
/// would tell of both moves.
fn write_behind(area: &HtmlTextAreaElement, caret: Caret, edit: &Edit) {
    let _ = area.set_range_text_with_start_and_end(&edit.insert, edit.replaced.start as u32, edit.replaced.end as u32);
    let _ = area.set_selection_range(edit.selected.start as u32, edit.selected.end as u32);
    caret.set(edit.selected.clone());
    if let Ok(event) = web_sys::Event::new("input") {
        let _ = area.dispatch_event(&event);
    }
}
