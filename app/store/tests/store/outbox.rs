//! The outbox: written with its cause, taken by one worker at a time, tried three times, and shown to admins.

use crate::support::{NOW, Outcome, TestStore, later};
use domain::language::Language;
use domain::list::{Direction, Paging};
use domain::mail::{Failure, FailureKind, Kind, MailFilter, MailState, MailTab};
use domain::time::Timestamp;
use store::Error;
use store::access::Admin;
use store::outbox::list::{list, retry, totals};
use store::outbox::queue::{
    HandedOver, KEEP_DAYS, MAX_SEND_ATTEMPTS, PAUSES, delete_old, failed, is_due, release_far_ahead, sent, take,
};
use store::outbox::{Attachment, NewMail, append};

const LEASE: i64 = 120;

fn mail(key: &str) -> NewMail {
    NewMail {
        key: key.into(),
        kind: Kind::Reset.as_str(),
        language: Language::parse("de").expect("a language"),
        to_address: "mia@example.org".into(),
        to_name: Some("Mia Muster".into()),
        subject: "Neues Passwort".into(),
        text: "https://www.example.com/secret".into(),
        html: "<p>secret</p>".into(),
        attachments: vec![Attachment { name: "a.ics".into(), content_type: "text/calendar".into(), content: "BEGIN".into() }],
        unsubscribe: None,
    }
}

async fn put(db: &TestStore, mail: &NewMail, now: Timestamp) -> Result<bool, Error> {
    let mut tx = db.begin_write().await?;
    let is_new = append(&mut tx, mail, now).await?;
    tx.commit().await?;
    Ok(is_new)
}

/// Takes one mail at this time.
async fn take_one(db: &TestStore, lease: &str, now: Timestamp) -> Result<Option<store::outbox::queue::Leased>, Error> {
    Ok(take(db, lease, Timestamp(now.0 + LEASE), 1, now).await?.pop())
}

fn postponed() -> Failure {
    Failure { kind: FailureKind::Postponed, detail: "450 later".into() }
}

#[tokio::test]
async fn an_event_mails_nobody_twice() -> Outcome {
    let db = TestStore::new().await;
    assert!(put(&db, &mail("reset:1"), NOW).await?);
    assert!(!put(&db, &NewMail { subject: "Another".into(), ..mail("reset:1") }, NOW).await?);
    assert!(put(&db, &mail("reset:2"), NOW).await?);
    assert_eq!(db.texts("select subject from mail_outbox where key = 'reset:1'").await, ["Neues Passwort"]);
    Ok(())
}

#[tokio::test]
async fn what_did_not_happen_is_not_mailed() -> Outcome {
    let db = TestStore::new().await;
    let mut tx = db.begin_write().await?;
    append(&mut tx, &mail("a"), NOW).await?;
    drop(tx);
    assert!(!is_due(&db, NOW).await?);
    assert_eq!(db.number("select count(*) from mail_outbox").await, 0);
    Ok(())
}

#[tokio::test]
async fn a_mail_that_was_sent_is_not_taken_again_and_loses_its_texts() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("a"), NOW).await?;
    assert!(is_due(&db, NOW).await?);
    let taken = take_one(&db, "one", NOW).await?.expect("a mail");
    assert_eq!((taken.text.as_str(), taken.attachments.len(), taken.message_id.len()), ("https://www.example.com/secret", 1, 32));
    assert!(!is_due(&db, NOW).await?, "it is held");
    sent(&db, taken.id, "one", HandedOver::ToServer, later(1)).await?;
    assert!(take_one(&db, "one", later(999_999)).await?.is_none());
    let rest =
        db.number("select count(*) from mail_outbox where text_body || coalesce(html_body, '') || attachments <> '[]'").await;
    assert_eq!(rest, 0, "nothing of its texts is kept");
    Ok(())
}

#[tokio::test]
async fn the_link_of_a_mail_that_was_sent_is_in_no_byte_of_the_file() -> Outcome {
    let db = TestStore::new().await;
    // Longer than a page of the database, so that some of it lies on pages of its own.
    let long = NewMail { html: "secret-token ".repeat(2_000), ..mail("long") };
    for mail in [&NewMail { text: "secret-token".into(), ..mail("short") }, &long] {
        put(&db, mail, NOW).await?;
        let taken = take_one(&db, "one", NOW).await?.expect("a mail");
        sent(&db, taken.id, "one", HandedOver::ToServer, later(1)).await?;
    }
    db.close().await;
    let file = std::fs::read(db.path()).expect("the database");
    assert!(!file.windows(12).any(|bytes| bytes == b"secret-token"));
    Ok(())
}

#[tokio::test]
async fn two_workers_at_once_take_different_mails() -> Outcome {
    let db = TestStore::new().await;
    for number in 0..40 {
        put(&db, &mail(&format!("key {number}")), NOW).await?;
    }
    let worker = async |name: &str| -> Result<Vec<i64>, Error> {
        let mut own = Vec::new();
        while let Some(mail) = take_one(&db, name, NOW).await? {
            own.push(mail.id.0);
        }
        Ok(own)
    };
    let (one, two) = tokio::join!(worker("one"), worker("two"));
    let mut all = [one?, two?].concat();
    all.sort_unstable();
    assert_eq!(all, (1..=40).collect::<Vec<_>>());
    Ok(())
}

#[tokio::test]
async fn a_lease_that_is_over_is_taken_by_another_as_the_same_mail() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("a"), NOW).await?;
    let first = take_one(&db, "dead", NOW).await?.expect("a mail");
    assert!(take_one(&db, "alive", later(LEASE - 1)).await?.is_none());
    let second = take_one(&db, "alive", later(LEASE)).await?.expect("the mail again");
    assert_eq!((first.id, first.message_id), (second.id, second.message_id.clone()));
    assert!(matches!(sent(&db, first.id, "dead", HandedOver::ToServer, later(LEASE)).await, Err(Error::NotFound)), "too late");
    assert!(matches!(failed(&db, first.id, "dead", &postponed(), later(LEASE)).await, Err(Error::NotFound)));
    sent(&db, second.id, "alive", HandedOver::ToServer, later(LEASE)).await?;
    Ok(())
}

#[tokio::test]
async fn three_failures_with_growing_pauses_park_a_mail() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("a"), NOW).await?;
    let mut at = NOW;
    for pause in PAUSES {
        let taken = take_one(&db, "one", at).await?.expect("a mail");
        assert!(!failed(&db, taken.id, "one", &postponed(), at).await?);
        assert!(!is_due(&db, Timestamp(at.0 + pause - 1)).await?);
        at = Timestamp(at.0 + pause);
        assert!(is_due(&db, at).await?);
    }
    let taken = take_one(&db, "one", at).await?.expect("the third try");
    assert!(failed(&db, taken.id, "one", &postponed(), at).await?, "parked");
    assert!(!is_due(&db, later(9_999_999)).await?);
    Ok(())
}

#[tokio::test]
async fn a_refusal_for_good_parks_at_once() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("a"), NOW).await?;
    let taken = take_one(&db, "one", NOW).await?.expect("a mail");
    let refused = Failure { kind: FailureKind::Refused, detail: "550 nobody".into() };
    assert!(failed(&db, taken.id, "one", &refused, NOW).await?);
    Ok(())
}

#[tokio::test]
async fn a_mail_on_which_every_worker_dies_is_parked() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("a"), NOW).await?;
    for round in 0..MAX_SEND_ATTEMPTS {
        assert!(take_one(&db, "dying", later(round * LEASE)).await?.is_some());
    }
    assert!(take_one(&db, "alive", later(MAX_SEND_ATTEMPTS * LEASE)).await?.is_none());
    let admin = Admin::command_line();
    let rows = list(&db, &admin, &MailFilter::default(), later(MAX_SEND_ATTEMPTS * LEASE)).await?.items;
    assert_eq!(rows[0].state, MailState::Parked);
    assert_eq!(rows[0].failure.as_ref().map(|failure| failure.kind), Some(FailureKind::Interrupted));
    Ok(())
}

#[tokio::test]
async fn an_admin_lets_a_parked_mail_be_tried_again() -> Outcome {
    let db = TestStore::new().await;
    let admin = Admin::command_line();
    put(&db, &mail("parked"), NOW).await?;
    let parked = take_one(&db, "one", NOW).await?.expect("a mail");
    failed(&db, parked.id, "one", &Failure { kind: FailureKind::Refused, detail: String::new() }, NOW).await?;
    put(&db, &mail("waiting"), later(500)).await?;
    let ids: Vec<_> = list(&db, &admin, &MailFilter::default(), NOW).await?.items.iter().map(|row| row.id).collect();
    assert_eq!(retry(&db, &admin, &ids, later(60)).await?, 1, "only what is parked");
    let again = take_one(&db, "one", later(60)).await?.expect("the mail again");
    assert_eq!((again.id, again.message_id), (parked.id, parked.message_id));
    assert!(!failed(&db, again.id, "one", &postponed(), later(60)).await?, "it has all its tries");
    assert_eq!(db.number("select count(*) from audit_log where action = 'retried' and item_kind = 'mail'").await, 1);
    Ok(())
}

#[tokio::test]
async fn the_list_shows_states_and_pages_by_key() -> Outcome {
    let db = TestStore::new().await;
    let admin = Admin::command_line();
    for number in 1..=5 {
        let to = format!("person{number}@example.org");
        put(&db, &NewMail { to_address: to, ..mail(&format!("key {number}")) }, NOW).await?;
    }
    let first = take_one(&db, "one", NOW).await?.expect("a mail");
    sent(&db, first.id, "one", HandedOver::ToServer, later(3)).await?;
    take_one(&db, "one", NOW).await?.expect("a mail");

    let filter = MailFilter { paging: Paging { size: 2, ..Paging::default() }, ..MailFilter::default() };
    let ids = |rows: &[domain::mail::MailRow]| rows.iter().map(|row| row.id.0).collect::<Vec<_>>();
    let newest = list(&db, &admin, &filter, NOW).await?;
    assert_eq!((ids(&newest.items), newest.previous.clone(), newest.total), (vec![5, 4], None, Some(5)));
    let next = MailFilter { paging: Paging { cursor: newest.next.expect("more"), size: 2 }, ..filter.clone() };
    let next = list(&db, &admin, &next, NOW).await?;
    assert_eq!(ids(&next.items), [3, 2]);
    assert_eq!((next.items[0].state, next.items[1].state), (MailState::Waiting(NOW), MailState::Sending));
    let last = MailFilter { paging: Paging { cursor: next.next.expect("more"), size: 2 }, ..filter.clone() };
    let last = list(&db, &admin, &last, NOW).await?;
    assert_eq!((ids(&last.items), last.next, last.items[0].state), (vec![1], None, MailState::Sent(later(3))));
    let back = MailFilter { paging: Paging { cursor: last.previous.expect("more"), size: 2 }, ..filter.clone() };
    assert_eq!(ids(&list(&db, &admin, &back, NOW).await?.items), [3, 2]);

    let oldest = MailFilter { direction: Direction::Ascending, ..filter.clone() };
    assert_eq!(ids(&list(&db, &admin, &oldest, NOW).await?.items), [1, 2]);
    let waiting = MailFilter { tab: MailTab::Waiting, ..MailFilter::default() };
    assert_eq!(ids(&list(&db, &admin, &waiting, NOW).await?.items), [5, 4, 3, 2]);
    for search in ["PERSON3@", "pérSÖN3"] {
        let found = MailFilter { search: search.into(), kind: Some(Kind::Reset), ..MailFilter::default() };
        assert_eq!(ids(&list(&db, &admin, &found, NOW).await?.items), [3], "{search}");
    }
    for nothing in ["%", "' or 1=1", "_erson3", "\\"] {
        let filter = MailFilter { search: nothing.into(), ..MailFilter::default() };
        assert_eq!(ids(&list(&db, &admin, &filter, NOW).await?.items), Vec::<i64>::new(), "{nothing}");
    }
    let other = MailFilter { kind: Some(Kind::Test), ..MailFilter::default() };
    assert!(list(&db, &admin, &other, NOW).await?.items.is_empty());
    let kept = totals(&db, &admin).await?;
    assert_eq!((kept.waiting, kept.sent, kept.parked), (4, 1, 0));
    assert_eq!(store::check::check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_mail_from_before_the_clock_was_set_back_is_sent() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("ahead"), later(10 * 365 * 86_400)).await?;
    put(&db, &mail("leased"), NOW).await?;
    assert!(take(&db, "one", later(10 * 365 * 86_400), 1, NOW).await?.pop().is_some());
    assert!(!is_due(&db, NOW).await?);
    assert_eq!(release_far_ahead(&db, NOW).await?, 2);
    assert_eq!(take(&db, "two", later(LEASE), 5, NOW).await?.len(), 2);
    assert_eq!(release_far_ahead(&db, NOW).await?, 0, "a lease that runs is left alone");
    Ok(())
}

#[tokio::test]
async fn what_was_sent_long_ago_goes() -> Outcome {
    let db = TestStore::new().await;
    put(&db, &mail("old"), NOW).await?;
    let old = take_one(&db, "one", NOW).await?.expect("a mail");
    sent(&db, old.id, "one", HandedOver::ToServer, NOW).await?;
    put(&db, &mail("waiting"), NOW).await?;
    let day = 24 * 60 * 60;
    assert_eq!(delete_old(&db, later(KEEP_DAYS * day)).await?, 0);
    assert_eq!(delete_old(&db, later(KEEP_DAYS * day + 1)).await?, 1);
    assert_eq!(db.texts("select key from mail_outbox").await, ["waiting"]);
    assert_eq!(totals(&db, &Admin::command_line()).await?.sent, 0);
    Ok(())
}

#[test]
fn nothing_prints_what_a_mail_says() {
    let printed = format!("{:?}", mail("reset:secret"));
    assert!(!printed.contains("secret") && !printed.contains("mia@"), "{printed}");
}
