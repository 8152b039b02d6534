//! /admin/mail: the outbox and the previews, for admins.

use domain::access::Role;
use domain::language::Language;
use domain::mail::{Kind, MailFilter};
use hyper::StatusCode;
use serde_json::Value;

use crate::test_app::{Cookie, TestApp};

async fn list(app: &TestApp, admin: &Cookie) -> Value {
    let filter = serde_json::to_string(&MailFilter::default()).unwrap();
    let answer = app.call("/api/admin/mail/list", &format!("{{\"filter\":{filter}}}")).cookie(admin).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_mail_goes_to_whoever_asks_and_stands_in_the_list_without_its_text() {
    let app = TestApp::start().await;
    let admin = app.staff(Role::Admin).await;
    let answer = app.call("/api/admin/mail/test", "{}").cookie(&admin).send().await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "\"admin@nordlicht.example\""));
    let mail = app.mails(1).await.remove(0);
    assert!(mail.contains("<admin@nordlicht.example>") && mail.contains("sending works"), "{mail}");
    let list = list(&app, &admin).await;
    let row = &list["list_page"]["items"][0];
    assert_eq!((row["kind"].as_str(), row["to_address"].as_str()), (Some("test"), Some("admin@nordlicht.example")));
    assert!(!list.to_string().contains("sending works"));
    assert!(list["transport"]["folder"].as_str().is_some_and(|folder| folder.ends_with("mail")), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_to_nobody_is_parked_and_tried_again_by_an_admin() {
    let app = TestApp::start().await;
    let admin = app.staff(Role::Admin).await;
    let mail = store::outbox::NewMail {
        key: "k".into(),
        kind: Kind::Whitepaper.as_str(),
        language: Language::parse("de").unwrap(),
        to_address: "not an address".into(),
        to_name: Some("</textarea><script>alert(1)</script>".into()),
        subject: "S\r\nBcc: x@y.example".into(),
        text: "T".into(),
        html: "H".into(),
        attachments: Vec::new(),
        unsubscribe: None,
    };
    let by = store::access::Admin::command_line();
    store::outbox::put(app.store(), &by, &mail, domain::time::Timestamp(1_795_338_300)).await.unwrap();
    let parked = async {
        while list(&app, &admin).await["totals"]["parked"] != 1 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), parked).await.expect("it is parked");
    let rows = list(&app, &admin).await;
    let row = &rows["list_page"]["items"][0];
    assert_eq!((row["state"].as_str(), row["failure"]["kind"].as_str()), (Some("Parked"), Some("refused")), "{row}");
    let ids = format!("{{\"ids\":[{}, 999]}}", row["id"]);
    let retried = app.call("/api/admin/mail/retry", &ids).cookie(&admin).send().await;
    assert_eq!((retried.status, retried.body.as_str()), (StatusCode::OK, "1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_shows_each_mail_to_admins_and_may_do_nothing() {
    let app = TestApp::start().await;
    let admin = app.staff(Role::Admin).await;
    for kind in Kind::ALL {
        for language in ["en", "de"] {
            let path = format!("/admin/mail/preview/{kind}/{language}");
            let answer = app.get(&path).cookie(&admin).send().await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.attribute("html", "lang").as_deref(), Some(language));
            let policy = answer.header("content-security-policy");
            for part in ["default-src 'none'", "style-src 'sha256-", "frame-ancestors 'self'", "sandbox"] {
                assert!(policy.contains(part), "{part} in {policy}");
            }
            assert!(!policy.contains("script") && !policy.contains("unsafe"), "{policy}");
            assert_eq!(answer.count("script, img, link, [style], [onclick]"), 0, "{path}");
            for role in [Role::Viewer, Role::Editor] {
                let cookie = app.staff(role).await;
                assert_eq!(app.get(&path).cookie(&cookie).send().await.status, StatusCode::NOT_FOUND, "{path} as {role}");
            }
            assert_eq!(app.get(&path).send().await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    for path in ["/admin/mail/preview/none/en", "/admin/mail/preview/reset/fr", "/admin/mail/preview/reset/%3Cscript%3E"] {
        assert_eq!(app.get(path).cookie(&admin).send().await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let frame = app.get("/admin/mail/templates").cookie(&admin).send().await;
    assert!(frame.header("content-security-policy").contains("frame-src 'self'"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_style_of_the_preview_is_the_one_that_its_policy_names() {
    use base64::Engine;
    use sha2::Digest;
    let app = TestApp::start().await;
    let admin = app.staff(Role::Admin).await;
    let answer = app.get("/admin/mail/preview/reset/de").cookie(&admin).send().await;
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(answer.text("style").as_bytes()));
    assert!(answer.header("content-security-policy").contains(&format!("'sha256-{hash}'")));
}
