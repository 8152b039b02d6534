//! Focus is not lost while something works: a button that is disabled as long as it is busy drops it, and one that goes away takes it
//! along (WCAG 2.2, 2.4.3).

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::focus_heading;
use crate::ui::listen::on_window;

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A call that takes longer has told so.
const MAX_LOOKS: u32 = 200;

/// For as long as the frame stands: whoever pressed a button finds the focus there again, or on the heading where it is gone.
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
            // It is gone, or lies in what was closed.
            if is_nowhere() {
                focus_heading();
            }
        },
        LOOK_EVERY,
    );
}
