//! Waits for the end of a press: what moves the page while a button is held down takes the button away from under the pointer, and
//! the click is lost.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::listen::on_window;

/// Whether a pointer is pressed, and what waits for it.
#[derive(Clone, Copy)]
pub struct Press {
    is_down: StoredValue<bool>,
    waiting: StoredValue<Vec<Callback<()>>>,
}

impl Press {
    /// Follows the pointer as long as the component lives.
    pub fn watch() -> Self {
        let press = Self { is_down: StoredValue::new(false), waiting: StoredValue::new(Vec::new()) };
        Effect::new(move || {
            on_window(ev::pointerdown, move |_| press.is_down.set_value(true));
            on_window(ev::pointerup, move |_| press.end());
            on_window(ev::pointercancel, move |_| press.end());
        });
        press
    }

    /// Does something at once or, while a pointer is pressed, after the click that ends it.
    pub fn then(self, act: Callback<()>) {
        if self.is_down.get_value() {
            self.waiting.update_value(|waiting| waiting.push(act));
        } else {
            act.run(());
        }
    }

    fn end(self) {
        self.is_down.set_value(false);
        // The click comes right behind.
        let _ = set_timeout(
            move || {
                for act in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
                    act.run(());
                }
            },
            Duration::ZERO,
        );
    }
}
