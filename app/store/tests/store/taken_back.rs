//! What is taken back: its columns hold the draft again, and only an address that was public leads on.

use crate::support::pages::{ABOUT, Met, Text, change_of, editor, language, languages, moved, page};
use crate::support::{NOW, Outcome, TestStore, later, whitepapers as samples};
use domain::item::ItemKind;
use domain::page::{PageDraft, PageFilter, Template};
use store::check::check;
use store::pages::{self, Saved};
use store::{publishing, whitepapers};

const CHANGED: [Text<'static>; 2] = [("en", "about-us", "All about us"), ("de", "ueber-uns-alle", "Alles über uns")];

const DAY: i64 = 86_400;

impl TestStore {
    /// The slug and the title of each language, as the columns hold them.
    async fn columns(&self, table: &str) -> Vec<String> {
        self.texts(format!(
            "select t.slug || ' ' || t.title || ' ' || (i.title ->> t.language)
            from translations t
            join {table} i on i.id = t.item_id
            order by t.language desc"
        ))
        .await
    }

    async fn is_listed(&self, search: &str) -> bool {
        let filter = PageFilter { search: search.into(), ..PageFilter::default() };
        !pages::list(self, &editor(), &filter, &languages(), NOW).await.expect("a list").items.is_empty()
    }

    async fn cancel(&self, saved: Saved, tag: &str) -> Saved {
        let version = publishing::cancel_scheduled(self, &editor(), saved.id, saved.version, &language(tag), NOW).await;
        Saved { version: version.expect("a version"), ..saved }
    }
}

#[tokio::test]
async fn the_columns_hold_the_draft_of_a_language_that_is_taken_back() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let changed = PageDraft { template: Template::Landing, ..change_of(saved, &CHANGED) };
    let saved = pages::save(&db, &editor(), changed, later(5)).await?;
    let saved = db.unpublish(saved, "en").await;
    let titles = ["about-us All about us All about us", "ueber-uns Über uns Über uns"];
    assert_eq!(db.columns("pages").await, titles);
    assert_eq!(db.texts("select content ->> 'en' || template from pages").await, ["All about us.\ndefault"]);
    assert_eq!(db.texts("select slug from pages").await, ["about-us"]);
    assert!(db.is_listed("All about").await);
    assert_eq!(db.texts("select plain from translations where language = 'en'").await, ["All about us."]);
    assert_eq!(db.texts("select language from translations where has_changes").await, ["de"]);
    assert_eq!(check(&db).await?, []);

    let saved = db.unpublish(saved, "de").await;
    assert_eq!(db.columns("pages").await[1], "ueber-uns-alle Alles über uns Alles über uns");
    assert_eq!(db.texts("select template from pages").await, ["landing"], "nothing is live, so this is the draft's too");
    assert_eq!(check(&db).await?, []);

    let saved = db.publish(saved, "en").await;
    assert_eq!(db.visit("/about-us").await, page("en", "All about us"));
    assert_eq!(db.visit("/about").await, moved("/about-us"), "visitors knew it");
    assert!(db.read("/about-us").await.html.contains("<p>All about us.</p>"));
    let saved = db.change(saved, &CHANGED[..1], NOW).await;
    assert_eq!(db.columns("pages").await, ["about-us All about us All about us"], "the draft has no German");
    db.unpublish(saved, "en").await;
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn the_columns_hold_the_draft_where_a_first_publication_is_cancelled() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "offer", "Offer")]).await;
    let saved = db.schedule(saved, "en", Some(later(DAY)), None).await;
    let saved = db.change(saved, &[("en", "bargain", "Bargain")], NOW).await;
    let saved = db.cancel(saved, "en").await;
    assert_eq!(db.columns("pages").await, ["bargain Bargain Bargain"]);
    assert!(db.is_listed("bargain").await && !db.is_listed("offer").await);
    assert!(db.is_free(ItemKind::Page, "en", "offer", None).await?, "nothing holds it any more");
    assert_eq!(check(&db).await?, []);
    db.publish(saved, "en").await;
    assert_eq!(db.visit("/bargain").await, page("en", "Bargain"));
    assert_eq!(db.visit("/offer").await, Met::Nothing);
    Ok(())
}

#[tokio::test]
async fn the_columns_of_a_whitepaper_hold_the_draft_too() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live_whitepaper(samples::form(&samples::FAULTS)).await;
    let mut form = samples::form(&[("en", "finding-faults", "Finding faults"), samples::FAULTS[1]]);
    (form.id, form.version, form.tags) = (Some(saved.id), saved.version, "cables".into());
    let saved = whitepapers::save(&db, &editor(), samples::parsed(form), later(5)).await?;
    let version = publishing::unpublish(&db, &editor(), saved.id, saved.version, &language("en"), later(6)).await?;
    let columns = ["finding-faults Finding faults Finding faults", "fehlerortung Fehlerortung Fehlerortung"];
    assert_eq!(db.columns("whitepapers").await, columns);
    assert_eq!(db.texts("select description ->> 'en' || tags from whitepapers").await, ["Finding faults.[]"]);
    assert_eq!(check(&db).await?, []);
    publishing::unpublish(&db, &editor(), saved.id, version, &language("de"), later(7)).await?;
    let folded = db.texts("select folded from translations order by language").await;
    assert_eq!(
        folded,
        ["fehlerortung fehlerortung. cables guide leitfaden", "finding faults finding faults. cables guide leitfaden"]
    );
    assert_eq!(check(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn an_address_that_was_only_planned_leads_nowhere() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.page(&[("en", "merger", "A merger")]).await;
    let saved = db.schedule(saved, "en", Some(later(DAY)), None).await;
    let saved = db.change(saved, &[("en", "news", "News")], NOW).await;
    db.publish(saved, "en").await;
    for at in [NOW, later(2 * DAY)] {
        assert_eq!(db.visit_at("/merger", at).await, Met::Nothing);
    }

    // One that was public for an hour leads on.
    let saved = db.page(&[("en", "first", "First")]).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    let saved = db.change(saved, &[("en", "second", "Second")], NOW).await;
    db.publish_at(saved, "en", later(3_660)).await;
    assert_eq!(db.visit_at("/first", later(3_660)).await, moved("/second"));

    // A language that goes before its time.
    let saved = db.live(&ABOUT[..1]).await;
    let saved = db.change(saved, &[ABOUT[0], ("de", "geheim", "Geheim")], NOW).await;
    let saved = db.schedule(saved, "de", Some(later(DAY)), None).await;
    let saved = db.change(saved, &ABOUT[..1], NOW).await;
    db.unpublish(saved, "de").await;
    assert_eq!(db.visit_at("/de/geheim", later(2 * DAY)).await, Met::Nothing);
    assert_eq!(db.number("select count(*) from slug_redirects where slug in ('merger', 'geheim')").await, 0);
    Ok(())
}

#[tokio::test]
async fn the_slug_of_a_draft_is_not_public_because_the_language_once_was() -> Outcome {
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.unpublish(saved, "de").await;
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"), "visitors know it");
    let saved = db.change(saved, &[ABOUT[0], ("de", "geheim", "Geheim")], NOW).await;
    assert_eq!(db.visit("/de/geheim").await, Met::Nothing);
    assert_eq!(db.visit("/de/ueber-uns").await, page("en", "About us"), "visitors knew it");
    let saved = db.change(saved, &[ABOUT[0], ("de", "geheimer", "Geheim")], NOW).await;
    db.publish(saved, "de").await;
    assert_eq!(db.visit("/de/geheim").await, Met::Nothing);
    assert_eq!(db.visit("/de/ueber-uns").await, moved("/de/geheimer"));
    Ok(())
}
