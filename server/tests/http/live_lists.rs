//! Lists in pages that are filled when the page is shown: of the sample site, and when one of their pages changes.

use app::ssr::now;
use domain::language::{Language, Languages};
use domain::page::{PageForm, PageTextForm};
use domain::time::Timestamp;
use hyper::StatusCode;
use store::access::Editor;
use store::pages::{self, Saved};
use store::publishing;

use crate::test_app::TestApp;

fn english() -> Language {
    Language::parse("en").unwrap()
}

async fn publish(app: &TestApp, slug: &str, title: &str, content: &str) -> Saved {
    let text = PageTextForm {
        title: title.into(),
        slug: slug.into(),
        content: content.into(),
        excerpt: format!("{title} in short."),
        ..PageTextForm::default()
    };
    let form = PageForm { template: "default".into(), texts: [(english(), text)].into(), ..PageForm::default() };
    let (store, by, at) = (app.store(), Editor::command_line(), Timestamp(now().0 - 60));
    let mut saved = pages::save(store, &by, form.parse(&Languages::default()).unwrap(), at).await.unwrap();
    saved.version = publishing::publish(store, &by, saved.id, saved.version, &english(), Some(at), None, at).await.unwrap();
    saved
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_site_lists_articles_and_references_as_cards() {
    let app = TestApp::start().await;
    app.seed().await;
    for (path, count, first) in [
        ("/insights", 4, "/insights/cable-records"),
        ("/de/fachbeitraege", 4, "/de/fachbeitraege/stoerlichtbogen"),
        ("/references", 3, "/references/sunday-transformer"),
        ("/de/referenzen", 3, "/de/referenzen/wischererfassung"),
    ] {
        let page = app.get(path).send().await;
        let cards = "main li.card:has(time[datetime])";
        assert_eq!(page.count(cards), count, "{path}: {}", page.body);
        assert_eq!(page.attribute(&format!("{cards} h3 a"), "href").as_deref(), Some(first), "{path}: the newest first");
        assert_eq!(page.count(&format!("{cards} a")), count, "{path}: one link a card");
        assert_eq!(page.count(&format!("{cards} .cover")), count, "{path}: each has a picture");
        assert!(!page.body.contains("live-list") && !page.body.contains("data-of"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_follows_its_pages_and_so_do_the_tag_and_the_date_of_its_page() {
    let app = TestApp::start().await;
    publish(&app, "insights", "Insights", "Text.\n\n::: pages 2\n## All\n:::\n").await;
    let empty = app.get("/insights").send().await;
    assert!(empty.body.contains("Nothing has been published here yet."), "{}", empty.body);
    let first = publish(&app, "insights/first", "First", "One.").await;
    let one = app.get("/insights").named("if-none-match", empty.header("etag")).send().await;
    assert_eq!((one.status, one.count("li.card")), (StatusCode::OK, 1), "at once, and not 304");
    assert!(one.body.contains("First in short.") && !one.body.contains("Nothing has been"));
    assert_eq!(app.get("/insights").named("if-none-match", one.header("etag")).send().await.status, StatusCode::NOT_MODIFIED);
    publish(&app, "insights/hostile", "</a><script>x</script>", "Two.").await;
    publish(&app, "insights/third", "Third", "Three.").await;
    let limited = app.get("/insights").send().await;
    assert_eq!(limited.count("li.card"), 2, "no more than the list asks for");
    assert_ne!(limited.header("etag"), one.header("etag"));
    assert!(!limited.body.contains("<script>x"), "{}", limited.body);
    let store = app.store();
    publishing::unpublish(store, &Editor::command_line(), first.id, first.version, &english(), now()).await.unwrap();
    let gone = app.get("/insights").send().await;
    assert!(!gone.body.contains("First in short."), "what is public no more is on no list");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_nothing_leaves_nothing_and_no_list_leads_out_of_the_site() {
    let app = TestApp::start().await;
    let lists = "::: pages 3 /none\n## Below nothing\n:::\n\n::: pages 3 //evil.example\n## Elsewhere\n:::\n\n::: pages 3 /search\n## No page\n:::\n\n::: pages 3 legal\n## Legal\n:::\n";
    publish(&app, "about", "About", &format!("Text.\n\n{lists}")).await;
    let page = app.get("/about").send().await;
    assert_eq!((page.status, page.count("main li.card")), (StatusCode::OK, 0));
    for heading in ["Below nothing", "Elsewhere", "No page", "Legal"] {
        assert!(!page.body.contains(heading), "{heading}: {}", page.body);
    }
}
