//! An end for queries that compute for too long. A request that is gone or was told that it took too long stops no query: SQLite
//! has to be asked on its own thread (<https://sqlite.org/c3ref/progress_handler.html>).

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use sqlx::sqlite::SqliteConnection;

/// Instructions of SQLite's virtual machine between two looks at the clock.
const INSTRUCTIONS_BETWEEN_LOOKS: i32 = 10_000;

/// Gives whoever has the connection next so much time of a processor. A query that takes more fails with `SQLITE_INTERRUPT`; one
/// that waits, for a lock or for the client of an export, uses nothing up.
pub async fn renew(connection: &mut SqliteConnection, budget: Duration) -> Result<(), sqlx::Error> {
    let mut began = None;
    let may_go_on = move || {
        let now = thread_time();
        now.saturating_sub(*began.get_or_insert(now)) < budget
    };
    connection.lock_handle().await?.set_progress_handler(INSTRUCTIONS_BETWEEN_LOOKS, may_go_on);
    Ok(())
}

/// Time that the calling thread, which is the connection's own, has had a processor.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}
