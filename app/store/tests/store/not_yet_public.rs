//! What visitors cannot read yet is told by no address and no link: neither drafts nor plans, in no language.

use crate::support::pages::{ABOUT, Met, language, moved, page};
use crate::support::{NOW, Outcome, TestStore, later};
use domain::setting::Settings;
use store::pages;

#[tokio::test]
async fn a_slug_that_nobody_could_read_yet_leads_nowhere_in_any_language() {
    let db = TestStore::new().await;
    // Of the default language, only drafted.
    let gamma = db.page(&[("en", "secret", "Gamma"), ("de", "gamma", "Gamma")]).await;
    db.publish(gamma, "de").await;
    assert_eq!(db.visit("/de/secret").await, Met::Nothing);

    // Planned beside a live text.
    let saved = db.live(&ABOUT).await;
    let saved = db.change(saved, &[("en", "merger", "Merger"), ABOUT[1]], NOW).await;
    let saved = db.schedule(saved, "en", Some(later(60)), None).await;
    for path in ["/merger", "/de/merger"] {
        assert_eq!(db.visit(path).await, Met::Nothing, "{path}");
    }
    assert_eq!(db.visit_at("/de/merger", later(60)).await, moved("/de/ueber-uns"), "from its time on");
    assert_eq!(db.visit_at("/de/about", later(59)).await, moved("/de/ueber-uns"));
    db.trash(saved).await;

    // Planned as a first publication.
    let plan = db.page(&[("en", "plan", "Plan"), ("de", "vorhaben", "Vorhaben")]).await;
    let plan = db.publish(plan, "de").await;
    db.schedule(plan, "en", Some(later(60)), None).await;
    assert_eq!(db.visit("/de/plan").await, Met::Nothing);
}

#[tokio::test]
async fn a_draft_of_what_was_public_once_does_not_give_its_new_address_away() {
    for is_drafted_first in [false, true] {
        let db = TestStore::new().await;
        let mut saved = db.live(&ABOUT).await;
        let changed = [ABOUT[0], ("de", "geheim", "Geheim")];
        if is_drafted_first {
            saved = db.change(saved, &changed, NOW).await;
        }
        let mut saved = db.unpublish(saved, "de").await;
        if !is_drafted_first {
            saved = db.change(saved, &changed, NOW).await;
        }
        assert_eq!(db.visit("/de/geheim").await, Met::Nothing, "{is_drafted_first}");
        saved = db.change(saved, &[ABOUT[0], ("de", "geheimer", "Geheim")], NOW).await;
        for path in ["/de/geheim", "/de/geheimer"] {
            assert_eq!(db.visit(path).await, Met::Nothing, "{path} {is_drafted_first}");
        }
        assert_ne!(db.visit("/de/ueber-uns").await, Met::Nothing, "{is_drafted_first}");
        db.publish_at(saved, "de", later(60)).await;
        assert_eq!(db.visit_at("/de/geheimer", later(60)).await, page("de", "Geheim"));
        assert_eq!(db.read("/de/geheimer").await.published_at, NOW, "its date stays");
        assert_eq!(db.visit_at("/de/geheim", later(60)).await, Met::Nothing);
    }
    // The default language, below another one.
    let db = TestStore::new().await;
    let saved = db.live(&ABOUT).await;
    let saved = db.unpublish(saved, "en").await;
    assert_eq!(db.visit("/de/about").await, moved("/de/ueber-uns"), "it was read there");
    db.change(saved, &[("en", "secret", "Secret"), ABOUT[1]], NOW).await;
    assert_eq!(db.visit("/de/secret").await, Met::Nothing);
}

#[tokio::test]
async fn the_call_to_action_is_what_visitors_read_at_its_address() -> Outcome {
    let db = TestStore::new().await;
    let call = async |at| {
        let chrome = pages::site_chrome(&db, &language("en"), &Settings::default(), at).await.expect("a chrome");
        chrome.call_to_action.map(|link| link.title)
    };
    // A plan at this address is not told before its time.
    let new = db.live(&[("en", "foo", "Foo")]).await;
    let new = db.change(new, &[("en", "book", "Launch")], NOW).await;
    assert_eq!(call(NOW).await, None);
    let new = db.schedule(new, "en", Some(later(60)), None).await;
    assert_eq!(call(later(59)).await, None);
    assert_eq!(call(later(60)).await.as_deref(), Some("Launch"));
    db.trash(new).await;
    // Nor stays behind a page that has moved away.
    let old = db.live(&[("en", "book", "Book")]).await;
    let old = db.change(old, &[("en", "appointment", "Book")], NOW).await;
    db.schedule(old, "en", Some(later(60)), None).await;
    assert_eq!(call(later(59)).await.as_deref(), Some("Book"));
    assert_eq!(call(later(60)).await, None);
    Ok(())
}
