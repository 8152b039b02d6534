//! However much a call carries, it is answered soon, and others meanwhile.

use std::time::{Duration, Instant};

use domain::access::Role;
use domain::page::limit;
use serde_json::{Value, json};

use crate::policy::{FUNCTIONS, whole};
use crate::test_app::TestApp;
use crate::whitepapers::WhitepaperTest;

/// A call of a large text takes milliseconds in optimised code. What compares 60,000 things each with each takes minutes.
const MAX: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

/// For an answer to something else meanwhile.
const MAX_ELSEWHERE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 100 });

/// Every text becomes this one, every list of numbers these.
fn swell(value: &mut Value, text: &str, ids: &[i64]) {
    match value {
        Value::String(place) => text.clone_into(place),
        Value::Array(place) if place.iter().all(Value::is_number) => *value = json!(ids),
        Value::Array(places) => places.iter_mut().for_each(|place| swell(place, text, ids)),
        Value::Object(fields) => fields.values_mut().for_each(|field| swell(field, text, ids)),
        _ => {}
    }
}

/// The texts of a form, in one language.
fn with_texts(arguments: &mut Value) {
    let Some(texts) = arguments.pointer_mut("/form/texts") else { return };
    let text = json!({
        "title": "", "slug": "", "content": "", "excerpt": "", "meta_description": "", "seo_title": "", "seo_keywords": "",
        "alt": "", "description": "", "preview": "", "meta_title": "",
    });
    *texts = json!({ "en": text });
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_takes_any_size_in_any_place() {
    let test = WhitepaperTest::new().await;
    let app = &test.app;
    let megabyte = 1024 * 1024;
    let tags = |count: usize| (0..count).map(|n| format!("t{n},")).collect::<String>();
    let ids: Vec<i64> = (1..=60_000).collect();
    // Within the limit of most calls and beyond it.
    let sizes: [(String, &[i64]); 6] = [
        (tags(6_000), &ids[..9_000]),
        ("a".repeat(20_000), &ids[..200]),
        (tags(60_000), &ids),
        ("a".repeat(megabyte), &ids),
        ("> ".repeat(60_000), &[]),
        // As many words as a call takes, and each of them found.
        ("a ".repeat(30_000), &[]),
    ];
    for (path, _, arguments) in FUNCTIONS.iter().filter(|(_, _, arguments)| arguments.starts_with('{')) {
        // One of the calls ends the session.
        let cookie = app.staff(Role::Admin).await;
        for (text, ids) in &sizes {
            let mut arguments: Value = serde_json::from_str(&whole(arguments)).unwrap();
            with_texts(&mut arguments);
            swell(&mut arguments, text, ids);
            let body = arguments.to_string();
            let begun = Instant::now();
            let call = async { (app.call(path, &body).cookie(&cookie).send().await, begun.elapsed()) };
            let health = async { (app.get("/healthz").send().await, begun.elapsed()) };
            let ((answer, took), (health, elsewhere)) = tokio::join!(call, health);
            let what = format!("{path} with {} bytes: {}", body.len(), answer.status);
            assert!(answer.status.as_u16() < 500 && health.status.as_u16() == 200, "{what} {}", answer.body);
            assert!(took < MAX, "{what} took {took:?}");
            assert!(elsewhere < MAX_ELSEWHERE, "{what}, and something else took {elsewhere:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_texts_that_are_allowed_are_stored() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let (_, _, arguments) = FUNCTIONS.iter().find(|(path, ..)| *path == "/api/admin/pages/save").unwrap();
    let mut arguments: Value = serde_json::from_str(&whole(arguments)).unwrap();
    with_texts(&mut arguments);
    let mut text = arguments["form"]["texts"]["en"].clone();
    (text["title"], text["content"]) = (json!("Long"), json!("@"));
    text["slug"] = json!("long");
    arguments["form"]["template"] = json!("default");
    arguments["form"]["texts"] = json!({ "en": text, "de": text });
    // Four bytes each, and twelve as some programs write them.
    let body = arguments.to_string().replace("\"@\"", &format!("\"{}\"", "\\ud83c\\udf31".repeat(limit::CONTENT - 1)));
    let answer = app.call("/api/admin/pages/save", &body).cookie(&cookie).send().await;
    assert_eq!(answer.status.as_u16(), 200, "{} bytes: {:.300}", body.len(), answer.body);
}
