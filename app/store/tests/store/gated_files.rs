//! Which files of whitepapers visitors get by their address: not one that a whitepaper asks a name for, and no draft closes what
//! is public.

use crate::support::pages::{draft, editor, language};
use crate::support::whitepapers::{form, parsed};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::id::MediaId;
use domain::page::PageDraft;
use domain::time::Timestamp;
use domain::whitepaper::WhitepaperForm;
use store::whitepapers::{self, Saved};
use store::{media, pages, publishing};

/// Files 1 to 3, of the hashes `ab`, `2` and `3`.
async fn files(db: &TestStore) -> Outcome {
    db.file().await;
    db.execute(
        "insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash) values
            (2, '2.pdf', '2.pdf', '2.pdf', 1, 'application/pdf', '2'), (3, '3.pdf', '3.pdf', '3.pdf', 1, 'application/pdf', '3')",
    )
    .await?;
    Ok(())
}

async fn is_open_at(db: &TestStore, hash: &str, at: Timestamp) -> bool {
    !media::served_file(db, hash, at).await.expect("a file").is_gated
}

async fn is_open(db: &TestStore, hash: &str) -> bool {
    is_open_at(db, hash, NOW).await
}

/// A whitepaper in English.
fn paper(slug: &str, file: i64, requires_registration: bool) -> WhitepaperForm {
    WhitepaperForm { file: Some(MediaId(file)), requires_registration, ..form(&[("en", slug, slug)]) }
}

async fn change(db: &TestStore, saved: Saved, form: WhitepaperForm) -> Saved {
    let form = WhitepaperForm { id: Some(saved.id), version: saved.version, ..form };
    whitepapers::save(db, &editor(), parsed(form), NOW).await.expect("a changed whitepaper")
}

async fn unpublish(db: &TestStore, saved: Saved) -> Saved {
    let version = publishing::unpublish(db, &editor(), saved.id, saved.version, &language("en"), NOW).await.expect("a version");
    Saved { version, ..saved }
}

/// A public page that links a file.
async fn linking(db: &TestStore, slug: &str, file: i64) -> pages::Saved {
    let mut page: PageDraft = draft(&[("en", slug, slug)]);
    for text in page.texts.0.values_mut() {
        text.content = format!("See [the list](media:{file}).\n");
    }
    let saved = pages::save(db, &editor(), page, NOW).await.expect("a page");
    db.publish(saved, "en").await
}

#[tokio::test]
async fn a_draft_closes_no_file_that_visitors_read() -> Outcome {
    let db = TestStore::new().await;
    files(&db).await?;
    let free = db.live_whitepaper(paper("free", 1, false)).await;
    assert!(is_open(&db, "ab").await);
    let saved = change(&db, free, paper("free", 1, true)).await;
    assert!(is_open(&db, "ab").await, "its own draft");
    let other = db.whitepaper(paper("other", 1, true)).await;
    assert!(is_open(&db, "ab").await, "that of another one");
    let other = db.show(other, "en", Some(later(60)), None).await;
    assert!(is_open_at(&db, "ab", later(59)).await && !is_open_at(&db, "ab", later(60)).await, "until it is public");
    change(&db, unpublish(&db, other).await, paper("other", 2, true)).await;
    let saved = db.show(saved, "en", None, None).await;
    assert!(!is_open(&db, "ab").await, "now it asks for a name");
    let saved = change(&db, saved, paper("free", 1, false)).await;
    assert!(!is_open(&db, "ab").await);
    db.show(saved, "en", None, None).await;
    assert!(is_open(&db, "ab").await);

    // What a page links is read there.
    let page = linking(&db, "list", 3).await;
    let drafted = db.whitepaper(paper("third", 3, true)).await;
    assert!(is_open(&db, "3").await);
    let page = db.unpublish(page, "en").await;
    assert!(!is_open(&db, "3").await, "nothing that is public shows it");
    let page = db.publish(page, "en").await;
    let drafted = db.show(drafted, "en", None, None).await;
    assert!(!is_open(&db, "3").await, "though the page links it");
    let drafted = unpublish(&db, drafted).await;
    assert!(!is_open(&db, "3").await, "what was gated stays so");
    publishing::trash(&db, &editor(), drafted.id, drafted.version, NOW).await?;
    assert!(!is_open(&db, "3").await);
    db.trash(page).await;
    Ok(())
}

#[tokio::test]
async fn a_file_that_only_a_draft_holds_is_closed_until_it_is_dropped() -> Outcome {
    let db = TestStore::new().await;
    files(&db).await?;
    assert!(is_open(&db, "2").await);
    let live = db.live_whitepaper(paper("live", 1, true)).await;
    let saved = change(&db, live, paper("live", 2, true)).await;
    assert!(!is_open(&db, "2").await && !is_open(&db, "ab").await);
    let version = publishing::drop_draft(&db, &editor(), saved.id, saved.version, NOW).await?;
    assert!(is_open(&db, "2").await && !is_open(&db, "ab").await);

    // A replaced file stays closed, and so does that of a whitepaper in the trash.
    let saved = change(&db, Saved { version, ..saved }, paper("live", 2, true)).await;
    let saved = db.show(saved, "en", None, None).await;
    assert!(!is_open(&db, "2").await && !is_open(&db, "ab").await);
    let version = publishing::trash(&db, &editor(), saved.id, saved.version, NOW).await?;
    assert!(!is_open(&db, "2").await);
    publishing::restore(&db, &editor(), saved.id, version, NOW).await?;
    assert!(!is_open(&db, "2").await);
    db.live_whitepaper(paper("free", 1, false)).await;
    assert!(is_open(&db, "ab").await, "one gives it freely");

    let never = db.whitepaper(paper("never", 3, true)).await;
    assert!(!is_open(&db, "3").await);
    change(&db, never, paper("never", 3, false)).await;
    assert!(is_open(&db, "3").await);
    Ok(())
}
