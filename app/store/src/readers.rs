//! The connections that read, and who has one.
//!
//! When a connection comes back, a pool of sqlx asks it whether it still answers, which wakes the connection's thread once more
//! for each query. One whose query has ended as it should needs no such question. It is kept here, and the pool counts it as
//! lent. Any other goes back by way of the pool.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, TryFutureExt, TryStreamExt, stream};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{Sqlite, SqliteConnection, SqlitePool, SqliteQueryResult, SqliteRow, SqliteStatement, SqliteTypeInfo};
use sqlx::{Describe, Either, Execute, Executor, SqlStr, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::read_budget::ReadBudget;
use crate::sqlite::TURN_TIMEOUT;

/// The connections that read; clones share them. A query on `&Readers` borrows one until it has ended.
#[derive(Debug, Clone)]
pub struct Readers {
    pool: SqlitePool,
    turns: Arc<Semaphore>,
    /// The last one that came back is lent first, because its caches are warm.
    kept: Arc<Mutex<Vec<PoolConnection<Sqlite>>>>,
    budget: ReadBudget,
}

/// A reading connection until it is dropped.
#[derive(Debug)]
pub struct Reader {
    connection: PoolConnection<Sqlite>,
    turn: OwnedSemaphorePermit,
}

/// A transaction on a reading connection: everything read in it is of one moment.
#[derive(Debug)]
pub struct Read {
    transaction: Transaction<'static, Sqlite>,
    _turn: OwnedSemaphorePermit,
}

impl Readers {
    /// `connections`: the most that the pool opens.
    pub(crate) fn new(pool: SqlitePool, connections: u32, budget: ReadBudget) -> Self {
        Self { pool, turns: Arc::new(Semaphore::new(connections as usize)), kept: Arc::default(), budget }
    }

    /// Waits its turn, for [`TURN_TIMEOUT`] at most.
    pub async fn acquire(&self) -> Result<Reader, sqlx::Error> {
        let turn = match self.turns.clone().try_acquire_owned() {
            Ok(turn) => turn,
            Err(_) => timeout(TURN_TIMEOUT, self.turns.clone().acquire_owned())
                .await
                .map_err(|_| sqlx::Error::PoolTimedOut)?
                .map_err(|_| sqlx::Error::PoolClosed)?,
        };
        let kept = self.kept().pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => self.pool.acquire().await?,
        };
        self.budget.renew(&mut connection).await?;
        Ok(Reader { connection, turn })
    }

    pub(crate) async fn begin(&self) -> Result<Read, sqlx::Error> {
        let Reader { connection, turn } = self.acquire().await?;
        Ok(Read { transaction: Transaction::begin(connection, None).await?, _turn: turn })
    }

    /// Lets what is being read end. Nothing is read afterwards.
    pub async fn close(&self) {
        self.turns.close();
        self.kept().clear();
        self.pool.close().await;
    }

    /// Keeps a connection for the next query. Whatever it was asked has ended.
    fn keep(&self, reader: Reader) {
        let mut kept = self.kept();
        if !self.turns.is_closed() {
            kept.push(reader.connection);
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<PoolConnection<Sqlite>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read {
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.transaction.commit().await
    }
}

impl Deref for Reader {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

impl Deref for Read {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.transaction
    }
}

impl DerefMut for Read {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }
}

impl<'c> Executor<'c> for &Readers {
    type Database = Sqlite;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<SqliteQueryResult, SqliteRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Sqlite>,
    {
        let readers = self.clone();
        // All at once, so that no slow reader holds a connection.
        let all = async move {
            let mut reader = readers.acquire().await?;
            let all: Vec<_> = reader.fetch_many(query).try_collect().await?;
            readers.keep(reader);
            Ok(stream::iter(all).map(Ok))
        };
        all.try_flatten_stream().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<SqliteRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Sqlite>,
    {
        let readers = self.clone();
        async move {
            let mut reader = readers.acquire().await?;
            let row = reader.fetch_optional(query).await?;
            readers.keep(reader);
            Ok(row)
        }
        .boxed()
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [SqliteTypeInfo],
    ) -> BoxFuture<'e, Result<SqliteStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        let readers = self.clone();
        async move { readers.acquire().await?.prepare_with(sql, parameters).await }.boxed()
    }

    #[doc(hidden)]
    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Sqlite>, sqlx::Error>>
    where
        'c: 'e,
    {
        let readers = self.clone();
        async move { readers.acquire().await?.describe(sql).await }.boxed()
    }
}
