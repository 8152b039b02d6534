//! What machines read of the site, read with the parsers of other people: `foreign.mjs` says which.

use domain::access::Role;
use domain::language::Language;
use domain::page::{PageDetail, PageForm, PageTextForm};
use hyper::StatusCode;
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
    publish(&app, &cookie, &[("en", "hostile"), ("de", "feindlich/text")]).await;
    publish(&app, &cookie, &[("de", "nur-deutsch")]).await;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/http/foreign.mjs");
    let read = Command::new("node").arg(script).arg(app.url()).output().await;
    let read = read.expect("this test needs Node 20 or newer, see https://nodejs.org");
    let said = format!("{}{}", String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success(), "{said}");
}
