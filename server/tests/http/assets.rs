//! /assets, /favicon.ico and /site.webmanifest.

use hyper::{Method, StatusCode, header};

use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn what_the_manifest_does_not_name_is_not_there() {
    let app = TestApp::start().await;
    for path in [
        "/assets/none.css",
        "/assets/manifest.json",
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/..%5c..%5cCargo.toml",
    ] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("[workspace]"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_names_is_kept_for_ever_and_sent_in_its_smallest_form() {
    let app = TestApp::start().await;
    // Without a build there is nothing to serve; `make test` builds first.
    let css = &app.context().assets().site_css;
    let plain = app.get(css).header(header::ACCEPT_ENCODING, "identity").send().await;
    if plain.status == StatusCode::NOT_FOUND {
        return assert_eq!(css, "/assets/site.css", "a file of the manifest is missing");
    }
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(plain.body.contains("@layer"), "unpacked");
    let small = app.get(css).header(header::ACCEPT_ENCODING, "gzip, br").send().await;
    assert_eq!((small.header("content-encoding"), small.header("vary")), ("br", "accept-encoding"));
    let length = |answer: &crate::test_app::Answer| answer.header("content-length").parse::<usize>().unwrap();
    assert!(length(&small) < length(&plain) / 2);
    let known =
        app.get(css).header(header::ACCEPT_ENCODING, "br").header(header::IF_NONE_MATCH, small.header("etag")).send().await;
    assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let plainly = app.get(css).header(header::ACCEPT_ENCODING, "identity");
    let other = plainly.header(header::IF_NONE_MATCH, small.header("etag")).send().await;
    assert_eq!(other.status, StatusCode::OK, "another form is another entity");
    let head = app.ask(Method::HEAD, css).header(header::ACCEPT_ENCODING, "identity").send().await;
    assert_eq!((head.status, length(&head), head.body.as_str()), (StatusCode::OK, length(&plain), ""));
    assert_eq!(app.get("/favicon.ico").send().await.header("content-type"), "image/x-icon");
    let web_manifest = app.get("/site.webmanifest").send().await;
    assert_eq!(web_manifest.header("content-type"), "application/manifest+json");
    let document: serde_json::Value = serde_json::from_str(&web_manifest.body).unwrap();
    for icon in document["icons"].as_array().unwrap() {
        let answer = app.get(icon["src"].as_str().unwrap()).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/png"), "{icon}");
    }
    assert_eq!(app.ask(Method::POST, css).send().await.status, StatusCode::METHOD_NOT_ALLOWED);
}
