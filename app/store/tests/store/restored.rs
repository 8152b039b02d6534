//! Out of the trash: at which slug a text comes back, and what counts as a change of it afterwards.

use crate::support::pages::{Met, editor, language, moved, page};
use crate::support::{NOW, Outcome, TestStore, later};
use store::check::check;
use store::error::Error;
use store::pages::{self, Saved};
use store::publishing;

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
    let saved = db.change(saved, &[("en", "c", "A")], later(1)).await;
    let saved = db.restore(saved).await?;
    assert_eq!(db.visit("/c").await, page("en", "A"));
    assert_eq!(changes(&db, saved).await, 0);
    assert_eq!(db.number("select draft_languages from pages where list_title = 'a'").await, 0);
    let published = db.publish(saved, "en").await;
    assert_eq!(published, saved, "there is nothing to publish");

    // What else the draft says is a change still.
    let saved = trashed(&db, saved, "c").await;
    let saved = db.change(saved, &[("en", "d", "Another title")], later(1)).await;
    let saved = db.restore(saved).await?;
    assert_eq!(db.visit("/d").await, page("en", "A"));
    assert_eq!(changes(&db, saved).await, 1);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_change_that_was_planned_at_a_slug_taken_meanwhile_begins_at_the_drafts() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    let saved = db.change(saved, &[("en", "b", "Planned")], NOW).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = trashed(&db, saved, "b").await;
    assert!(matches!(db.restore(saved).await, Err(Error::Taken { field }) if field == "slug:en"), "an editor is told");
    let saved = db.change(saved, &[("en", "c", "Planned")], later(1)).await;
    let saved = db.restore(saved).await?;
    assert_eq!(db.visit("/a").await, page("en", "A"));
    assert_eq!(db.visit("/c").await, Met::Nothing);

    let at = later(60);
    assert_eq!(db.visit_at("/c", at).await, page("en", "Planned"));
    let detail = pages::detail(&db, &editor(), saved.id, at).await?;
    let live = detail.publication.live.expect("it is live");
    assert_eq!(live.texts[&language("en")].slug, "c", "the editor reads what visitors read");
    publishing::apply_due_changes(&db, at).await?;
    assert_eq!(db.visit_at("/c", at).await, page("en", "Planned"));
    assert_eq!(db.visit_at("/a", at).await, moved("/c"));
    assert_eq!(changes(&db, saved).await, 0);
    let saved = db.change(saved, &[("en", "e", "Draft")], at).await;
    let version = publishing::drop_draft(&db, &editor(), saved.id, saved.version, at).await?;
    assert_eq!(version, saved.version + 1);
    assert_eq!(pages::detail(&db, &editor(), saved.id, at).await?.form.texts["en"].slug, "c");
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_begun_change_that_nothing_settled_can_be_dropped_back_to() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&[("en", "a", "A")]).await;
    let saved = db.change(saved, &[("en", "b", "Planned")], NOW).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = trashed(&db, saved, "b").await;
    let saved = db.change(saved, &[("en", "c", "Planned")], later(1)).await;
    let saved = db.restore(saved).await?;
    let saved = db.change(saved, &[("en", "e", "Draft")], NOW).await;
    publishing::drop_draft(&db, &editor(), saved.id, saved.version, later(60)).await?;
    let detail = pages::detail(&db, &editor(), saved.id, later(60)).await?;
    assert_eq!((detail.form.texts["en"].slug.as_str(), detail.form.texts["en"].title.as_str()), ("c", "Planned"));
    assert_eq!(changes(&db, saved).await, 0);
    Ok(())
}
