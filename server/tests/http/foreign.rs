//! What machines read of the site, read with the parsers of other people: `foreign.mjs` says which.

use domain::access::Role;
use domain::language::{Language, Languages};
use domain::page::{PageDetail, PageForm, PageTextForm};
use hyper::{StatusCode, header};
use store::access::{Admin, Editor};
use store::settings::{self, Setting};
use tokio::process::Command;

use crate::test_app::{Cookie, TestApp};

/// A page that is published in each of these languages.
async fn publish(app: &TestApp, cookie: &Cookie, texts: &[(&str, &str)]) {
    let text = |slug: &str| PageTextForm {
        title: "Cables & <b>lines</b> \"]]>\" 'ü' 🎉".into(),
        slug: slug.into(),
        content: "A & B <script>alert(1)</script> &nbsp; ]]>".into(),
        excerpt: "<![CDATA[ & ]]> &#0; \u{a0}".into(),
        ..PageTextForm::default()
    };
    let texts = texts.iter().map(|(tag, slug)| (Language::parse(tag).unwrap(), text(slug))).collect();
    let form = PageForm { template: "default".into(), texts, ..PageForm::default() };
    let body = format!("{{\"form\":{}}}", serde_json::to_string(&form).unwrap());
    let saved = app.call("/api/admin/pages/save", &body).cookie(cookie).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let saved: PageDetail = serde_json::from_str(&saved.body).unwrap();
    let (id, mut version) = (saved.form.id.unwrap(), saved.form.version);
    for tag in form.texts.keys() {
        let body = format!("{{\"item\":{{\"kind\":\"page\",\"id\":{id}}},\"version\":{version},\"language\":\"{tag}\"}}");
        let published = app.call("/api/admin/items/publish", &body).cookie(cookie).send().await;
        assert_eq!(published.status, StatusCode::OK, "{}", published.body);
        version += 1;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_parsers_read_all_that_is_for_machines() {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    app.seed().await;
    let cookie = app.staff(Role::Editor).await;
    publish(&app, &cookie, &[("en", "news/hostile"), ("de", "aktuelles/feindlich")]).await;
    publish(&app, &cookie, &[("de", "nur-deutsch")]).await;
    assert_read(&app, &[]).await;
}

/// Nothing that the site says to machines is a problem for them.
async fn assert_read(app: &TestApp, what: &[&str]) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/http/foreign.mjs");
    let read = Command::new("node").arg(script).arg(app.url()).args(what).output().await;
    let read = read.expect("this test needs Node 20 or newer, see https://nodejs.org");
    let said = format!("{}{}", String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success(), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn languages_with_a_script_or_a_region_are_named_alike_by_pages_map_and_feeds() {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    let tags = ["en", "zh-Hant", "es-419", "sr-Latn"];
    let all = tags.iter().map(|tag| Language::parse(tag).unwrap()).collect();
    let languages = Setting::Languages(Languages::new(Language::parse("en").unwrap(), all));
    settings::set(app.store(), &Admin::command_line(), &languages, app::ssr::now()).await.unwrap();
    let cookie = app.staff(Role::Editor).await;
    publish(&app, &cookie, &tags.map(|tag| (tag, "news/cables"))).await;
    publish(&app, &cookie, &[("zh-Hant", "news/one-language")]).await;
    let page = app.get("/zh-hant/news/cables").send().await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("zh-Hant"));
    assert_eq!(page.attribute("link[hreflang='es-419']", "href"), Some(format!("{}/es-419/news/cables", app.url())));
    assert_eq!(page.attribute("link[hreflang=x-default]", "href"), Some(format!("{}/news/cables", app.url())));
    assert_read(&app, &["any", &tags.join(",")]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_of_many_pages_is_the_same_in_every_coding() {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    let folder = tempfile::tempdir().unwrap();
    for number in 0..700 {
        for (name, title) in [("md", "Page"), ("de.md", "Seite")] {
            std::fs::write(folder.path().join(format!("page-{number}.{name}")), format!("# {title} {number}\n\nText.\n"))
                .unwrap();
        }
    }
    let languages = settings::load(app.store()).await.unwrap().languages;
    let source = server::import::Source::Folder(folder.path().to_owned());
    let (by, hidden) = (Editor::command_line(), indicatif::ProgressBar::hidden());
    let options = server::import::Options { is_published: true, ..server::import::Options::default() };
    let report = server::import::pages(app.store(), &app.library(), &by, source, languages, options, &hidden).await.unwrap();
    assert_eq!(report.new, 700, "{report}");
    let map = app.get("/sitemap.xml").header(header::ACCEPT_ENCODING, "identity").send().await;
    assert!(map.body.len() > 300_000, "it is written in pieces: {} bytes", map.body.len());
    assert_read(&app, &["map"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_pages_does_not_say_that_it_is_of_1970() {
    let app = TestApp::start().await;
    for path in ["/feed.xml", "/de/feed.xml", "/sitemap.xml"] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("1970-"), "{path}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_entries_stay_when_the_site_moves() {
    let app = TestApp::start_with(&["--base-url", "https://old.example"]).await;
    app.seed().await;
    let names = |feed: &str| -> Vec<String> {
        feed.split("<id>").skip(1).map(|rest| rest.split("</id>").next().unwrap().to_owned()).collect()
    };
    let before = names(&app.get("/feed.xml").send().await.body);
    assert!(before.len() > 5 && before.iter().all(|name| name.starts_with("urn:uuid:")), "{before:?}");
    assert_eq!(before.iter().collect::<std::collections::BTreeSet<_>>().len(), before.len());
    let app = app.again().await;
    let feed = app.get("/feed.xml").send().await.body;
    assert!(!feed.contains("old.example"), "{feed}");
    assert_eq!(names(&feed), before);
    assert_ne!(names(&app.get("/de/feed.xml").send().await.body)[0], before[0]);
}
