//! However much a call carries, it is answered soon, and others meanwhile.

use std::time::{Duration, Instant};

use domain::access::Role;
use serde_json::{Value, json};
use server::body;

use crate::policy::{FUNCTIONS, whole};
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

/// Every text as long as it may be, each character with four bytes, and with twelve as some programs write them.
fn longest(fields: &[(&str, usize)]) -> Value {
    json!(
        fields
            .iter()
            .map(|(name, characters)| ((*name).to_owned(), json!("@".repeat(*characters))))
            .collect::<serde_json::Map<_, _>>()
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_texts_that_are_allowed_are_taken_and_a_little_more_is_refused() {
    let test = WhitepaperTest::new().await;
    let app = &test.app;
    let cookie = app.staff(Role::Editor).await;
    let text = |fields: &[(&str, usize)]| {
        let texts = longest(fields);
        json!({ "form": { "texts": { "en": texts, "de": texts } } })
    };
    let page = {
        use domain::page::limit::{CONTENT, EXCERPT, META_DESCRIPTION, SEO_KEYWORDS, SEO_TITLE, TITLE};
        text(&[
            ("title", TITLE),
            ("slug", 0),
            ("content", CONTENT),
            ("excerpt", EXCERPT),
            ("meta_description", META_DESCRIPTION),
            ("seo_title", SEO_TITLE),
            ("seo_keywords", SEO_KEYWORDS),
        ])
    };
    let whitepaper = {
        use domain::whitepaper::limit::{DESCRIPTION, META_DESCRIPTION, META_TITLE, PREVIEW, TITLE};
        text(&[
            ("title", TITLE),
            ("slug", 0),
            ("description", DESCRIPTION),
            ("preview", PREVIEW),
            ("meta_title", META_TITLE),
            ("meta_description", META_DESCRIPTION),
        ])
    };
    let media = {
        use domain::media::limit::{ALT, DESCRIPTION, TITLE};
        text(&[("title", TITLE), ("alt", ALT), ("description", DESCRIPTION)])
    };
    let preview = json!({ "text": "@".repeat(domain::page::limit::CONTENT) });
    let calls = [
        ("/api/admin/pages/save", page, body::PAGE_BYTES),
        ("/api/admin/whitepapers/save", whitepaper, body::WHITEPAPER_BYTES),
        ("/api/admin/media/save", media, body::MEDIA_BYTES),
        ("/api/admin/items/preview", preview.clone(), body::PREVIEW_BYTES),
        ("/api/admin/items/check-links", preview, body::PREVIEW_BYTES),
    ];
    for (path, changed, max_bytes) in calls {
        let (.., arguments) = FUNCTIONS.iter().find(|(known, ..)| *known == path).unwrap();
        let mut arguments: Value = serde_json::from_str(&whole(arguments)).unwrap();
        merge(&mut arguments, changed);
        match path {
            "/api/admin/pages/save" => {
                arguments["form"]["template"] = json!("default");
                for tag in ["en", "de"] {
                    arguments["form"]["texts"][tag]["slug"] = json!(format!("long-{tag}"));
                }
            }
            "/api/admin/whitepapers/save" => {
                (arguments["form"]["file"], arguments["form"]["category"]) = (json!(1), json!("guide"));
                for tag in ["en", "de"] {
                    arguments["form"]["texts"][tag]["slug"] = json!(format!("long-{tag}"));
                }
            }
            "/api/admin/media/save" => {
                let version = app.detail(domain::id::MediaId(1)).await.form.version;
                (arguments["form"]["id"], arguments["form"]["version"]) = (json!(1), json!(version));
            }
            _ => {}
        }
        let body = arguments.to_string().replace('@', "\\ud83c\\udf31");
        let answer = app.call(path, &body).cookie(&cookie).send().await;
        assert_eq!(answer.status.as_u16(), 200, "{path} with {} bytes: {:.300}", body.len(), answer.body);
        assert!(body.len() <= max_bytes, "{path}: {} bytes", body.len());
        // Spaces are no part of JSON, and bytes of the call.
        let padded = |bytes: usize| format!("{}{}", "{}", " ".repeat(bytes - 2));
        let largest = app.call(path, &padded(max_bytes)).cookie(&cookie).send().await;
        assert_ne!(largest.status.as_u16(), 413, "{path}");
        let larger = app.call(path, &padded(max_bytes + 1)).cookie(&cookie).send().await;
        assert_eq!(larger.status.as_u16(), 413, "{path}");
    }
}

/// The fields of one object put into another.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            from.into_iter().for_each(|(name, value)| merge(into.entry(name).or_insert(Value::Null), value));
        }
        (into, from) => *into = from,
    }
}
