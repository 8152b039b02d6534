//! The program ends in the middle of handing a mail over.

use domain::mail::MailState;
use store::outbox::queue::PAUSES;

use crate::support::sink::Sink;
use crate::{NOW, TestOutbox, deliver_all, later};

/// Longer than any lease.
const AFTER_THE_LEASE: i64 = 3_600;

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_not_taken_yet_arrives_once_after_the_restart() {
    let (outbox, mut sink) = (TestOutbox::new().await, Sink::start(&[]));
    outbox.put("held@example.org").await;
    let mut dying = outbox.mailer(&["--smtp-url", &sink.url()]);
    let worker = tokio::spawn(async move { deliver_all(&mut dying, NOW).await });
    tokio::task::block_in_place(|| sink.until("held"));
    worker.abort();
    assert!(worker.await.is_err_and(|error| error.is_cancelled()));
    tokio::task::block_in_place(|| sink.until("closed"));
    sink.release();
    assert_eq!(outbox.rows().await[0].state, MailState::Sending, "the lease holds it");

    let mut next = outbox.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut next, later(1)).await;
    assert_eq!(outbox.rows().await[0].state, MailState::Sending, "the lease holds it still");
    deliver_all(&mut next, later(AFTER_THE_LEASE)).await;
    assert!(matches!(outbox.rows().await[0].state, MailState::Sent(_)));
    assert_eq!(sink.arrived().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_told_to_end_finishes_the_mail_at_hand() {
    let (outbox, mut sink) = (TestOutbox::new().await, Sink::start(&[]));
    outbox.put("held@example.org").await;
    outbox.put("next@example.org").await;
    let (end, ended) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(outbox.mailer(&["--smtp-url", &sink.url()]).run(ended));
    tokio::task::block_in_place(|| sink.until("held"));
    end.send(true).unwrap();
    sink.release();
    worker.await.unwrap();
    let rows = outbox.rows().await;
    assert!(matches!(rows[0].state, MailState::Sent(_)));
    assert!(matches!(rows[1].state, MailState::Waiting(_)), "nothing new is begun");
    deliver_all(&mut outbox.mailer(&["--smtp-url", &sink.url()]), NOW).await;
    let arrived = sink.arrived();
    assert_eq!(arrived.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["held@example.org", "next@example.org"]);
}

/// The one window that SMTP leaves (RFC 5321, 6.1): the server has taken the mail and its answer is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_answer_is_lost_comes_again_as_the_same_mail() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    outbox.put("lost@example.org").await;
    let mut mailer = outbox.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut mailer, NOW).await;
    deliver_all(&mut mailer, later(PAUSES[0])).await;
    let arrived = sink.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].header("Message-ID"), arrived[1].header("Message-ID"));
    assert_eq!(arrived[0].header("Date"), arrived[1].header("Date"));
}
