//! No input makes a 5xx, and nothing that was typed comes back as markup.

use domain::access::Role;
use hyper::{Method, header};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::test_app::{Answer, TestApp};

/// What people who mean no good type.
fn values() -> Vec<String> {
    let long = "a".repeat(10_000);
    let fixed = [
        "</textarea><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' OR 1=1; drop table pages; --",
        "\u{0}",
        "a\u{0}b",
        "🎉👩‍👩‍👧‍👦",
        "\u{202e}gnp.exe",
        "%00%ff%fe",
        "${7*7}{{7*7}}",
        "\r\nSet-Cookie: a=b",
        "../../../etc/passwd",
        "NEAR(a b, 5) AND title:* OR \"",
        "\u{fffe}\u{feff}\u{1f}",
        "-1",
        "9223372036854775808",
        "2026-03-29 02:30:00",
        "",
    ];
    fixed.map(str::to_owned).into_iter().chain([long]).collect()
}

fn assert_harmless(answer: &Answer, asked: &str) {
    assert!(answer.status.as_u16() < 500, "{asked}: {}", answer.status);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    assert!(!answer.body.contains(control), "{asked:?} comes back with control characters");
    assert!(!answer.body.contains("<script>alert(1)") && !answer.body.contains("<img src=x"), "{asked}");
    assert!(answer.headers.get_all("set-cookie").iter().all(|cookie| !cookie.to_str().unwrap().starts_with("a=")), "{asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_shows_what_was_typed_as_text() {
    let app = TestApp::start().await;
    let link = server::cli::first_admin_link(app.store(), "").await.unwrap().unwrap();
    for value in values() {
        let shown: String = value.chars().filter(|c| !c.is_control()).collect();
        let sign_in = [("email", value.as_str()), ("password", &value), ("next", &value), ("language", &value)];
        let answer = app.form("/admin/sign-in", &sign_in).send().await;
        assert_harmless(&answer, &value);
        assert_eq!(answer.status.as_u16(), 422, "{value}");
        if !value.contains('\r') {
            assert_eq!(answer.attribute("#email", "value").unwrap(), shown);
        }
        let set_up = [("email", value.as_str()), ("first_name", &value), ("last_name", &value), ("password", &value)];
        let answer = app.form(&link, &set_up).send().await;
        assert_harmless(&answer, &value);
        assert_eq!(answer.status.as_u16(), 422, "{value}");
        if !value.contains('\r') {
            assert_eq!(answer.attribute("#first_name", "value").unwrap(), shown);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_takes_any_query() {
    let app = TestApp::start().await;
    app.seed().await;
    let cookie = app.staff(Role::Viewer).await;
    for value in values() {
        let typed = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
        for path in [
            format!("/search?q={typed}"),
            format!("/de/suche?q={typed}&kind={typed}&page={typed}"),
            format!("/search?{typed}"),
            format!("/api/suggest?language={typed}&typed={typed}"),
            format!("/api/suggest?language=de&typed={typed}"),
            format!("/{typed}"),
            format!("/de/{typed}"),
            format!("/about?{typed}={typed}"),
            format!("/admin/{typed}?{typed}"),
            format!("/admin/sign-in?next={typed}&language={typed}&expired={typed}"),
            format!("/admin/set-up/{typed}"),
            format!("/sitemap.xml?after={typed}"),
            format!("/assets/{typed}"),
            format!("/api/admin/{typed}"),
        ] {
            assert_harmless(&app.get(&path).send().await, &path);
            assert_harmless(&app.get(&path).cookie(&cookie).send().await, &path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_takes_any_value_in_any_place() {
    let app = TestApp::start().await;
    let form = serde_json::to_value(domain::page::PageForm::default()).unwrap();
    let filter = serde_json::to_value(domain::page::PageFilter::default()).unwrap();
    let text = serde_json::to_value(domain::page::PageTextForm::default()).unwrap();
    for value in values() {
        let mut form = form.clone();
        let mut text = text.clone();
        for field in text.as_object_mut().unwrap().values_mut() {
            *field = value.clone().into();
        }
        form["texts"] = serde_json::json!({ "en": text });
        for field in ["template", "sort_order", "canonical_url"] {
            form[field] = value.clone().into();
        }
        let mut filter = filter.clone();
        for field in filter.as_object_mut().unwrap().values_mut().filter(|field| field.is_string()) {
            *field = value.clone().into();
        }
        let person =
            serde_json::json!({ "email": value, "first_name": value, "last_name": value, "role": value, "language": value });
        for (path, body) in [
            ("pages/save", serde_json::json!({ "form": form })),
            ("pages/list", serde_json::json!({ "filter": filter })),
            ("items/check-slug", serde_json::json!({ "kind": "page", "language": "en", "slug": value, "item_id": null })),
            ("items/check-slug", serde_json::json!({ "kind": value, "language": "en", "slug": "a", "item_id": null })),
            (
                "items/check-slug",
                serde_json::json!({ "kind": "whitepaper", "language": value, "slug": "a", "item_id": i64::MAX }),
            ),
            ("items/propose-slug", serde_json::json!({ "kind": "page", "language": "de", "title": value, "item_id": i64::MIN })),
            ("items/preview", serde_json::json!({ "text": value })),
            (
                "items/check-links",
                serde_json::json!({ "text": format!("{value} [a]({value}) [b](/{value}) [c](</{value}>) [d](/%ff%00)"), "language": "en" }),
            ),
            ("pages/open", serde_json::json!({ "id": i64::MIN })),
            (
                "items/publish",
                serde_json::json!({
                    "item": { "kind": "page", "id": i64::MAX },
                    "version": i64::MAX,
                    "language": "en",
                }),
            ),
            ("users/create", serde_json::json!({ "form": person })),
            ("account/password", serde_json::json!({ "current": value, "new": value })),
            ("account/language", serde_json::json!({ "language": value })),
        ] {
            let cookie = app.staff(Role::Admin).await;
            let answer = app.call(&format!("/api/admin/{path}"), &body.to_string()).cookie(&cookie).send().await;
            assert!(answer.status.as_u16() < 500, "{path} {body}: {} {}", answer.status, answer.body);
            if path == "items/preview" {
                assert_harmless(&answer, &value);
            }
        }
        let sign_in = serde_json::json!({ "email": value, "password": value });
        assert_harmless(&app.call("/api/sign-in", &sign_in.to_string()).send().await, &value);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_in_headers_is_no_trouble() {
    let app = TestApp::start().await;
    for value in ["", ",", ";;;", "\t", "q=0", "*", "de;q=abc,,,en", "bytes=0-0", "é", &"x".repeat(8_000)] {
        for name in [
            "cookie",
            "accept",
            "accept-language",
            "accept-encoding",
            "if-none-match",
            "range",
            "referer",
            "user-agent",
            "origin",
            "sec-fetch-site",
            "x-forwarded-for",
            "content-type",
        ] {
            for path in ["/", "/admin", "/admin/sign-in", "/api/suggest?language=en&typed=a", "/favicon.ico"] {
                let name: header::HeaderName = name.parse().unwrap();
                let answer = app.get(path).header(name, value).send().await;
                assert!(answer.status.as_u16() < 500, "{path} {value}: {}", answer.status);
            }
        }
    }
}

/// Random bytes are rarely HTTP; the program goes on after any of them.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_ends_a_connection_and_nothing_else() {
    let app = TestApp::start().await;
    let mut seed = 7_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as u8
    };
    let starts: [&[u8]; 6] = [
        b"",
        b"GET ",
        b"GET / HTTP/1.1\r\n",
        b"POST /admin/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n",
        b"GET http://a:b@[::1/ HTTP/1.1\r\n\r\n",
        b"POST /api/sign-in HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n",
    ];
    for round in 0..120 {
        let mut stream = tokio::net::TcpStream::connect(app.address()).await.unwrap();
        let mut bytes = starts[round % starts.len()].to_vec();
        bytes.extend((0..round).map(|_| random()));
        stream.write_all(&bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        // A connection may also be reset.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(app.get("/healthz").send().await.status.as_u16(), 200);
    assert_eq!(app.ask(Method::CONNECT, "a.example:443").send().await.status.as_u16(), 405);
}
