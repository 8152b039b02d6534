//! The SQLite file: one connection that writes, several that read, and how each is set up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Transaction};
use tokio::sync::Mutex;

use crate::changes::Changes;
use crate::error::Error;
use crate::external_commits::ExternalCommits;
use crate::read_budget::ReadBudget;
use crate::ready_readers::ReadyReaders;
use crate::render_pool::RenderPool;
#[cfg(not(feature = "schema"))]
use crate::search::vocabulary::VocabularyCache;
use crate::session_activity::SessionActivity;
pub use crate::write::Write;

/// The open database. Clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
    ready_readers: Arc<ReadyReaders>,
    path: PathBuf,
    changes: Changes,
    external_commits: ExternalCommits,
    render_pool: RenderPool,
    rerendering: Arc<Mutex<()>>,
    session_activity: Arc<SessionActivity>,
    #[cfg(not(feature = "schema"))]
    vocabulary: Arc<VocabularyCache>,
}

/// A transaction on a reading connection: everything read in it is of one moment.
pub type Read = Transaction<'static, Sqlite>;

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct Options {
    pub path: PathBuf,
    pub durability: Durability,
    /// Makes the file if there is none; its folder must exist.
    pub create: bool,
    /// Every statement goes to the log, at level `debug`.
    pub log_sql: bool,
    /// How many statements of visitors may run at once. As many connections read everything else.
    pub readers: u32,
    /// Time of a processor that one request may take to read.
    pub read_budget: Duration,
}

impl Options {
    /// As in production, for a file that may not exist yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            durability: Durability::Normal,
            create: true,
            log_sql: false,
            readers: 4,
            read_budget: READ_BUDGET,
        }
    }
}

/// The failures that a commit survives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Durability {
    /// The end of the program, however sudden. As in the specification (`synchronous = normal`).
    #[default]
    Normal,
    /// A power cut too: every commit waits for the disk (`synchronous = full`).
    Full,
}

/// The oldest SQLite that may touch the file: before it, resetting the WAL could corrupt a database (<https://sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// A reading connection's page cache, in pages of 4 KiB. The specification's 10,000 stand for the writer; for each reader they
/// could add 40 MB to the program, while the system caches the same file once for all.
const READER_CACHE_PAGES: u32 = 1_000;
const WRITER_CACHE_PAGES: u32 = 10_000;

/// A reading connection that nobody used for so long is closed. Each holds the schema and a thread, together more than a megabyte, and
/// the work at the start opens several.
const READER_IDLE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection waits for another program that has locked the file.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a request waits for its turn on a connection. Two writes that wait for their turn and then for another program's lock
/// take less than the 30 seconds after which a request is ended, so that it can still say what happened.
pub const TURN_TIMEOUT: Duration = Duration::from_secs(8);

/// Far more than any list takes; a request is ended after 30 seconds, and with it should end what it asked for.
const READ_BUDGET: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the database without changing its schema; see [`Store::migrate`].
    pub async fn open(options: &Options) -> Result<Self, Error> {
        let path = options.path.clone();
        let changes = Changes::new();
        let external_commits = ExternalCommits::new(changes.clone());
        let (listening, beside) = (changes.clone(), external_commits.clone());
        let writer = pool(1)
            .after_connect(move |connection, _| {
                let (changes, external_commits) = (listening.clone(), beside.clone());
                Box::pin(async move {
                    changes.listen(connection).await?;
                    external_commits.begin(connection).await
                })
            })
            .connect_with(connection(options))
            .await?;
        require_sqlite(&writer).await?;
        // The file exists now. `query_only` comes last: setting the journal mode counts as writing.
        let reading = connection(options)
            .create_if_missing(false)
            .pragma("cache_size", READER_CACHE_PAGES.to_string())
            .pragma("query_only", "on");
        let budget = ReadBudget::new(options.read_budget);
        let (given, ready) = (budget.clone(), budget.clone());
        let count = options.readers.max(1);
        let readers = pool(2 * count)
            .min_connections(1)
            .idle_timeout(READER_IDLE_TIMEOUT)
            .after_connect(move |connection, _| {
                let budget = given.clone();
                Box::pin(async move { budget.give(connection).await })
            })
            .before_acquire(move |connection, _| {
                let budget = budget.clone();
                Box::pin(async move { budget.renew(connection).await.map(|()| true) })
            })
            .connect_with(reading)
            .await?;
        let ready_readers = Arc::new(ReadyReaders::new(readers.clone(), count, ready));
        let (render_pool, rerendering, session_activity) = (RenderPool::new(), Arc::default(), Arc::default());
        Ok(Self {
            writer,
            readers,
            ready_readers,
            path,
            changes,
            external_commits,
            render_pool,
            rerendering,
            session_activity,
            #[cfg(not(feature = "schema"))]
            vocabulary: Arc::default(),
        })
    }

    /// Brings the schema up to date: all migrations or none, on a connection of its own on which foreign keys are checked at the
    /// end instead of at each step, as SQLite asks for where tables are built anew (<https://sqlite.org/lang_altertable.html#otheralter>).
    pub async fn migrate(&self) -> Result<(), Error> {
        let turn = self.writer.acquire().await?;
        let options = (*self.writer.connect_options()).clone().foreign_keys(false);
        let mut connection = options.connect().await?;
        let mut tx = connection.begin_with("begin immediate").await?;
        sqlx::migrate!("../../migrations").run(&mut *tx).await.map_err(migrate_error)?;
        let broken = sqlx::query("pragma foreign_key_check").fetch_optional(&mut *tx).await?;
        if broken.is_some() {
            return Err(sqlx::Error::Protocol("a migration left a row that points nowhere".into()).into());
        }
        tx.commit().await?;
        connection.close().await?;
        drop(turn);
        Ok(())
    }

    /// Begins a write (`begin immediate`): waits for its turn, then no one else can write until it ends. Nothing that takes time
    /// (hashing, rendering, mail) belongs between this and the commit.
    pub async fn begin_write(&self) -> Result<Write, Error> {
        Write::begin(&self.writer, &self.changes).await
    }

    /// Begins to read what must fit together. A single query needs no transaction.
    pub async fn begin_read(&self) -> Result<Read, Error> {
        Ok(self.readers.begin().await?)
    }

    /// The committed changes, by topic.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Notices what other programs write to the file, within a second; every topic then counts as changed. Runs until aborted.
    pub async fn watch_external_commits(&self) {
        self.external_commits.watch(&self.writer).await;
    }

    /// The connections that read.
    pub fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Runs one statement that a visitor waits for, at less cost than on [`Store::readers`].
    pub async fn read_once<T>(
        &self,
        statement: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, Error> {
        Ok(self.ready_readers.read(statement).await?)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("select 1").execute(&self.readers).await?;
        Ok(())
    }

    /// Renders texts and runs other long computations.
    pub fn render_pool(&self) -> &RenderPool {
        &self.render_pool
    }

    /// Held by whoever renders marked texts again.
    #[cfg_attr(feature = "schema", allow(dead_code, reason = "what uses it is not compiled"))]
    pub(crate) fn rerendering(&self) -> &Mutex<()> {
        &self.rerendering
    }

    /// Whether the database takes a write: commits one page that says what it said before. Only a commit reaches the disk; SQLite
    /// keeps a rolled back transaction in memory.
    pub async fn probe_write(&self) -> Result<(), Error> {
        let mut tx = self.begin_write().await?;
        // Nobody reads this number; writing it changes no table and no prepared statement.
        sqlx::query("pragma user_version = 0").execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The last uses of sessions that are not written yet.
    #[cfg_attr(feature = "schema", allow(dead_code, reason = "what uses it is not compiled"))]
    pub(crate) fn session_activity(&self) -> &SessionActivity {
        &self.session_activity
    }

    /// The words of the search index, as far as they were read.
    #[cfg(not(feature = "schema"))]
    pub(crate) fn vocabulary(&self) -> &VocabularyCache {
        &self.vocabulary
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets running work end, refreshes what the query planner knows and closes the file; the WAL is then part of it again.
    pub async fn close(&self) {
        self.readers.close().await;
        if let Err(error) = self.optimize().await {
            tracing::warn!(%error, "could not refresh the statistics of the query planner");
        }
        self.writer.close().await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(TURN_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_reusable(connection)))
}

/// Whether nothing is left of the last transaction. SQLite rolls back by itself where the disk is full or fails
/// (<https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction>); sqlx then still counts a transaction and
/// would begin no other. Such a connection is closed, and the pool opens another.
async fn is_reusable(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // Most have none open. The pool itself waits for the answer of the connection afterwards.
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // Comes after the rollback of a transaction that was dropped.
    connection.ping().await?;
    let is_reusable = !connection.is_in_transaction();
    if !is_reusable {
        tracing::warn!("closed a connection whose transaction did not end");
    }
    Ok(is_reusable)
}

/// The specification's pragmas, in the order in which SQLite needs them: sqlx sets `busy_timeout` before the first.
fn connection(options: &Options) -> SqliteConnectOptions {
    let connection = SqliteConnectOptions::new()
        .filename(&options.path)
        .create_if_missing(options.create)
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .synchronous(match options.durability {
            Durability::Normal => SqliteSynchronous::Normal,
            Durability::Full => SqliteSynchronous::Full,
        })
        .pragma("cache_size", WRITER_CACHE_PAGES.to_string())
        .pragma("temp_store", "memory")
        // Links that were mailed and texts that were deleted do not stay in the file, nor in its backups.
        .pragma("secure_delete", "on")
        // Refuses functions in the schema that could do harm, should someone else have written the file.
        .pragma("trusted_schema", "off")
        .statement_cache_capacity(200)
        .thread_name(|n| format!("sqlite-{n}"));
    if options.log_sql { connection } else { connection.disable_statement_logging() }
}

async fn require_sqlite(pool: &SqlitePool) -> Result<(), Error> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let linked = (next(), next(), next());
    if linked < OLDEST_SQLITE {
        return Err(sqlx::Error::Configuration(format!("SQLite {version} is too old").into()).into());
    }
    Ok(())
}

fn migrate_error(error: MigrateError) -> Error {
    Error::Database(sqlx::Error::Migrate(Box::new(error)))
}
