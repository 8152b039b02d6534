//! What the database itself keeps of drafts and publishing, and what the check finds where it was written past it.

use crate::support::media::added;
use crate::support::pages::{ABOUT, editor};
use crate::support::{NOW, Outcome, TestStore, later};
use store::Error;
use store::check::{FindingKind, check};
use store::error::Conflict;
use store::pages;

/// Page 1 with a change that waits (its revision is number 2), and page 2, a draft.
async fn scheduled() -> TestStore {
    let db = TestStore::new().await;
    let page = db.live(&ABOUT[..1]).await;
    let page = db.change(page, &[("en", "about-us", "All about us")], NOW).await;
    db.schedule(page, "en", Some(later(60)), None).await;
    db.page(&[("en", "other", "Other")]).await;
    db
}

async fn refusal(db: &TestStore, sql: &str) -> String {
    db.execute(sql).await.expect_err(sql).to_string()
}

#[tokio::test]
async fn a_scheduled_change_is_that_of_its_item_and_follows_its_live_text() -> Outcome {
    let db = scheduled().await;
    for sql in [
        "update translations set revision_id = (select id from revisions where item_id = 2) where revision_id is not null",
        "update translations set first_published_at = null where revision_id is not null",
        "update translations set status = 'draft' where revision_id is not null",
        "update translations set published_at = '2026-11-22 09:05:30' where revision_id is not null",
        "update translations set unpublished_at = null where revision_id is null and item_id = 1",
        "update translations set unpublished_at = '2027-01-01 00:00:00' where revision_id is null and item_id = 1",
        "update translations set status = 'draft' where revision_id is null and item_id = 1",
        "insert into translations (
            item_kind, item_id, language, slug, status, published_at, revision_id, first_published_at
        )
        select 'page', 2, 'en', 'x', 'published', '2027-01-01 00:00:00', id, '2026-01-01 00:00:00' from revisions where item_id = 2",
    ] {
        assert!(refusal(&db, sql).await.contains("rule: scheduled change"), "{sql}");
    }
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn a_revision_that_a_scheduled_change_needs_stays_until_its_item_goes() -> Outcome {
    let db = scheduled().await;
    let refused = db.execute("delete from revisions where item_id = 1 and number = 2").await.expect_err("refused");
    assert!(matches!(Error::from(refused), Error::Conflict(Conflict::InUse)));
    db.execute("delete from pages where id = 1").await?;
    assert_eq!(db.number("select count(*) from revisions where item_id = 1").await, 0);
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn the_slugs_of_a_draft_are_claimed_however_its_revision_changes() -> Outcome {
    let db = TestStore::new().await;
    let page = db.live(&[("en", "live", "A")]).await;
    db.change(page, &[("en", "drafted", "A")], NOW).await;
    let claims = async || db.texts("select slug from slug_claims order by slug").await;
    assert_eq!(claims().await, ["drafted", "live"]);
    db.execute("update revisions set snapshot = json_set(snapshot, '$.texts.en.slug', 'other') where number = 2").await?;
    assert_eq!(claims().await, ["live", "other"]);
    db.execute("delete from revisions where number = 2").await?;
    assert_eq!(claims().await, ["live"]);
    Ok(())
}

#[tokio::test]
async fn the_check_finds_what_was_written_past_the_rules() -> Outcome {
    for (wrong, kind) in [
        (
            "drop trigger scheduled_changes_followed;
            update translations set unpublished_at = null where item_id = 1 and revision_id is null",
            FindingKind::Period,
        ),
        ("update translations set has_changes = 0 where item_id = 1", FindingKind::Changes),
        ("update page_lookup set words = 'x' where page_id = 2", FindingKind::PageList),
        ("delete from media_uses", FindingKind::MediaUse),
        ("insert into media_uses (media_id, item_kind, item_id) values (2, 'page', 3)", FindingKind::MediaUse),
    ] {
        let db = scheduled().await;
        let shown = added(&db, 'a', domain::media::Format::Jpeg).await;
        added(&db, 'b', domain::media::Format::Jpeg).await;
        let page = db.page(&[("en", "third", "Third")]).await;
        let mut form = db.form_of(page.id).await;
        form.texts.values_mut().for_each(|text| text.content = format!("![](media:{shown})"));
        pages::save(&db, &editor(), crate::support::pages::parsed(form), NOW).await?;
        assert_eq!(check(&db).await?, [], "before: {wrong}");
        db.execute(wrong).await?;
        let found: Vec<_> = check(&db).await?.into_iter().map(|finding| finding.what).collect();
        assert_eq!(found, [kind], "{wrong}");
    }
    Ok(())
}
