//! /healthz, /readyz, /metrics.

use hyper::StatusCode;

use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_program_says_that_it_lives_and_can_answer() {
    let app = TestApp::start().await;
    for path in ["/healthz", "/readyz"] {
        let answer = app.get(path).send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "ok\n"), "{path}");
    }
}

/// As soon as it is so; what was found is kept for a second.
async fn until_ready(app: &TestApp, status: StatusCode) {
    let found = async { while app.get("/readyz").send().await.status != status {} };
    tokio::time::timeout(std::time::Duration::from_secs(10), found)
        .await
        .unwrap_or_else(|_| panic!("/readyz never said {status}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_is_not_ready_while_nothing_can_be_written() {
    let app = TestApp::start().await;
    app.expects("not ready: the database did not take a write in time");
    let writing = app.store().begin_write().await.unwrap();
    until_ready(&app, StatusCode::SERVICE_UNAVAILABLE).await;
    let answer = app.get("/readyz").send().await;
    assert!(answer.body.contains("takes no writes") && !answer.header("retry-after").is_empty(), "{answer:?}");
    assert_eq!(app.get("/healthz").send().await.status, StatusCode::OK);
    assert!(app.get("/").send().await.status.as_u16() < 500, "reading goes on");
    drop(writing);
    until_ready(&app, StatusCode::OK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_count_what_was_answered() {
    let app = TestApp::start().await;
    app.get("/none").send().await;
    let answer = app.get("/metrics").send().await;
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert!(answer.body.contains("magnetiq_answers_total{status=\"4xx\"} 1\n"), "{}", answer.body);
    assert!(answer.body.contains("# TYPE magnetiq_answer_seconds histogram\n"));
}

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_for_this_machine_alone_unless_it_is_set() {
    let app = TestApp::start().await;
    for header in ["x-forwarded-for", "x-real-ip", "forwarded", "via"] {
        assert_eq!(app.get("/metrics").named(header, "127.0.0.1").send().await.status, StatusCode::NOT_FOUND, "{header}");
    }
    assert_eq!(app.get("/metrics").named("host", "www.example.com").send().await.status, StatusCode::NOT_FOUND, "a hidden proxy");
    assert_eq!(app.get("/metrics").named("host", "localhost:3000").send().await.status, StatusCode::OK);
    let app = TestApp::start_with(&["--metrics", "everyone"]).await;
    assert_eq!(app.get("/metrics").named("x-forwarded-for", "192.0.2.1").send().await.status, StatusCode::OK);
    let app = TestApp::start_with(&["--metrics", "nobody", "--metrics-token", TOKEN]).await;
    assert_eq!(app.get("/metrics").send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/metrics").named("authorization", &format!("Bearer {TOKEN}")).send().await.status, StatusCode::NOT_FOUND);
}

/// nginx sends the address of the program as Host and names no client unless it is told to.
#[tokio::test(flavor = "multi_thread")]
async fn metrics_of_a_public_site_want_the_token_whoever_asks() {
    for flags in [
        &["--base-url", "https://www.example.com"][..],
        &["--base-url", "https://www.example.com", "--metrics-token", TOKEN],
        &["--trusted-proxies", "10.0.0.1"],
        &["--trusted-proxies", "127.0.0.1", "--metrics-token", TOKEN],
    ] {
        let app = TestApp::start_with(flags).await;
        for authorization in ["", "Bearer", TOKEN, "Bearer 0123456789abcdef0123456789abcdeF"] {
            let answer = app.get("/metrics").named("authorization", authorization).send().await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{flags:?} {authorization}");
        }
        let answer = app.get("/metrics").named("authorization", &format!("Bearer {TOKEN}")).send().await;
        let is_set = flags.contains(&TOKEN);
        assert_eq!(answer.status, if is_set { StatusCode::OK } else { StatusCode::NOT_FOUND }, "{flags:?}");
    }
}
