//! Smaller pictures are made shortly after a file came; a screen looks for them a few times.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::debounce::Debounce;

const MAX_LOOKS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(2_500);

#[derive(Debug, Clone, Copy)]
pub struct LookAgain {
    debounce: Debounce,
    looks: StoredValue<u32>,
}

impl LookAgain {
    /// Ends with the calling component.
    pub fn new() -> Self {
        Self { debounce: Debounce::new(), looks: StoredValue::new(0) }
    }

    /// Calls `look` after a pause, unless that happened often enough.
    pub fn then(self, look: impl Fn() + 'static) {
        if self.looks.get_value() < MAX_LOOKS {
            self.looks.update_value(|looks| *looks += 1);
            self.debounce.then(PAUSE, look);
        }
    }

    /// Another file came.
    pub fn begin_anew(self) {
        self.looks.set_value(0);
    }
}
