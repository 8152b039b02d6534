//! Other programs that write to the same file: a second server, or the command line.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;
use tokio::time::MissedTickBehavior;

use crate::changes::{Changes, Topics};

/// The pause between two looks at the file.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The last `data_version` that the writing connection saw. It changes when another connection commits. The poll must use the
/// writing connection itself, because every other one also counts its commits
/// (<https://sqlite.org/pragma.html#pragma_data_version>).
#[derive(Debug, Clone)]
pub struct ExternalCommits {
    changes: Changes,
    seen: Arc<Mutex<Option<i64>>>,
}

impl ExternalCommits {
    pub fn new(changes: Changes) -> Self {
        Self { changes, seen: Arc::default() }
    }

    /// Makes this the writing connection. If there was another one before, unseen commits may lie between, so all topics count as
    /// changed.
    pub async fn begin(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        if self.put(data_version(connection).await?).is_some() {
            self.changes.publish(Topics::ALL);
        }
        Ok(())
    }

    /// Polls every half second. A failed poll is not logged as an error; requests report the same error.
    pub async fn watch(&self, writer: &SqlitePool) {
        let mut ticks = tokio::time::interval(POLL_INTERVAL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.look(writer).await {
                tracing::debug!(%error, "the file could not be looked at");
            }
        }
    }

    async fn look(&self, writer: &SqlitePool) -> Result<(), sqlx::Error> {
        let mut connection = writer.acquire().await?;
        let version = data_version(&mut connection).await?;
        if self.put(version) != Some(version) {
            self.changes.publish(Topics::ALL);
        }
        Ok(())
    }

    fn put(&self, version: i64) -> Option<i64> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).replace(version)
    }
}

async fn data_version(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("pragma data_version").fetch_one(connection).await
}
