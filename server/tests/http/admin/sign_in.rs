//! GET and POST /admin/sign-in, and POST /api/sign-in.

use app::ssr::now;
use domain::access::Role;
use domain::time::Timestamp;
use hyper::{StatusCode, header};

use crate::test_app::{PASSWORD, TestApp, person};

const EMAIL: &str = "editor@nordlicht.example";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_knows_the_password_is_let_in_where_they_wanted() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let fields = [("email", " Editor@Nordlicht.Example "), ("password", PASSWORD), ("next", "/admin/pages?tab=drafts")];
    let answer = app.form("/admin/sign-in", &fields).send().await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin/pages?tab=drafts"));
    assert_eq!(app.get("/admin").cookie(&answer.cookie()).send().await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_in_has_its_picture() {
    let app = TestApp::start().await;
    let answer = app.get("/admin/sign-in").send().await;
    assert!(answer.body.contains("<use href=\"#field-lit\"/>"));
    assert!(!answer.body.contains("inner_html"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let answer = app.sign_in(Role::Editor).await;
    let cookie = answer.header("set-cookie");
    for part in ["magnetiq=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_the_cookie_belongs_to_this_host_alone() {
    let app = TestApp::start_with(&["--base-url", "https://a.example"]).await;
    app.add(Role::Editor).await;
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let answer = app.form("/admin/sign-in", &fields).header(header::ORIGIN, "https://a.example").send().await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-magnetiq=") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(answer.header("strict-transport-security").contains("max-age"));
    assert_eq!(app.get("/admin").cookie(&answer.cookie()).send().await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_to_refuse_gets_the_same_answer() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    app.add(Role::Viewer).await;
    for at in 0..5 {
        store::users::record_failed_sign_in(app.store(), viewer(&app).await, None, Timestamp(now().0 - at)).await.unwrap();
    }
    app.staff(Role::Admin).await;
    let mut bodies = Vec::new();
    for (email, password) in [
        (EMAIL, "wrong"),
        ("nobody@nordlicht.example", PASSWORD),
        ("not an address", PASSWORD),
        ("viewer@nordlicht.example", PASSWORD),
        ("admin@nordlicht.example", ""),
        ("admin@nordlicht.example", "x"),
    ] {
        let answer = app.form("/admin/sign-in", &[("email", email), ("password", password)]).send().await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert_eq!(answer.header("set-cookie"), "", "{email}");
        if !password.is_empty() {
            bodies.push(answer.body.replace(email, "EMAIL"));
        }
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
}

async fn viewer(app: &TestApp) -> domain::id::UserId {
    store::users::credentials(app.store(), &person(Role::Viewer).email).await.unwrap().unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_but_never_the_password() {
    let app = TestApp::start().await;
    let fields = [("email", "someone@a.example"), ("password", "a secret of mine"), ("next", "/admin/users")];
    let answer = app.form("/admin/sign-in", &fields).send().await;
    assert_eq!(answer.attribute("input[name=email]", "value").as_deref(), Some("someone@a.example"));
    assert_eq!(answer.attribute("input[name=next]", "value").as_deref(), Some("/admin/users"));
    assert_eq!(answer.attribute("input[name=password]", "value"), None);
    assert!(!answer.body.contains("a secret of mine"));
    assert!(answer.text("[role=alert]").contains("do not match"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_at_its_field() {
    let app = TestApp::start().await;
    let answer = app.form("/admin/sign-in", &[]).send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text("#email-error").contains("Please fill this in"));
    assert!(answer.text("#password-error").contains("Please fill this in"));
    assert_eq!(answer.attribute("#email", "aria-invalid").as_deref(), Some("true"));
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failures_lock_the_account_for_half_an_hour() {
    let app = TestApp::start().await;
    let user = app.add(Role::Editor).await;
    for _ in 0..5 {
        let answer = app.form("/admin/sign-in", &[("email", EMAIL), ("password", "wrong")]).send().await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(app.sign_in(Role::Editor).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let admin = app.staff(Role::Admin).await;
    let unlocked = app.call("/api/admin/users/unlock", &format!("{{\"user\":{user}}}")).cookie(&admin).send().await;
    assert_eq!(unlocked.status, StatusCode::OK, "{}", unlocked.body);
    assert_eq!(app.sign_in(Role::Editor).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_over_locks_no_more() {
    let app = TestApp::start().await;
    let user = app.add(Role::Editor).await;
    for _ in 0..5 {
        store::users::record_failed_sign_in(app.store(), user, None, Timestamp(now().0 - 31 * 60)).await.unwrap();
    }
    assert_eq!(app.sign_in(Role::Editor).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn four_failures_are_forgotten_by_a_right_password() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    for _ in 0..2 {
        for _ in 0..4 {
            app.form("/admin/sign-in", &[("email", EMAIL), ("password", "wrong")]).send().await;
        }
        assert_eq!(app.sign_in(Role::Editor).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_planted_before_is_worth_nothing() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let planted = app.staff(Role::Viewer).await;
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let answer = app.form("/admin/sign-in", &fields).cookie(&planted).send().await;
    assert_ne!(answer.cookie(), planted);
    assert_eq!(app.call("/api/admin/context", "{}").cookie(&planted).send().await.status, StatusCode::UNAUTHORIZED);
    let context = app.call("/api/admin/context", "{}").cookie(&answer.cookie()).send().await;
    assert!(context.body.contains(EMAIL), "{}", context.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_to_another_site() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    for next in
        ["https://evil.example/", "//evil.example", "/\\evil.example", "/admin\r\nX: y", "/admin/sign-in", "javascript:alert(1)"]
    {
        let answer = app.form("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", next)]).send().await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin"), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_signed_in_needs_no_form() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Viewer).await;
    let answer = app.get("/admin/sign-in?next=%2Fadmin%2Fpages").cookie(&cookie).send().await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin/pages"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_speaks_the_language_that_is_chosen_or_that_the_browser_asks_for() {
    let app = TestApp::start().await;
    let lang = async |path: &str, accepted: &str| {
        let answer = app.get(path).header(header::ACCEPT_LANGUAGE, accepted).send().await;
        answer.attribute("html", "lang").unwrap()
    };
    assert_eq!(lang("/admin/sign-in", "de-CH, en;q=0.5").await, "de");
    assert_eq!(lang("/admin/sign-in?language=en", "de").await, "en");
    assert_eq!(lang("/admin/sign-in", "fr").await, "en");
    let answer = app.form("/admin/sign-in", &[("language", "de")]).send().await;
    assert!(answer.text("#email-error").contains("Diese Angabe fehlt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_call_to_sign_in_begins_a_session_too() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let body = |password: &str| format!("{{\"email\":\"{EMAIL}\",\"password\":\"{password}\"}}");
    let wrong = app.call("/api/sign-in", &body("wrong")).send().await;
    assert_eq!((wrong.status, wrong.body.as_str()), (StatusCode::UNAUTHORIZED, "\"Credentials\""));
    let right = app.call("/api/sign-in", &body(PASSWORD)).send().await;
    assert_eq!(right.status, StatusCode::OK);
    assert_eq!(app.call("/api/admin/context", "{}").cookie(&right.cookie()).send().await.status, StatusCode::OK);
}
