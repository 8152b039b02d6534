//! Waiting until someone has stopped typing.

use std::time::Duration;

use leptos::prelude::*;

/// Does something once nothing has been asked of it for a while; each new request takes the place of the one before.
#[derive(Debug, Clone, Copy)]
pub struct Pause(StoredValue<Option<TimeoutHandle>>);

impl Pause {
    /// Ends with the calling component.
    pub fn new() -> Self {
        let pause = Self(StoredValue::new(None));
        on_cleanup(move || pause.end());
        pause
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

impl Default for Pause {
    fn default() -> Self {
        Self::new()
    }
}
