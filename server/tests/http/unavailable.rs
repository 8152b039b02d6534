//! The database takes no writes, or a file cannot be opened: reading goes on, nothing that was typed is lost, and afterwards all
//! is as before.

use std::time::Duration;

use app::ssr::now;
use domain::access::Role;
use domain::time::Timestamp;
use hyper::{StatusCode, header};

use crate::media::{UPLOAD, form, jpeg};
use crate::test_app::{PASSWORD, TestApp};
use crate::whitepapers::WhitepaperTest;

/// Longer than a request may wait before it says that nothing can be stored.
const IN_TIME: Duration = Duration::from_secs(25);

/// From now on every query fails, also those of the work in the background, at any moment.
async fn let_nothing_be_read(app: &TestApp) {
    for error in [
        "closed pool",
        "the database cannot be used just now",
        "the outbox could not be worked on",
        "pictures could not be made smaller",
        "the media folder could not be looked through",
        "what is over could not be deleted",
    ] {
        app.expects(error);
    }
    app.store().readers().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_that_cannot_be_stored_come_back_with_what_was_typed() {
    let test = WhitepaperTest::new().await;
    let app = &test.app;
    app.expects("not ready");
    app.expects("the database cannot be used just now");
    app.expects("pictures could not be made smaller");
    app.expects("the outbox could not be worked on");
    let link = server::cli::first_admin_link(app.store(), "").await.unwrap().unwrap();
    app.add(Role::Editor).await;
    let editor = app.staff(Role::Editor).await;
    let form_token = test.form_token(10);
    let typed = [("email", "first@nordlicht.example"), ("first_name", "Aylin"), ("last_name", "Demir"), ("password", PASSWORD)];

    let other = jpeg(41, 30);
    let writing = app.store().begin_write().await.unwrap();
    let all = async {
        tokio::join!(
            test.send("/de/whitepapers/fehlerortung", &form_token, &[("last_name", "Störlicht")]),
            app.sign_in(Role::Editor),
            app.form("/admin/sign-in", &[("email", "nobody@nordlicht.example"), ("password", PASSWORD)]).send(),
            app.form("/admin/forgot", &[("email", "editor@nordlicht.example")]).send(),
            app.form("/admin/forgot", &[("email", "nobody@nordlicht.example")]).send(),
            app.form(&link, &typed).send(),
            app.form("/consent/withdraw", &[("email", "ada@nordlicht.example")]).send(),
            app.send_form(UPLOAD, &editor, form(&[("folder", "kabel")], "a.jpg", &jpeg(40, 30))).send(),
            app.upload(&editor, "b.jpg", &other),
            app.call("/api/admin/account/end-session", "{\"session\":99}").cookie(&editor).send(),
        )
    };
    let (lead, known, unknown, forgot, forgot_unknown, set_up, withdrawal, plain, upload, call) =
        tokio::time::timeout(IN_TIME, all).await.expect("all are answered in time");
    lead.assert_unavailable("whitepaper");
    assert_eq!(lead.attribute("#last_name", "value").as_deref(), Some("Störlicht"));
    assert_eq!(lead.attribute("input[name=form_token]", "value").as_deref(), Some(form_token.as_str()), "it counts once");
    assert!(lead.text(".alert-warning").contains("alles ist erhalten"), "{}", lead.body);
    withdrawal.assert_unavailable("withdrawal");
    assert_eq!(withdrawal.attribute("#email", "value").as_deref(), Some("ada@nordlicht.example"));
    assert!(withdrawal.text(".alert-warning").contains("press the button again"), "{}", withdrawal.body);
    for (answer, email) in [
        (&known, "editor@nordlicht.example"),
        (&unknown, "nobody@nordlicht.example"),
        (&forgot, "editor@nordlicht.example"),
        (&forgot_unknown, "nobody@nordlicht.example"),
        (&set_up, "first@nordlicht.example"),
    ] {
        answer.assert_unavailable(email);
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some(email));
        assert!(answer.text(".alert-warning").contains("try again"), "{email}: {}", answer.body);
    }
    assert_eq!(set_up.attribute("#first_name", "value").as_deref(), Some("Aylin"));
    plain.assert_unavailable("the plain form of uploads");
    assert_eq!(plain.attribute("#folder", "value").as_deref(), Some("kabel"));
    upload.assert_unavailable("an upload of the admin");
    assert!(upload.body.contains("\"unavailable\""), "{}", upload.body);
    call.assert_unavailable("a server function");
    assert_eq!(call.body, "\"Unavailable\"");

    drop(writing);
    app.until_left(1).await;
    let lead = test.send("/de/whitepapers/fehlerortung", &form_token, &[("last_name", "Störlicht")]).await;
    assert_eq!(lead.status, StatusCode::SEE_OTHER);
    assert_eq!(app.sign_in(Role::Editor).await.location(), "/admin");
    assert_eq!(app.form(&link, &typed).send().await.location(), "/admin");
    assert_eq!(app.upload(&editor, "b.jpg", &jpeg(41, 30)).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_read_while_nothing_can_be_written() {
    let app = TestApp::start().await;
    let user = app.add(Role::Viewer).await;
    // So long unused that its use would be written.
    let viewer = app.session(user, Timestamp(now().0 - 300)).await;
    let writing = app.store().begin_write().await.unwrap();
    let reading = async {
        let context = app.call("/api/admin/context", "{}").cookie(&viewer).send().await;
        let frame = app.get("/admin").cookie(&viewer).send().await;
        (context.status, frame.status)
    };
    let read = tokio::time::timeout(Duration::from_secs(5), reading).await.expect("nobody waits for the write");
    assert_eq!(read, (StatusCode::OK, StatusCode::OK));
    drop(writing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_opened_costs_no_use_of_its_link() {
    let test = WhitepaperTest::new().await;
    let app = &test.app;
    app.expects("the file of a whitepaper cannot be read");
    let token = test.keep("ada@stadtwerke.example", Timestamp(now().0 + 3_600)).await;
    let link = format!("/de/whitepapers/link/{token}");
    let file = app.on_disk().pop().unwrap();
    let aside = file.with_extension("aside");
    std::fs::rename(&file, &aside).unwrap();
    // Opening it fails, though something is there.
    std::os::unix::fs::symlink(&file, &file).unwrap();
    for _ in 0..10 {
        app.form(&link, &[]).send().await.assert_unavailable("a link");
    }
    app.get("/whitepapers/grid-code/file").send().await.assert_unavailable("a file without a form");
    std::fs::remove_file(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    for _ in 0..5 {
        let answer = test.followed(&app.form(&link, &[]).send().await).await;
        assert_eq!((answer.status, answer.header("content-length")), (StatusCode::OK, "150000"));
    }
    assert_eq!(app.form(&link, &[]).send().await.status, StatusCode::GONE, "five uses are five");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_on_the_disk_is_kept_back_and_not_denied() {
    let test = WhitepaperTest::new().await;
    let app = &test.app;
    app.expects("the file of a whitepaper cannot be read");
    let link = format!("/de/whitepapers/link/{}", test.keep("ada@stadtwerke.example", Timestamp(now().0 + 3_600)).await);
    let cookie = test.send("/de/whitepapers/fehlerortung", &test.form_token(10), &[("remember", "yes")]).await.cookie();
    let form_token = test.form_token(10);
    let click = [("known", "yes"), ("form_token", form_token.as_str())];
    let by_click = || app.form("/de/whitepapers/fehlerortung", &click).cookie(&cookie);
    let file = app.on_disk().pop().unwrap();
    let aside = file.with_extension("aside");
    std::fs::rename(&file, &aside).unwrap();
    let kept = test.kept().await.len();
    for answer in [app.form(&link, &[]).send().await, by_click().send().await] {
        answer.assert_unavailable("a file that is gone");
        assert_eq!(answer.text("form[method=post] button"), "Noch einmal herunterladen", "{}", answer.body);
    }
    app.get("/whitepapers/grid-code/file").send().await.assert_unavailable("a file without a form");
    assert_eq!(test.kept().await.len(), kept, "nothing was given, so nothing is written down");
    std::fs::rename(&aside, &file).unwrap();
    for answer in [app.form(&link, &[]).send().await, by_click().send().await] {
        let file = test.followed(&answer).await;
        assert_eq!((file.status, file.header("content-length")), (StatusCode::OK, "150000"));
    }
    assert_eq!(test.kept().await.len(), kept + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_opened_is_not_missing() {
    let app = TestApp::start().await;
    app.expects("a file of the media library cannot be read");
    let editor = app.staff(Role::Editor).await;
    let uploaded = crate::media::taken(&app.upload(&editor, "a.jpg", &jpeg(40, 30)).await);
    let detail = app.detail(uploaded.media.id).await;
    let address = format!("/media/{}/{}", detail.hash, detail.row.filename);
    let file = app.on_disk().into_iter().find(|path| path.extension().is_some_and(|kind| kind == "jpg")).unwrap();
    std::fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&file, &file).unwrap();
    app.get(&address).send().await.assert_unavailable("a picture");
    std::fs::remove_file(&file).unwrap();
    assert_eq!(app.get(&address).send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_media_folder_that_takes_nothing_refuses_uploads_and_keeps_nothing_of_them() {
    let app = TestApp::start().await;
    app.expects("Not a directory");
    // The sweep of the start may come across it in the middle.
    app.expects("the media folder could not be looked through");
    let editor = app.staff(Role::Editor).await;
    let incoming = app.media_folder().join("incoming");
    std::fs::remove_dir(&incoming).unwrap();
    std::fs::write(&incoming, b"").unwrap();
    let call = app.upload(&editor, "a.jpg", &jpeg(40, 30)).await;
    call.assert_unavailable("an upload of the admin");
    let body = form(&[("folder", "kabel")], "a.jpg", &jpeg(40, 30));
    let plain = app.send_form(UPLOAD, &editor, body).header(header::ACCEPT_LANGUAGE, "en").send().await;
    plain.assert_unavailable("the plain form");
    assert!(plain.text(".alert-danger").contains("try again in a moment"), "{}", plain.body);
    std::fs::remove_file(&incoming).unwrap();
    std::fs::create_dir(&incoming).unwrap();
    assert_eq!((app.rows().await, app.on_disk().len()), (0, 0));
    assert_eq!(app.upload(&editor, "a.jpg", &jpeg(40, 30)).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ways_in_keep_what_was_typed_where_nothing_can_be_read() {
    let app = TestApp::start().await;
    let link = server::cli::first_admin_link(app.store(), "").await.unwrap().unwrap();
    let_nothing_be_read(&app).await;
    let typed = [("email", "first@nordlicht.example"), ("first_name", "Aylin"), ("last_name", "Demir"), ("password", PASSWORD)];
    for path in ["/admin/sign-in", "/admin/forgot", &link] {
        let answer = app.form(path, &typed).send().await;
        answer.assert_unavailable(path);
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some("first@nordlicht.example"), "{path}: {}", answer.body);
    }
    let set_up = app.form(&link, &typed).send().await;
    assert_eq!(set_up.attribute("#first_name", "value").as_deref(), Some("Aylin"));
    assert_eq!(app.get("/healthz").send().await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitors_form_comes_back_also_where_its_page_cannot_be_read() {
    let test = WhitepaperTest::new().await;
    let form_token = test.form_token(10);
    // A person reads the page before sending its form.
    assert_eq!(test.app.get("/de/whitepapers/fehlerortung").send().await.status, StatusCode::OK);
    let_nothing_be_read(&test.app).await;
    let answer = test.send("/de/whitepapers/fehlerortung", &form_token, &[("last_name", "Störlicht")]).await;
    answer.assert_unavailable("whitepaper");
    assert_eq!(answer.attribute("#last_name", "value").as_deref(), Some("Störlicht"), "{}", answer.body);
    assert_eq!(answer.attribute("input[name=form_token]", "value").as_deref(), Some(form_token.as_str()), "it counts once");
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert_eq!(answer.attribute("html", "lang").as_deref(), Some("de"));
    assert_eq!(answer.header("content-language"), "de");
    assert!(answer.attribute("a[href='/de/whitepapers/fehlerortung']", "href").is_some(), "the way back: {}", answer.body);
    assert_eq!(answer.attribute("a.logo", "href").as_deref(), Some("/de"));
    // One with a wrong field says so too, and that it was not read.
    let wrong = test.send("/de/whitepapers/fehlerortung", &form_token, &[("email", "ada@")]).await;
    wrong.assert_unavailable("whitepaper with a wrong field");
    assert_eq!(wrong.attribute("#email", "value").as_deref(), Some("ada@"), "{}", wrong.body);
    assert!(wrong.text("#email-error").contains("name@firma.de"), "{}", wrong.body);
    assert_eq!(wrong.count(".alert-danger a[href='#email']"), 1, "{}", wrong.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_cannot_be_obeyed_comes_back_as_a_button() {
    let test = WhitepaperTest::new().await;
    let (app, form_token) = (&test.app, test.form_token(10));
    let token = test.keep("ada@stadtwerke.example", Timestamp(now().0 + 3_600)).await;
    let taken = test.send("/de/whitepapers/fehlerortung", &form_token, &[("remember", "yes")]).await;
    let cookie = taken.cookie();
    let click = [("known", "yes"), ("form_token", form_token.as_str()), ("utm_source", "letter")];
    let one_click = || app.form("/de/whitepapers/fehlerortung", &click).cookie(&cookie);
    let link = format!("/de/whitepapers/link/{token}");
    let by_link = || app.form(&link, &[]);

    // Nothing can be written: the click is a new download, the link loses a use.
    app.expects("the database cannot be used just now");
    app.expects("what became of a mail could not be written down");
    let writing = app.store().begin_write().await.unwrap();
    let (clicked, linked) = tokio::join!(one_click().send(), by_link().send());
    drop(writing);
    let_nothing_be_read(app).await;
    for answer in [clicked, one_click().send().await] {
        answer.assert_unavailable("a click");
        let hidden = |name: &str| answer.attribute(&format!("form[method=post] input[name={name}]"), "value");
        assert_eq!(hidden("known").as_deref(), Some("yes"), "{}", answer.body);
        assert_eq!(hidden("form_token").as_deref(), Some(form_token.as_str()), "it counts once");
        assert_eq!(hidden("utm_source").as_deref(), Some("letter"));
        assert_eq!(hidden("email"), None, "nothing was typed, and nothing has to be");
    }
    for answer in [linked, by_link().send().await] {
        answer.assert_unavailable("a link");
        assert_eq!(answer.text("form[method=post] button"), "Noch einmal herunterladen", "{}", answer.body);
        // The document stays when the download begins, so it says nothing that is wrong then.
        assert!(answer.text("main").contains("Wenn der Download nicht beginnt"), "{}", answer.body);
        assert_eq!(answer.text("main form a"), "Zurück zum Whitepaper");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_told_to_come_back_where_nothing_can_be_read() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/sitemap.xml").send().await.status, StatusCode::OK);
    let_nothing_be_read(&app).await;
    for path in ["/feed.xml", "/de/feed.xml", "/sitemap.xml"] {
        app.get(path).send().await.assert_unavailable(path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_read_offers_to_be_read_again() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/de").send().await.status, StatusCode::OK);
    let_nothing_be_read(&app).await;
    for (path, language, again) in
        [("/de/fachbeitraege?utm_source=a%22b&x=1", "de", "Noch einmal versuchen"), ("/about", "en", "Try again")]
    {
        let answer = app.get(path).send().await;
        answer.assert_unavailable(path);
        assert_eq!(answer.header("content-language"), language, "{path}");
        assert_eq!(answer.attribute("main a.button-primary", "href").as_deref(), Some(path), "{}", answer.body);
        assert_eq!(answer.text("main a.button-primary"), again);
    }
    // No address of a visitor leads to another host.
    let foreign = app.get("//other.example/").send().await;
    assert_eq!(foreign.count("main a[href^='//']"), 0, "{}", foreign.body);
}
