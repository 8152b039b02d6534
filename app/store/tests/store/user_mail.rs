//! Mails about accounts are written in the transaction of their cause, or not at all.

use crate::support::{NOW, Outcome, TestStore, email, later, new_user};
use domain::access::Role;
use domain::language::Language;
use domain::mail::Kind;
use domain::time::Timestamp;
use store::Error;
use store::access::Admin;
use store::outbox::NewMail;
use store::users::links::{NewLink, Open, Purpose, RESET_PAUSE_SECONDS, issue, issue_reset, open};
use store::users::{self, FAILURES_TO_LOCK};

const HOUR: i64 = 60 * 60;

fn mail(key: &str, kind: Kind) -> NewMail {
    NewMail {
        key: key.into(),
        kind: kind.as_str(),
        language: Language::parse("en").expect("a language"),
        to_address: "eva@example.org".into(),
        to_name: None,
        subject: "S".into(),
        text: "T".into(),
        html: "H".into(),
        attachments: Vec::new(),
        unsubscribe: None,
    }
}

fn link(token_hash: &str, now: Timestamp) -> NewLink {
    NewLink { token_hash: token_hash.into(), expires_at: Timestamp(now.0 + HOUR) }
}

async fn keys(db: &TestStore) -> Vec<String> {
    db.texts("select key from mail_outbox order by id").await
}

#[tokio::test]
async fn an_invitation_is_person_link_and_mail_at_once() -> Outcome {
    let db = TestStore::new().await;
    let (admin, eva) = (Admin::command_line(), new_user("eva@example.org", Role::Editor));
    let id = users::invite(&db, &admin, &eva, &link("one", NOW), &mail("one", Kind::Invitation), NOW).await?;
    assert!(matches!(open(&db, "one", NOW).await?, Open::SetUp(me) if me.id == id));
    let again = users::invite(&db, &admin, &eva, &link("two", NOW), &mail("two", Kind::Invitation), NOW).await;
    assert!(matches!(again, Err(Error::Taken { field }) if field == "email"));
    assert_eq!(keys(&db).await, ["one"], "who was not made is not mailed");
    assert!(matches!(open(&db, "two", NOW).await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test]
async fn a_link_for_someone_who_is_gone_is_not_mailed() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    db.execute("update admin_users set is_active = 0").await?;
    let mail = mail("one", Kind::Invitation);
    let issued = issue(&db, &Admin::command_line(), Purpose::SetUp(eva), "one", later(HOUR), Some(&mail), NOW).await;
    assert!(matches!(issued, Err(Error::NotFound)));
    assert!(matches!(issue_reset(&db, eva, &link("two", NOW), &mail, NOW).await, Err(Error::NotFound)));
    assert!(users::find(&db, &email("eva@example.org")).await?.is_none());
    assert!(keys(&db).await.is_empty());
    Ok(())
}

#[tokio::test]
async fn asking_again_and_again_fills_no_mailbox() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    let ask =
        async |name: &'static str, at: Timestamp| issue_reset(&db, eva, &link(name, at), &mail(name, Kind::Reset), at).await;
    let (one, two) = tokio::join!(ask("one", NOW), ask("two", NOW));
    assert!(one? != two?, "of two at once one is mailed");
    let first = keys(&db).await.remove(0);
    assert!(!ask("soon", later(RESET_PAUSE_SECONDS - 1)).await?);
    assert!(open(&db, &first, later(1)).await.is_ok(), "the first link still works");
    assert!(ask("later", later(RESET_PAUSE_SECONDS)).await?);
    assert!(matches!(open(&db, &first, later(RESET_PAUSE_SECONDS)).await, Err(Error::NotFound)), "overtaken");
    assert_eq!(keys(&db).await, [first.as_str(), "later"]);
    db.execute("update user_tokens set created_at = '2099-01-01 00:00:00'").await?;
    assert!(ask("set back", later(RESET_PAUSE_SECONDS)).await?, "a link from before the clock was set back");
    Ok(())
}

#[tokio::test]
async fn a_reset_ends_after_its_hour() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    issue_reset(&db, eva, &link("one", NOW), &mail("one", Kind::Reset), NOW).await?;
    assert!(matches!(open(&db, "one", later(HOUR - 1)).await?, Open::Reset(me) if me.id == eva));
    assert!(matches!(open(&db, "one", later(HOUR)).await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test]
async fn only_the_failure_that_locks_is_mailed() -> Outcome {
    let db = TestStore::new().await;
    let eva = db.person("eva@example.org", Role::Editor).await;
    for attempt in 1..=FAILURES_TO_LOCK + 2 {
        let (at, key) = (later(attempt), format!("locked {attempt}"));
        users::record_failed_sign_in(&db, eva, Some(&mail(&key, Kind::Locked)), at).await?;
    }
    assert_eq!(keys(&db).await, [format!("locked {FAILURES_TO_LOCK}")]);
    Ok(())
}
