//! The keys of a form, and the way of the focus to a field.

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
