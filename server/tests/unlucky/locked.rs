//! Another program has locked the database.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use store::Store;
use store::sqlite::Options;

use crate::support::program::{Program, assert_sound, lay_site};
use crate::work::{PAPER, Worker};

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
        worker.client.get(PAPER),
    );
    let lead = lead.unwrap();
    lead.assert_unavailable("a form");
    assert_eq!(lead.attribute("#email", "value").as_deref(), Some("typed@stadtwerke.example"));
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert_eq!(read.unwrap().status, StatusCode::OK);
    drop(file);
    drop(lock);
    // Dropping begins the rollback; the next write of ours waits for its end.
    other.begin_write().await.unwrap().rollback().await.unwrap();
    let free = Instant::now();
    assert_eq!(worker.lead().await.unwrap().status, StatusCode::SEE_OTHER);
    assert!(free.elapsed() < Duration::from_secs(2), "{:?}", free.elapsed());
    other.close().await;
    worker.kept.assert_kept(&program, &worker.client).await;
    program.end();
    assert_sound(folder.path());
}
