//! When sessions were last used: gathered in memory, so that reading the admin writes nothing. `sessions::flush` writes it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::id::SessionId;
use domain::time::Timestamp;

/// Sessions whose last use is not written yet. More than this at once are not noted: nobody has so many members of staff.
const MAX_SESSIONS: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct SessionActivity(Mutex<HashMap<SessionId, Timestamp>>);

impl SessionActivity {
    pub(crate) fn note(&self, id: SessionId, now: Timestamp) {
        self.with(|seen| {
            if seen.len() < MAX_SESSIONS || seen.contains_key(&id) {
                let last = seen.entry(id).or_insert(now);
                *last = (*last).max(now);
            }
        });
    }

    /// The last use that is not written yet.
    pub(crate) fn of(&self, id: SessionId) -> Option<Timestamp> {
        self.with(|seen| seen.get(&id).copied())
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut HashMap<SessionId, Timestamp>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
