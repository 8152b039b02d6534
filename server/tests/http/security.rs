//! Security headers of every answer, and requests that are refused before a handler.

use app::ssr::now;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::language::{Language, Languages};
use hyper::{Method, StatusCode, header};
use scraper::Selector;
use sha2::{Digest, Sha256};
use store::access::Admin;
use store::settings::Setting;

use crate::test_app::{Answer, PASSWORD, TestApp};

/// One of every kind: page, 404, redirect, form, refused form, frame, call, refused call, asset, health, wrong method, feed.
async fn of_every_kind(app: &TestApp) -> Vec<(&'static str, Answer)> {
    let cookie = app.staff(Role::Editor).await;
    vec![
        ("page", app.get("/").send().await),
        ("search", app.get("/search?q=a").send().await),
        ("missing", app.get("/none").send().await),
        ("moved", app.get("/search/").send().await),
        ("form", app.get("/admin/sign-in").send().await),
        ("refused form", app.form("/admin/sign-in", &[]).send().await),
        ("link", app.get("/admin/set-up/none").send().await),
        ("door", app.get("/admin").send().await),
        ("frame", app.get("/admin").cookie(&cookie).send().await),
        ("call", app.call("/api/admin/context", "{}").cookie(&cookie).send().await),
        ("refused call", app.call("/api/admin/context", "{}").send().await),
        ("asset", app.get("/assets/none").send().await),
        ("health", app.get("/healthz").send().await),
        ("method", app.ask(Method::PUT, "/").send().await),
        ("foreign", app.form("/admin/sign-out", &[]).header(header::ORIGIN, "https://evil.example").send().await),
        ("sitemap", app.get("/sitemap.xml").send().await),
        ("feed", app.get("/feed.xml").send().await),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_its_headers() {
    let app = TestApp::start().await;
    for (kind, answer) in of_every_kind(&app).await {
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{kind}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http:") && !policy.contains('*'), "{kind}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{kind}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{kind}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{kind}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{kind}");
        assert!(answer.header("referrer-policy").contains("origin"), "{kind}");
        assert!(!answer.header("cache-control").is_empty(), "{kind}");
        assert_eq!(answer.header("strict-transport-security"), "", "{kind}: only over https");
        assert!(answer.headers.get("server").is_none() && answer.headers.get("x-powered-by").is_none(), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_allows_exactly_the_scripts_that_are_in_the_document() {
    let app = TestApp::start().await;
    for (kind, answer) in of_every_kind(&app).await {
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let html = answer.html();
        let scripts = Selector::parse("script:not([type='application/ld+json'])").unwrap();
        let hashes = html.select(&scripts).map(|script| {
            assert_eq!(script.attr("src"), None, "{kind}");
            let text: String = script.text().collect();
            format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
        });
        let policy = answer.header("content-security-policy");
        let sources = policy.split("; ").find_map(|part| part.strip_prefix("script-src ")).unwrap();
        let expected = ["'self'".to_owned()].into_iter().chain(hashes).chain(["'wasm-unsafe-eval'".to_owned()]);
        assert_eq!(sources.split(' ').collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{kind}");
        assert!(policy.contains("style-src 'self';"), "{kind}");
        assert_eq!(answer.count("[style], style, [onclick], [onload], [onerror]"), 0, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn public_pages_touch_no_cookie() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    for path in ["/", "/de", "/search?q=a", "/none", "/sitemap.xml", "/feed.xml", "/healthz", "/assets/none"] {
        for answer in [app.get(path).send().await, app.get(path).cookie(&cookie).send().await] {
            assert!(answer.headers.get("set-cookie").is_none(), "{path}");
            assert!(!answer.header("vary").contains("cookie"), "{path}");
        }
    }
    assert!(app.get("/api/suggest?language=en&typed=a").send().await.headers.get("set-cookie").is_none());
    assert!(app.get("/admin/sign-in").send().await.headers.get("set-cookie").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_something_and_comes_from_another_site_is_refused() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let cookie = app.staff(Role::Editor).await;
    let fields = [("email", "editor@nordlicht.example"), ("password", PASSWORD)];
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example"] {
        let form = app.form("/admin/sign-in", &fields).header(header::ORIGIN, origin).send().await;
        assert_eq!(form.status, StatusCode::FORBIDDEN, "{origin}");
        assert!(form.text("h1").contains("another site"), "{}", form.body);
        let call = app.call("/api/admin/sign-out", "{}").cookie(&cookie).header(header::ORIGIN, origin).send().await;
        assert_eq!((call.status, call.body.as_str()), (StatusCode::FORBIDDEN, "\"Forbidden\""), "{origin}");
    }
    for fetched in ["cross-site", "same-site"] {
        let call = app.call("/api/admin/sign-out", "{}").cookie(&cookie).named("sec-fetch-site", fetched).named("origin", "");
        let call = call.send().await;
        assert_eq!(call.status, StatusCode::FORBIDDEN, "{fetched}");
    }
    let own = app.call("/api/admin/context", "{}").cookie(&cookie).named("sec-fetch-site", "same-origin").send().await;
    assert_eq!(own.status, StatusCode::OK);
    let read = app.get("/").named("sec-fetch-site", "cross-site").send().await;
    assert_eq!(read.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_too_large_is_413() {
    let app = TestApp::start().await;
    let large = "a".repeat(70_000);
    let answer = app.form("/admin/sign-in", &[("email", &large), ("password", "x")]).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text("h1").contains("too large"), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_none_of_ours_is_400() {
    let app = TestApp::start().await;
    let asks = [
        app.ask(Method::POST, "/admin/sign-in").body("email=a"),
        app.form("/admin/sign-in", &[("email", "a"), ("email", "b")]),
        app.form("/admin/sign-in", &[]).named("content-type", "application/json").body("{}"),
    ];
    for ask in asks {
        let answer = ask.send().await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_told_in_the_language_of_its_address() {
    let app = TestApp::start().await;
    let [en, de] = ["en", "de"].map(|tag| tag.parse::<Language>().unwrap());
    let languages = Languages::new(de.clone(), vec![de, en]);
    for setting in [Setting::Languages(languages), Setting::MaintenanceMode(true)] {
        store::settings::set(app.store(), &Admin::command_line(), &setting, now()).await.unwrap();
    }
    for (path, title) in [
        ("/", "Gleich wieder da"),
        ("/whitepapers/x", "Gleich wieder da"),
        ("/en", "Back in a moment"),
        ("/en/whitepapers/x", "Back in a moment"),
        // It has no language; the browser has.
        ("/sitemap.xml", "Back in a moment"),
    ] {
        let answer = app.get(path).send().await;
        assert_eq!((answer.status, answer.text("h1").as_str()), (StatusCode::SERVICE_UNAVAILABLE, title), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_site_lets_staff_in() {
    let app = TestApp::start().await;
    app.add(Role::Admin).await;
    store::settings::set(app.store(), &Admin::command_line(), &Setting::MaintenanceMode(true), now()).await.unwrap();
    for path in ["/", "/de", "/search?q=a", "/sitemap.xml", "/feed.xml", "/api/suggest?language=en&typed=a"] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(answer.header("retry-after"), "300", "{path}");
    }
    assert!(app.get("/de/x").send().await.text("h1").contains("Gleich wieder da"));
    let signed_in = app.sign_in(Role::Admin).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    let cookie = signed_in.cookie();
    assert_eq!(app.get("/admin").cookie(&cookie).send().await.status, StatusCode::OK);
    assert_eq!(app.call("/api/admin/context", "{}").cookie(&cookie).send().await.status, StatusCode::OK);
    assert_eq!(app.get("/healthz").send().await.status, StatusCode::OK);
    assert_eq!(app.get("/readyz").send().await.status, StatusCode::OK);
}
