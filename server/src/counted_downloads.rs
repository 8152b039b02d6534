//! Which downloads were counted a short time ago, so that a download that comes in parts counts once. Nothing of it outlives the
//! program: it is kept in memory, under hashes with a random key of this run.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, PoisonError};

use domain::time::Timestamp;

/// How long after a download was counted its other parts still belong to it.
pub const REMEMBERED_SECONDS: i64 = 60 * 60;

/// Downloads that are remembered. Where there are more, all are forgotten: a few are then counted twice.
const MAX_DOWNLOADS: usize = 20_000;

#[derive(Debug, Default)]
pub struct CountedDownloads {
    key: RandomState,
    counted_at: Mutex<HashMap<u64, Timestamp>>,
}

impl CountedDownloads {
    /// Remembers a download; whether it was not remembered yet.
    pub fn add(&self, download: impl Hash, now: Timestamp) -> bool {
        let hash = self.key.hash_one(download);
        let mut counted_at = self.counted_at.lock().unwrap_or_else(PoisonError::into_inner);
        let since = Timestamp(now.0 - REMEMBERED_SECONDS);
        if counted_at.len() >= MAX_DOWNLOADS {
            counted_at.retain(|_, at| *at > since);
            if counted_at.len() >= MAX_DOWNLOADS {
                counted_at.clear();
            }
        }
        counted_at.insert(hash, now).is_none_or(|before| before <= since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_is_remembered_for_a_time() {
        let downloads = CountedDownloads::default();
        assert!(downloads.add("a", Timestamp(0)) && downloads.add("b", Timestamp(1)));
        assert!(!downloads.add("a", Timestamp(10)));
        assert!(!downloads.add("a", Timestamp(REMEMBERED_SECONDS + 9)), "since the last part");
        assert!(downloads.add("b", Timestamp(REMEMBERED_SECONDS + 1)));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let downloads = CountedDownloads::default();
        for number in 0..2 * MAX_DOWNLOADS {
            assert!(downloads.add(number, Timestamp(number as i64 / 10)));
        }
        assert!(downloads.counted_at.lock().unwrap().len() <= MAX_DOWNLOADS);
    }
}
