//! Single keys that do something on a screen, as long as nobody is typing (WCAG 2.2, 2.1.4: they are never active in a field).

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::dialog::is_dialog_open;
use super::listen::on_window;

/// While the calling component lives, `act` is called when `key` (as `KeyboardEvent.key` names it) is pressed outside of fields
/// and dialogs and without another key.
pub fn on_key(key: &'static str, act: impl Fn() + 'static) {
    on_window(leptos::ev::keydown, move |event| {
        let with_other = event.ctrl_key() || event.meta_key() || event.alt_key();
        if event.key() != key || with_other || event.default_prevented() || is_busy() {
            return;
        }
        event.prevent_default();
        act();
    });
}

/// Whether keys belong to a field, or to a dialog over the screen.
fn is_busy() -> bool {
    let in_field = document().active_element().is_some_and(|element| {
        element.matches("input:not([type=checkbox], [type=radio]), textarea, select").unwrap_or_default()
            || element.dyn_ref::<web_sys::HtmlElement>().is_some_and(web_sys::HtmlElement::is_content_editable)
    });
    in_field || is_dialog_open()
}
