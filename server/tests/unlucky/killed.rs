//! The program ends in the middle of its work.

use std::time::Duration;

use crate::support::program::{Program, assert_sound, lay_site};
use crate::work::{Acknowledged, Worker};

const ROUNDS: u64 = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_sudden_end() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let mut acknowledged = Acknowledged::default();
    for round in 0..ROUNDS {
        let program = Program::start(folder.path());
        let mut worker = Worker::at(&program).await;
        let working = tokio::spawn(async move {
            while worker.all().await.is_ok() {}
            worker.acknowledged
        });
        // The end comes each time at another moment.
        tokio::time::sleep(Duration::from_millis(50 + 37 * round)).await;
        program.kill();
        acknowledged.add(working.await.unwrap());
    }
    let program = Program::start(folder.path());
    let worker = Worker::at(&program).await;
    acknowledged.assert_stored(&program, &worker.client).await;
    acknowledged.assert_not_mailed_twice(&folder.path().join("data/mail"));
    program.end();
    assert_sound(folder.path());
}
