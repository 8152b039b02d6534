//! How often whitepapers are read: gathered in memory, so that reading a page writes nothing, and written every few seconds.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::id::WhitepaperId;
use store::Store;

/// A crash loses the views of this time at most.
pub const FLUSH: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub struct Views(Mutex<HashMap<WhitepaperId, u32>>);

impl Views {
    pub fn add(&self, id: WhitepaperId) {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = views.entry(id).or_default();
        *count = count.saturating_add(1);
    }

    /// Writes the gathered views. A failed write is tried again the next time.
    pub async fn flush(&self, store: &Store) {
        let views = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if views.is_empty() {
            return;
        }
        if let Err(error) = store::whitepapers::counts::add_views(store, &views).await {
            tracing::error!(%error, "views could not be written; they wait for the next time");
            let mut newer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (id, count) in views {
                let kept = newer.entry(id).or_default();
                *kept = kept.saturating_add(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use store::sqlite::Options;

    use super::*;

    #[tokio::test]
    async fn views_that_could_not_be_written_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Options::new(folder.path().join("magnetiq.db"))).await.unwrap();
        let views = Views::default();
        views.add(WhitepaperId(1));
        // There is no table yet.
        views.flush(&store).await;
        views.add(WhitepaperId(1));
        assert_eq!(views.0.lock().unwrap().get(&WhitepaperId(1)), Some(&2));
        store.migrate().await.unwrap();
        views.flush(&store).await;
        assert!(views.0.lock().unwrap().is_empty());
    }
}
