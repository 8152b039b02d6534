//! A commit publishes its topics, even if its caller is gone; commits of other programs are noticed.

use std::time::Duration;

use crate::support::pages::{ABOUT, editor};
use crate::support::{NOW, Outcome, TestStore};
use domain::language::Localized;
use domain::media::{Folder, Format};
use store::access::Admin;
use store::changes::{Topic, Topics};
use store::media::{self, Added, NewFile, NewVariant, Replaced, VariantsDue};
use store::outbox::{self, NewMail};
use store::settings::{self, Setting};
use store::sqlite::Options;
use store::{Error, Store};
use tokio::time::timeout;

/// More time than any of them takes.
const PATIENCE: Duration = Duration::from_secs(10);

const TOPICS: [Topic; 16] = [
    Topic::Analytics,
    Topic::Audit,
    Topic::Bookings,
    Topic::Glossary,
    Topic::OrphanedFiles,
    Topic::Leads,
    Topic::Media,
    Topic::Outbox,
    Topic::Pages,
    Topic::Search,
    Topic::Sessions,
    Topic::Settings,
    Topic::Translations,
    Topic::Users,
    Topic::Webinars,
    Topic::Whitepapers,
];

fn versions(store: &Store) -> [u64; 16] {
    TOPICS.map(|topic| store.changes().version(topic))
}

/// The topics that were told since.
fn told(store: &Store, before: [u64; 16]) -> Vec<Topic> {
    let now = versions(store);
    TOPICS.into_iter().zip(before.into_iter().zip(now)).filter(|(_, (old, new))| old != new).map(|(topic, _)| topic).collect()
}

async fn set_title(store: &Store, title: &str) -> Result<(), Error> {
    let title: Localized<String> = Localized([("en".parse().expect("a language"), title.to_owned())].into());
    settings::set(store, &Admin::command_line(), &Setting::SiteTitle(title), NOW).await
}

fn file(digit: char) -> NewFile {
    let hash = String::from(digit).repeat(64);
    NewFile {
        path: format!("{digit}{digit}/{hash}.jpg"),
        stored_hash: hash.clone(),
        hash,
        format: Format::Jpeg,
        size_bytes: 1_000,
        filename: "a.jpg".into(),
        original_filename: "a.jpg".into(),
        size: Some((1600, 900)),
        pages: None,
        folder: Folder::root(),
    }
}

fn mail() -> NewMail {
    NewMail {
        key: "test:1".into(),
        kind: "test",
        language: "en".parse().expect("a language"),
        to_address: "mia@example.org".into(),
        to_name: None,
        subject: "S".into(),
        text: "T".into(),
        html: "H".into(),
        attachments: Vec::new(),
        unsubscribe: None,
    }
}

#[tokio::test]
async fn every_table_has_a_topic() -> Outcome {
    let db = TestStore::new().await;
    let tables = "select name from pragma_table_list where schema = 'main' and type in ('table', 'shadow') and wr = ?1
        and name not like 'sqlite\\_%' escape '\\' and name <> '_sqlx_migrations' order by name";
    let seen = db.texts(tables.replace("?1", "0")).await;
    let missing: Vec<_> = seen.iter().filter(|table| Topics::of_table(table).is_none()).collect();
    assert_eq!(missing, Vec::<&String>::new(), "these belong into `Topics::of_table`");
    assert!(seen.len() > 20, "{seen:?}");
    // What SQLite does not tell of: each is written only together with a row of a table above.
    let unseen = db.texts(tables.replace("?1", "1")).await;
    let unseen: Vec<_> = unseen.iter().filter(|table| !table.contains("_fts_")).collect();
    assert_eq!(unseen, ["media_redirects", "media_uses", "media_variants", "slug_claims", "totals", "word_versions"]);
    Ok(())
}

#[tokio::test]
async fn a_commit_tells_what_it_wrote() -> Outcome {
    let db = TestStore::new().await;
    let mut before = versions(&db);
    set_title(&db, "Nordlicht").await?;
    assert_eq!(told(&db, before), [Topic::Audit, Topic::Settings]);

    before = versions(&db);
    db.live(&ABOUT).await;
    assert_eq!(told(&db, before), [Topic::Audit, Topic::Pages, Topic::Search, Topic::Translations]);

    before = versions(&db);
    outbox::put(&db, &Admin::command_line(), &mail(), NOW).await?;
    let topics = told(&db, before);
    assert!(topics.contains(&Topic::Outbox) && !topics.contains(&Topic::Pages), "{topics:?}");
    Ok(())
}

#[tokio::test]
async fn the_library_tells_which_files_come_and_go() -> Outcome {
    let db = TestStore::new().await;
    let mut before = versions(&db);
    let Added::New(id) = media::add(&db, &editor(), &file('a'), NOW).await? else { panic!("it is new") };
    assert_eq!(told(&db, before), [Topic::Audit, Topic::Media]);

    before = versions(&db);
    let due: VariantsDue = media::variants_due(&db).await?.ok_or("nothing is due")?;
    let variant = NewVariant { shape: "640".into(), format: Format::Webp, width: 640, height: 360, size_bytes: 9 };
    assert!(media::save_variants(&db, &due, &[variant], None).await?);
    assert_eq!(told(&db, before), [Topic::Media]);

    before = versions(&db);
    assert_eq!(media::replace(&db, &editor(), id, 1, &file('b'), NOW).await?, Replaced::Done);
    assert_eq!(told(&db, before), [Topic::Audit, Topic::OrphanedFiles, Topic::Media]);

    before = versions(&db);
    media::trash(&db, &editor(), &[id], NOW).await?;
    assert_eq!(told(&db, before), [Topic::Audit, Topic::Media]);

    before = versions(&db);
    media::purge(&db, &Admin::command_line(), &[id], NOW).await?;
    assert_eq!(told(&db, before), [Topic::Audit, Topic::OrphanedFiles, Topic::Media]);
    Ok(())
}

#[tokio::test]
async fn what_is_not_committed_tells_nothing() -> Outcome {
    let db = TestStore::new().await;
    let before = versions(&db);
    for is_dropped in [true, false] {
        let mut tx = db.begin_write().await?;
        outbox::append(&mut tx, &mail(), NOW).await?;
        tx.notify(Topic::OrphanedFiles);
        if is_dropped {
            drop(tx)
        } else {
            tx.rollback().await?
        }
        // The next commit does not tell it, either.
        db.probe_write().await?;
    }
    let mut tx = db.begin_write().await?;
    outbox::append(&mut tx, &mail(), NOW).await?;
    sqlx::query("rollback").execute(&mut *tx).await?;
    assert!(tx.commit().await.is_err());
    assert_eq!(told(&db, before), []);
    Ok(())
}

#[tokio::test]
async fn another_writing_connection_tells_too() -> Outcome {
    let db = TestStore::new().await;
    let mut tx = db.begin_write().await?;
    sqlx::query("rollback").execute(&mut *tx).await?;
    drop(tx);
    let mut outbox = db.changes().subscribe(Topic::Outbox);
    db.probe_write().await?;
    outbox.see();
    assert!(outbox::put(&db, &Admin::command_line(), &mail(), NOW).await?);
    assert!(outbox.see());
    Ok(())
}

#[tokio::test]
async fn a_commit_tells_even_if_nobody_waits_for_it_any_more() -> Outcome {
    let db = TestStore::new().await;
    let mut outbox = db.changes().subscribe(Topic::Outbox);
    let mut tx = db.begin_write().await?;
    outbox::append(&mut tx, &mail(), NOW).await?;
    let mut committing = Box::pin(tx.commit());
    tokio::select! {
        biased;
        _ = &mut committing => panic!("a commit waits for the thread of its connection"),
        () = std::future::ready(()) => {}
    }
    drop(committing);
    timeout(PATIENCE, outbox.changed()).await?;
    assert_eq!(db.number("select count(*) from mail_outbox").await, 1);
    Ok(())
}

#[tokio::test]
async fn whoever_waits_hears_of_their_own_topics_alone() -> Outcome {
    let db = TestStore::new().await;
    let mut pages = db.changes().subscribe(Topic::Pages | Topic::Whitepapers);
    let waiting = tokio::spawn(async move {
        pages.changed().await;
        pages
    });
    set_title(&db, "Nordlicht").await?;
    outbox::put(&db, &Admin::command_line(), &mail(), NOW).await?;
    assert!(!waiting.is_finished());
    db.page(&ABOUT).await;
    let mut pages = timeout(PATIENCE, waiting).await??;
    assert!(!pages.see(), "it was told once");
    Ok(())
}

#[tokio::test]
async fn what_another_program_writes_is_noticed_within_a_second() -> Outcome {
    let db = TestStore::new().await;
    let other = Store::open(&Options { create: false, ..Options::new(db.path()) }).await?;
    let store = Store::clone(&db);
    let watching = tokio::spawn(async move { store.watch_external_commits().await });
    let mut all = db.changes().subscribe(Topics::ALL);
    // The migrations were written by a connection of their own.
    timeout(PATIENCE, all.changed()).await?;
    // Its own commits are not those of another.
    let before = versions(&db);
    set_title(&db, "Ours").await?;
    all.see();
    assert!(timeout(Duration::from_millis(1_500), all.changed()).await.is_err());
    assert_eq!(told(&db, before), [Topic::Audit, Topic::Settings]);
    for title in ["Theirs", "Theirs again"] {
        let before = versions(&db);
        set_title(&other, title).await?;
        timeout(Duration::from_secs(1), all.changed()).await?;
        assert_eq!(told(&db, before), TOPICS);
    }
    watching.abort();
    Ok(())
}
