//! What does not arrive, or not at once.

use domain::mail::{FailureKind, MailState};
use store::outbox::queue::PAUSES;

use crate::support::sink::Sink;
use crate::{NOW, TestOutbox, deliver_all, later};

/// The state of the only mail, and of which kind its last failure was.
async fn of_the_only(outbox: &TestOutbox) -> (MailState, Option<FailureKind>) {
    let row = outbox.rows().await.remove(0);
    (row.state, row.failure.map(|failure| failure.kind))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_for_good_is_parked_and_holds_up_nobody() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    for to in ["refused@example.org", "not an address", "mia@example.org"] {
        outbox.put(to).await;
    }
    deliver_all(&mut outbox.mailer(&["--smtp-url", &sink.url()]), NOW).await;
    let rows = outbox.rows().await;
    for row in &rows[..2] {
        assert_eq!((row.state, row.tries), (MailState::Parked, 1), "{}", row.to_address);
        assert_eq!(row.failure.as_ref().unwrap().kind, FailureKind::Refused);
    }
    assert!(rows[0].failure.as_ref().unwrap().detail.contains("nobody of that name"), "{:?}", rows[0].failure);
    assert_eq!(sink.arrived().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["mia@example.org"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_for_now_is_tried_again_and_arrives_once() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    outbox.put("later@example.org").await;
    let mut mailer = outbox.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut mailer, NOW).await;
    assert_eq!(of_the_only(&outbox).await, (MailState::Waiting(later(PAUSES[0])), Some(FailureKind::Postponed)));
    deliver_all(&mut mailer, later(PAUSES[0] - 1)).await;
    deliver_all(&mut mailer, later(PAUSES[0])).await;
    assert!(matches!(of_the_only(&outbox).await, (MailState::Sent(_), None)));
    assert_eq!(sink.arrived().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_answer_is_given_up_in_time() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    outbox.put("silent@example.org").await;
    outbox.put("mia@example.org").await;
    deliver_all(&mut outbox.mailer(&["--smtp-url", &format!("{}?timeout=1", sink.url())]), NOW).await;
    let rows = outbox.rows().await;
    assert_eq!(rows[0].state, MailState::Waiting(later(PAUSES[0])));
    assert_eq!(rows[0].failure.as_ref().unwrap().kind, FailureKind::TimedOut);
    assert!(matches!(rows[1].state, MailState::Sent(_)), "the next one goes over a connection of its own");
    assert_eq!(sink.arrived().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_tried_three_times() {
    let outbox = TestOutbox::new().await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    outbox.put("mia@example.org").await;
    let mut mailer = outbox.mailer(&["--smtp-url", &format!("smtp://{nobody}")]);
    deliver_all(&mut mailer, NOW).await;
    assert_eq!(of_the_only(&outbox).await, (MailState::Waiting(later(PAUSES[0])), Some(FailureKind::Unreachable)));
    deliver_all(&mut mailer, later(PAUSES[0])).await;
    assert_eq!(of_the_only(&outbox).await.0, MailState::Waiting(later(PAUSES[0] + PAUSES[1])));
    deliver_all(&mut mailer, later(PAUSES[0] + PAUSES[1])).await;
    assert_eq!(of_the_only(&outbox).await.0, MailState::Parked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_nobody_trusts_gets_no_mail() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&["tls"]));
    outbox.put("mia@example.org").await;
    deliver_all(&mut outbox.mailer(&["--smtp-url", &sink.url()]), NOW).await;
    assert_eq!(of_the_only(&outbox).await.1, Some(FailureKind::Unreachable));
    assert_eq!(sink.arrived(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_parks_no_mail_at_once_and_is_told_nobody() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&["auth"]));
    outbox.put("mia@example.org").await;
    let url = |password: &str| format!("smtp://magnetiq:{password}@127.0.0.1:{}?tls=none", sink.port);
    deliver_all(&mut outbox.mailer(&["--smtp-url", &url("s3cr3t")]), NOW).await;
    assert_eq!(of_the_only(&outbox).await, (MailState::Waiting(later(PAUSES[0])), Some(FailureKind::SignIn)));
    let printed = format!("{:?} {:?}", outbox.rows().await, outbox.mailer(&["--smtp-url", &url("s3cr3t")]));
    assert!(!printed.contains("s3cr3t"), "{printed}");
    deliver_all(&mut outbox.mailer(&["--smtp-url", &url("right")]), later(PAUSES[0])).await;
    assert_eq!(sink.arrived().len(), 1);
}
