//! Keeps the focus while a request runs: a busy button is disabled and loses the focus, and a removed one takes the focus along
//! (WCAG 2.2, 2.4.3).

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::focus_heading;
use crate::ui::listen::on_window;

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Give up after 20 s; a slower request has shown its error by then.
const MAX_LOOKS: u32 = 200;

/// Runs for the life of the shell. After a click on a button the focus returns to it, or to the heading where the button is gone.
pub fn hold_focus() {
    on_window(ev::click, |event| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = pressed.and_then(|element| element.closest("button").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            look_again(button, MAX_LOOKS);
        }
    });
}

fn look_again(button: HtmlElement, left: u32) {
    // An error means that the window is going away.
    let _ = set_timeout(
        move || {
            let is_nowhere = || document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            if !is_nowhere() || left == 0 {
                return;
            }
            if button.is_connected() && button.has_attribute("disabled") {
                return look_again(button, left - 1);
            }
            if button.is_connected() {
                let _ = button.focus();
            }
            // The button is gone, or its dialog was closed.
            if is_nowhere() {
                focus_heading();
            }
        },
        LOOK_EVERY,
    );
}
