//! Scheduled changes whose time has come reach the columns, whatever today's rules say of them, and none holds up another.

use crate::support::pages::{ABOUT, Met, change_of, editor, language, moved, page};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::item::{ItemKind, ItemRef};
use domain::publication::{LanguageState, Period};
use store::check::check;
use store::pages::{self, Saved};
use store::publishing;

impl TestStore {
    /// A live page with a change that waits; its slug and title get a 2 then.
    async fn scheduled(&self, slug: &str, until: Option<i64>) -> Saved {
        let saved = self.live(&[("en", slug, slug)]).await;
        let changed = format!("{slug}2");
        let saved = self.change(saved, &[("en", &changed, &changed)], NOW).await;
        self.schedule(saved, "en", Some(later(60)), until.map(later)).await
    }

    async fn scheduled_rows(&self) -> i64 {
        self.number("select count(*) from translations where revision_id is not null").await
    }
}

#[tokio::test]
async fn a_due_change_that_breaks_a_rule_of_today_is_opened_saved_and_published() -> Outcome {
    let title = "x".repeat(300);
    let broken = async || {
        let db = TestStore::new().await;
        let saved = db.scheduled("offer", None).await;
        let rule = format!("update revisions set snapshot = json_set(snapshot, '$.texts.en.title', '{title}') where number = 2");
        db.execute(rule).await.expect("as an older program took it");
        (db, saved)
    };
    let (db, saved) = broken().await;
    let detail = pages::detail(&db, &editor(), saved.id, later(60)).await?;
    assert_eq!(detail.publication.live.expect("it is live").texts["en"].title, title);
    assert_eq!(detail.publication.states[&language("en")], LanguageState::Live);
    let saved = pages::save(&db, &editor(), change_of(saved, &[("en", "offer3", "Better")]), later(61)).await?;
    assert_eq!(db.texts("select title ->> 'en' from pages").await, std::slice::from_ref(&title), "visitors read it");
    db.publish_at(saved, "en", later(62)).await;
    assert_eq!(db.visit_at("/offer2", later(62)).await, moved("/offer3"));
    assert_eq!(db.visit_at("/offer3", later(62)).await, page("en", "Better"));
    assert_eq!(check(&db).await?, []);

    let (db, saved) = broken().await;
    assert_eq!(publishing::apply_due_changes(&db, later(60)).await?.items, 1);
    assert_eq!(db.scheduled_rows().await, 0);
    assert_eq!(check(&db).await?, []);
    publishing::unpublish(&db, &editor(), saved.id, saved.version, &language("en"), later(61)).await?;
    assert_eq!(db.visit_at("/offer2", later(62)).await, Met::Nothing);
    Ok(())
}

#[tokio::test]
async fn one_that_cannot_be_read_holds_up_no_other() -> Outcome {
    let db = TestStore::new().await;
    let first = db.scheduled("first", None).await;
    db.scheduled("second", None).await;
    db.execute(format!("update revisions set snapshot = '{{}}' where number = 2 and item_id = {}", first.id)).await?;
    let applied = publishing::apply_due_changes(&db, later(60)).await?;
    assert_eq!(applied.items, 1);
    let failed: Vec<ItemRef> = applied.failed.iter().map(|(item, _)| *item).collect();
    assert_eq!(failed, [ItemRef { kind: ItemKind::Page, id: first.id.0 }]);
    assert_eq!(db.texts("select slug from pages order by id").await, ["first", "second2"]);
    assert_eq!(db.visit_at("/first2", later(60)).await, page("en", "first2"), "visitors read it all the same");
    Ok(())
}

#[tokio::test]
async fn one_that_is_over_before_anybody_came_is_in_the_columns_too() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.scheduled("offer", Some(120)).await;
    assert_eq!(publishing::apply_due_changes(&db, later(59)).await?.items, 0);
    assert_eq!(publishing::apply_due_changes(&db, later(200)).await?.items, 1);
    assert_eq!(db.scheduled_rows().await, 0);
    assert_eq!(db.texts("select title ->> 'en' || ' ' || slug from pages").await, ["offer2 offer2"]);
    assert_eq!(db.visit_at("/offer2", later(200)).await, Met::Nothing, "it is over");
    assert_eq!(check(&db).await?, []);
    db.publish_at(saved, "en", later(201)).await;
    assert_eq!(db.visit_at("/offer", later(201)).await, moved("/offer2"));
    Ok(())
}

#[tokio::test]
async fn a_plan_gets_another_time_and_keeps_its_words() -> Outcome {
    for (other, until) in [(90, Some(200)), (30, None)] {
        let db = TestStore::new().await;
        let saved = db.live(&ABOUT).await;
        let saved = db.change(saved, &[("en", "about-us", "All about us"), ABOUT[1]], later(5)).await;
        let saved = db.schedule(saved, "en", Some(later(60)), None).await;
        let saved = db.drop_draft(saved).await;
        let moved_to = db.schedule(saved, "en", Some(later(other)), until.map(later)).await;
        assert_eq!(moved_to.version, saved.version + 1);
        assert_eq!(db.visit_at("/about", later(other - 1)).await, page("en", "About us"));
        assert_eq!(db.visit_at("/about-us", later(other)).await, page("en", "All about us"));
        assert_eq!(db.visit_at("/about", later(other)).await, moved("/about-us"));
        if let Some(until) = until {
            assert_eq!(db.visit_at("/about-us", later(until)).await, Met::Nothing);
        }
        let publication = pages::detail(&db, &editor(), saved.id, later(6)).await?.publication;
        let period = Period { from: Some(later(other)), until: until.map(later) };
        assert_eq!(publication.planned[&language("en")], period);
        assert_eq!(db.schedule(moved_to, "en", period.from, period.until).await, moved_to, "the same time changes nothing");
        assert_eq!(check(&db).await?, []);
        // Without the plan the live text goes on.
        publishing::cancel_scheduled(&db, &editor(), saved.id, moved_to.version, &language("en"), later(6)).await?;
        assert_eq!(db.visit_at("/about", later(500)).await, page("en", "About us"));
    }
    Ok(())
}
