//! An end for queries that compute for too long. A request that is gone or was told that it took too long stops no query: SQLite
//! has to be asked on its own thread (<https://sqlite.org/c3ref/progress_handler.html>).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use sqlx::sqlite::SqliteConnection;

/// Instructions of SQLite's virtual machine between two looks at the clock.
const INSTRUCTIONS_BETWEEN_LOOKS: i32 = 10_000;

/// Processor time per borrowed reading connection: the whole budget, or at least half of it. A query that takes more fails with
/// `SQLITE_INTERRUPT`; one that waits, for a lock or for the client of an export, uses nothing up.
#[derive(Debug, Clone)]
pub struct ReadBudget {
    time: Duration,
    /// Connections that have used half of theirs. To ask a connection costs two changes of threads, so as long as there is none,
    /// nobody asks.
    half_spent: Arc<AtomicUsize>,
}

impl ReadBudget {
    pub fn new(time: Duration) -> Self {
        Self { time, half_spent: Arc::default() }
    }

    /// Gives the connection all of it.
    pub async fn give(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let (time, half_spent) = (self.time, self.half_spent.clone());
        let (mut began, mut counted) = (None, None);
        let may_go_on = move || {
            let now = thread_time();
            let spent = now.saturating_sub(*began.get_or_insert(now));
            if spent >= time / 2 {
                counted.get_or_insert_with(|| HalfSpent::count(&half_spent));
            }
            spent < time
        };
        connection.lock_handle().await?.set_progress_handler(INSTRUCTIONS_BETWEEN_LOOKS, may_go_on);
        Ok(())
    }

    /// Before a connection is lent.
    pub async fn renew(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        if self.half_spent.load(Ordering::Acquire) > 0 { self.give(connection).await } else { Ok(()) }
    }
}

/// Counts a connection until it is given a new budget or is closed.
struct HalfSpent(Arc<AtomicUsize>);

impl HalfSpent {
    fn count(all: &Arc<AtomicUsize>) -> Self {
        all.fetch_add(1, Ordering::AcqRel);
        Self(all.clone())
    }
}

impl Drop for HalfSpent {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Time that the calling thread, which is the connection's own, has had a processor.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}
