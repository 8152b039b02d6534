//! Connections that read one statement after the other, for what visitors wait for.
//!
//! A pool of sqlx asks every connection that comes back whether it still answers. That takes two changes of threads, as many as most
//! statements. These connections stay lent from the pool. Only one whose statement failed or was given up goes back to it, and is
//! asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
            None => self.pool.acquire().await?,
        };
        let answer = statement(&mut connection).await?;
        self.idle.keep(connection);
        if self.pool.is_closed() {
            self.idle.give_back();
        }
        Ok(answer)
    }
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
