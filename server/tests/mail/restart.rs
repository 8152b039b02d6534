//! The program ends in the middle of handing a mail over.

use domain::mail::MailState;
use store::outbox::queue::PAUSES;

use crate::support::sink::Sink;
use crate::{NOW, Place, deliver_all, later};

/// Longer than any lease.
const AFTER_THE_LEASE: i64 = 3_600;

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_not_taken_yet_arrives_once_after_the_restart() {
    let (place, mut sink) = (Place::new().await, Sink::start(&[]));
    place.put("held@example.org").await;
    let mut dying = place.mailer(&["--smtp-url", &sink.url()]);
    let worker = tokio::spawn(async move { deliver_all(&mut dying, NOW).await });
    tokio::task::block_in_place(|| sink.until("held"));
    worker.abort();
    assert!(worker.await.is_err_and(|error| error.is_cancelled()));
    tokio::task::block_in_place(|| sink.until("closed"));
    sink.release();
    assert_eq!(place.rows().await[0].state, MailState::Sending, "the lease holds it");

    let mut next = place.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut next, later(1)).await;
    assert_eq!(place.rows().await[0].state, MailState::Sending, "the lease holds it still");
    deliver_all(&mut next, later(AFTER_THE_LEASE)).await;
    assert!(matches!(place.rows().await[0].state, MailState::Sent(_)));
    assert_eq!(sink.arrived().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_told_to_end_finishes_the_mail_at_hand() {
    let (place, mut sink) = (Place::new().await, Sink::start(&[]));
    place.put("held@example.org").await;
    place.put("next@example.org").await;
    let (end, ended) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(place.mailer(&["--smtp-url", &sink.url()]).run(ended));
    tokio::task::block_in_place(|| sink.until("held"));
    end.send(true).unwrap();
    sink.release();
    worker.await.unwrap();
    let rows = place.rows().await;
    assert!(matches!(rows[0].state, MailState::Sent(_)));
    assert!(matches!(rows[1].state, MailState::Waiting(_)), "nothing new is begun");
    deliver_all(&mut place.mailer(&["--smtp-url", &sink.url()]), NOW).await;
    let arrived = sink.arrived();
    assert_eq!(arrived.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["held@example.org", "next@example.org"]);
}

/// The one window that SMTP leaves (RFC 5321, 6.1): the server has taken the mail and its answer is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_answer_is_lost_comes_again_as_the_same_mail() {
    let (place, sink) = (Place::new().await, Sink::start(&[]));
    place.put("lost@example.org").await;
    let mut mailer = place.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut mailer, NOW).await;
    deliver_all(&mut mailer, later(PAUSES[0])).await;
    let arrived = sink.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].header("Message-ID"), arrived[1].header("Message-ID"));
    assert_eq!(arrived[0].header("Date"), arrived[1].header("Date"));
}
