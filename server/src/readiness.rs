//! Whether the program can answer: the database answers and takes a write, and its disk has space.

use std::path::Path;
use std::time::{Duration, Instant};

use store::Store;
use tokio::sync::Mutex;

/// The last result. The database is tried at most once in [`PROBE_INTERVAL`], however many ask.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Option<(Instant, Result<(), &'static str>)>>);

const PROBE_INTERVAL: Duration = Duration::from_secs(1);

/// A request waits no longer than this. A busy database answers much sooner.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

impl Readiness {
    /// Whether the database answers and takes a write, or why it does not.
    pub async fn check(&self, store: &Store) -> Result<(), &'static str> {
        let mut last = self.0.lock().await;
        if let Some((at, found)) = *last
            && at.elapsed() < PROBE_INTERVAL
        {
            return found;
        }
        let found = probe(store).await;
        *last = Some((Instant::now(), found));
        found
    }
}

async fn probe(store: &Store) -> Result<(), &'static str> {
    let probe = async {
        store.ping().await.map_err(|error| (error, "the database does not answer\n"))?;
        store.probe_write().await.map_err(|error| (error, "the database takes no writes\n"))
    };
    match tokio::time::timeout(PROBE_TIMEOUT, probe).await {
        Ok(Ok(())) => has_space(store.path()),
        Ok(Err((error, reason))) => {
            tracing::error!(%error, "not ready: {}", reason.trim_end());
            Err(reason)
        }
        Err(_) => {
            tracing::error!("not ready: the database did not take a write in time");
            Err("the database takes no writes\n")
        }
    }
}

/// Many times the space that a form takes. The tried write takes one page of the database, so it may succeed where a form fails.
const LEAST_FREE_BYTES: u64 = 1024 * 1024;

fn has_space(database: &Path) -> Result<(), &'static str> {
    let Some(Ok(disk)) = database.parent().map(rustix::fs::statvfs) else { return Ok(()) };
    if disk.f_bavail.saturating_mul(disk.f_frsize) >= LEAST_FREE_BYTES {
        return Ok(());
    }
    tracing::error!("not ready: the disk of the database is full");
    Err("the disk of the database is full\n")
}
