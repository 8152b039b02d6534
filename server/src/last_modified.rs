//! Since when answers are as they are.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::time::Timestamp;

/// How many answers have a known time. Beyond this many, all times are forgotten.
const MAX_ANSWERS: usize = 20_000;

/// Remembers when each answer was first seen with its content. The content may be older than that, never newer.
#[derive(Debug, Default)]
pub struct LastModifiedLog(Mutex<HashMap<u128, (u128, Timestamp)>>);

impl LastModifiedLog {
    /// Since when the answer at this place is known to have this content. None in the second in which it is first seen, because
    /// HTTP dates cannot tell apart what changes within it.
    pub fn since(&self, place: u128, content: u128, now: Timestamp) -> Option<Timestamp> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MAX_ANSWERS && !answers.contains_key(&place) {
            answers.clear();
        }
        let known = answers.entry(place).or_insert((content, now));
        if known.0 != content {
            *known = (content, now);
        }
        Some(known.1).filter(|since| *since < now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_newer_than_what_was_there() {
        let (log, place) = (LastModifiedLog::default(), 0);
        assert_eq!(log.since(place, 1, Timestamp(10)), None, "it may have been published a second ago");
        assert_eq!(log.since(place, 1, Timestamp(11)), Some(Timestamp(10)));
        assert_eq!(log.since(place, 2, Timestamp(11)), None);
        assert_eq!(log.since(place, 2, Timestamp(12)), Some(Timestamp(11)));
        assert_eq!(log.since(place, 1, Timestamp(12)), None, "back again");
    }
}
