//! /api: server functions as HTTP sees them.

use domain::access::Role;
use hyper::{Method, StatusCode, header};

use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_cannot_be_read_is_400() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Admin).await;
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
        let answer = app.call("/api/admin/pages/open", body).cookie(&cookie).send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::BAD_REQUEST, "\"Malformed\""), "{body:?}");
    }
    let bytes = app.call("/api/admin/pages/open", "").body(vec![0xff, 0xfe, 0x00]).cookie(&cookie).send().await;
    assert_eq!(bytes.status, StatusCode::BAD_REQUEST);
    let query = app.get("/api/suggest").send().await;
    assert_eq!(query.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_does_not_exist_is_404_and_the_wrong_method_405() {
    let app = TestApp::start().await;
    for path in ["/api/none", "/api/Suggest", "/api/suggest/x", "/api//suggest", "/api/%73uggest"] {
        let answer = app.get(path).send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_FOUND, "\"NotFound\""), "{path}");
        assert_eq!(answer.header("content-type"), "application/json");
    }
    assert_eq!(app.ask(Method::DELETE, "/api/suggest").send().await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(app.get("/api/sign-in").send().await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_leads_to_where_the_referer_says() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Viewer).await;
    let asks = [
        app.call("/api/admin/context", "{}").cookie(&cookie),
        app.call("/api/admin/context", "nonsense").cookie(&cookie),
        app.call("/api/sign-in", r#"{"email":"a@b.example","password":"x"}"#),
        app.get("/api/suggest?language=en&typed=a"),
    ];
    for ask in asks {
        let answer = ask.header(header::ACCEPT, "text/html").header(header::REFERER, "https://evil.example/").send().await;
        assert!(!answer.status.is_redirection() && answer.location().is_empty(), "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_413_with_and_without_a_length() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let large = format!("{{\"text\":\"{}\"}}", "a".repeat(9 * 1024 * 1024));
    let answer = app.call("/api/admin/items/preview", &large).cookie(&cookie).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let small = format!("{{\"email\":\"a@b.example\",\"password\":\"{}\"}}", "a".repeat(70_000));
    let answer = app.call("/api/sign-in", &small).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let pieces = futures_util::stream::iter((0..100).map(|_| Ok::<_, std::io::Error>("a".repeat(1_000))));
    #[allow(clippy::disallowed_methods, reason = "a client of a test sends it, uncompressed")]
    let body = axum::body::Body::from_stream(pieces);
    let answer = app.call("/api/sign-in", "").body(body).send().await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_answered_to_a_call_is_kept() {
    let app = TestApp::start().await;
    for answer in [app.get("/api/suggest?language=en&typed=a").send().await, app.call("/api/admin/context", "{}").send().await] {
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_written_published_and_read() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let mut form = domain::page::PageForm { template: "default".into(), ..Default::default() };
    let language = domain::language::Language::parse("en").unwrap();
    let text = domain::page::PageTextForm {
        title: "About us".into(),
        slug: "about".into(),
        content: "Hello *there*".into(),
        ..Default::default()
    };
    form.texts.insert(language, text);
    let body = format!("{{\"form\":{}}}", serde_json::to_string(&form).unwrap());
    let saved = app.call("/api/admin/pages/save", &body).cookie(&cookie).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(app.get("/about").send().await.status, StatusCode::NOT_FOUND);
    let saved: domain::page::PageDetail = serde_json::from_str(&saved.body).unwrap();
    let (id, version) = (saved.form.id.unwrap(), saved.form.version);
    let publish = format!("{{\"item\":{{\"kind\":\"page\",\"id\":{id}}},\"version\":{version},\"language\":\"en\"}}");
    let published = app.call("/api/admin/items/publish", &publish).cookie(&cookie).send().await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    assert!(app.get("/about").send().await.body.contains("Hello <em>there</em>"));
    let again = app.call("/api/admin/items/publish", &publish).cookie(&cookie).send().await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::CONFLICT, "\"Stale\""));
}

/// The question before they are published is answered from the drafts; then each is published or refused on its own.
#[tokio::test(flavor = "multi_thread")]
async fn selected_items_are_looked_at_and_published_in_one_call_each() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let ask = async |path: &str, body: serde_json::Value| {
        let answer = app.call(&format!("/api/admin/items/{path}"), &body.to_string()).cookie(&cookie).send().await;
        (answer.status, serde_json::from_str::<serde_json::Value>(&answer.body).unwrap())
    };
    let mut items = Vec::new();
    for (slug, content) in [("good", "Good words."), ("bare", "![](media:26) and [away](/nowhere)"), ("stale", "Words.")] {
        let text = |title: &str| domain::page::PageTextForm {
            title: title.into(),
            slug: slug.into(),
            content: content.into(),
            ..Default::default()
        };
        let texts = ["en", "de"].map(|tag| (domain::language::Language::parse(tag).unwrap(), text(tag))).into();
        let form = domain::page::PageForm { template: "default".into(), texts, ..Default::default() };
        let body = serde_json::json!({ "form": form }).to_string();
        let saved = app.call("/api/admin/pages/save", &body).cookie(&cookie).send().await;
        let saved: domain::page::PageDetail = serde_json::from_str(&saved.body).unwrap();
        items.push((serde_json::json!({ "kind": "page", "id": saved.form.id }), saved.form.version));
    }
    let refs: Vec<_> = items.iter().map(|(item, _)| item.clone()).collect();
    let gone = serde_json::json!({ "kind": "page", "id": 4711 });
    let asked = serde_json::json!({ "items": [refs[0], refs[1], refs[0], gone], "language": "en" });
    let (status, drafts) = ask("selected-drafts", asked).await;
    assert_eq!((status, drafts.as_array().unwrap().len()), (StatusCode::OK, 2), "each once, none that is gone: {drafts}");
    let bare = &drafts[1];
    let texts = bare["form"]["page"]["texts"].as_object().unwrap();
    assert_eq!(texts.keys().collect::<Vec<_>>(), ["en"], "no other language is sent");
    assert_eq!((&bare["library"][0]["id"], &bare["library"][0]["is_there"]), (&26.into(), &false.into()), "{bare}");
    assert_eq!(bare["links"]["links"][0]["typed"], "/nowhere", "{bare}");

    let chosen = serde_json::json!([[refs[0], items[0].1], [refs[2], items[2].1 + 1]]);
    let (status, results) = ask("publish-selected", serde_json::json!({ "items": chosen, "language": "en" })).await;
    assert_eq!((status, results), (StatusCode::OK, serde_json::json!([{ "Ok": null }, { "Err": "Stale" }])));
    let status = async |path: &str| app.get(path).send().await.status;
    assert_eq!((status("/good").await, status("/bare").await), (StatusCode::OK, StatusCode::NOT_FOUND));
    assert_eq!(status("/stale").await, StatusCode::NOT_FOUND);
    let sitemap = app.get("/sitemap.xml").send().await.body;
    assert!(sitemap.contains("/good<") && !sitemap.contains("/de/good<"), "one language: {sitemap}");

    let many: Vec<_> = (0..101).map(|id| serde_json::json!({ "kind": "page", "id": id })).collect();
    let refused = ask("selected-drafts", serde_json::json!({ "items": many, "language": "en" })).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
    let many: Vec<_> = many.into_iter().map(|item| serde_json::json!([item, 1])).collect();
    let refused = ask("publish-selected", serde_json::json!({ "items": many, "language": "en" })).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_a_live_page_is_for_editors_until_it_is_published() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let ask = async |path: &str, body: serde_json::Value| {
        let answer = app.call(&format!("/api/admin/{path}"), &body.to_string()).cookie(&cookie).send().await;
        (answer.status, serde_json::from_str::<serde_json::Value>(&answer.body).unwrap())
    };
    let texts = |title: &str| {
        let text = |slug: &str| domain::page::PageTextForm {
            title: title.into(),
            slug: slug.into(),
            content: format!("{title} text"),
            ..Default::default()
        };
        let language = |tag: &str| domain::language::Language::parse(tag).unwrap();
        [(language("en"), text("about")), (language("de"), text("ueber-uns"))].into()
    };
    let mut form = domain::page::PageForm { template: "default".into(), texts: texts("First"), ..Default::default() };
    let (_, saved) = ask("pages/save", serde_json::json!({ "form": form })).await;
    let item = serde_json::json!({ "kind": "page", "id": saved["form"]["id"] });
    let mut seen = saved["form"]["version"].clone();
    for language in ["en", "de"] {
        let body = serde_json::json!({ "item": item, "version": seen, "language": language });
        seen = ask("items/publish", body).await.1["page"]["form"]["version"].clone();
    }
    assert_eq!(seen, 3, "each act answers the version afterwards");
    let read = async |path: &str| app.get(path).send().await.body;
    assert!(read("/about").await.contains("First text"));

    (form.id, form.version, form.texts) = (serde_json::from_value(item["id"].clone()).unwrap(), 3, texts("Second"));
    let (status, saved) = ask("pages/save", serde_json::json!({ "form": form })).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(saved["publication"]["live"]["texts"]["en"]["title"], "First");
    for path in ["/about", "/de/ueber-uns", "/search?q=second", "/feed.xml"] {
        assert!(!read(path).await.contains("Second text"), "{path}");
    }

    // Every act refuses an older version, and does nothing.
    let stale = (StatusCode::CONFLICT, serde_json::json!("Stale"));
    for (act, in_language) in [
        ("publish", true),
        ("schedule", true),
        ("end", true),
        ("unpublish", true),
        ("cancel", true),
        ("drop-draft", false),
        ("trash", false),
        ("restore", false),
    ] {
        let mut body = serde_json::json!({ "item": item, "version": 3, "from": 4_000_000_000_i64, "until": null });
        if in_language {
            body["language"] = "de".into();
        }
        assert_eq!(ask(&format!("items/{act}"), body).await, stale, "{act}");
    }
    assert_eq!(ask("pages/save", serde_json::json!({ "form": form })).await, stale);

    let german = serde_json::json!({ "item": item, "version": 4, "language": "de" });
    assert_eq!(ask("items/publish", german).await.0, StatusCode::OK);
    assert!(read("/de/ueber-uns").await.contains("Second text"));
    assert!(read("/about").await.contains("First text"));
    let (_, dropped) = ask("items/drop-draft", serde_json::json!({ "item": item, "version": 5 })).await;
    let title = |tag: &str| dropped["page"]["form"]["texts"][tag]["title"].clone();
    assert_eq!((title("en"), title("de")), ("First".into(), "Second".into()));
    let nothing = ask("items/cancel", serde_json::json!({ "item": item, "version": 6, "language": "de" })).await;
    assert_eq!(nothing.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_only_planned_is_404_and_the_list_shows_what_is_edited() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let ask = async |path: &str, body: serde_json::Value| {
        let answer = app.call(&format!("/api/admin/{path}"), &body.to_string()).cookie(&cookie).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        serde_json::from_str::<serde_json::Value>(&answer.body).unwrap()
    };
    let save = async |seen: Option<&serde_json::Value>, slug: &str, title: &str| {
        let text = serde_json::json!({
            "title": title, "slug": slug, "content": title, "excerpt": "", "meta_description": "", "seo_title": "", "seo_keywords": ""
        });
        let form = serde_json::json!({
            "id": seen.map(|seen| &seen["id"]), "version": seen.map_or(serde_json::json!(0), |seen| seen["version"].clone()),
            "template": "default", "is_featured": false, "in_menu": false, "sort_order": "0", "canonical_url": "",
            "texts": { "en": text }
        });
        ask("pages/save", serde_json::json!({ "form": form })).await["form"].clone()
    };
    let act = async |act: &str, seen: &serde_json::Value| {
        let item = serde_json::json!({ "kind": "page", "id": seen["id"] });
        let body = serde_json::json!({
            "item": item, "version": seen["version"], "language": "en", "from": 4_000_000_000_i64, "until": null
        });
        ask(&format!("items/{act}"), body).await["page"]["form"].clone()
    };
    let seen = save(None, "merger", "A merger").await;
    let seen = act("schedule", &seen).await;
    let seen = save(Some(&seen), "news", "News").await;
    let seen = act("publish", &seen).await;
    assert_eq!(app.get("/merger").send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/news").send().await.status, StatusCode::OK);

    let seen = save(Some(&seen), "later", "What comes later").await;
    act("unpublish", &seen).await;
    let filter = domain::page::PageFilter { search: "comes later".into(), ..Default::default() };
    let list = ask("pages/list", serde_json::json!({ "filter": filter })).await;
    assert!(list.to_string().contains("What comes later"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_of_a_text_are_told_by_where_visitors_get() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Editor).await;
    let page = |slug: &str| {
        let text =
            domain::page::PageTextForm { title: slug.into(), slug: slug.into(), content: "Text".into(), ..Default::default() };
        let texts = [(domain::language::Language::parse("en").unwrap(), text)].into();
        serde_json::json!({ "form": domain::page::PageForm { template: "default".into(), texts, ..Default::default() } })
    };
    let ask = async |path: &str, body: serde_json::Value| {
        let answer = app.call(&format!("/api/admin/{path}"), &body.to_string()).cookie(&cookie).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        serde_json::from_str::<serde_json::Value>(&answer.body).unwrap()
    };
    ask("pages/save", page("draft")).await;
    let saved = ask("pages/save", page("about")).await;
    let item = serde_json::json!({ "kind": "page", "id": saved["form"]["id"] });
    ask("items/publish", serde_json::json!({ "item": item, "version": 1, "language": "en" })).await;
    let links = [
        "/about#team",
        "/About/",
        "/de/about",
        "/draft?x=1",
        "/none",
        "/",
        "/search",
        "/whitepapers/none",
        "https://example.org/",
        "/media/1/a.pdf",
        "#gone",
        "#there",
    ];
    let text = links.map(|link| format!("[x]({link})")).join(" ") + "\n\n## There\n\n![p](https://a.example/p.png)";
    let check = ask("items/check-links", serde_json::json!({ "text": text, "language": "en" })).await;
    let told = |(typed, target): (&str, &str)| serde_json::json!({ "typed": typed, "target": target });
    let expected = [
        ("/about#team", "public"),
        ("/About/", "public"),
        ("/de/about", "public"),
        ("/draft?x=1", "hidden"),
        ("/none", "nowhere"),
        ("/", "hidden"),
        ("/search", "public"),
        ("/whitepapers/none", "nowhere"),
        ("#gone", "no_heading"),
    ];
    assert_eq!(check["links"], serde_json::Value::from(expected.map(told).to_vec()));
    let picture = "https://a.example/p.png";
    assert_eq!(check["external_pictures"], serde_json::json!([{ "typed": picture, "address": picture }]));
}
