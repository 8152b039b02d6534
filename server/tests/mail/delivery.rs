//! What arrives.

use std::collections::BTreeSet;
use std::fs;

use domain::mail::MailState;

use crate::support::sink::Sink;
use crate::{NOW, TestOutbox, deliver_all, later};

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_once_with_text_html_and_attachment() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    outbox.put("mia@example.org").await;
    let mut mailer = outbox.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut mailer, NOW).await;
    deliver_all(&mut mailer, later(1_000_000)).await;
    drop(mailer);
    let arrived = sink.arrived();
    assert_eq!(arrived.len(), 1);
    let mail = &arrived[0];
    assert_eq!(mail.to, "mia@example.org");
    assert_eq!(mail.header("From"), Some("\"Magnetiq CMS\" <noreply@magnetiq.local>"));
    assert!(mail.header("Message-ID").unwrap().ends_with("@magnetiq.local>"));
    for part in ["text/plain", "text/html", "text/calendar", "termin.ics"] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    assert_eq!((mail.header("Bcc"), mail.header("X-Evil")), (None, None));
    assert!(matches!(outbox.rows().await[0].state, MailState::Sent(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_rests_on_a_consent_is_stopped_by_one_click_of_a_mail_program() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    let address = format!("https://www.example.com/api/unsubscribe/{}", "a-_9".repeat(11));
    outbox.put_with("mia@example.org", Some(address.clone())).await;
    outbox.put("ada@example.org").await;
    let mut mailer = outbox.mailer(&["--smtp-url", &sink.url()]);
    deliver_all(&mut mailer, NOW).await;
    drop(mailer);
    let arrived = sink.arrived();
    assert_eq!(arrived[0].header("List-Unsubscribe"), Some(format!("<{address}>").as_str()), "{}", arrived[0].text);
    assert_eq!(arrived[0].header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
    assert_eq!((arrived[1].header("List-Unsubscribe"), arrived[1].header("List-Unsubscribe-Post")), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_send_each_mail_once() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    for number in 0..30 {
        outbox.put(&format!("person{number}@example.org")).await;
    }
    let (mut one, mut two) = (outbox.mailer(&["--smtp-url", &sink.url()]), outbox.mailer(&["--smtp-url", &sink.url()]));
    tokio::join!(deliver_all(&mut one, NOW), deliver_all(&mut two, NOW));
    let arrived = sink.arrived();
    let different: BTreeSet<_> = arrived.iter().map(|mail| mail.to.clone()).collect();
    assert_eq!((arrived.len(), different.len()), (30, 30));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_worker_is_woken_by_new_mail_and_ends_when_told() {
    let (outbox, sink) = (TestOutbox::new().await, Sink::start(&[]));
    let (end, ended) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(outbox.mailer(&["--smtp-url", &sink.url()]).run(ended));
    outbox.put("mia@example.org").await;
    tokio::task::block_in_place(|| sink.until("mail"));
    end.send(true).unwrap();
    worker.await.unwrap();
    assert!(matches!(outbox.rows().await[0].state, MailState::Sent(_)));
}

#[tokio::test]
async fn without_a_mail_server_a_mail_is_a_file_for_nobody_else() {
    let outbox = TestOutbox::new().await;
    outbox.put("mia@example.org").await;
    deliver_all(&mut outbox.mailer(&[]), NOW).await;
    let folder = outbox.folder.path().join("mail");
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let name = files[0].file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("20261122T090500-") && name.ends_with(".eml"), "{name}");
    assert!(fs::read_to_string(&files[0]).unwrap().contains("To: "));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    assert!(matches!(outbox.rows().await[0].state, MailState::Saved(_)));
}
