//! A full disk: everybody reads on, nothing that was typed or acknowledged is lost, and with the space all goes on by itself.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use tokio::time::timeout;

use crate::client::Client;
use crate::disk::Disk;
use crate::support::program::{EMAIL, PASSWORD, Program, assert_sound, lay_site};
use crate::work::{WHITEPAPER, Worker, picture};

/// Until the room is used that the database has already; longer than anybody waits for one answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Within this time after there is space, writes go again.
const SOON: Duration = Duration::from_secs(10);

const READ: [&str; 9] =
    ["/", "/de", "/whitepapers", WHITEPAPER, "/sitemap.xml", "/robots.txt", "/admin", "/admin/media/upload", "/healthz"];

async fn assert_all_is_read(client: &Client) {
    for path in READ {
        let answer = client.get(path).await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_full_disk_stops_writes_and_nothing_else_and_with_space_they_go_again() {
    let disk = Disk::new(12);
    lay_site(disk.path());
    // A log that cannot be written must not hurt, either.
    let program = Program::start_with_log_on_disk(disk.path());
    program.expects_no_writes();
    program.expects("the disk did not take a file");
    let mut worker = Worker::at(&program).await;
    for _ in 0..3 {
        let done = worker.all().await.unwrap();
        assert_eq!(done.each_ref().map(|answer| answer.status.as_u16()), [303, 200, 200], "{done:?}");
    }
    disk.fill(&program);
    // What the database has room for already is still taken.
    let full = async {
        let mut refused = 0;
        while refused < 3 {
            let done = worker.all().await.unwrap();
            let is_refused = done.iter().all(|answer| answer.status == StatusCode::SERVICE_UNAVAILABLE);
            refused = if is_refused { refused + 1 } else { 0 };
        }
    };
    timeout(PATIENCE, full).await.expect("the disk is full");
    let client = &worker.client;
    assert_all_is_read(client).await;
    let ready = client.get("/readyz").await.unwrap();
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{}", ready.body);
    let lead = worker.send_lead("typed@stadtwerke.example").await.unwrap();
    lead.assert_unavailable("a form");
    assert_eq!(lead.attribute("#last_name", "value").as_deref(), Some("Störlicht"));
    assert_eq!(lead.attribute("#email", "value").as_deref(), Some("typed@stadtwerke.example"));
    let visitor = Client::of(&program);
    for (path, fields) in
        [("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD)][..]), ("/admin/forgot", &[("email", EMAIL)])]
    {
        let answer = visitor.form(path, fields).await.unwrap();
        answer.assert_unavailable(path);
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some(EMAIL), "{path}");
    }
    let plain = client.upload_plainly("kabel", "a.jpg", &picture()).await.unwrap();
    plain.assert_unavailable("the plain form of uploads");
    assert_eq!(plain.attribute("#folder", "value").as_deref(), Some("kabel"));

    disk.free(&program);
    let freed = Instant::now();
    while worker.lead().await.unwrap().status != StatusCode::SEE_OTHER {
        assert!(freed.elapsed() < SOON, "writes go again");
    }
    let done = worker.all().await.unwrap();
    assert_eq!(done.each_ref().map(|answer| answer.status.as_u16()), [303, 200, 200], "{done:?}");
    worker.acknowledged.assert_stored(&program, &worker.client).await;
    program.end();
    assert_sound(disk.path());
}

#[tokio::test]
async fn a_program_that_ends_on_a_full_disk_has_lost_nothing() {
    let disk = Disk::new(12);
    lay_site(disk.path());
    let program = Program::start(disk.path());
    program.expects_no_writes();
    program.expects("the disk did not take a file");
    let mut worker = Worker::at(&program).await;
    for _ in 0..5 {
        worker.all().await.unwrap();
    }
    disk.fill(&program);
    let full = async { while worker.lead().await.unwrap().status != StatusCode::SERVICE_UNAVAILABLE {} };
    timeout(PATIENCE, full).await.expect("the disk is full");
    // Its log of writes cannot become part of the database now.
    disk.end_full(program);
    let program = Program::start(disk.path());
    worker.acknowledged.assert_stored(&program, &worker.client.at(&program)).await;
    program.end();
    assert_sound(disk.path());
}

#[tokio::test]
async fn files_without_room_are_refused_while_everything_else_is_kept() {
    let (folder, disk) = (tempfile::tempdir().unwrap(), Disk::new(4));
    lay_site(folder.path());
    let media = disk.path().join("media");
    std::fs::create_dir(&media).unwrap();
    let program = Program::start_with(folder.path(), &["--media-dir", media.to_str().unwrap()]);
    program.expects_no_writes();
    program.expects("the disk did not take a file");
    let mut worker = Worker::at(&program).await;
    disk.fill(&program);
    worker.file().await.unwrap().assert_unavailable("a file");
    // A limit of files stops the database, too.
    let is_kept = worker.lead().await.unwrap().status == StatusCode::SEE_OTHER;
    assert_eq!(is_kept, disk.is_mounted());
    assert_eq!(std::fs::read_dir(media.join("incoming")).unwrap().count(), 0, "nothing of it stays");
    disk.free(&program);
    assert_eq!(worker.file().await.unwrap().status, StatusCode::OK);
    program.end();
}
