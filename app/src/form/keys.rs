//! The keys of a form, and the way of the focus to a field.

use std::ops::Range;

use domain::insertion::unit_range;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::actions::FormActions;
use super::editable::Editable;
use crate::ui::dialog::is_dialog_open;
use crate::ui::listen::on_window;

/// What a key does, and whether that is still needed once another act is over.
pub struct KeyAct<E: Editable> {
    pub act: fn(FormActions<E>),
    pub is_needed: fn(FormActions<E>) -> bool,
}

impl<E: Editable> Clone for KeyAct<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Editable> Copy for KeyAct<E> {}

/// Ctrl and S saves; `on_return` is for Ctrl and return.
pub(super) fn listen_to_keys<E: Editable>(acting: FormActions<E>, on_return: Option<KeyAct<E>>) {
    let save = KeyAct { act: FormActions::<E>::save, is_needed: |acting| acting.editing.is_changed() };
    on_window(leptos::ev::keydown, move |event| {
        let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !with_control || event.is_composing() {
            return;
        }
        let key = match (event.key().as_str(), on_return) {
            ("s" | "S", _) => save,
            ("Enter", Some(on_return)) => on_return,
            _ => return,
        };
        // The browser must never offer to save the document.
        event.prevent_default();
        if !is_dialog_open() && untrack(|| acting.editing.may_edit()) {
            acting.press(key);
        }
    });
}

/// Selects a part of a long text, in bytes of `text`, and brings it into view. Waits until [`focus`] is through.
pub fn select(id: String, text: &str, place: &Range<usize>) {
    let units = unit_range(text, place);
    let (start, end) = (units.start as u32, units.end as u32);
    after_frames(3, move || {
        let area = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        let Some(area) = area else { return };
        // Browsers scroll to the caret of a text that gets the focus, and not to a selection that a script makes.
        let _ = area.blur();
        let _ = area.set_selection_range(start, start);
        let _ = area.focus();
        let _ = area.set_selection_range(start, end);
    });
}

fn after_frames(count: u8, act: impl FnOnce() + 'static) {
    match count {
        0 => act(),
        _ => {
            let _ = request_animation_frame(move || after_frames(count - 1, act));
        }
    }
}

/// Gives the focus to a control once nothing hides it any more.
pub fn focus(id: String) {
    let _ = request_animation_frame(move || {
        let _ = request_animation_frame(move || {
            let element = document().get_element_by_id(&id);
            if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = element.focus();
            }
        });
    });
}
