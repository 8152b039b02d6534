//! GET and POST /admin/set-up/{token}.

use app::ssr::now;
use domain::access::Role;
use domain::time::Timestamp;
use hyper::StatusCode;
use store::access::Admin;
use store::users::links::{self, Purpose};

use crate::test_app::{PASSWORD, TestApp};

const FIRST: [(&str, &str); 4] =
    [("email", "first@nordlicht.example"), ("first_name", "Aylin"), ("last_name", "Demir"), ("password", PASSWORD)];

/// The path of the link for the first admin.
async fn first_link(app: &TestApp) -> String {
    let link = server::cli::first_admin_link(app.store(), "").await.unwrap();
    link.expect("there is no admin yet")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_admin_comes_in_by_a_link_that_works_once() {
    let app = TestApp::start().await;
    let link = first_link(&app).await;
    let form = app.get(&link).send().await;
    assert_eq!((form.status, form.count("form input:not([type=hidden])")), (StatusCode::OK, 4));
    let answer = app.form(&link, &FIRST).send().await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin"));
    let context = app.call("/api/admin/context", "{}").cookie(&answer.cookie()).send().await;
    assert!(context.body.contains("\"admin\""), "{}", context.body);
    for answer in [app.get(&link).send().await, app.form(&link, &FIRST).send().await] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text("h1").contains("no longer works"), "{}", answer.body);
    }
    assert_eq!(server::cli::first_admin_link(app.store(), "").await, Ok(None));
    let users = store::users::list(app.store(), &Admin::command_line(), None, 10, now()).await.unwrap();
    assert!(users[0].last_login.is_some(), "choosing a password is a sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_admin_works_in_the_language_of_the_form() {
    for language in ["de", "en"] {
        let app = TestApp::start().await;
        let link = first_link(&app).await;
        let form = [FIRST[0], FIRST[1], FIRST[2], FIRST[3], ("language", language)];
        let answer = app.form(&link, &form).send().await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let admin = app.get("/admin").cookie(&answer.cookie()).send().await;
        assert!(admin.body.contains(&format!("<html lang=\"{language}\"")), "{language}: {}", admin.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_there_is_an_account_signing_in_says_where_the_link_is() {
    let app = TestApp::start().await;
    let where_it_is = "where Magnetiq was started";
    let answer = app.get("/admin/sign-in").send().await;
    assert!(answer.body.contains(where_it_is), "{}", answer.body);
    assert!(app.get("/admin/sign-in?language=de").send().await.body.contains("wo Magnetiq gestartet wurde"));
    app.form(&first_link(&app).await, &FIRST).send().await;
    assert!(!app.get("/admin/sign-in").send().await.body.contains(where_it_is));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_follow_it_at_once_one_wins() {
    let app = TestApp::start().await;
    let link = first_link(&app).await;
    let other = [("email", "other@nordlicht.example"), FIRST[1], FIRST[2], FIRST[3]];
    let (one, two) = tokio::join!(app.form(&link, &FIRST).send(), app.form(&link, &other).send());
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    let rows = store::users::list(app.store(), &Admin::command_line(), None, 10, now()).await.unwrap();
    assert_eq!(rows.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_at_a_link_does_not_use_it_up() {
    let app = TestApp::start().await;
    let link = first_link(&app).await;
    for _ in 0..3 {
        assert_eq!(app.get(&link).send().await.status, StatusCode::OK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_link_overtakes_an_earlier_one() {
    let app = TestApp::start().await;
    let (earlier, later) = (first_link(&app).await, first_link(&app).await);
    assert_eq!(app.get(&earlier).send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&later).send().await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_form_is_shown_again_with_what_was_typed_but_the_password() {
    let app = TestApp::start().await;
    let link = first_link(&app).await;
    let fields = [("email", "x"), ("first_name", "Aylin"), ("last_name", " "), ("password", "password1234")];
    let answer = app.form(&link, &fields).send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text("#email-error").contains("name@company.com"));
    assert!(answer.text("#last_name-error").contains("fill this in"));
    assert!(answer.text("#password-error").contains("guessed"));
    assert_eq!(answer.text("#first_name-error"), "");
    assert_eq!(answer.attribute("#first_name", "value").as_deref(), Some("Aylin"));
    assert_eq!(answer.attribute("#password", "value").unwrap_or_default(), "");
    assert!(!answer.body.contains("password1234"));
    assert_eq!(app.form(&link, &FIRST).send().await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_invited_chooses_a_password_once() {
    let app = TestApp::start().await;
    let admin = app.staff(Role::Admin).await;
    let form = r#"{"form":{"email":"new@nordlicht.example","first_name":"Ingrid","last_name":"Solberg","role":"editor","language":"en"}}"#;
    let invited = app.call("/api/admin/users/create", form).cookie(&admin).send().await;
    assert_eq!(invited.status, StatusCode::OK, "{}", invited.body);
    let invitation: app::users::api::Invitation = serde_json::from_str(&invited.body).unwrap();
    let link = invitation.link.strip_prefix(&app.url()).unwrap();
    let shown = app.get(link).send().await;
    assert!(shown.body.contains("Ingrid Solberg"));
    assert_eq!(shown.count("form input:not([type=hidden])"), 1);
    // Her own name is no password.
    let own = app.form(link, &[("password", "ingrid.solberg")]).send().await;
    assert!(own.text("#password-error").contains("guessed"));
    assert_eq!(app.form(link, &[("password", PASSWORD)]).send().await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.form(link, &[("password", PASSWORD)]).send().await.status, StatusCode::NOT_FOUND);
    let sign_in = [("email", "new@nordlicht.example"), ("password", PASSWORD)];
    assert_eq!(app.form("/admin/sign-in", &sign_in).send().await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_too_old_or_made_up_is_none() {
    let app = TestApp::start().await;
    let user = app.add(Role::Editor).await;
    let (hash, began) = (store::sessions::hash("old"), Timestamp(now().0 - 100));
    links::issue(app.store(), &Admin::command_line(), Purpose::Reset(user), &hash, Timestamp(now().0 - 1), None, began)
        .await
        .unwrap();
    for path in
        ["/admin/set-up/old", "/admin/set-up/made-up", "/admin/set-up/%00", "/admin/set-up/%ff", "/admin/set-up/'%20OR%201=1"]
    {
        assert_eq!(app.get(path).send().await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(app.form(path, &[("password", PASSWORD)]).send().await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_site_is_told_the_link() {
    let app = TestApp::start().await;
    let answer = app.get(&first_link(&app).await).send().await;
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert_eq!(answer.header("cache-control"), "no-store");
}
