//! What visitors cannot read yet is told by no address and no link: neither drafts nor plans, in no language.

mod support;

use domain::setting::Settings;
use store::pages;
use support::pages::{ABOUT, Met, language, moved};
use support::{NOW, Outcome, TestStore, later};

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
