//! Marketing consent: a tick only asks for it, the link of a mail confirms it once, and a withdrawal beats all that was said before.

use domain::consent::{MAX_REQUESTS_PER_DAY, MarketingConsent, UNANSWERED_DAYS};
use domain::id::WhitepaperId;
use domain::mail::Kind;
use domain::text::Email;
use domain::time::Timestamp;
use domain::whitepaper::list::DownloadFilter;
use store::consents::{self, ConfirmState, Welcome};
use store::error::Error;
use store::outbox::NewMail;
use store::sessions::hash;
use store::whitepapers;
use store::{Store, sqlite};

use crate::support::pages::editor;
use crate::support::whitepapers::{FAULTS, form, mail};
use crate::support::{NOW, Outcome, TestStore, later};

async fn site() -> (TestStore, WhitepaperId) {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    (db, whitepaper.id)
}

/// What the admin says of the newest lead.
async fn consent(db: &TestStore) -> MarketingConsent {
    whitepapers::downloads(db, &editor(), &DownloadFilter::default()).await.expect("a list").items[0].consent
}

async fn leads_to_write_to(db: &TestStore) -> usize {
    let filter = DownloadFilter { marketing_only: true, ..DownloadFilter::default() };
    whitepapers::export(db, &editor(), &filter).await.expect("a list").items.len()
}

/// Presses the button of the mail that the form with this key has led to.
async fn confirm(store: &Store, key: &str, now: Timestamp) -> Result<(), Error> {
    let welcome = NewMail {
        kind: Kind::ConsentConfirmed.as_str(),
        unsubscribe: Some("https://www.example.com/api/unsubscribe/x".into()),
        ..mail(&format!("welcome:{key}"))
    };
    let withdraw_hash = hash(&format!("withdraw:{key}"));
    let welcome = Welcome { withdraw_hash: &withdraw_hash, mail: &welcome };
    consents::confirm(store, &hash(&format!("confirm:{key}")), Some("network"), &welcome, now).await
}

async fn withdraw_by_link(store: &Store, key: &str, now: Timestamp) -> Result<(), Error> {
    consents::withdraw_by_link(store, &hash(&format!("withdraw:{key}")), now).await
}

async fn state(db: &TestStore, key: &str, now: Timestamp) -> Result<ConfirmState, Error> {
    Ok(consents::open_confirm(db, &hash(&format!("confirm:{key}")), now).await?.state)
}

async fn mails(db: &TestStore, kind: Kind) -> i64 {
    db.number(&format!("select count(*) from mail_outbox where kind = '{kind}'")).await
}

fn ada() -> Email {
    Email::parse("ada@example.org").expect("an address")
}

#[tokio::test]
async fn a_tick_asks_and_only_the_link_of_the_mail_consents() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    assert_eq!(consent(&db).await, MarketingConsent::Asked { asked_at: NOW });
    assert_eq!((leads_to_write_to(&db).await, mails(&db, Kind::ConsentRequest).await), (0, 1));

    for _ in 0..3 {
        assert_eq!(state(&db, "a", later(60)).await?, ConfirmState::Open { expires_at: later(3_600) }, "looking changes nothing");
    }
    assert_eq!(leads_to_write_to(&db).await, 0);

    confirm(&db, "a", later(60)).await?;
    assert_eq!(state(&db, "a", later(60)).await?, ConfirmState::Confirmed);
    assert_eq!(consent(&db).await, MarketingConsent::Confirmed { asked_at: NOW, confirmed_at: later(60) });
    assert_eq!((leads_to_write_to(&db).await, mails(&db, Kind::ConsentConfirmed).await), (1, 1));
    Ok(())
}

#[tokio::test]
async fn the_proof_is_kept_and_no_token() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    confirm(&db, "a", later(60)).await?;
    let proof = "select concat_ws('|', text_version, wording, language, asked_at, asked_from, confirmed_at, confirmed_from)
        from consents where kind = 'marketing'";
    assert_eq!(db.texts(proof).await, ["2026-12-2|Marketing.|de|2026-11-22 09:05:00|h|2026-11-22 09:06:00|network"],);
    let hashes = db.texts("select token_hash from consent_links order by id").await;
    assert_eq!(hashes, [hash("confirm:a"), hash("withdraw:a")], "only the hash is kept");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_that_confirm_at_once_confirm_once() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    let other = Store::open(&sqlite::Options::new(db.path())).await?;
    let (one, two) = tokio::join!(confirm(&db, "a", later(60)), confirm(&other, "a", later(61)));
    one?;
    two?;
    other.close().await;
    let confirmed = consent(&db).await.confirmed_at().expect("it is confirmed");
    assert!([later(60), later(61)].contains(&confirmed));
    assert_eq!(mails(&db, Kind::ConsentConfirmed).await, 1);
    Ok(())
}

#[tokio::test]
async fn a_link_that_is_over_or_for_something_else_confirms_nothing() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    assert_eq!(state(&db, "a", later(3_600)).await?, ConfirmState::Expired);
    confirm(&db, "a", later(3_600)).await?;
    confirm(&db, "none", NOW).await?;
    assert_eq!((leads_to_write_to(&db).await, mails(&db, Kind::ConsentConfirmed).await), (0, 0));

    assert!(matches!(consents::withdraw_by_link(&db, &hash("confirm:a"), NOW).await, Err(Error::NotFound)));
    assert!(matches!(consents::open_withdraw(&db, &hash("confirm:a")).await, Err(Error::NotFound)));
    assert_eq!(state(&db, "a", NOW).await?, ConfirmState::Open { expires_at: later(3_600) });
    confirm(&db, "a", NOW).await?;
    assert!(matches!(consents::open_confirm(&db, &hash("withdraw:a"), NOW).await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test]
async fn a_withdrawal_beats_every_older_consent_and_a_newer_one_counts_again() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    db.ask_for_mails(whitepaper, "b", NOW).await?;
    confirm(&db, "a", later(10)).await?;
    withdraw_by_link(&db, "a", later(20)).await?;
    assert_eq!(leads_to_write_to(&db).await, 0);
    confirm(&db, "b", later(30)).await?;
    assert_eq!(state(&db, "b", later(30)).await?, ConfirmState::Withdrawn);
    assert_eq!(leads_to_write_to(&db).await, 0, "a mail from before the withdrawal confirms nothing");
    withdraw_by_link(&db, "a", later(40)).await?;
    let times = db.texts("select distinct withdrawn_at from consents where kind = 'marketing'").await;
    assert_eq!(times, [later(20).to_sqlite()], "the first time is kept");

    let next_day = later(90_000);
    db.ask_for_mails(whitepaper, "c", next_day).await?;
    confirm(&db, "c", next_day).await?;
    assert_eq!(consent(&db).await, MarketingConsent::Confirmed { asked_at: next_day, confirmed_at: next_day });
    assert_eq!(leads_to_write_to(&db).await, 3, "all three leads are of this address");
    assert!(!consents::open_withdraw(&db, &hash("withdraw:a")).await?.is_withdrawn);
    withdraw_by_link(&db, "a", later(90_001)).await?;
    assert_eq!(leads_to_write_to(&db).await, 0, "the link of an old mail still works");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_during_the_confirmation_wins() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    let other = Store::open(&sqlite::Options::new(db.path())).await?;
    let ada = ada();
    let (one, two) = tokio::join!(confirm(&db, "a", later(60)), consents::withdraw(&other, &ada, later(60)));
    one?;
    two?;
    other.close().await;
    assert_eq!(leads_to_write_to(&db).await, 0);
    assert_eq!(consent(&db).await.withdrawn_at(), Some(later(60)));
    assert_eq!(mails(&db, Kind::ConsentConfirmed).await, 0);
    Ok(())
}

#[tokio::test]
async fn what_waits_to_be_mailed_goes_with_the_consent() -> Outcome {
    let (db, whitepaper) = site().await;
    db.ask_for_mails(whitepaper, "a", NOW).await?;
    db.ask_for_mails(whitepaper, "b", NOW).await?;
    confirm(&db, "a", NOW).await?;
    consents::withdraw(&db, &ada(), later(1)).await?;
    assert_eq!(db.texts("select distinct kind from mail_outbox").await, ["whitepaper"], "what was asked for is still sent");
    consents::withdraw(&db, &Email::parse("nobody@example.org").expect("an address"), later(1)).await?;
    assert_eq!(db.number("select count(*) from consents where email like 'nobody%'").await, 0);
    Ok(())
}

#[tokio::test]
async fn an_address_is_asked_twice_a_day_and_not_once_it_has_confirmed() -> Outcome {
    let (db, whitepaper) = site().await;
    for key in ["a", "b", "c", "d"] {
        db.ask_for_mails(whitepaper, key, NOW).await?;
    }
    assert_eq!(mails(&db, Kind::ConsentRequest).await, MAX_REQUESTS_PER_DAY);
    assert_eq!(db.number("select count(*) from consents where kind = 'marketing'").await, 4, "each tick is kept");
    db.ask_for_mails(whitepaper, "e", later(86_401)).await?;
    assert_eq!(mails(&db, Kind::ConsentRequest).await, MAX_REQUESTS_PER_DAY + 1);
    confirm(&db, "e", later(86_402)).await?;
    db.ask_for_mails(whitepaper, "f", later(200_000)).await?;
    assert_eq!(mails(&db, Kind::ConsentRequest).await, MAX_REQUESTS_PER_DAY + 1);
    assert!(consent(&db).await.is_given(), "a newer tick takes nothing away");
    Ok(())
}

#[tokio::test]
async fn mails_from_before_the_clock_was_set_back_keep_no_address_from_being_asked() -> Outcome {
    let (db, whitepaper) = site().await;
    for key in ["a", "b", "c"] {
        db.ask_for_mails(whitepaper, key, later(10 * 365 * 86_400)).await?;
    }
    assert_eq!(mails(&db, Kind::ConsentRequest).await, MAX_REQUESTS_PER_DAY);
    db.ask_for_mails(whitepaper, "now", NOW).await?;
    assert_eq!(mails(&db, Kind::ConsentRequest).await, MAX_REQUESTS_PER_DAY + 1);
    for key in ["d", "e"] {
        db.ask_for_mails(whitepaper, key, NOW).await?;
    }
    assert_eq!(mails(&db, Kind::ConsentRequest).await, 2 * MAX_REQUESTS_PER_DAY, "and the limit holds");
    Ok(())
}

#[tokio::test]
async fn a_tick_that_nobody_has_confirmed_is_forgotten_and_every_answer_is_kept() -> Outcome {
    let (db, whitepaper) = site().await;
    let days = UNANSWERED_DAYS * 86_400;
    db.ask_for_mails(whitepaper, "withdrawn", NOW).await?;
    consents::withdraw(&db, &ada(), later(1)).await?;
    db.ask_for_mails(whitepaper, "confirmed", later(2)).await?;
    confirm(&db, "confirmed", later(3)).await?;
    db.ask_for_mails(whitepaper, "unanswered", later(4)).await?;
    db.ask_for_mails(whitepaper, "younger", later(5)).await?;
    assert_eq!(consents::delete_unanswered(&db, later(days + 4)).await?, 0, "its last second");
    assert_eq!(consents::delete_unanswered(&db, later(days + 5)).await?, 1);
    assert_eq!(db.number("select count(*) from consents where kind = 'marketing'").await, 3);
    assert!(consent(&db).await.is_given(), "what was confirmed still counts");
    assert_eq!(db.number("select count(*) from consents where kind = 'privacy'").await, 4);
    assert_eq!(db.number("select count(*) from whitepaper_downloads").await, 4, "what was asked for stays");
    Ok(())
}

#[tokio::test]
async fn a_consent_that_an_older_program_took_at_once_is_only_asked_for_and_keeps_its_sentence() -> Outcome {
    let db = TestStore::before(34).await;
    db.execute(
        "insert into whitepaper_downloads (id, first_name, last_name, email) values (1, 'Ada', 'Berg', 'ada@example.org');
        insert into consents (email, kind, text_version, language, item_kind, item_id, given_at, withdrawn_at) values
            ('ada@example.org', 'privacy', '2026-11', 'en', 'download', 1, '2026-11-22 09:00:00', null),
            ('ada@example.org', 'marketing', '2026-11', 'de', 'download', 1, '2026-11-22 09:00:00', null),
            ('gone@example.org', 'marketing', '2026-11', 'fr', 'download', 1, '2026-11-22 09:00:00', '2026-11-22 09:01:00')",
    )
    .await?;
    db.migrate().await?;
    assert_eq!(consent(&db).await, MarketingConsent::Asked { asked_at: later(-300) });
    assert_eq!(leads_to_write_to(&db).await, 0);
    let kept = db.texts("select wording from consents where kind = 'marketing' order by id").await;
    assert_eq!(
        kept,
        [
            "Schreiben Sie mir gelegentlich über neue Whitepapers und Webinare. (freiwillig, jederzeit widerrufbar)",
            "Write to me now and then about new papers and webinars. (optional, you can stop it at any time)",
        ]
    );
    assert_eq!(db.number("select count(*) from consents where withdrawn_at is not null").await, 1);
    Ok(())
}
