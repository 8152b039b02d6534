//! What terms are called in the language of the page: shown, filtered and searched, with the same addresses in every language.

use app::ssr::now;
use domain::access::Role;
use domain::glossary::{TermForm, TermKind};
use domain::language::{Language, Languages};
use hyper::StatusCode;
use serde_json::json;
use store::access::Editor;

use super::WhitepaperTest;

async fn name(test: &WhitepaperTest, kind: TermKind, term: &str, german: &str) {
    let labels = [(Language::parse("de").unwrap(), german.to_owned())].into();
    let languages = Languages::default();
    let draft = TermForm { kind, term: term.into(), version: 0, labels }.parse(&languages).unwrap();
    store::glossary::save(test.app.store(), &Editor::command_line(), &draft, &languages, now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_german_page_names_terms_in_german_and_keeps_their_addresses() {
    let test = WhitepaperTest::new().await;
    name(&test, TermKind::Tag, "cables", "Kabel").await;
    name(&test, TermKind::Category, "guide", "Handreichung").await;
    let list = test.app.get("/de/whitepapers").send().await.body;
    assert!(list.contains("<option value=\"cables\">Kabel</option>"), "{list}");
    assert!(list.contains("Handreichung · "), "the card names the category");
    assert!(list.contains("value=\"guide\""), "the filter keeps the term");
    let english = test.app.get("/whitepapers").send().await.body;
    assert!(english.contains("<option value=\"cables\">cables</option>") && english.contains("Guide · "));
    let detail = test.app.get("/de/whitepapers/fehlerortung").send().await.body;
    assert!(detail.contains("<dd>Kabel</dd>") && detail.contains("Handreichung"), "{detail}");
    assert!(detail.contains("\"keywords\":\"Kabel\""), "the description for search engines too");
    let filtered = test.app.get("/de/whitepapers?tag=cables").send().await;
    assert!(filtered.status == StatusCode::OK && filtered.body.contains("Fehlerortung"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_of_the_list_finds_labels_and_the_words_of_categories() {
    let test = WhitepaperTest::new().await;
    name(&test, TermKind::Tag, "cables", "Erdkabel").await;
    for (path, is_found) in [
        ("/de/whitepapers?q=erdkabel", true),
        ("/de/whitepapers?q=leitfaden", true),
        ("/whitepapers?q=erdkabel", false),
        ("/whitepapers?q=guide", true),
    ] {
        let list = test.app.get(path).send().await;
        assert_eq!(list.count("main ul.grid > li") > 0, is_found, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_of_the_site_finds_what_is_named_by_a_label_of_any_language() {
    let test = WhitepaperTest::new().await;
    let searches = ["/de/suche?q=erdkab", "/search?q=erdkabel", "/de/suche?q=handreichung+fehlerortung"];
    for path in searches {
        assert_eq!(test.app.get(path).send().await.count("ol.results > li"), 0, "{path}: nothing says so yet");
    }
    name(&test, TermKind::Tag, "cables", "Erdkabel").await;
    name(&test, TermKind::Category, "guide", "Handreichung").await;
    for path in searches {
        let page = test.app.get(path).send().await;
        assert!(page.count("ol.results > li") > 0, "{path}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_label_is_on_the_page_at_once_and_its_tag_changes() {
    let test = WhitepaperTest::new().await;
    let (path, editor) = ("/de/whitepapers/fehlerortung", test.app.staff(Role::Editor).await);
    let before = test.app.get(path).send().await;
    let form = json!({ "form": { "kind": "tag", "term": "cables", "version": 0, "labels": { "de": "Kabel" } } });
    let saved = test.app.call("/api/admin/glossary/save", &form.to_string()).cookie(&editor).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let after = test.app.get(path).named("if-none-match", before.header("etag")).send().await;
    assert_eq!(after.status, StatusCode::OK, "not 304");
    assert_ne!(after.header("etag"), before.header("etag"));
    assert!(after.body.contains("<dd>Kabel</dd>"));
    let again = test.app.call("/api/admin/glossary/save", &form.to_string()).cookie(&editor).send().await;
    assert_eq!(again.status, StatusCode::CONFLICT, "somebody else saved first: {}", again.body);
    let open = test.app.call("/api/admin/glossary/open", r#"{"kind":"tag","term":"cables"}"#).cookie(&editor).send().await;
    assert!(open.body.contains("\"version\":1") && open.body.contains("Kabel"), "{}", open.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_label_is_text() {
    let test = WhitepaperTest::new().await;
    let editor = test.app.staff(Role::Editor).await;
    let label = "</option><script>x</script>\u{202e}\u{7}\"&";
    let form = json!({ "form": { "kind": "tag", "term": "cables", "version": 0, "labels": { "de": label } } });
    let saved = test.app.call("/api/admin/glossary/save", &form.to_string()).cookie(&editor).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    for path in ["/de/whitepapers", "/de/whitepapers/fehlerortung"] {
        let body = test.app.get(path).send().await.body;
        assert!(!body.contains("<script>x") && !body.contains('\u{202e}') && !body.contains('\u{7}'), "{path}");
        assert!(body.contains("&lt;script&gt;x"), "{path}");
    }
    let long = json!({ "form": { "kind": "tag", "term": "cables", "version": 1, "labels": { "de": "x".repeat(10_000) } } });
    let refused = test.app.call("/api/admin/glossary/save", &long.to_string()).cookie(&editor).send().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("label:de"), "{}", refused.body);
}
