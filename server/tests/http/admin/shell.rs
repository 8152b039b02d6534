//! GET /admin and everything below it: the admin's document for staff, the sign-in for everyone else.

use app::ssr::now;
use domain::access::Role;
use domain::time::Timestamp;
use hyper::StatusCode;

use crate::test_app::{Cookie, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn staff_get_the_frame_in_their_language() {
    let app = TestApp::start().await;
    let cookie = app.staff(Role::Viewer).await;
    for path in ["/admin", "/admin/pages", "/admin/pages/7?language=de", "/admin/no/such/screen"] {
        let answer = app.get(path).cookie(&cookie).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.body.contains("open_admin()"), "{path}");
        assert_eq!(answer.attribute("html", "lang").as_deref(), Some("en"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_is_led_to_the_way_in_and_keeps_the_way_back() {
    let app = TestApp::start().await;
    let answer = app.get("/admin/pages?tab=drafts&q=a%20b").send().await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/admin/sign-in?next=/admin/pages?tab%3Ddrafts%26q%3Da%2520b");
    let form = app.get(answer.location()).send().await;
    assert_eq!(form.attribute("input[name=next]", "value").as_deref(), Some("/admin/pages?tab=drafts&q=a%20b"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_had_a_session_is_told_that_it_has_ended() {
    let app = TestApp::start().await;
    let user = app.add(Role::Editor).await;
    let idle = app.session(user, Timestamp(now().0 - 121 * 60)).await;
    let answer = app.get("/admin/pages").cookie(&idle).send().await;
    assert_eq!(answer.location(), "/admin/sign-in?expired&next=/admin/pages");
    let form = app.get(answer.location()).send().await;
    assert!(form.text(".alert").contains("Your session has ended"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_is_none_of_ours_is_nobody() {
    let app = TestApp::start().await;
    for cookie in [
        "magnetiq=",
        "magnetiq=AAAAAAAAAAAAAAAAAAAAAA",
        "magnetiq=../../x",
        "magnetiq=\"",
        "__Host-magnetiq=AAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let answer = app.get("/admin").cookie(&Cookie(cookie.into())).send().await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{cookie}");
    }
}
