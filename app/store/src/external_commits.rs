//! Other programs that write to the same file: a second server, or the command line.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnection;
use tokio::time::MissedTickBehavior;

use crate::changes::{Changes, Topics};

/// How often the file is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// The last `data_version` that the writing connection saw: another one says that another connection committed. The writing
/// connection itself has to be asked, because to every other one its commits are those of another
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

    /// From now on this is the writing connection. Where there was another one before, nobody knows what was committed between.
    pub async fn begin(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        if self.put(data_version(connection).await?).is_some() {
            self.changes.publish(Topics::ALL);
        }
        Ok(())
    }

    /// Looks again and again. While the file cannot be looked at, whoever wants something of it says so.
    pub async fn watch(&self, writer: &SqlitePool) {
        let mut ticks = tokio::time::interval(LOOK);
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
