//! Who may do what: one table over every server function and every route, asked of each as visitor, viewer, editor and admin. One
//! that stands in no table fails.

use std::collections::BTreeSet;

use domain::access::Role;
use hyper::{Method, StatusCode};
use leptos::server_fn::axum::server_fn_paths;

use crate::test_app::{Cookie, TestApp};

/// Who may call a server function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Visitors,
    Viewers,
    Editors,
    Admins,
}

use Who::{Admins, Editors, Viewers, Visitors};

/// Path, who may call it, and arguments that can be read; what they ask for need not exist.
pub const FUNCTIONS: &[(&str, Who, &str)] = &[
    ("/api/sign-in", Visitors, r#"{"email":"a@b.example","password":"x"}"#),
    ("/api/suggest", Visitors, "language=en&typed=a"),
    ("/api/admin/context", Viewers, "{}"),
    ("/api/admin/sign-out", Viewers, "{}"),
    ("/api/admin/account/password", Viewers, r#"{"current":"x","new":"y"}"#),
    ("/api/admin/account/sessions", Viewers, "{}"),
    ("/api/admin/account/end-session", Viewers, r#"{"session":0}"#),
    ("/api/admin/account/language", Viewers, r#"{"language":"en"}"#),
    ("/api/admin/users/list", Admins, "{}"),
    ("/api/admin/users/create", Admins, r#"{"form":{"email":"","first_name":"","last_name":"","role":"","language":""}}"#),
    ("/api/admin/users/invite", Admins, r#"{"user":0}"#),
    ("/api/admin/users/unlock", Admins, r#"{"user":0}"#),
    ("/api/admin/mail/list", Admins, r#"{"filter":MAILS}"#),
    ("/api/admin/mail/retry", Admins, r#"{"ids":[0]}"#),
    ("/api/admin/mail/test", Admins, "{}"),
    ("/api/admin/mail/template", Admins, r#"{"kind":"reset","ui_language":"de"}"#),
    ("/api/admin/media/list", Viewers, r#"{"filter":MEDIA_FILTER}"#),
    ("/api/admin/media/open", Viewers, r#"{"id":0}"#),
    ("/api/admin/media/describe", Viewers, r#"{"ids":[0]}"#),
    ("/api/admin/media/save", Editors, r#"{"form":MEDIA_FORM}"#),
    ("/api/admin/media/move", Editors, r#"{"ids":[0],"folder":"/"}"#),
    ("/api/admin/media/tag", Editors, r#"{"ids":[0],"add":"a","remove":""}"#),
    ("/api/admin/media/trash-file", Editors, r#"{"id":0,"version":1}"#),
    ("/api/admin/media/restore-file", Editors, r#"{"id":0,"version":1}"#),
    ("/api/admin/media/trash", Editors, r#"{"ids":[0]}"#),
    ("/api/admin/media/restore", Editors, r#"{"ids":[0]}"#),
    ("/api/admin/media/purge", Admins, r#"{"ids":[0]}"#),
    ("/api/admin/items/publish", Editors, r#"{"item":{"kind":"page","id":0},"version":1,"language":"en"}"#),
    ("/api/admin/items/selected-drafts", Editors, r#"{"items":[{"kind":"page","id":0}],"language":"en"}"#),
    ("/api/admin/items/publish-selected", Editors, r#"{"items":[[{"kind":"page","id":0},1]],"language":"en"}"#),
    (
        "/api/admin/items/schedule",
        Editors,
        r#"{"item":{"kind":"whitepaper","id":0},"version":1,"language":"en","from":0,"until":null}"#,
    ),
    ("/api/admin/items/end", Editors, r#"{"item":{"kind":"page","id":0},"version":1,"language":"en","until":null}"#),
    ("/api/admin/items/cancel", Editors, r#"{"item":{"kind":"webinar","id":0},"version":1,"language":"en"}"#),
    ("/api/admin/items/drop-draft", Editors, r#"{"item":{"kind":"page","id":0},"version":1}"#),
    ("/api/admin/items/unpublish", Editors, r#"{"item":{"kind":"webinar","id":0},"version":1,"language":"en"}"#),
    ("/api/admin/items/trash", Editors, r#"{"item":{"kind":"page","id":0},"version":1}"#),
    ("/api/admin/items/restore", Editors, r#"{"item":{"kind":"page","id":0},"version":1}"#),
    ("/api/admin/items/check-slug", Viewers, r#"{"kind":"whitepaper","language":"en","slug":"a","item_id":null}"#),
    ("/api/admin/items/propose-slug", Viewers, r#"{"kind":"page","language":"en","title":"a","item_id":null}"#),
    ("/api/admin/pages/list", Viewers, r#"{"filter":FILTER}"#),
    ("/api/admin/pages/open", Viewers, r#"{"id":0}"#),
    ("/api/admin/pages/save", Editors, r#"{"form":FORM}"#),
    ("/api/admin/items/preview", Viewers, r#"{"text":"a"}"#),
    ("/api/admin/items/check-links", Viewers, r#"{"text":"a","language":"en"}"#),
    (
        "/api/admin/glossary/list",
        Viewers,
        r#"{"filter":{"search":"","kind":null,"is_missing":false,"paging":{"cursor":"Start","size":25}}}"#,
    ),
    ("/api/admin/glossary/open", Viewers, r#"{"kind":"tag","term":"none"}"#),
    ("/api/admin/glossary/save", Editors, r#"{"form":{"kind":"tag","term":"none","version":0,"labels":{}}}"#),
    ("/api/admin/settings/texts", Viewers, "{}"),
    ("/api/admin/settings/save-texts", Editors, r#"{"form":{"version":0,"texts":{}}}"#),
    ("/api/admin/whitepapers/list", Viewers, r#"{"filter":WHITEPAPER_FILTER}"#),
    ("/api/admin/whitepapers/open", Viewers, r#"{"id":0}"#),
    ("/api/admin/whitepapers/save", Editors, r#"{"form":WHITEPAPER_FORM}"#),
    ("/api/admin/whitepapers/facets", Viewers, "{}"),
    ("/api/admin/whitepapers/downloads", Viewers, r#"{"filter":DOWNLOAD_FILTER}"#),
];

/// Address as in the router, a path of it, method, and the status for visitors and for staff.
const ROUTES: &[(&str, &str, Method, u16, u16)] = &[
    ("/healthz", "/healthz", Method::GET, 200, 200),
    ("/readyz", "/readyz", Method::GET, 200, 200),
    ("/metrics", "/metrics", Method::GET, 200, 200),
    ("/favicon.ico", "/favicon.ico", Method::POST, 405, 405),
    ("/site.webmanifest", "/site.webmanifest", Method::GET, 200, 200),
    ("/assets/{*path}", "/assets/none.css", Method::GET, 404, 404),
    ("/media/cards/{digest}/{name}", "/media/cards/none/page-1-en.png", Method::GET, 404, 404),
    ("/media/{hash}/{name}", "/media/none/none.jpg", Method::GET, 404, 404),
    ("/media/{hash}/{name}", "/media/none/none.jpg", Method::POST, 405, 405),
    ("/media/{hash}/{shape}/{name}", "/media/none/640/none.jpg", Method::GET, 404, 404),
    ("/sitemap.xml", "/sitemap.xml", Method::GET, 200, 200),
    ("/robots.txt", "/robots.txt", Method::GET, 200, 200),
    ("/admin/sign-in", "/admin/sign-in", Method::GET, 200, 303),
    ("/admin/sign-in", "/admin/sign-in", Method::POST, 422, 422),
    ("/admin/sign-out", "/admin/sign-out", Method::GET, 405, 405),
    ("/admin/sign-out", "/admin/sign-out", Method::POST, 303, 303),
    ("/admin/set-up/{token}", "/admin/set-up/none", Method::GET, 404, 404),
    ("/admin/set-up/{token}", "/admin/set-up/none", Method::POST, 404, 404),
    ("/admin/forgot", "/admin/forgot", Method::GET, 200, 200),
    ("/admin/forgot", "/admin/forgot", Method::POST, 422, 422),
    ("/admin/mail/preview/{kind}/{language}", "/admin/mail/preview/none/en", Method::GET, 404, 404),
    ("/admin/media/upload", "/admin/media/upload", Method::GET, 303, 200),
    ("/admin/media/upload", "/admin/media/upload", Method::DELETE, 405, 405),
    ("/admin/media/{id}/replace", "/admin/media/0/replace", Method::GET, 405, 405),
    ("/admin/media/{id}/replace", "/admin/media/none/replace", Method::POST, 401, 404),
    ("/admin", "/admin", Method::GET, 303, 200),
    ("/admin", "/admin", Method::POST, 405, 405),
    ("/admin/", "/admin/", Method::GET, 301, 301),
    ("/admin/{*path}", "/admin/pages", Method::GET, 303, 200),
    ("/admin/{*path}", "/admin/pages", Method::POST, 405, 405),
    ("/api/sign-in", "/api/sign-in", Method::GET, 405, 405),
    ("/api/unsubscribe/{token}", "/api/unsubscribe/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::GET, 404, 404),
    ("/api/unsubscribe/{token}", "/api/unsubscribe/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::POST, 404, 404),
    ("/api/unsubscribe/{token}", "/api/unsubscribe/none", Method::POST, 404, 404),
    ("/api/{*path}", "/api/none", Method::GET, 404, 404),
    ("/api/{*path}", "/api/none", Method::POST, 404, 404),
    ("/api/admin/pages/save", "/api/admin/pages/save", Method::GET, 401, 405),
    ("/api/admin/whitepapers/save", "/api/admin/whitepapers/save", Method::GET, 401, 405),
    ("/api/admin/media/save", "/api/admin/media/save", Method::GET, 401, 405),
    ("/api/admin/items/preview", "/api/admin/items/preview", Method::GET, 401, 405),
    ("/api/admin/items/check-links", "/api/admin/items/check-links", Method::GET, 401, 405),
    ("/api/admin/{*path}", "/api/admin/none", Method::POST, 401, 404),
    ("/api/admin/{*path}", "/api/admin/context", Method::GET, 401, 405),
    ("(pages)", "/", Method::GET, 200, 200),
    ("(pages)", "/none", Method::GET, 404, 404),
    ("(pages)", "/whitepapers", Method::GET, 200, 200),
    ("(pages)", "/whitepapers", Method::POST, 405, 405),
    ("(pages)", "/whitepapers/none", Method::GET, 404, 404),
    ("(pages)", "/whitepapers/none", Method::POST, 404, 404),
    ("(pages)", "/whitepapers/none/file", Method::GET, 404, 404),
    ("(pages)", "/whitepapers/none/file", Method::POST, 405, 405),
    ("(pages)", "/whitepapers/link/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::GET, 404, 404),
    ("(pages)", "/whitepapers/link/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::POST, 404, 404),
    ("(pages)", "/consent/confirm/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::GET, 404, 404),
    ("(pages)", "/consent/confirm/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::POST, 404, 404),
    ("(pages)", "/consent/withdraw/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::GET, 404, 404),
    ("(pages)", "/consent/withdraw/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Method::POST, 404, 404),
    ("(pages)", "/consent/withdraw", Method::GET, 200, 200),
    ("(pages)", "/consent/withdraw", Method::POST, 422, 422),
    ("(pages)", "/", Method::POST, 405, 405),
    ("(pages)", "/", Method::DELETE, 405, 405),
    ("(pages)", "/", Method::OPTIONS, 405, 405),
];

/// Files that leave the house. Address as in the router, a path of it, and the status for visitors, viewers and editors.
const EXPORTS: &[(&str, &str, u16, u16, u16)] =
    &[("/admin/whitepapers/{id}/downloads.csv", "/admin/whitepapers/0/downloads.csv", 303, 403, 404)];

/// Every server function with arguments as JSON, but for the one that is asked with a query.
pub fn calls() -> Vec<(&'static str, String)> {
    let of_json = functions().into_iter().filter(|(.., arguments)| arguments.starts_with('{'));
    of_json.map(|(path, _, arguments)| (path, arguments)).collect()
}

/// The table with the forms and filters written out.
fn functions() -> Vec<(&'static str, Who, String)> {
    FUNCTIONS.iter().map(|&(path, who, arguments)| (path, who, whole(arguments))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_function_is_open_to_whom_the_table_says() {
    let registered: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let listed: BTreeSet<String> = FUNCTIONS.iter().map(|(path, ..)| (*path).to_owned()).collect();
    assert_eq!(registered, listed, "the table lists what is registered");
    let app = TestApp::start().await;
    for (path, who, arguments) in functions() {
        let is_get = server_fn_paths().any(|(known, method)| known == path && method == Method::GET);
        for (asks, role) in
            [(Visitors, None), (Viewers, Some(Role::Viewer)), (Editors, Some(Role::Editor)), (Admins, Some(Role::Admin))]
        {
            let cookie = session(&app, role).await;
            let answer = if is_get {
                app.get(&format!("{path}?{arguments}")).cookie_if(cookie.as_ref()).send().await
            } else {
                app.call(path, &arguments).cookie_if(cookie.as_ref()).send().await
            };
            let (status, body) = (answer.status, answer.body);
            assert!(status != StatusCode::BAD_REQUEST && status.as_u16() < 500, "{path} as {asks:?}: {status} {body}");
            let refusal = match (asks >= who, asks) {
                (true, _) => None,
                (false, Visitors) => Some((StatusCode::UNAUTHORIZED, "\"SignedOut\"")),
                (false, _) => Some((StatusCode::FORBIDDEN, "\"Forbidden\"")),
            };
            match refusal {
                Some(refusal) => assert_eq!((status, body.as_str()), refusal, "{path} as {asks:?}"),
                None => {
                    assert!(body != "\"SignedOut\"" && status != StatusCode::FORBIDDEN, "{path} as {asks:?}: {status} {body}")
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_as_the_table_says() {
    let mapped: BTreeSet<String> = server::router::addresses().into_iter().chain(["(pages)".to_owned()]).collect();
    let listed = ROUTES.iter().map(|(address, ..)| *address).chain(EXPORTS.iter().map(|(address, ..)| *address));
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    assert_eq!(mapped, listed, "the table lists what is in the router");
    let app = TestApp::start().await;
    for (_, path, method, visitors, staff) in ROUTES {
        for (role, status) in
            [(None, visitors), (Some(Role::Viewer), staff), (Some(Role::Editor), staff), (Some(Role::Admin), staff)]
        {
            let cookie = session(&app, role).await;
            let answer = app
                .ask(method.clone(), path)
                .named("content-type", "application/x-www-form-urlencoded")
                .cookie_if(cookie.as_ref())
                .send()
                .await;
            assert_eq!(answer.status.as_u16(), *status, "{method} {path} as {role:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_export_answers_as_the_table_says() {
    let app = TestApp::start().await;
    for &(_, path, visitors, viewers, editors) in EXPORTS {
        for (role, status) in
            [(None, visitors), (Some(Role::Viewer), viewers), (Some(Role::Editor), editors), (Some(Role::Admin), editors)]
        {
            let cookie = session(&app, role).await;
            let answer = app.get(path).cookie_if(cookie.as_ref()).send().await;
            assert_eq!(answer.status.as_u16(), status, "{path} as {role:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_for_staff_is_closed_before_its_arguments_are_read() {
    let app = TestApp::start().await;
    for body in ["", "{}", "not json", "{\"form\":"] {
        let answer = app.call("/api/admin/pages/save", body).send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::UNAUTHORIZED, "\"SignedOut\""), "{body}");
    }
}

/// Arguments of the table with the forms and filters that they name.
pub fn whole(arguments: &str) -> String {
    fn json<T: serde::Serialize + Default>() -> String {
        serde_json::to_string(&T::default()).unwrap()
    }
    arguments
        .replace("MEDIA_FILTER", &json::<domain::media::MediaFilter>())
        .replace("MEDIA_FORM", &json::<domain::media::MediaForm>())
        .replace("WHITEPAPER_FILTER", &json::<domain::whitepaper::list::WhitepaperFilter>())
        .replace("WHITEPAPER_FORM", &json::<domain::whitepaper::WhitepaperForm>())
        .replace("DOWNLOAD_FILTER", &json::<domain::whitepaper::list::DownloadFilter>())
        .replace("MAILS", &json::<domain::mail::MailFilter>())
        .replace("FILTER", &json::<domain::page::PageFilter>())
        .replace("FORM", &json::<domain::page::PageForm>())
}

/// The permission of the command line is everybody's who can write `Editor::command_line()`. What answers requests has none.
#[test]
fn no_request_is_answered_with_the_permission_of_the_command_line() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["app/src", "server/src"] {
        files_that_have("::command_line()", &root, &root.join(folder), &mut found);
    }
    found.sort();
    let cli = ["import", "serve", "setting", "user"].map(|command| format!("server/src/cli/{command}.rs"));
    assert_eq!(found, [&cli[..], &["server/src/seed.rs".to_owned()]].concat());
}

fn files_that_have(text: &str, root: &std::path::Path, folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_that_have(text, root, &path, found);
        } else if std::fs::read_to_string(&path).unwrap().contains(text) {
            found.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
}

async fn session(app: &TestApp, role: Option<Role>) -> Option<Cookie> {
    match role {
        Some(role) => Some(app.staff(role).await),
        None => None,
    }
}
