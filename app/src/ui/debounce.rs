//! Debouncing: something happens once nobody has typed for a while.

use std::time::Duration;

use leptos::prelude::*;

/// Runs a call after a pause. A new call replaces one that waits.
#[derive(Debug, Clone, Copy)]
pub struct Debounce(StoredValue<Option<TimeoutHandle>>);

impl Debounce {
    /// Ends with the calling component.
    pub fn new() -> Self {
        let debounce = Self(StoredValue::new(None));
        on_cleanup(move || debounce.end());
        debounce
    }

    pub fn then(self, wait: Duration, act: impl FnOnce() + 'static) {
        self.end();
        let timeout = set_timeout(act, wait).ok();
        self.0.try_set_value(timeout);
    }

    /// Drops the waiting call.
    pub fn end(self) {
        if let Some(timeout) = self.0.try_get_value().flatten() {
            timeout.clear();
        }
    }
}

impl Default for Debounce {
    fn default() -> Self {
        Self::new()
    }
}
