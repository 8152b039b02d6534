//! Connections that read one statement after the other, for what visitors wait for.
//!
//! A pool of sqlx asks every connection that comes back whether it still answers. That takes two changes of threads, as many as most
//! statements. These connections stay lent from the pool. Only one whose statement failed or was given up goes back to it, and is
//! asked.
//!
//! SQLite prepares a statement again each time if a parameter of it may change its plan, and `limit ?` is such a one since 3.51.
//! For the search that took twice as long as the search itself. These connections choose a plan once
//! (<https://sqlite.org/queryplanner-ng.html#qpstab>).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use libsqlite3_sys::{SQLITE_DBCONFIG_ENABLE_QPSG, SQLITE_OK, sqlite3_db_config};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::read_budget::ReadBudget;
use crate::sqlite::TURN_TIMEOUT;

#[derive(Debug)]
pub(crate) struct ReadyReaders {
    pool: SqlitePool,
    idle: Arc<Idle>,
    /// As many statements run at once.
    turns: Semaphore,
    budget: ReadBudget,
}

impl ReadyReaders {
    /// Takes `count` of the pool's connections at most.
    pub fn new(pool: SqlitePool, count: u32, budget: ReadBudget) -> Self {
        let idle = Arc::<Idle>::default();
        // The pool is closed once all of its connections are back.
        let (closed, lent) = (pool.close_event(), Arc::downgrade(&idle));
        tokio::spawn(async move {
            closed.await;
            if let Some(idle) = lent.upgrade() {
                idle.give_back();
            }
        });
        Self { pool, idle, turns: Semaphore::new(count as usize), budget }
    }

    /// Runs one statement. Gives up after [`TURN_TIMEOUT`] if no turn is free.
    pub async fn read<T>(
        &self,
        statement: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, sqlx::Error> {
        let turn = timeout(TURN_TIMEOUT, self.turns.acquire()).await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let _turn = turn.map_err(|_| sqlx::Error::PoolClosed)?;
        let mut connection = match self.idle.take() {
            Some(mut connection) => {
                self.budget.renew(&mut connection).await?;
                connection
            }
            None => {
                let mut connection = self.pool.acquire().await?;
                if !stable_plans(&mut connection, Stability::On).await? {
                    tracing::warn!("SQLite plans the statements of visitors each time");
                }
                connection
            }
        };
        let answer = statement(&mut connection).await?;
        self.idle.keep(connection);
        if self.pool.is_closed() {
            self.idle.give_back();
        }
        Ok(answer)
    }
}

/// The setting of SQLite's query planner stability guarantee.
#[derive(Debug, Clone, Copy)]
enum Stability {
    On = 1,
    #[cfg(test)]
    Ask = -1,
}

/// Whether the connection keeps its plans now.
async fn stable_plans(connection: &mut SqliteConnection, wanted: Stability) -> Result<bool, sqlx::Error> {
    let mut handle = connection.lock_handle().await?;
    let mut is_on: i32 = 0;
    #[expect(unsafe_code, reason = "sqlx has no option for it, and SQLite no pragma")]
    // SAFETY: The connection is open and nobody else uses it meanwhile. The option takes an int and the address of one
    // (<https://sqlite.org/c3ref/c_dbconfig_defensive.html>).
    let code = unsafe {
        sqlite3_db_config(
            handle.as_raw_handle().as_ptr(),
            SQLITE_DBCONFIG_ENABLE_QPSG,
            wanted as i32,
            std::ptr::from_mut(&mut is_on),
        )
    };
    Ok(code == SQLITE_OK && is_on == 1)
}

/// The connections that no statement uses.
#[derive(Debug, Default)]
struct Idle(Mutex<Vec<PoolConnection<Sqlite>>>);

impl Idle {
    fn take(&self) -> Option<PoolConnection<Sqlite>> {
        self.lock().pop()
    }

    fn keep(&self, connection: PoolConnection<Sqlite>) {
        self.lock().push(connection);
    }

    /// Gives all of them back to their pool.
    fn give_back(&self) {
        let connections = std::mem::take(&mut *self.lock());
        drop(connections);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<PoolConnection<Sqlite>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::sqlite::Options;

    #[tokio::test]
    async fn statements_of_visitors_are_planned_once() -> Result<(), crate::error::Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Options::new(folder.path().join("x.db"))).await?;
        assert!(store.read_once(async |db| stable_plans(db, Stability::Ask).await).await?);
        assert!(!stable_plans(&mut *store.begin_write().await?, Stability::Ask).await?);
        Ok(())
    }
}
