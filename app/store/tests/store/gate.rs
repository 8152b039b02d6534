//! A whitepaper is requested and downloaded: each form once, each link as often as it may, each count right.

use std::collections::HashMap;

use crate::support::pages::{editor, language, languages};
use crate::support::whitepapers::{FAULTS, form, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::access::Role;
use domain::consent::MarketingConsent;
use domain::id::{MediaId, WhitepaperId};
use domain::language::Language;
use domain::list::{Cursor, Paging};
use domain::time::Timestamp;
use domain::whitepaper::WhitepaperForm;
use domain::whitepaper::list::DownloadFilter;
use store::error::Error;
use store::publishing;
use store::sessions::hash;
use store::whitepapers::gate::{self, Request};
use store::whitepapers::grants::{self, DownloadStart, GrantState};
use store::whitepapers::{self, counts, direct_file};

const ROWS: [&str; 4] = [
    "select count(*) from whitepaper_downloads",
    "select count(*) from download_grants",
    "select count(*) from mail_outbox",
    "select count(*) from consents",
];

async fn rows(db: &TestStore) -> Vec<i64> {
    let mut rows = Vec::new();
    for sql in ROWS {
        rows.push(db.number(sql).await);
    }
    rows
}

async fn state(db: &TestStore, key: &str, at: Timestamp) -> Result<GrantState, Error> {
    Ok(grants::open(db, &hash(key), &language("en"), &languages(), at).await?.state)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_counts_once_however_often_it_arrives() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    let sent: Vec<_> = (0..8).map(|_| db.ask(whitepaper.id, "key")).collect();
    let mut ids = std::collections::BTreeSet::new();
    for answer in futures(sent).await {
        ids.insert(answer?);
    }
    assert_eq!(ids.len(), 1, "each gets the same answer");
    assert_eq!(rows(&db).await, [1, 1, 1, 1]);
    let kept = format!("{}download", domain::form::CONSENT_VERSION);
    assert_eq!(db.texts("select distinct text_version || item_kind from consents").await, [kept]);
    db.ask(whitepaper.id, "other").await?;
    assert_eq!(rows(&db).await, [2, 2, 2, 2]);
    Ok(())
}

/// Waits for all at once.
async fn futures<F: Future>(all: Vec<F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, output) in all.iter_mut().zip(&mut outputs) {
            if output.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *output = Some(value);
            }
        }
        if outputs.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    outputs.into_iter().flatten().collect()
}

#[tokio::test]
async fn nothing_is_kept_of_a_form_before_a_hidden_whitepaper() -> Outcome {
    let db = TestStore::new().await;
    let draft = db.whitepaper(form(&FAULTS)).await;
    assert!(matches!(db.ask(draft.id, "key").await, Err(Error::NotFound)));
    assert_eq!(rows(&db).await, [0, 0, 0, 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_uses_at_once_of_a_link_for_five_give_the_file_five_times() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    db.ask(whitepaper.id, "key").await?;
    let token = hash("key");
    let begun = futures((0..20).map(|_| grants::begin(&db, &token, NOW)).collect()).await;
    let mut files = 0;
    for answer in begun {
        match answer? {
            DownloadStart::File { whitepaper: id, file, .. } => {
                assert_eq!((id, file.path.as_str()), (whitepaper.id, "ab/paper.pdf"));
                files += 1;
            }
            DownloadStart::Over(state) => assert_eq!(state, GrantState::UsedUp),
        }
    }
    assert_eq!(files, 5);
    assert_eq!(state(&db, "key", NOW).await?, GrantState::UsedUp);
    Ok(())
}

#[tokio::test]
async fn looking_at_a_link_uses_nothing_and_it_ends_with_its_time() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    db.ask(whitepaper.id, "key").await?;
    let end = later(2 * 86_400);
    for _ in 0..9 {
        assert_eq!(state(&db, "key", NOW).await?, GrantState::Open { uses_left: 5, expires_at: end });
    }
    assert_eq!(state(&db, "key", end).await?, GrantState::Expired);
    assert_eq!(grants::begin(&db, &hash("key"), end).await?, DownloadStart::Over(GrantState::Expired));
    assert!(matches!(grants::begin(&db, &hash("none"), NOW).await, Err(Error::NotFound)));
    assert_eq!(db.texts("select token_hash from download_grants").await, [hash("key")], "only the hash is kept");

    publishing::trash(&db, &editor(), whitepaper.id, whitepaper.version, NOW).await?;
    assert!(matches!(grants::begin(&db, &hash("key"), NOW).await, Err(Error::NotFound)));
    assert_eq!(state(&db, "key", NOW).await?, GrantState::Withdrawn);
    assert!(matches!(state(&db, "none", NOW).await, Err(Error::NotFound)));
    assert_eq!(grants::delete_expired(&db, later(3 * 86_400)).await?, 1);
    Ok(())
}

/// What a link shows and gives: title, and path of the file.
async fn given(db: &TestStore, key: &str, at: Timestamp) -> Result<(String, String), Error> {
    let title = grants::open(db, &hash(key), &language("en"), &languages(), at).await?.title;
    let behind = grants::file_behind(db, &hash(key), at).await?.expect("an open link").path;
    match grants::begin(db, &hash(key), at).await? {
        DownloadStart::File { file, .. } => assert_eq!(file.path, behind),
        over => panic!("{over:?}"),
    }
    Ok((title, behind))
}

fn says(title: &str, path: &str) -> (String, String) {
    (title.into(), path.into())
}

#[tokio::test]
async fn a_link_goes_on_giving_what_was_public_and_nothing_of_a_draft() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live_whitepaper(form(&FAULTS)).await;
    db.execute(
        "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash) values
            (2, 'new.pdf', 'new.pdf', 'cd/new.pdf', 1, 'application/pdf', 'cd'),
            (3, 'secret.pdf', 'secret.pdf', 'ef/secret.pdf', 1, 'application/pdf', 'ef')",
    )
    .await?;
    db.ask(saved.id, "key").await?;
    db.ask(saved.id, "unused").await?;
    let change = async |saved: whitepapers::Saved, file: i64, title: &str| {
        let texts = [("en", "fault-location", title), FAULTS[1]];
        let form = WhitepaperForm { id: Some(saved.id), version: saved.version, file: Some(MediaId(file)), ..form(&texts) };
        whitepapers::save(&db, &editor(), parsed(form), NOW).await
    };

    // A corrected file takes the place of the old one.
    let saved = change(saved, 2, "Fault location").await?;
    assert_eq!(given(&db, "key", NOW).await?, says("Fault location", "ab/paper.pdf"));
    let mut saved = db.show(saved, "en", None, None).await;
    assert_eq!(given(&db, "key", NOW).await?, says("Fault location", "cd/new.pdf"));

    for tag in ["en", "de"] {
        let version = publishing::unpublish(&db, &editor(), saved.id, saved.version, &language(tag), NOW).await?;
        saved = whitepapers::Saved { version, ..saved };
    }
    let saved = change(saved, 3, "Secret").await?;
    assert_eq!(given(&db, "key", NOW).await?, says("Fehlerortung", "cd/new.pdf"), "the title in the language of the form");
    let saved = db.show(saved, "en", Some(later(60)), None).await;
    assert_eq!(given(&db, "key", NOW).await?, says("Fehlerortung", "cd/new.pdf"));
    assert_eq!(given(&db, "key", later(60)).await?, says("Secret", "ef/secret.pdf"), "once it is public");

    publishing::trash(&db, &editor(), saved.id, saved.version, later(60)).await?;
    let withdrawn = grants::open(&db, &hash("unused"), &language("en"), &languages(), later(60)).await?;
    assert_eq!(withdrawn.state, GrantState::Withdrawn);
    assert!(matches!(grants::file_behind(&db, &hash("unused"), later(60)).await, Err(Error::NotFound)));
    Ok(())
}

#[tokio::test]
async fn a_link_names_the_edition_that_it_gives_in_its_own_language_whichever_ends_last() -> Outcome {
    for order in [["de", "en"], ["en", "de"]] {
        let db = TestStore::new().await;
        let saved = db.live_whitepaper(form(&FAULTS)).await;
        db.ask(saved.id, "key").await?;
        let texts = [("en", "fault-location", "Second edition"), ("de", "fehlerortung", "Zweite Auflage")];
        let second = WhitepaperForm { id: Some(saved.id), version: saved.version, ..form(&texts) };
        let mut saved = whitepapers::save(&db, &editor(), parsed(second), NOW).await?;
        for tag in ["en", "de"] {
            saved = db.show(saved, tag, None, None).await;
        }
        for tag in order {
            let version = publishing::unpublish(&db, &editor(), saved.id, saved.version, &language(tag), NOW).await?;
            saved = whitepapers::Saved { version, ..saved };
        }
        assert_eq!(given(&db, "key", NOW).await?.0, "Zweite Auflage", "{order:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_link_leads_to_its_whitepaper_in_whatever_language_it_is_offered() -> Outcome {
    let db = TestStore::new().await;
    // Not in the default language.
    let whitepaper = db.live_whitepaper(form(&[("de", "fehlerortung", "Fehlerortung")])).await;
    db.ask(whitepaper.id, "key").await?;
    let grant = grants::open(&db, &hash("key"), &language("en"), &languages(), NOW).await?;
    assert_eq!((grant.language, grant.slug.map(|slug| slug.to_string())), (language("de"), Some("fehlerortung".to_owned())));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_downloads_at_once_are_five_hundred() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    let form = db.ask(whitepaper.id, "key").await?;
    let done = futures((0..500).map(|_| counts::count_completed(&db, whitepaper.id, Some(form), NOW)).collect()).await;
    assert!(done.iter().all(Result::is_ok));
    counts::add_views(&db, &HashMap::from([(whitepaper.id, 3), (WhitepaperId(99), 1)])).await?;
    assert_eq!(db.number("select download_count from whitepapers").await, 500);
    assert_eq!(db.number("select view_count from whitepapers").await, 3);
    assert_eq!(db.number("select version from whitepapers").await, whitepaper.version, "counting is no edit");
    assert_eq!(db.number("select count(*) from whitepaper_downloads where completed_at is not null").await, 1);
    Ok(())
}

#[tokio::test]
async fn mails_from_before_the_clock_was_set_back_keep_no_link_from_being_mailed() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    let mails = "select count(*) from mail_outbox where kind = 'whitepaper'";
    for key in ["a", "b", "c", "d", "e", "f"] {
        db.ask(whitepaper.id, key).await?;
    }
    assert_eq!(db.number(mails).await, 5);
    db.execute("update mail_outbox set created_at = '2099-01-01 00:00:00'").await?;
    db.ask(whitepaper.id, "after").await?;
    assert_eq!(db.number(mails).await, 6);
    let download = db.ask(whitepaper.id, "known").await?;
    db.execute("update whitepaper_downloads set downloaded_at = '2099-01-01 00:00:00'").await?;
    assert_eq!(gate::known_visitor(&db, download, 90, NOW).await?, None, "nor is a browser known for longer");
    Ok(())
}

#[tokio::test]
async fn a_browser_is_known_for_ninety_days_and_while_its_person_agrees() -> Outcome {
    let db = TestStore::new().await;
    let first = db.live_whitepaper(form(&FAULTS)).await;
    let second = db.live_whitepaper(form(&[("en", "second", "Second")])).await;
    let download = db.ask(first.id, "key").await?;
    let known = gate::known_visitor(&db, download, 90, later(90 * 86_400)).await?.expect("known");
    assert_eq!(known.first_name, "Ada");
    assert_eq!(gate::known_visitor(&db, download, 90, later(90 * 86_400 + 1)).await?, None);

    let (tag, attribution): (Language, _) = (language("en"), Default::default());
    let request = Request {
        whitepaper: second.id,
        form_key: "click",
        language: &tag,
        attribution: &attribution,
        address: None,
        user_agent: None,
    };
    let (again, file) = gate::register_known(&db, &request, &known, NOW).await?;
    assert_eq!(file.name, "Paper.pdf");
    assert_eq!(gate::register_known(&db, &request, &known, NOW).await?.0, again, "a double click is one");
    assert_eq!(rows(&db).await, [2, 1, 1, 1], "no second mail and no new consent");
    let second = "select email || ' ' || download_source from whitepaper_downloads where id = 2";
    assert_eq!(db.texts(second).await, ["ada@example.org known"]);

    db.execute("update consents set withdrawn_at = datetime('now')").await?;
    assert_eq!(gate::known_visitor(&db, download, 90, NOW).await?, None);
    Ok(())
}

#[tokio::test]
async fn only_a_file_without_a_form_is_had_directly() -> Outcome {
    let db = TestStore::new().await;
    let gated = db.live_whitepaper(form(&FAULTS)).await;
    let open = WhitepaperForm { requires_registration: false, ..form(&[("en", "open", "Open")]) };
    let open = db.live_whitepaper(open).await;
    let draft = WhitepaperForm { requires_registration: false, ..form(&[("en", "draft", "Draft")]) };
    let draft = db.whitepaper(draft).await;
    assert_eq!(direct_file(&db, open.id, NOW).await?.name, "Paper.pdf");
    for none in [gated.id, draft.id] {
        assert!(matches!(direct_file(&db, none, NOW).await, Err(Error::NotFound)));
    }
    // What was planned is a file from its time on.
    let planned = db.show(draft, "en", Some(later(3600)), None).await;
    assert!(matches!(direct_file(&db, planned.id, NOW).await, Err(Error::NotFound)));
    assert_eq!(direct_file(&db, planned.id, later(3600)).await?.name, "Paper.pdf");
    Ok(())
}

#[tokio::test]
async fn a_viewer_sees_downloads_without_the_people() -> Outcome {
    let db = TestStore::new().await;
    let whitepaper = db.live_whitepaper(form(&FAULTS)).await;
    for key in ["a", "b", "c"] {
        db.ask(whitepaper.id, key).await?;
    }
    let viewer = db.person("v@example.org", Role::Viewer).await;
    db.session(viewer, "token").await;
    let viewer = db.staff("token").await.expect("someone").viewer();

    let at = |cursor| DownloadFilter {
        whitepaper: Some(whitepaper.id),
        paging: Paging { cursor, size: 2 },
        ..DownloadFilter::default()
    };
    let filter = at(Cursor::Start);
    let page = whitepapers::downloads(&db, &editor(), &filter).await?;
    assert_eq!((page.items.len(), page.total), (2, Some(3)));
    let row = &page.items[0];
    assert_eq!(
        (row.email.as_str(), row.whitepaper_title.as_str(), row.consent),
        ("ada@example.org", "Fault location", MarketingConsent::Never)
    );
    assert_eq!(row.utm_source.as_deref(), Some("newsletter"));
    let rest = at(page.next.expect("more"));
    assert_eq!(whitepapers::downloads(&db, &editor(), &rest).await?.items.len(), 1);

    let masked = whitepapers::downloads(&db, &viewer, &filter).await?;
    let row = &masked.items[0];
    assert_eq!((row.first_name.as_str(), row.last_name.as_str(), row.email.as_str()), ("A…", "B…", "a…@example.org"));
    for (search, editors, viewers) in [("ada@", 3, 0), ("STADT", 3, 3), ("stádt", 3, 3), ("' or 1=1", 0, 0), ("*", 0, 0)] {
        let filter = DownloadFilter { search: search.into(), ..DownloadFilter::default() };
        assert_eq!(whitepapers::downloads(&db, &editor(), &filter).await?.items.len(), editors, "{search}");
        assert_eq!(whitepapers::downloads(&db, &viewer, &filter).await?.items.len(), viewers, "{search}");
    }
    for (filter, count) in [
        (DownloadFilter { since: Some(later(1)), ..DownloadFilter::default() }, 0),
        (DownloadFilter { until: Some(later(1)), ..DownloadFilter::default() }, 3),
        (DownloadFilter { campaign: Some("x".into()), ..DownloadFilter::default() }, 0),
        (DownloadFilter { marketing_only: true, ..DownloadFilter::default() }, 0),
    ] {
        assert_eq!(whitepapers::downloads(&db, &editor(), &filter).await?.items.len(), count, "{filter:?}");
    }
    Ok(())
}
