//! Another program has locked the database.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use store::Store;
use store::sqlite::Options;
use tokio::time::timeout;

use crate::support::program::{Program, assert_sound, lay_site};
use crate::work::{WHITEPAPER, Worker};

/// After so long every request was told that it cannot be kept.
const PATIENCE: Duration = Duration::from_secs(25);

#[tokio::test]
async fn a_short_lock_is_waited_for_and_a_long_one_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let program = Program::start(folder.path());
    program.expects_no_writes();
    let mut worker = Worker::at(&program).await;
    let other = Store::open(&Options { create: false, ..Options::new(program.database()) }).await.unwrap();

    let lock = other.begin_write().await.unwrap();
    let ending = async {
        // The length of the lock is what is tested.
        tokio::time::sleep(Duration::from_secs(3)).await;
        drop(lock);
    };
    let (lead, ()) = tokio::join!(worker.lead(), ending);
    assert_eq!(lead.unwrap().status, StatusCode::SEE_OTHER, "three seconds are waited for");

    let lock = other.begin_write().await.unwrap();
    let begun = Instant::now();
    let (lead, file, read) = tokio::join!(
        worker.send_lead("typed@stadtwerke.example"),
        worker.client.upload("a.jpg", b"no picture"),
        worker.client.get(WHITEPAPER),
    );
    let lead = lead.unwrap();
    lead.assert_unavailable("a form");
    assert_eq!(lead.attribute("#email", "value").as_deref(), Some("typed@stadtwerke.example"));
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert_eq!(read.unwrap().status, StatusCode::OK);
    drop(file);
    drop(lock);
    // Dropping begins the rollback; the next write waits for its end.
    other.begin_write().await.unwrap().rollback().await.unwrap();
    let free = Instant::now();
    assert_eq!(worker.lead().await.unwrap().status, StatusCode::SEE_OTHER);
    assert!(free.elapsed() < Duration::from_secs(2), "{:?}", free.elapsed());
    other.close().await;
    worker.acknowledged.assert_stored(&program, &worker.client).await;
    program.end();
    assert_sound(folder.path());
}

/// How long the database is locked.
const LOCK: Duration = Duration::from_secs(20);

/// Within this time after the lock, writes go again.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn twenty_seconds_of_a_lock_stop_writes_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let program = Program::start(folder.path());
    program.expects_no_writes();
    let mut worker = Worker::at(&program).await;
    let other = Store::open(&Options { create: false, ..Options::new(program.database()) }).await.unwrap();

    let lock = other.begin_write().await.unwrap();
    let begun = Instant::now();
    let (mut refused, mut read) = (0, 0);
    let client = &worker.client;
    let reading = async {
        while begun.elapsed() < LOCK {
            for path in ["/", "/de", WHITEPAPER, "/search?q=cable", "/sitemap.xml", "/admin", "/healthz"] {
                let asked = Instant::now();
                let answer = client.get(path).await.unwrap();
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
                assert!(asked.elapsed() < Duration::from_secs(5), "{path} took {:?}", asked.elapsed());
                read += 1;
            }
        }
    };
    let writing = async {
        while begun.elapsed() < LOCK {
            let asked = Instant::now();
            let typed = format!("typed{refused}@stadtwerke.example");
            let lead = worker.send_lead(&typed).await.unwrap();
            lead.assert_unavailable("a form");
            assert!(asked.elapsed() < PATIENCE, "{:?}", asked.elapsed());
            assert_eq!(lead.attribute("#email", "value"), Some(typed));
            assert_eq!(lead.attribute("#last_name", "value").as_deref(), Some("Störlicht"));
            refused += 1;
        }
    };
    tokio::join!(reading, writing);
    assert!(refused > 0 && read > 20, "{refused} refused, {read} read");
    lock.rollback().await.unwrap();
    let again = async { while worker.lead().await.unwrap().status != StatusCode::SEE_OTHER {} };
    timeout(SOON, again).await.expect("writes go again");
    other.close().await;
    worker.acknowledged.assert_stored(&program, &worker.client).await;
    program.end();
    assert_sound(folder.path());
}
