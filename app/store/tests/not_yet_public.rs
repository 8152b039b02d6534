//! What visitors cannot read yet is told by no address and no link: neither drafts nor plans, in no language.

mod support;

use support::pages::{ABOUT, Met, moved};
use support::{NOW, TestStore, later};

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
