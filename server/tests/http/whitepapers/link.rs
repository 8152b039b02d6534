//! The link to a file: in the mail, in a known browser, when it is over.

use app::ssr::now;
use domain::id::WhitepaperId;
use domain::language::{Language, Languages};
use domain::time::Timestamp;
use domain::whitepaper::list::WhitepaperFilter;
use hyper::{Method, StatusCode};
use store::access::Editor;

use super::{FILE_BYTES, FIREFOX, WhitepaperTest};
use crate::test_app::Cookie;

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_signs_with_the_front_page_of_its_language() {
    let test = WhitepaperTest::new().await;
    test.send("/de/whitepapers/fehlerortung", &test.form_token(10), &[]).await;
    let mail = test.app.mails(1).await.remove(0);
    let home = format!("{}/de", test.app.context().base_url());
    assert!(mail.contains(&format!("{home}\r\n")) || mail.contains(&format!("{home}\n")), "{mail}");
    assert!(mail.contains(&format!("href=\"{home}\"")), "{mail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_moved_with_its_whitepaper() {
    let test = WhitepaperTest::new().await;
    let (store, by, english) = (test.app.store(), Editor::command_line(), Language::parse("en").unwrap());
    let filter = WhitepaperFilter::default();
    let list = store::whitepapers::list(store, &by, &filter, &Languages::default(), now()).await.unwrap();
    let free = list.items.iter().map(|row| WhitepaperId(row.item.id)).find(|id| *id != test.gated).unwrap();
    for (id, slug) in [(free, "new-code"), (test.gated, "new-location")] {
        let mut form = store::whitepapers::detail(store, &by, id, now()).await.unwrap().form;
        form.texts.get_mut(&english).unwrap().slug = slug.into();
        let saved = store::whitepapers::save(store, &by, form.parse(&Languages::default()).unwrap(), now()).await.unwrap();
        store::publishing::publish(store, &by, saved.id, saved.version, &english, None, None, now()).await.unwrap();
    }
    let old = test.app.get("/whitepapers/grid-code/file?utm_source=mail").send().await;
    assert_eq!(old.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(old.location(), "/whitepapers/new-code/file?utm_source=mail");
    let head = test.app.ask(Method::HEAD, "/whitepapers/grid-code/file").send().await;
    assert_eq!((head.status, head.location()), (StatusCode::MOVED_PERMANENTLY, "/whitepapers/new-code/file"));
    for path in ["/Whitepapers/Grid-Code/file", "/whitepapers/grid-code/file/"] {
        assert_eq!(test.app.get(path).send().await.status, StatusCode::MOVED_PERMANENTLY, "{path}");
    }
    assert_eq!(test.app.get("/whitepapers/new-code/file").send().await.status, StatusCode::OK);
    assert_eq!(test.app.get("/de/whitepapers/new-code/file").send().await.status, StatusCode::OK);
    let gated = test.app.get("/whitepapers/fault-location/file").send().await;
    assert_eq!((gated.status, gated.location()), (StatusCode::MOVED_PERMANENTLY, "/whitepapers/new-location/file"));
    let form = test.app.get("/whitepapers/new-location/file").send().await;
    assert_eq!((form.status, form.location()), (StatusCode::SEE_OTHER, "/whitepapers/new-location"), "it asks for a name");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_flooded_with_mails() {
    let test = WhitepaperTest::new().await;
    for sent in 1..=7 {
        let form_token = test.form_token(10);
        for _ in 0..2 {
            let answer = test.send("/whitepapers/fault-location", &form_token, &[]).await;
            // The link is shown whether it is mailed or not, and the page says which.
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(answer.location().ends_with(if sent <= 5 { "?sent" } else { "?kept" }), "{sent}: {}", answer.location());
            let page = test.app.get(answer.location()).send().await;
            assert!(sent <= 5 || !page.body.contains("mailed you this link"), "{sent}");
        }
    }
    assert_eq!(test.kept().await.len(), 7);
    assert_eq!(test.app.mails(5).await.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_over_says_so_and_leads_back() {
    let test = WhitepaperTest::new().await;
    let link = test.expired_link().await;
    for answer in [test.app.get(&link).send().await, test.app.form(&link, &[]).send().await] {
        assert_eq!((answer.status, answer.text("h1").as_str()), (StatusCode::GONE, "Dieser Link ist abgelaufen"));
        assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some("/de/whitepapers/fehlerortung#get"));
    }
    let unknown = format!("/whitepapers/link/{}", "a".repeat(43));
    assert_eq!(test.app.get(&unknown).send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(test.app.form(&unknown, &[]).send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_browser_needs_one_click() {
    let test = WhitepaperTest::new().await;
    let cookie = test.send("/whitepapers/fault-location", &test.form_token(10), &[("remember", "yes")]).await.cookie();
    let page = test.app.get("/whitepapers/fault-location").cookie(&cookie).send().await;
    assert!(page.text("#get").contains("Welcome back, Ada"));
    assert_eq!(page.header("cache-control"), "no-store");
    let form_token = page.attribute("input[name=form_token]", "value").unwrap();
    let click = async || {
        let fields = [("known", "yes"), ("form_token", form_token.as_str())];
        test.app.form("/whitepapers/fault-location", &fields).named("user-agent", FIREFOX).cookie(&cookie).send().await
    };
    for _ in 0..2 {
        let file = click().await;
        assert_eq!((file.status, file.body.len()), (StatusCode::OK, FILE_BYTES));
    }
    assert_eq!(test.kept().await.len(), 2, "the form and one click");
    let form = test.app.get("/whitepapers/fault-location?form").cookie(&cookie).send().await;
    assert_eq!(form.count("#email"), 1);

    for forged in ["magnetiq-reader=1.9999999999.AAAA", "magnetiq-reader=", "magnetiq-reader=🦀"] {
        let forged = Cookie(percent_encoding::utf8_percent_encode(forged, percent_encoding::CONTROLS).to_string());
        let page = test.app.get("/whitepapers/fault-location").cookie(&forged).send().await;
        assert_eq!((page.status, page.count("#email")), (StatusCode::OK, 1));
        let fields = [("known", "yes"), ("form_token", form_token.as_str())];
        let answer = test.app.form("/whitepapers/fault-location", &fields).cookie(&forged).send().await;
        assert_eq!(answer.location(), "/whitepapers/fault-location?form");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_is_pressed_too_often_comes_back_as_a_button() {
    let test = WhitepaperTest::new_with(&["--forms-per-minute", "2"]).await;
    let (app, form_token) = (&test.app, test.form_token(10));
    let link = format!("/de/whitepapers/link/{}", test.keep("ada@stadtwerke.example", Timestamp(now().0 + 3_600)).await);
    let cookie = test.send("/de/whitepapers/fehlerortung", &form_token, &[("remember", "yes")]).await.cookie();
    test.send("/de/whitepapers/fehlerortung", &form_token, &[]).await;
    let click = [("known", "yes"), ("form_token", form_token.as_str()), ("utm_source", "letter")];
    let clicked = app.form("/de/whitepapers/fehlerortung", &click).cookie(&cookie).send().await;
    let hidden = |name: &str| clicked.attribute(&format!("form[method=post] input[name={name}]"), "value");
    assert_eq!(hidden("known").as_deref(), Some("yes"), "{}", clicked.body);
    assert_eq!(hidden("form_token").as_deref(), Some(form_token.as_str()), "it counts once");
    assert_eq!(hidden("utm_source").as_deref(), Some("letter"));
    let by_link = app.form(&link, &[]).send().await;
    for answer in [clicked, by_link] {
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(!answer.header("retry-after").is_empty());
        assert_eq!(answer.count("input[name=email]"), 0, "nothing was typed, and nothing has to be: {}", answer.body);
        assert_eq!(answer.text("form[method=post] button"), "Noch einmal herunterladen", "{}", answer.body);
        assert!(answer.text("main").contains("eine Minute"), "{}", answer.body);
        assert_eq!(answer.header("content-language"), "de");
    }
    // A faulty form is told its problems at once, not after the minute.
    let wrong = test.send("/de/whitepapers/fehlerortung", &form_token, &[("email", "ada@")]).await;
    assert_eq!(wrong.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(wrong.text("#email-error").contains("name@firma.de"), "{}", wrong.body);
}
