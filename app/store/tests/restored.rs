//! Out of the trash: at which slug a text comes back, and what counts as a change of it afterwards.

mod support;

use store::check::check;
use store::error::Error;
use store::pages::Saved;
use support::pages::page;
use support::{NOW, Outcome, TestStore};

/// A page in English in the trash whose slug another page took meanwhile.
async fn trashed(db: &TestStore, saved: Saved, slug: &str) -> Saved {
    let saved = db.trash(saved).await;
    db.live(&[("en", slug, "Other")]).await;
    saved
}

async fn changes(db: &TestStore, saved: Saved) -> i64 {
    let id = saved.id;
    db.number(format!("select count(*) from translations where item_kind = 'page' and item_id = {id} and has_changes")).await
}

#[tokio::test]
async fn a_text_that_comes_back_at_the_slug_of_its_draft_has_no_changes() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    let saved = trashed(&db, saved, "a").await;
    assert!(matches!(db.restore(saved).await, Err(Error::Taken { field }) if field == "slug:en"));
    let saved = db.change(saved, &[("en", "c", "A")], NOW).await;
    let saved = db.restore(saved).await?;
    assert_eq!(db.visit("/c").await, page("en", "A"));
    assert_eq!(changes(&db, saved).await, 0);
    assert_eq!(db.number("select draft_languages from pages where list_title = 'a'").await, 0);
    let published = db.publish(saved, "en").await;
    assert_eq!(published, saved, "there is nothing to publish");

    // What else the draft says is a change still.
    let saved = trashed(&db, saved, "c").await;
    let saved = db.change(saved, &[("en", "d", "Another title")], NOW).await;
    let saved = db.restore(saved).await?;
    assert_eq!(db.visit("/d").await, page("en", "A"));
    assert_eq!(changes(&db, saved).await, 1);
    assert_eq!(check(&db).await?, []);
    Ok(())
}
