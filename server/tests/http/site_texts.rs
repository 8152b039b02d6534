//! The words of lists, search and header that editors choose, on the pages that show them.

use domain::access::Role;
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::test_app::{Answer, Cookie, TestApp};

async fn save(app: &TestApp, editor: &Cookie, version: i64, texts: Value) -> Answer {
    let form = json!({ "form": { "version": version, "texts": texts } });
    app.call("/api/admin/settings/save-texts", &form.to_string()).cookie(editor).send().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_editors_stand_on_the_pages_of_their_language() {
    let app = TestApp::start().await;
    app.seed().await;
    let editor = app.staff(Role::Editor).await;
    let before = app.get("/de/whitepapers").send().await;
    assert_eq!(before.text("header .button-secondary"), "Termin buchen", "the program's own words");
    let texts = json!({ "de": {
        "button_label": "Anrufen", "button_address": "/de/kontakt",
        "whitepapers_title": "Lesestoff", "whitepapers_intro": "Zum Mitnehmen.", "whitepapers_description": "Alle Hefte.",
        "search_title": "Was suchen Sie?", "search_intro": "Ein Wort genügt.",
    } });
    let saved = save(&app, &editor, 0, texts).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let list = app.get("/de/whitepapers").named("if-none-match", before.header("etag")).send().await;
    assert_eq!(list.status, StatusCode::OK, "at once, and not 304");
    assert_eq!((list.text("h1"), list.text("h1 + .lead")), ("Lesestoff".into(), "Zum Mitnehmen.".into()));
    assert!(list.text("title").starts_with("Lesestoff · "), "{}", list.text("title"));
    assert_eq!(list.attribute("meta[name=description]", "content").as_deref(), Some("Alle Hefte."));
    assert_eq!(list.attribute("header .button-secondary", "href").as_deref(), Some("/de/kontakt"));
    assert_eq!(list.text("header .button-secondary"), "Anrufen");
    assert_eq!(list.text("header a[href='/de/whitepapers']"), "Lesestoff", "the menu calls the list the same");
    let image = list.attribute("meta[property='og:image']", "content").expect("a picture");
    let image = app.get(image.strip_prefix(&app.url()).expect("it is of this site")).send().await;
    assert_eq!(image.status, StatusCode::OK, "the picture for other sites has the new words");
    let detail = app.get("/de/whitepapers/fehlerortung-sieben-verfahren").send().await;
    assert!(detail.text(".crumbs").contains("Lesestoff"), "the way to it says the same");
    let search = app.get("/de/suche").send().await;
    assert!(search.body.contains("Was suchen Sie?") && search.body.contains("Ein Wort genügt."), "{}", search.body);
    let english = app.get("/whitepapers").send().await;
    assert_eq!(english.text("h1"), "Whitepapers");
    assert_eq!(english.text("header .button-secondary"), "Book a consultation");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_overwrites_words_that_they_have_not_seen_and_viewers_none() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    assert_eq!(save(&app, &editor, 0, json!({ "de": { "search_title": "A" } })).await.status, StatusCode::OK);
    assert_eq!(save(&app, &editor, 0, json!({ "de": { "search_title": "B" } })).await.status, StatusCode::CONFLICT);
    let viewer = app.staff(Role::Viewer).await;
    assert_eq!(save(&app, &viewer, 1, json!({})).await.status, StatusCode::FORBIDDEN);
    let seen = app.call("/api/admin/settings/texts", "{}").cookie(&viewer).send().await;
    assert!(seen.body.contains("\"version\":1") && seen.body.contains("\"A\""), "{}", seen.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_are_text_and_lead_nowhere_else() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    for address in ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x"] {
        let refused = save(&app, &editor, 0, json!({ "en": { "button_address": address } })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(refused.body.contains("button_address:en"), "{}", refused.body);
    }
    let long = save(&app, &editor, 0, json!({ "en": { "search_title": "x".repeat(10_000) } })).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    let hostile = "</title></h1><script>x</script>\u{202e}\u{7}";
    let texts = json!({ "en": { "whitepapers_title": hostile, "button_label": "<b>x", "button_address": "/a?b=\u{27}onclick" } });
    assert_eq!(save(&app, &editor, 0, texts).await.status, StatusCode::OK);
    let page = app.get("/whitepapers").send().await;
    assert!(!page.body.contains("<script>x") && !page.body.contains("<b>x") && !page.body.contains('\u{202e}'), "{}", page.body);
    assert!(page.text("h1").contains("<script>x"), "it is text");
}
