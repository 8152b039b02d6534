//! Every kind of document that a browser gets is valid HTML: `valid_html.mjs` reads them with a validator of other people.

use std::fs;
use std::path::Path;

use app::ssr::now;
use domain::access::Role;
use hyper::{StatusCode, header};
use store::access::Admin;
use store::settings::{self, Setting};
use tempfile::TempDir;
use tokio::process::Command;

use crate::test_app::{Answer, TestApp};
use crate::whitepapers::WhitepaperTest;

/// Documents that are read together.
struct Documents(TempDir);

impl Documents {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn keep(&self, name: &str, status: StatusCode, answer: &Answer) {
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("text/html"), "{name}");
        let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let place = self.0.path().join(format!("{name}.html"));
        assert!(!place.exists(), "{name} twice");
        fs::write(place, &answer.body).unwrap();
    }

    async fn get(&self, app: &TestApp, path: &str, status: StatusCode) {
        self.keep(path, status, &app.get(path).send().await);
    }

    async fn assert_valid(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/valid_html.mjs");
        let read = Command::new("node").arg(script).arg(self.0.path()).output().await;
        let read = read.expect("this test needs Node 20 or newer, see https://nodejs.org");
        let said = format!("{}{}", String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
        assert!(read.status.success(), "{said}");
    }
}

/// The addresses in the sitemap, without the host.
async fn published(app: &TestApp) -> Vec<String> {
    let map = app.get("/sitemap.xml").send().await.body;
    let addresses = map.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
    addresses.map(|address| address.strip_prefix(&app.url()).unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_sample_site_is_valid() {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    let documents = Documents::new();
    for (path, status) in [("/", StatusCode::OK), ("/de", StatusCode::OK), ("/search", StatusCode::OK)] {
        documents.keep(&format!("new{path}"), status, &app.get(path).send().await);
    }
    app.seed().await;
    let pages = published(&app).await;
    assert!(pages.len() > 40, "{pages:?}");
    for path in &pages {
        documents.get(&app, path, StatusCode::OK).await;
    }
    for path in [
        "/search",
        "/de/suche",
        "/search?q=earth",
        "/de/suche?q=erdschluss",
        "/search?q=xyzxyz",
        "/de/suche?q=%3Cscript%3E%22",
        "/search?q=erth",
        "/whitepapers?q=xyzxyz",
        "/de/whitepapers?category=guide",
    ] {
        documents.get(&app, path, StatusCode::OK).await;
    }
    for path in ["/nowhere", "/de/nirgends", "/whitepapers/none", "/media/none/none.jpg"] {
        documents.get(&app, path, StatusCode::NOT_FOUND).await;
    }
    documents.assert_valid().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_and_what_answers_them_are_valid() {
    let test = WhitepaperTest::new().await;
    let (app, documents) = (&test.app, Documents::new());
    for (path, wrong) in [("/whitepapers/fault-location", "en"), ("/de/whitepapers/fehlerortung", "de")] {
        documents.get(app, path, StatusCode::OK).await;
        let changed = [("email", "ada@nowhere"), ("first_name", ""), ("privacy", "no"), ("company", "</textarea>\"'&")];
        let refused = test.send(path, &test.form_token(10), &changed).await;
        documents.keep(&format!("refused {wrong}"), StatusCode::UNPROCESSABLE_ENTITY, &refused);
        let spam = test.send(path, "", &[]).await;
        documents.keep(&format!("spam {wrong}"), StatusCode::UNPROCESSABLE_ENTITY, &spam);
        let sent = test.send(path, &test.form_token(10), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let thanks = sent.header(header::LOCATION.as_str()).to_owned();
        documents.get(app, &thanks, StatusCode::OK).await;
    }
    documents.get(app, &test.expired_link().await, StatusCode::GONE).await;

    let link = server::cli::first_admin_link(app.store(), "").await.unwrap().unwrap();
    documents.get(app, &link, StatusCode::OK).await;
    let set_up = app.form(&link, &[("email", "x"), ("first_name", ""), ("last_name", "\"<b>"), ("password", "1")]).send().await;
    documents.keep("set-up refused", StatusCode::UNPROCESSABLE_ENTITY, &set_up);
    for path in ["/admin/sign-in", "/admin/forgot"] {
        documents.get(app, path, StatusCode::OK).await;
    }
    let unknown = app.form("/admin/sign-in", &[("email", "a@b.example"), ("password", "x")]).send().await;
    documents.keep("sign-in refused", unknown.status, &unknown);
    let forgot = app.form("/admin/forgot", &[("email", "no address")]).send().await;
    documents.keep("forgot refused", StatusCode::UNPROCESSABLE_ENTITY, &forgot);
    let sent = app.form("/admin/forgot", &[("email", "a@b.example")]).send().await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    documents.get(app, sent.header(header::LOCATION.as_str()), StatusCode::OK).await;

    let editor = app.staff(Role::Editor).await;
    for path in ["/admin", "/admin/pages", "/admin/media/upload", "/admin/mail/preview/forgot/de"] {
        let answer = app.get(path).cookie(&editor).send().await;
        if answer.status == StatusCode::OK {
            documents.keep(path, StatusCode::OK, &answer);
        }
    }

    let closed = Setting::MaintenanceMode(true);
    settings::set(app.store(), &Admin::command_line(), &closed, now()).await.unwrap();
    for path in ["/", "/de", "/whitepapers/fault-location"] {
        let answer = app.get(path).send().await;
        documents.keep(&format!("maintenance {path}"), StatusCode::SERVICE_UNAVAILABLE, &answer);
    }
    documents.assert_valid().await;
}
