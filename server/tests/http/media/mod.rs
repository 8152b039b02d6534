//! The media library over HTTP: who may send files, what is taken, how it is served, what is left when something breaks off.

mod bombs;
mod cut;
mod files;
mod hostile;
mod renderings;
mod serving;
mod versions;

use std::path::PathBuf;
use std::time::Duration;

use domain::access::Role;
use domain::id::MediaId;
use domain::language::Languages;
use domain::media::{MediaDetail, Refused, Uploaded};
use hyper::{StatusCode, header};
use store::access::Admin;
use tokio::time::timeout;

pub use self::files::jpeg;
use self::files::pdf;
pub use crate::support::multipart::{content_type, form};
use crate::test_app::{Answer, Ask, Cookie, TestApp};

pub const UPLOAD: &str = "/admin/media/upload";

/// Longer than anything takes that the program does with a file.
const PATIENCE: Duration = Duration::from_secs(60);

impl TestApp {
    pub fn send_form<'a>(&'a self, path: &'a str, cookie: &Cookie, body: Vec<u8>) -> Ask<'a> {
        let ask = self.ask(hyper::Method::POST, path).header(header::CONTENT_TYPE, &content_type());
        ask.cookie(cookie).body(body)
    }

    /// As the admin sends a file.
    pub async fn upload(&self, cookie: &Cookie, name: &str, content: &[u8]) -> Answer {
        self.send_form(UPLOAD, cookie, form(&[], name, content)).header(header::ACCEPT, "application/json").send().await
    }

    /// How many files the library has, the trash included.
    pub async fn rows(&self) -> i64 {
        let by = Admin::command_line();
        let totals = store::media::totals(self.store(), &by, &Languages::default()).await.unwrap();
        totals.all + totals.trash
    }

    /// Facts about a file.
    pub async fn detail(&self, id: MediaId) -> MediaDetail {
        store::media::detail(self.store(), &Admin::command_line(), id, &Languages::default()).await.unwrap()
    }

    /// A file as soon as its variants were made.
    pub async fn with_variants(&self, id: MediaId) -> MediaDetail {
        let made = async {
            loop {
                let detail = self.detail(id).await;
                if !detail.variants.is_empty() {
                    return detail;
                }
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, made).await.expect("the variants are made")
    }

    /// As soon as so many files are left on the disk.
    pub async fn until_left(&self, files: usize) {
        let left = async {
            while self.on_disk().len() != files {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, left).await.unwrap_or_else(|_| panic!("{files} files are left, not {:?}", self.on_disk()));
    }

    /// All files below the media folder, the database's own aside.
    pub fn on_disk(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.media_folder()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    }
}

pub fn taken(answer: &Answer) -> Uploaded {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

pub fn refused(answer: &Answer) -> Refused {
    assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.body);
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_fetched_from_public_addresses_alone() {
    let app = TestApp::start().await;
    let (editor, viewer) = (app.staff(Role::Editor).await, app.staff(Role::Viewer).await);
    let inside = app.url();
    for address in [
        &format!("{inside}/favicon.ico"),
        "http://localhost/a.png",
        "http://[::1]/a.png",
        "http://[::ffff:10.0.0.1]/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.0.1/a.png",
        "file:///etc/passwd",
        "no address",
    ] {
        let body = || form(&[("address", address)], "a.jpg", &jpeg(40, 30));
        let asked = app.send_form(UPLOAD, &editor, body()).header(header::ACCEPT, "application/json").send().await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}: {}", asked.body);
        assert!(asked.body.contains("NotAnUrl") && asked.body.contains("address"), "{address}: {}", asked.body);
        let asked = app.send_form(UPLOAD, &viewer, body()).header(header::ACCEPT, "application/json").send().await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!((app.rows().await, app.on_disk().len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_without_script_fetches_nothing() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let address = ("address", "no address");
    let sent = app.send_form(UPLOAD, &editor, form(&[address, address], "a.jpg", &jpeg(40, 30))).send().await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/admin/media/upload?taken=1"), "{}", sent.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_as_many_parts_as_there_may_be_is_taken() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let fields = |count: usize| vec![("other", "x"); count];
    let most = app.send_form(UPLOAD, &editor, form(&fields(199), "a.jpg", &jpeg(40, 30))).send().await;
    assert_eq!(most.status, StatusCode::SEE_OTHER, "{}", most.body);
    let more = app.send_form(UPLOAD, &editor, form(&fields(200), "b.jpg", &jpeg(50, 30))).send().await;
    assert_eq!((more.status, app.rows().await), (StatusCode::BAD_REQUEST, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_editors_send_files() {
    let app = TestApp::start().await;
    let body = || form(&[], "a.jpg", &jpeg(40, 30));
    for path in [UPLOAD, "/admin/media/1/replace"] {
        let visitor = app.send_form(path, &Cookie("magnetiq=none".into()), body()).header(header::ACCEPT, "application/json");
        let answer = visitor.send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::UNAUTHORIZED, "\"SignedOut\""), "{path}");
        let viewer = app.staff(Role::Viewer).await;
        let answer = app.send_form(path, &viewer, body()).header(header::ACCEPT, "application/json").send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::FORBIDDEN, "\"Forbidden\""), "{path}");
    }
    let editor = app.staff(Role::Editor).await;
    let foreign = app.send_form(UPLOAD, &editor, body()).header(header::ORIGIN, "https://evil.example").send().await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert_eq!(app.on_disk(), Vec::<PathBuf>::new());
    let uploaded = taken(&app.upload(&editor, "a.jpg", &jpeg(40, 30)).await);
    assert_eq!((uploaded.media.size, uploaded.is_duplicate), (Some((40, 30)), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_upload_of_a_file_answers_with_the_first() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let (photo, one) = (jpeg(40, 30), "one.jpg");
    let first = taken(&app.upload(&editor, one, &photo).await);
    let second = taken(&app.upload(&editor, "two.jpg", &photo).await);
    assert_eq!((second.media.id, second.is_duplicate), (first.media.id, true));
    // At once, too.
    let photo = jpeg(41, 30);
    let (a, b) = tokio::join!(app.upload(&editor, one, &photo), app.upload(&editor, one, &photo));
    let (a, b) = (taken(&a), taken(&b));
    assert_eq!(a.media.id, b.media.id);
    assert!(a.is_duplicate != b.is_duplicate);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plain_form_takes_several_files_and_says_what_became_of_each() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let page = app.get(UPLOAD).cookie(&editor).send().await;
    assert_eq!(page.count("form[enctype='multipart/form-data'] input[type=file][multiple]"), 1);
    let answer = app.send_form(UPLOAD, &editor, form(&[("folder", "Covers")], "a.pdf", &pdf())).send().await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin/media/upload?taken=1"));
    let answer = app.send_form(UPLOAD, &editor, form(&[], "<b>.exe", b"MZ\x90\0")).send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text(".alert-danger").contains("<b>.exe"), "{}", answer.body);
    let answer = app.send_form(UPLOAD, &editor, form(&[("folder", "a/../b")], "a.pdf", &pdf())).send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.attribute("#folder", "value").unwrap(), "a/../b");
    assert_ne!(answer.text("#folder-error"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_file_keeps_its_id_and_the_old_one_leaves_the_disk() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let first = taken(&app.upload(&editor, "a.svg", files::SVG.as_bytes()).await).media;
    let path = format!("/admin/media/{}/replace", first.id);
    let new = files::SVG.replace("300", "400");
    let stale = app.send_form(&path, &editor, form(&[("version", "7")], "b.svg", new.as_bytes())).send().await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let answer = app.send_form(&path, &editor, form(&[("version", "1")], "b.svg", new.as_bytes())).send().await;
    let second = taken(&answer).media;
    assert_eq!((second.id, second.version), (first.id, 2));
    assert_ne!(second.address, first.address);
    app.until_left(1).await;
    assert_eq!(app.get(&first.address).send().await.location(), second.address);
    let other_kind = app.send_form(&path, &editor, form(&[("version", "2")], "b.pdf", &pdf())).send().await;
    assert_eq!(refused(&other_kind).reason, domain::media::Refusal::OtherKind);
}
