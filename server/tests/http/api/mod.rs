//! /api: server functions as HTTP sees them.

use domain::access::Role;
use hyper::{Method, StatusCode, header};

use crate::site::Site;

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_cannot_be_read_is_400() {
    let site = Site::start().await;
    let cookie = site.staff(Role::Admin).await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{\"id\":\"x\"}",
        "{\"id\":99999999999999999999}",
        "\u{0}",
        "{\"id\":1e400}",
        "\u{feff}{\"id\":1}",
    ] {
        let answer = site.call("/api/admin/pages/open", body).cookie(&cookie).send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::BAD_REQUEST, "\"Malformed\""), "{body:?}");
    }
    let bytes = site.call("/api/admin/pages/open", "").body(vec![0xff, 0xfe, 0x00]).cookie(&cookie).send().await;
    assert_eq!(bytes.status, StatusCode::BAD_REQUEST);
    let query = site.get("/api/suggest").send().await;
    assert_eq!(query.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_does_not_exist_is_404_and_the_wrong_method_405() {
    let site = Site::start().await;
    for path in ["/api/none", "/api/Suggest", "/api/suggest/x", "/api//suggest", "/api/%73uggest"] {
        let answer = site.get(path).send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_FOUND, "\"NotFound\""), "{path}");
        assert_eq!(answer.header("content-type"), "application/json");
    }
    assert_eq!(site.ask(Method::DELETE, "/api/suggest").send().await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(site.get("/api/sign-in").send().await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_leads_to_where_the_referer_says() {
    let site = Site::start().await;
    let cookie = site.staff(Role::Viewer).await;
    let asks = [
        site.call("/api/admin/desk", "{}").cookie(&cookie),
        site.call("/api/admin/desk", "nonsense").cookie(&cookie),
        site.call("/api/sign-in", r#"{"email":"a@b.example","password":"x"}"#),
        site.get("/api/suggest?language=en&typed=a"),
    ];
    for ask in asks {
        let answer = ask.header(header::ACCEPT, "text/html").header(header::REFERER, "https://evil.example/").send().await;
        assert!(!answer.status.is_redirection() && answer.location().is_empty(), "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_413_with_and_without_a_length() {
    let site = Site::start().await;
    let cookie = site.staff(Role::Editor).await;
    let large = format!("{{\"text\":\"{}\"}}", "a".repeat(9 * 1024 * 1024));
    let answer = site.call("/api/admin/pages/preview", &large).cookie(&cookie).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let small = format!("{{\"email\":\"a@b.example\",\"password\":\"{}\"}}", "a".repeat(70_000));
    let answer = site.call("/api/sign-in", &small).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let pieces = futures_util::stream::iter((0..100).map(|_| Ok::<_, std::io::Error>("a".repeat(1_000))));
    #[allow(clippy::disallowed_methods, reason = "a client of a test sends it, uncompressed")]
    let body = axum::body::Body::from_stream(pieces);
    let answer = site.call("/api/sign-in", "").body(body).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_answered_to_a_call_is_kept() {
    let site = Site::start().await;
    for answer in [site.get("/api/suggest?language=en&typed=a").send().await, site.call("/api/admin/desk", "{}").send().await] {
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_written_published_and_read() {
    let site = Site::start().await;
    let cookie = site.staff(Role::Editor).await;
    let mut form = domain::page::PageForm { template: "default".into(), ..Default::default() };
    let language = domain::language::Language::parse("en").unwrap();
    let text = domain::page::TextForm {
        title: "About us".into(),
        slug: "about".into(),
        content: "Hello *there*".into(),
        ..Default::default()
    };
    form.texts.insert(language, text);
    let body = format!("{{\"form\":{}}}", serde_json::to_string(&form).unwrap());
    let saved = site.call("/api/admin/pages/save", &body).cookie(&cookie).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(site.get("/about").send().await.status, StatusCode::NOT_FOUND);
    let saved: domain::page::PageDetail = serde_json::from_str(&saved.body).unwrap();
    let (id, version) = (saved.form.id.unwrap(), saved.form.version);
    let publish = format!("{{\"item\":{{\"kind\":\"page\",\"id\":{id}}},\"version\":{version},\"language\":\"en\"}}");
    let published = site.call("/api/admin/items/publish", &publish).cookie(&cookie).send().await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    assert!(site.get("/about").send().await.body.contains("Hello <em>there</em>"));
    let again = site.call("/api/admin/items/publish", &publish).cookie(&cookie).send().await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::CONFLICT, "\"Stale\""));
}
