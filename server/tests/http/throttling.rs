//! 429: what one client address may ask in a time.

use domain::access::Role;
use hyper::StatusCode;

use crate::sharing;
use crate::test_app::{PASSWORD, TestApp};

const WRONG: [(&str, &str); 2] = [("email", "editor@nordlicht.example"), ("password", "wrong")];

#[tokio::test(flavor = "multi_thread")]
async fn attempts_to_sign_in_are_few() {
    let app = TestApp::start_with(&["--sign-in-per-minute", "3"]).await;
    app.add(Role::Editor).await;
    for _ in 0..3 {
        assert_eq!(app.form("/admin/sign-in", &WRONG).send().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = app.form("/admin/sign-in", &[("email", "editor@nordlicht.example"), ("password", PASSWORD)]).send().await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=21).contains(&seconds), "{seconds}");
    assert_eq!(answer.attribute("#email", "value").as_deref(), Some("editor@nordlicht.example"));
    assert!(answer.text(".alert").contains("Too many attempts"));
    let call = app.call("/api/sign-in", r#"{"email":"editor@nordlicht.example","password":"x"}"#).send().await;
    assert_eq!(call.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(call.body.starts_with("{\"TooFast\":{\"retry_after_seconds\":"), "{}", call.body);
    assert!(!call.header("retry-after").is_empty());
    assert_eq!(app.get("/").send().await.status, StatusCode::OK);
    assert_eq!(app.get("/admin/sign-in").send().await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_to_follow_a_link_are_few() {
    let app = TestApp::start_with(&["--sign-in-per-minute", "2"]).await;
    let link = server::cli::first_admin_link(app.store(), "").await.unwrap().unwrap();
    let fields = [("email", "a@b.example"), ("first_name", "Aylin"), ("last_name", "Demir"), ("password", "short")];
    for _ in 0..2 {
        assert_eq!(app.form(&link, &fields).send().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = app.form(&link, &fields).send().await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.attribute("#first_name", "value").as_deref(), Some("Aylin"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_calls_are_many_but_not_without_end() {
    let app = TestApp::start_with(&["--requests-per-second", "1"]).await;
    let mut statuses = Vec::new();
    for _ in 0..13 {
        statuses.push(app.get("/robots.txt").send().await.status);
    }
    assert!(statuses[..10].iter().all(|status| *status == StatusCode::OK), "{statuses:?}");
    assert!(statuses[10..].contains(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
    let page = app.get("/").send().await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.text("h1").contains("a little fast") && !page.header("retry-after").is_empty());
    assert_eq!(app.get("/healthz").send().await.status, StatusCode::OK);
    assert_eq!(app.get("/assets/none").send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_client_behind_a_trusted_proxy_counts_for_itself() {
    let app = TestApp::start_with(&["--sign-in-per-minute", "1", "--trusted-proxies", "127.0.0.1"]).await;
    let attempt = async |client: &str| app.form("/admin/sign-in", &WRONG).named("x-forwarded-for", client).send().await.status;
    assert_eq!(attempt("192.0.2.1").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(attempt("192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(attempt("192.0.2.2").await, StatusCode::UNPROCESSABLE_ENTITY);
    // What the client wrote itself stands first and counts for nothing.
    assert_eq!(attempt("203.0.113.9, 192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_can_pretend_to_be_someone_else() {
    let app = TestApp::start_with(&["--sign-in-per-minute", "1"]).await;
    for (client, status) in [("192.0.2.1", StatusCode::UNPROCESSABLE_ENTITY), ("192.0.2.2", StatusCode::TOO_MANY_REQUESTS)] {
        let answer = app.form("/admin/sign-in", &WRONG).named("x-forwarded-for", client).send().await;
        assert_eq!(answer.status, status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_titles_are_drawn_for_a_client_like_forms_and_then_served_like_files() {
    let app = TestApp::start_with(&["--forms-per-minute", "2"]).await;
    let cookie = app.staff(Role::Editor).await;
    let mut cards = Vec::new();
    for number in 0..3 {
        let path = format!("news/{number}");
        let saved = sharing::save(&app, &cookie, &sharing::form(&path, &format!("Cable {number}"))).await;
        sharing::publish(&app, &cookie, &saved).await;
        cards.push(sharing::picture(&app, &format!("/{path}")).await);
    }
    for card in &cards[..2] {
        assert_eq!(app.get(card).send().await.status, StatusCode::OK);
    }
    let answer = app.get(&cards[2]).send().await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!answer.header("retry-after").is_empty());
    for _ in 0..5 {
        assert_eq!(app.get(&cards[0]).send().await.status, StatusCode::OK, "it is drawn");
    }
}
