//! A whitepaper that is no longer offered, met by a form that was open, a button and a link.

use app::ssr::now;
use domain::language::Language;
use domain::time::Timestamp;
use hyper::StatusCode;
use store::access::Editor;

use crate::whitepapers::WhitepaperTest;

/// Nobody can read it any more; its links still give the file.
async fn unpublish(test: &WhitepaperTest) {
    let (store, by) = (test.app.store(), Editor::command_line());
    for tag in ["en", "de"] {
        let version = store::whitepapers::detail(store, &by, test.gated, now()).await.unwrap().form.version;
        let language = Language::parse(tag).unwrap();
        store::publishing::unpublish(store, &by, test.gated, version, &language, now()).await.unwrap();
    }
}

async fn trash(test: &WhitepaperTest) {
    let (store, by) = (test.app.store(), Editor::command_line());
    let version = store::whitepapers::detail(store, &by, test.gated, now()).await.unwrap().form.version;
    store::publishing::trash(store, &by, test.gated, version, now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_whose_whitepaper_is_gone_comes_back_and_says_so() {
    let test = WhitepaperTest::new().await;
    let form_token = test.form_token(10);
    let cookie = test.send("/de/whitepapers/fehlerortung", &test.form_token(10), &[("remember", "yes")]).await.cookie();
    let kept = test.kept().await.len();
    unpublish(&test).await;
    let typed = test.send("/de/whitepapers/fehlerortung", &form_token, &[("last_name", "Störlicht")]).await;
    let click = [("known", "yes"), ("form_token", form_token.as_str())];
    let clicked = test.app.form("/de/whitepapers/fehlerortung", &click).cookie(&cookie).send().await;
    for answer in [&typed, &clicked] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.text("h1"), "Dieses Whitepaper gibt es nicht mehr", "{}", answer.body);
        assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some("/de/whitepapers"));
        assert_eq!(answer.count("main input[name=q]"), 1, "the search");
        assert_eq!(answer.count("nav.site-nav"), test.app.get("/de/none").send().await.count("nav.site-nav"), "a whole page");
        assert_eq!(answer.header("content-language"), "de");
    }
    assert_eq!(typed.attribute("#last_name", "value").as_deref(), Some("Störlicht"), "{}", typed.body);
    assert_eq!(typed.attribute("input[name=form_token]", "value").as_deref(), Some(form_token.as_str()));
    assert_eq!(clicked.count("input[name=last_name]"), 0);
    assert_eq!(test.kept().await.len(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_over_promises_no_new_one_where_there_is_none() {
    let test = WhitepaperTest::new().await;
    let (over, open) = (test.expired_link().await, test.keep("b@stadtwerke.example", Timestamp(now().0 + 3_600)).await);
    let open = format!("/de/whitepapers/link/{open}");
    unpublish(&test).await;
    let answer = test.app.get(&over).send().await;
    assert_eq!((answer.status, answer.text("h1").as_str()), (StatusCode::GONE, "Dieser Link ist abgelaufen"));
    assert!(!answer.text("main").contains("neuen"), "{}", answer.text("main"));
    assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some("/de/whitepapers"));
    assert_eq!(answer.text("main a.button"), "Alle Whitepapers");
    // What was promised is kept.
    assert_eq!(test.app.get(&open).send().await.text("main a"), "Alle Whitepapers");
    let began = test.app.form(&open, &[]).send().await;
    assert_eq!(test.followed(&began).await.status, StatusCode::OK);
    trash(&test).await;
    let broken_off = test.followed(&began).await;
    assert_eq!((broken_off.status, broken_off.text("h1").as_str()), (StatusCode::GONE, "Dieses Whitepaper gibt es nicht mehr"));
    for link in [&over, &open] {
        for answer in [test.app.get(link).send().await, test.app.form(link, &[]).send().await] {
            assert_eq!((answer.status, answer.text("h1").as_str()), (StatusCode::GONE, "Dieses Whitepaper gibt es nicht mehr"));
            assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some("/de/whitepapers"));
        }
    }
    // A link that never was has a whole page too.
    let unknown = format!("/de/whitepapers/link/{}", "a".repeat(43));
    assert_eq!(test.app.form(&unknown, &[]).send().await.count("main input[name=q]"), 1);
}
