//! A change of a file is done with its commit; the texts that show the file follow as soon as they can be rendered.

use std::sync::{Arc, Mutex, mpsc};

use domain::access::Role;
use domain::language::Language;
use domain::page::{PageDetail, PageForm, PageTextForm};
use hyper::StatusCode;
use serde_json::json;
use store::Error;
use tokio::time::timeout;

use super::{PATIENCE, jpeg, taken};
use crate::test_app::{Cookie, TestApp};

impl TestApp {
    /// A public page at `/about` with this text.
    async fn public_page(&self, by: &Cookie, content: String) {
        let language = Language::parse("en").unwrap();
        let text = PageTextForm { title: "About us".into(), slug: "about".into(), content, ..PageTextForm::default() };
        let form = PageForm { template: "default".into(), texts: [(language, text)].into(), ..PageForm::default() };
        let saved = self.call("/api/admin/pages/save", &json!({ "form": form }).to_string()).cookie(by).send().await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        let PageDetail { form, .. } = serde_json::from_str(&saved.body).unwrap();
        let publish = json!({ "item": { "kind": "page", "id": form.id }, "version": form.version, "language": "en" });
        let published = self.call("/api/admin/items/publish", &publish.to_string()).cookie(by).send().await;
        assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_saved_while_nothing_can_be_rendered_and_its_page_shows_it_without_a_restart() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let id = taken(&app.upload(&editor, "a.jpg", &jpeg(400, 300)).await).media.id;
    app.with_variants(id).await;
    app.public_page(&editor, format!("![](media:{id})")).await;

    let pool = app.store().render_pool().clone();
    let (end, ended) = mpsc::channel::<()>();
    let ended = Arc::new(Mutex::new(ended));
    let full = async {
        loop {
            let (pool, ended) = (pool.clone(), ended.clone());
            let work = tokio::spawn(async move { pool.run(move || ended.lock().unwrap().recv().is_err()).await });
            tokio::task::yield_now().await;
            if work.is_finished() {
                return work.await.unwrap();
            }
        }
    };
    assert!(matches!(timeout(PATIENCE, full).await.expect("the pool is full"), Err(Error::Busy)));

    let mut form = app.detail(id).await.form;
    let version = form.version;
    form.texts.entry(Language::parse("en").unwrap()).or_default().alt = "A relay".into();
    let saved = app.call("/api/admin/media/save", &json!({ "form": form }).to_string()).cookie(&editor).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert_eq!(app.detail(id).await.form.version, version + 1);
    assert!(!app.get("/about").send().await.body.contains("A relay"));

    drop(end);
    let shown = async {
        while !app.get("/about").send().await.body.contains("A relay") {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, shown).await.expect("the page is rendered again");
}
