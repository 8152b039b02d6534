//! Listening to the window and the document: always in the name of a component, and no longer than that lives. Nothing else
//! listens to them, because a listener that stays holds all it knows, and acts on a screen that was left.

use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event};

/// Calls `act` for each such event that reaches the window, until the calling component goes:
/// `on_window(ev::keydown, |event| …)`.
pub fn on_window<E>(event: E, act: impl Fn(E::EventType) + 'static)
where
    E: EventDescriptor + 'static,
    E::EventType: JsCast,
{
    #[allow(clippy::disallowed_methods, reason = "here it is removed")]
    let listener = window_event_listener(event, act);
    on_cleanup(move || listener.remove());
}

/// Calls `act` for each such event anywhere in the document, before everyone else, until the calling component goes.
pub fn on_document_capture(name: &'static str, act: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(act);
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    let target = document();
    let function = closure.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(name, function, &options);
    let kept = StoredValue::new_local(Some(closure));
    on_cleanup(move || {
        if let Some(Some(closure)) = kept.try_update_value(Option::take) {
            let _ = document().remove_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), true);
        }
    });
}
