//! A transaction that writes, and publishes the changed topics once it is committed.

use std::ops::{Deref, DerefMut};

use sqlx::sqlite::SqliteConnection;
use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::changes::{Changes, Topic, Topics};
use crate::error::Error;

/// A transaction that holds the one writing connection. Dropped without `commit`, it changes nothing and tells nothing.
#[derive(Debug)]
pub struct Write {
    tx: Transaction<'static, Sqlite>,
    changes: Changes,
    notified: Topics,
}

impl Write {
    pub(crate) async fn begin(writer: &SqlitePool, changes: &Changes) -> Result<Self, Error> {
        let tx = writer.begin_with("begin immediate").await?;
        // Drops the changes of a transaction that did not commit.
        changes.take_written();
        Ok(Self { tx, changes: changes.clone(), notified: Topics::NONE })
    }

    /// The commit publishes this topic too.
    pub fn notify(&mut self, topic: Topic) {
        self.notified = self.notified | topic;
    }

    /// Commits, and publishes the changed topics before it returns, so that later reads of this program see the change. The
    /// commit runs in its own task, because the caller may be dropped while SQLite commits.
    pub async fn commit(self) -> Result<(), Error> {
        let Self { tx, changes, notified } = self;
        let topics = notified | changes.take_written();
        let committing = tokio::spawn(async move {
            tx.commit().await?;
            changes.publish(topics);
            Ok(())
        });
        match committing.await {
            Ok(committed) => committed,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime ends.
                Err(_) => Err(Error::Unavailable(sqlx::Error::WorkerCrashed)),
            },
        }
    }

    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.tx.rollback().await?)
    }
}

impl Deref for Write {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.tx
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }
}
