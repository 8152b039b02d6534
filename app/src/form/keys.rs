//! The keys of a form, and the way of the focus to a field.

use std::ops::Range;

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

/// Selects a part of a long text, in UTF-16 code units, and brings it into view, after [`focus`].
pub fn select(id: String, selection: Range<usize>) {
    after_frames(3, move || {
        let area = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        let Some(area) = area else { return };
        let _ = area.set_selection_range(selection.start as u32, selection.end as u32);
        // Browsers scroll a text to its caret only where somebody types. The lines above stand for the height above.
        let lines = |text: &[u16]| text.iter().filter(|unit| **unit == u16::from(b'\n')).count();
        let text: Vec<u16> = area.value().encode_utf16().collect();
        let (above, all) = (lines(&text[..selection.start.min(text.len())]), lines(&text) + 1);
        let (height, shown) = (area.scroll_height(), area.client_height());
        let line = (height as usize * above / all) as i32;
        area.set_scroll_top(line - shown / 3);
        // What the text shows of it may itself be out of sight.
        let top = area.get_bounding_client_rect().top() + f64::from(line - area.scroll_top());
        let window = window();
        let view = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        window.scroll_by_with_x_and_y(0.0, top - view / 3.0);
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
