//! Connections and programs that end in the middle: nothing is left that should not be.

use std::path::PathBuf;

use domain::access::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::files::jpeg;
use super::{UPLOAD, content_type, form, taken};
use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_cut_at_any_tenth_of_the_body_leaves_nothing() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let photo = jpeg(400, 300);
    let body = form(&[], "a.jpg", &photo);
    for tenth in 0..10 {
        let mut stream = tokio::net::TcpStream::connect(app.address()).await.unwrap();
        let head = format!(
            "POST {UPLOAD} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nAccept: application/json\r\nCookie: {1}\r\nContent-Type: {2}\r\nContent-Length: {3}\r\n\r\n",
            app.address(),
            editor.0,
            content_type(),
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&body[..body.len() * tenth / 10]).await.unwrap();
        stream.shutdown().await.unwrap();
        // The other end closes when it has noticed.
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
    }
    assert_eq!(app.rows().await, 0);
    app.until_left(0).await;
    taken(&app.upload(&editor, "a.jpg", &photo).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_goes_at_the_next_start() {
    let app = TestApp::start().await;
    let folder = app.media_folder();
    let hash = "ab".repeat(32);
    std::fs::create_dir_all(folder.join("ab")).unwrap();
    std::fs::write(folder.join("incoming/half"), b"half").unwrap();
    std::fs::write(folder.join("ab").join(format!("{hash}.jpg")), b"no row").unwrap();
    let app = app.again().await;
    assert_eq!(app.on_disk(), Vec::<PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_start_beside_one_take_none_of_its_uploads() {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    let editor = app.staff(Role::Editor).await;
    let uploads = async {
        for number in 0_u32..40 {
            // Each is another file.
            let drawing = super::files::SVG.replace("300", &(300 + number).to_string());
            let other = super::files::SVG.replace("300", &(400 + number).to_string());
            let (one, two) =
                tokio::join!(app.upload(&editor, "a.svg", drawing.as_bytes()), app.upload(&editor, "b.svg", other.as_bytes()));
            taken(&one);
            taken(&two);
        }
    };
    let restarts = async {
        loop {
            app.beside().await.stop().await;
        }
    };
    tokio::select! {
        () = uploads => {}
        () = restarts => {}
    }
    let library = server::media::Library::open(app.media_folder(), PathBuf::new()).unwrap();
    assert_eq!(app.rows().await, 80);
    assert_eq!(server::media::sweep::check(app.store(), &library).await.unwrap(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn check_compares_rows_and_files_both_ways() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    taken(&app.upload(&editor, "a.svg", super::files::SVG.as_bytes()).await);
    taken(&app.upload(&editor, "b.svg", super::files::SVG.replace("300", "301").as_bytes()).await);
    let library = server::media::Library::open(app.media_folder(), PathBuf::new()).unwrap();
    let check = async || server::media::sweep::check(app.store(), &library).await.unwrap();
    assert_eq!(check().await, Vec::<String>::new());
    let files = app.on_disk();
    std::fs::remove_file(&files[0]).unwrap();
    std::fs::write(&files[1], b"something else").unwrap();
    let stray = app.media_folder().join("ab").join(format!("{}.jpg", "ab".repeat(32)));
    std::fs::create_dir_all(stray.parent().unwrap()).unwrap();
    std::fs::write(&stray, b"no row").unwrap();
    let findings = check().await;
    assert_eq!(findings.len(), 3, "{findings:?}");
    assert!(findings.iter().any(|finding| finding.contains("cannot be read")));
    assert!(findings.iter().any(|finding| finding.contains("bytes instead of")));
    assert!(findings.iter().any(|finding| finding.contains("no row knows this file")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purged_file_leaves_the_disk() {
    let app = TestApp::start().await;
    let (editor, admin) = (app.staff(Role::Editor).await, app.staff(Role::Admin).await);
    let id = taken(&app.upload(&editor, "a.jpg", &jpeg(400, 300)).await).media.id;
    let ids = format!("{{\"ids\":[{id}]}}");
    let trashed = app.call("/api/admin/media/trash", &ids).cookie(&editor).send().await;
    assert!(trashed.status.is_success() && trashed.body.contains(&format!("\"done\":[{id}]")), "{}", trashed.body);
    let purged = app.call("/api/admin/media/purge", &ids).cookie(&admin).send().await;
    assert!(purged.body.contains(&format!("\"done\":[{id}]")), "{}", purged.body);
    app.until_left(0).await;
}
