//! Numbers and dates beyond all bounds, in every address and every call: none makes the program fail.

use domain::access::Role;
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::policy;
use crate::test_app::{Cookie, TestApp};

const NUMBERS: [&str; 11] = [
    "-9223372036854775808",
    "9223372036854775807",
    "9223372036854775808",
    "-1",
    "0",
    "1.5",
    "1e30",
    "4294967296",
    // One second beyond the years 0 to 9999.
    "253402300800",
    "-62167219201",
    "253402300799",
];

const DATES: [&str; 6] =
    ["9999-12-31T23:59:59Z", "10000-01-01", "+10000-01-01T00:00:00Z", "-0001-01-01", "0000-01-01", "9999-12-31T23:59:59-23:59"];

async fn demo() -> (TestApp, Cookie) {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    app.seed().await;
    let cookie = app.staff(Role::Admin).await;
    (app, cookie)
}

fn texts() -> impl Iterator<Item = String> {
    NUMBERS.iter().chain(&DATES).map(|text| (*text).to_owned()).chain([String::new(), "9".repeat(5_000), "\u{0}".to_owned()])
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_address() {
    let (app, cookie) = demo().await;
    for text in texts() {
        let text = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let mut paths = vec![
            format!("/{text}"),
            format!("/sitemap.xml?after={text}"),
            format!("/admin/pages/{text}"),
            format!("/admin/whitepapers/{text}/downloads.csv"),
            format!("/admin/media/{text}/replace"),
            format!("/admin/mail/preview/reset/{text}"),
            format!("/media/{text}/{text}"),
            format!("/media/cards/{text}/page-{text}-en.png"),
            format!("/media/{text}/{text}/{text}.jpg"),
            format!("/api/suggest?language={text}&typed={text}"),
        ];
        for name in ["q", "page", "after", "before", "sort", "tag", "topic", "kind", "from", "until", "form", "sent", "lang"] {
            let all =
                ["/whitepapers", "/search", "/whitepapers/grid-code", "/admin/whitepapers/1/downloads.csv", "/admin/sign-in"];
            paths.extend(all.map(|path| format!("{path}?q=a&{name}={text}")));
        }
        for path in paths {
            let answer = app.get(&path).cookie(&cookie).send().await;
            assert!(!answer.status.is_server_error(), "{path} {}", answer.status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_every_place_of_every_call() {
    let (app, cookie) = demo().await;
    let mut asked = 0;
    for (path, arguments) in policy::calls() {
        // A password is no number, and each attempt takes its time.
        if matches!(path, "/api/sign-in" | "/api/admin/account/password") {
            continue;
        }
        let arguments = arguments.replace("\"id\":0", "\"id\":1").replace("[0]", "[1]").replace("\"user\":0", "\"user\":1");
        let mut arguments: Value = serde_json::from_str(&arguments).unwrap();
        // A term of the glossary has no id, and its form is whole.
        let form = arguments.get_mut("form").filter(|form| form.get("term").is_none());
        if let (Some(item), Some(form)) = (path.strip_suffix("/save"), form) {
            *form = open(&app, &cookie, item).await;
        }
        for place in places(&arguments) {
            for value in values(arguments.pointer(&place).unwrap()) {
                let mut changed = arguments.clone();
                *changed.pointer_mut(&place).unwrap() = value;
                let body = written(&changed);
                let answer = app.call(path, &body).cookie(&cookie).send().await;
                assert!(!answer.status.is_server_error(), "{path} {body}: {} {}", answer.status, answer.body);
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{path}: the session is gone");
                asked += 1;
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_schedule() {
    let (app, cookie) = demo().await;
    for (from, until) in NUMBERS.iter().flat_map(|from| [(*from, "null"), ("0", *from), (*from, *from)]) {
        let form = open(&app, &cookie, "/api/admin/whitepapers").await;
        let version = &form["version"];
        let body = format!(
            r#"{{"item":{{"kind":"whitepaper","id":1}},"version":{version},"language":"en","from":{from},"until":{until}}}"#
        );
        let answer = app.call("/api/admin/items/schedule", &body).cookie(&cookie).send().await;
        assert!(!answer.status.is_server_error(), "{body}: {} {}", answer.status, answer.body);
        for path in ["/whitepapers", "/sitemap.xml", "/feed.xml", "/search?q=grid", "/healthz"] {
            assert_eq!(app.get(path).send().await.status, StatusCode::OK, "{path} after {body}");
        }
    }
}

/// The form of the first item there is, as the editor gets it.
async fn open(app: &TestApp, cookie: &Cookie, item: &str) -> Value {
    let answer = app.call(&format!("{item}/open"), r#"{"id":1}"#).cookie(cookie).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{item} {}", answer.body);
    serde_json::from_str::<Value>(&answer.body).unwrap()["form"].clone()
}

/// The places of numbers, texts and nulls, as JSON pointers (RFC 6901).
fn places(value: &Value) -> Vec<String> {
    let below = |key: String, value: &Value| places(value).into_iter().map(move |place| format!("/{key}{place}"));
    match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| below(key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().flat_map(|(at, value)| below(at.to_string(), value)).collect(),
        _ => vec![String::new()],
    }
}

/// What may be sent in place of this. Numbers are marked texts until they are written, for not all of them fit into a [`Value`].
fn values(known: &Value) -> Vec<Value> {
    let numbers = || NUMBERS.iter().map(|number| json!(format!("{MARK}{number}{MARK}")));
    match known {
        Value::String(_) => texts().map(Value::String).collect(),
        Value::Null => numbers().chain(texts().map(Value::String)).collect(),
        _ => numbers().chain([json!(null), json!("1")]).collect(),
    }
}

const MARK: &str = "#number#";

fn written(value: &Value) -> String {
    value.to_string().replace(&format!("\"{MARK}"), "").replace(&format!("{MARK}\""), "")
}
