//! No mail server is there, and two programs share the outbox.

use std::time::Duration;

use hyper::StatusCode;

use crate::support::program::{Program, assert_sound, lay_site};
use crate::support::sink::Sink;
use crate::work::Worker;

/// A mail that did not go out is tried again after a minute, and looked for every ten seconds.
const AGAIN: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread")]
async fn what_forms_promised_while_the_mail_server_was_dead_goes_out_once_when_it_lives() {
    let folder = tempfile::tempdir().unwrap();
    lay_site(folder.path());
    let mut sink = Sink::start(&["dead"]);
    let url = sink.url();
    let start = || Program::start_with(folder.path(), &["--smtp-url", &url]);
    let (one, two) = (start(), start());
    let mut workers = [Worker::at(&one).await, Worker::at(&two).await];
    for worker in &mut workers {
        for _ in 0..5 {
            let lead = worker.lead().await.unwrap();
            assert_eq!(lead.status, StatusCode::SEE_OTHER, "{}", lead.body);
        }
    }
    let sent: Vec<&String> = workers.iter().flat_map(|worker| &worker.acknowledged.leads).collect();
    tokio::task::block_in_place(|| sink.until("hung up"));
    sink.revive();
    let mut arrived: Vec<String> = Vec::new();
    let is_in = |arrived: &[String], email: &str| arrived.iter().any(|to| to == email);
    while !sent.iter().all(|email| is_in(&arrived, email)) {
        let before = tokio::task::block_in_place(|| sink.until_within("mail", AGAIN));
        arrived
            .extend(before.iter().filter(|event| event["event"] == "mail").map(|mail| mail["to"].as_str().unwrap().to_owned()));
    }
    one.end();
    two.end();
    arrived.extend(sink.arrived().into_iter().map(|mail| mail.to));
    for email in sent {
        assert_eq!(arrived.iter().filter(|to| *to == email).count(), 1, "{email}: {arrived:?}");
    }
    assert_sound(folder.path());
}
