//! How long a session lasts, and what ends it.

use app::ssr::now;
use domain::access::Role;
use domain::id::UserId;
use domain::time::Timestamp;
use hyper::StatusCode;
use store::access::Admin;
use store::settings::Setting;

use crate::test_app::{Cookie, TestApp};

const DESK: &str = "/api/admin/context";

async fn is_signed_in(app: &TestApp, cookie: &Cookie) -> bool {
    app.call(DESK, "{}").cookie(cookie).send().await.status == StatusCode::OK
}

async fn set(app: &TestApp, setting: Setting) {
    store::settings::set(app.store(), &Admin::command_line(), &setting, now()).await.unwrap();
}

fn ago(minutes: i64) -> Timestamp {
    Timestamp(now().0 - minutes * 60)
}

async fn editor(app: &TestApp) -> UserId {
    app.add(Role::Editor).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_it_was_not_used_for_long() {
    let app = TestApp::start().await;
    let user = editor(&app).await;
    set(&app, Setting::SessionIdleMinutes(10)).await;
    assert!(is_signed_in(&app, &app.session(user, ago(9)).await).await);
    assert!(!is_signed_in(&app, &app.session(user, ago(11)).await).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_its_time_however_much_it_was_used() {
    let app = TestApp::start().await;
    let user = editor(&app).await;
    set(&app, Setting::SessionIdleMinutes(1_000_000)).await;
    set(&app, Setting::SessionAbsoluteHours(8)).await;
    assert!(is_signed_in(&app, &app.session(user, ago(7 * 60)).await).await);
    assert!(!is_signed_in(&app, &app.session(user, ago(8 * 60 + 1)).await).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_seen_is_not_idle() {
    let app = TestApp::start().await;
    let cookie = app.session(editor(&app).await, ago(30)).await;
    assert!(is_signed_in(&app, &cookie).await);
    set(&app, Setting::SessionIdleMinutes(10)).await;
    assert!(is_signed_in(&app, &cookie).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_keeps_no_token() {
    let app = TestApp::start().await;
    editor(&app).await;
    let cookie = app.sign_in(Role::Editor).await.cookie();
    let token = cookie.0.split_once('=').unwrap().1;
    assert!(token.len() >= 22);
    let path = app.store().path().to_owned();
    let wal = std::path::PathBuf::from(format!("{}-wal", path.display()));
    for file in [path, wal] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "{}", file.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_sees_and_ends_ones_own_sessions_and_nobody_elses() {
    let app = TestApp::start().await;
    let user = editor(&app).await;
    let (this, other) = (app.session(user, ago(1)).await, app.session(user, ago(2)).await);
    let someone = app.staff(Role::Admin).await;
    let listed = app.call("/api/admin/account/sessions", "{}").cookie(&this).send().await;
    let sessions: Vec<domain::user::SessionRow> = serde_json::from_str(&listed.body).unwrap();
    assert_eq!(sessions.len(), 2);
    let id = sessions.iter().find(|session| !session.is_this).unwrap().id;
    let end = |cookie| {
        let app = &app;
        async move { app.call("/api/admin/account/end-session", &format!("{{\"session\":{id}}}")).cookie(cookie).send().await.status }
    };
    assert_eq!(end(&someone).await, StatusCode::NOT_FOUND);
    assert!(is_signed_in(&app, &other).await);
    assert_eq!(end(&this).await, StatusCode::OK);
    assert!(!is_signed_in(&app, &other).await);
    assert!(is_signed_in(&app, &this).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_all_other_sessions() {
    let app = TestApp::start().await;
    let user = editor(&app).await;
    let other = app.session(user, now()).await;
    let this = app.sign_in(Role::Editor).await.cookie();
    let change = |current: &str| format!("{{\"current\":\"{current}\",\"new\":\"seven quiet lanterns\"}}");
    let wrong = app.call("/api/admin/account/password", &change("wrong")).cookie(&this).send().await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("WrongPassword"), "{}", wrong.body);
    let right = app.call("/api/admin/account/password", &change(crate::test_app::PASSWORD)).cookie(&this).send().await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.body);
    assert!(is_signed_in(&app, &this).await);
    assert!(!is_signed_in(&app, &other).await);
    assert_eq!(app.sign_in(Role::Editor).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_and_takes_the_cookie_away() {
    let app = TestApp::start().await;
    editor(&app).await;
    let cookie = app.sign_in(Role::Editor).await.cookie();
    let read = app.get("/admin/sign-out").cookie(&cookie).send().await;
    assert_eq!(read.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(is_signed_in(&app, &cookie).await);
    let answer = app.form("/admin/sign-out", &[]).cookie(&cookie).send().await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin/sign-in?signed-out"));
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    assert!(!is_signed_in(&app, &cookie).await);
    assert!(app.get("/admin/sign-in?signed-out").send().await.text(".alert").contains("signed out"));
    let twice = app.form("/admin/sign-out", &[]).cookie(&cookie).send().await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_call_to_sign_out_ends_the_session_too() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Viewer).await;
    assert_eq!(app.call("/api/admin/sign-out", "{}").cookie(&cookie).send().await.status, StatusCode::OK);
    assert!(!is_signed_in(&app, &cookie).await);
}
