//! Two programs on one site, as while one takes the place of the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::support::program::{Program, assert_sound, lay_site};
use crate::work::Worker;

const STARTS: u32 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_that_comes_and_goes_takes_nothing_from_the_first() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let program = Program::start(folder.path());
    let mut worker = Worker::at(&program).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let working = tokio::spawn({
        let is_over = is_over.clone();
        async move {
            while !is_over.load(Ordering::Relaxed) {
                for answer in worker.all().await.unwrap() {
                    assert!(!answer.status.is_server_error() && !answer.status.is_client_error(), "{answer:?}");
                }
            }
            worker
        }
    });
    let path = folder.path().to_owned();
    let coming_and_going = tokio::task::spawn_blocking(move || {
        for start in 0..STARTS {
            let second = Program::start(&path);
            if start % 2 == 0 { drop(second.end()) } else { second.kill() }
        }
    });
    coming_and_going.await.unwrap();
    is_over.store(true, Ordering::Relaxed);
    let worker = working.await.unwrap();
    worker.acknowledged.assert_stored(&program, &worker.client).await;
    worker.acknowledged.assert_mailed_once(&folder.path().join("data/mail")).await;
    program.end();
    // Its start sweeps what the others left.
    let last = Program::start(folder.path());
    let incoming = folder.path().join("data/media/incoming");
    let swept = async {
        while std::fs::read_dir(&incoming).unwrap().count() > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), swept).await.expect("nothing is left of them");
    last.end();
    assert_sound(folder.path());
}
