//! A disk that fails in the middle of a write: nothing that was acknowledged is lost, reading goes on, and writing comes back by
//! itself.

use std::process::Command;
use std::time::Duration;

use crate::support::{NOW, Outcome, TestStore, new_user};
use domain::access::Role;
use rlimit::Resource;
use sqlx::Connection;
use store::error::Error;
use store::outbox::queue;
use store::sqlite::{Durability, Options};
use store::{Store, users};

/// Says to a test that it is the process in which writing fails.
const IS_CHILD: &str = "MAGNETIQ_TEST_FULL_DISK";

/// More bytes than one operation of the test writes.
const OPERATION_BYTES: u64 = 256 * 1024;

/// Smaller than a page with its head in the WAL, so that every write of the operation fails once.
const STEP_BYTES: u64 = 2 * 1024;

async fn add(store: &Store, email: &str) -> Result<(), Error> {
    users::create(store, &store::access::Admin::command_line(), &new_user(email, Role::Editor), NOW).await.map(|_| ())
}

async fn count(store: &Store) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select count(*) from admin_users").fetch_one(store.readers()).await
}

/// A limit on the size of files holds for the whole process, and its signal has to be ignored from the start. So the test runs
/// once more in a process of its own.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test tells itself that it is the child; it is no setting of the program")]
fn whichever_write_fails_the_next_one_works_again() {
    if std::env::var_os(IS_CHILD).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime").block_on(every_write_fails_once()).expect("the store recovers");
        return;
    }
    let test = std::env::current_exe().expect("the path of this test");
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; exec \"$0\" --exact full_disk::whichever_write_fails_the_next_one_works_again --nocapture"])
        .arg(test)
        .env(IS_CHILD, "yes")
        .status();
    assert!(status.expect("a shell").success());
}

async fn every_write_fails_once() -> Outcome {
    let db = TestStore::new().await;
    let (_, hard) = Resource::FSIZE.get()?;
    let mut wal = db.path().as_os_str().to_owned();
    wal.push("-wal");
    let (mut acknowledged, mut refused) = (0, 0);
    let mut room = 0;
    while room < OPERATION_BYTES {
        // The WAL grows from its start, so that each round fails where it means to.
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut db.raw().await).await?;
        let written = std::fs::metadata(&wal)?.len();
        Resource::FSIZE.set(written + room, hard)?;
        match add(&db, &format!("full-{room}@example.org")).await {
            Ok(()) => acknowledged += 1,
            Err(Error::Unavailable(_)) => refused += 1,
            Err(other) => return Err(format!("{room}: {other:?}").into()),
        }
        assert_eq!(count(&db).await?, acknowledged, "reading goes on, {room} bytes");
        Resource::FSIZE.set(hard, hard)?;
        add(&db, &format!("room-{room}@example.org")).await.map_err(|error| format!("{room}: {error:?}"))?;
        acknowledged += 1;
        assert_eq!(count(&db).await?, acknowledged, "{room} bytes");
        room += STEP_BYTES;
    }
    assert!(refused > 2, "only {refused} writes failed");
    assert!(acknowledged > i64::from(refused), "the last rounds have room enough");
    assert_eq!(db.texts("pragma integrity_check").await, ["ok"]);
    Ok(())
}

#[tokio::test]
async fn a_transaction_that_sqlite_rolled_back_does_not_hold_up_the_next() -> Outcome {
    let db = TestStore::new().await;
    let mut tx = db.begin_write().await?;
    sqlx::query("rollback").execute(&mut *tx).await?;
    assert!(tx.commit().await.is_err());
    add(&db, "next@example.org").await?;
    let mut tx = db.begin_write().await?;
    sqlx::query("rollback").execute(&mut *tx).await?;
    drop(tx);
    add(&db, "dropped@example.org").await?;
    let mut tx = db.begin_read().await?;
    sqlx::query("rollback").execute(&mut *tx).await?;
    drop(tx);
    for _ in 0..8 {
        assert_eq!(sqlx::query_scalar::<_, i64>("select 1").fetch_one(&mut *db.begin_read().await?).await?, 1);
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_may_not_grow_is_unavailable_and_then_written_again() -> Outcome {
    let db = TestStore::new().await;
    let mut tx = db.begin_write().await?;
    // Holds for this connection alone, and so is over when another one has taken its place.
    sqlx::query("pragma max_page_count = 1").execute(&mut *tx).await?;
    let grown = sqlx::query("create table grown as select randomblob(100000) as bytes").execute(&mut *tx).await;
    assert!(matches!(grown.map_err(Error::from), Err(Error::Unavailable(_))));
    let ended = tx.commit().await;
    add(&db, "next@example.org").await.map_err(|error| format!("{error:?} after {ended:?}"))?;
    Ok(())
}

#[tokio::test]
async fn a_write_that_is_left_in_the_middle_holds_up_nobody() -> Outcome {
    let db = TestStore::new().await;
    for step in 0..200 {
        let email = format!("left-{step}@example.org");
        let mut writing = Box::pin(add(&db, &email));
        for _ in 0..step {
            tokio::select! {
                biased;
                _ = &mut writing => break,
                () = tokio::task::yield_now() => {}
            }
        }
        drop(writing);
    }
    tokio::time::timeout(Duration::from_secs(10), add(&db, "next@example.org")).await??;
    Ok(())
}

#[tokio::test]
async fn a_file_that_another_program_has_locked_is_waited_for() -> Outcome {
    let db = TestStore::new().await;
    let mut other = db.raw().await;
    let tx = other.begin_with("begin immediate").await?;
    let mut adding = Box::pin(add(&db, "waited@example.org"));
    assert!(tokio::time::timeout(Duration::from_millis(500), &mut adding).await.is_err(), "it waits");
    tx.rollback().await?;
    adding.await?;
    Ok(())
}

#[tokio::test]
async fn a_file_that_stays_locked_is_unavailable_and_readable() -> Outcome {
    let db = TestStore::new().await;
    let mut other = db.raw().await;
    let tx = other.begin_with("begin immediate").await?;
    assert!(matches!(add(&db, "refused@example.org").await, Err(Error::Unavailable(_))));
    assert_eq!(count(&db).await?, 0);
    tx.rollback().await?;
    add(&db, "next@example.org").await?;
    Ok(())
}

#[tokio::test]
async fn whether_the_file_can_be_written_is_tried_out() -> Outcome {
    let db = TestStore::new().await;
    db.probe_write().await?;
    let options = Options { durability: Durability::Full, create: false, ..Options::new(db.path()) };
    let store = Store::open(&options).await?;
    let tx = db.begin_write().await?;
    let probe = tokio::time::timeout(Duration::from_millis(200), store.probe_write()).await;
    assert!(probe.is_err(), "it waits for its turn");
    drop(tx);
    store.probe_write().await?;
    assert!(queue::delete_old(&store, NOW).await.is_ok());
    Ok(())
}
