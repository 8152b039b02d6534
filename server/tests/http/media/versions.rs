//! Two people and one file: it is trashed, restored and replaced only as whoever asks has seen it.

use domain::access::Role;
use domain::id::MediaId;
use domain::media::Refusal;
use hyper::{StatusCode, header};
use serde_json::json;

use super::{form, jpeg, refused, taken};
use crate::test_app::{Answer, Cookie, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_saved_is_neither_trashed_nor_replaced_unseen() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let id = taken(&app.upload(&editor, "a.jpg", &jpeg(400, 300)).await).media.id;
    let seen = app.detail(id).await.form;
    let saved = app.call("/api/admin/media/save", &json!({ "form": seen }).to_string()).cookie(&editor).send().await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);

    let (old, new) = (seen.version, seen.version + 1);
    let stale = moved(&app, &editor, "trash-file", id, old).await;
    assert_eq!((stale.status, stale.body.as_str()), (StatusCode::CONFLICT, "\"Stale\""));
    let other = jpeg(300, 200);
    let stale = replaced(&app, &editor, id, old, &other).await;
    assert_eq!((stale.status, refused(&stale).reason), (StatusCode::CONFLICT, Refusal::Stale));
    assert_eq!(app.detail(id).await.form.version, new);

    assert!(!taken(&replaced(&app, &editor, id, new, &other).await).is_duplicate);
    // Whoever did not hear that it went well sends it once more.
    assert!(taken(&replaced(&app, &editor, id, new, &other).await).is_duplicate);
    assert_eq!(app.detail(id).await.form.version, new + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trash_answers_with_the_version_that_it_made() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let id = taken(&app.upload(&editor, "a.jpg", &jpeg(400, 300)).await).media.id;
    let version = app.detail(id).await.form.version;
    let trashed = moved(&app, &editor, "trash-file", id, version).await;
    assert_eq!((trashed.status, trashed.body), (StatusCode::OK, (version + 1).to_string()));
    let gone = replaced(&app, &editor, id, version + 1, &jpeg(300, 200)).await;
    assert_eq!((gone.status, refused(&gone).reason), (StatusCode::NOT_FOUND, Refusal::Gone));
    let stale = moved(&app, &editor, "restore-file", id, version).await;
    assert_eq!((stale.status, stale.body.as_str()), (StatusCode::CONFLICT, "\"Stale\""));
    let restored = moved(&app, &editor, "restore-file", id, version + 1).await;
    assert_eq!((restored.status, restored.body), (StatusCode::OK, (version + 2).to_string()));
    // The same file came in again while this one was in the trash.
    moved(&app, &editor, "trash-file", id, version + 2).await;
    taken(&app.upload(&editor, "b.jpg", &jpeg(400, 300)).await);
    let same = moved(&app, &editor, "restore-file", id, version + 3).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(same.body.contains("\"file\""), "{}", same.body);
}

async fn moved(app: &TestApp, by: &Cookie, call: &str, id: MediaId, version: i64) -> Answer {
    let (path, arguments) = (format!("/api/admin/media/{call}"), json!({ "id": id, "version": version }).to_string());
    app.call(&path, &arguments).cookie(by).send().await
}

async fn replaced(app: &TestApp, by: &Cookie, id: MediaId, version: i64, content: &[u8]) -> Answer {
    let version = version.to_string();
    let body = form(&[("version", version.as_str())], "new.jpg", content);
    let path = format!("/admin/media/{id}/replace");
    app.send_form(&path, by, body).header(header::ACCEPT, "application/json").send().await
}
