//! GET and POST /admin/forgot, and the mails about accounts.

use std::time::{Duration, Instant};

use domain::access::Role;
use hyper::StatusCode;
use tokio::time::timeout;

use crate::test_app::{Answer, PASSWORD, TestApp};

const EMAIL: &str = "editor@nordlicht.example";
const FORGOT: &str = "/admin/forgot";

async fn ask(app: &TestApp, email: &str) -> Answer {
    app.form(FORGOT, &[("email", email)]).send().await
}

/// The path of the one-time link in a mail.
fn link(mail: &str) -> String {
    let at = mail.find("/admin/set-up/").expect("a link");
    let end = mail[at..].find(|c: char| c.is_whitespace() || c == '"').expect("the end of the link");
    mail[at..at + end].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_forgot_their_password_gets_one_link_by_mail_and_is_let_in() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let answer = ask(&app, " Editor@Nordlicht.Example ").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/admin/forgot?sent&language=en"));
    let mail = app.mails(1).await.remove(0);
    assert!(mail.contains("To: \"Jonas Feddersen\" <editor@nordlicht.example>"), "{mail}");
    let path = link(&mail);
    let form = app.get(&path).send().await;
    assert!(form.text("h1").contains("password") && form.body.contains("Jonas Feddersen"), "{}", form.body);
    let new = "another horse battery";
    let chosen = app.form(&path, &[("password", new)]).send().await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/admin"));
    assert_eq!(app.get(&path).send().await.status, StatusCode::NOT_FOUND, "once");
    assert_eq!(app.sign_in(Role::Editor).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not the old one");
    let entered = app.form("/admin/sign-in", &[("email", EMAIL), ("password", new)]).send().await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_an_account_gets_the_same_answer_in_the_same_time_and_no_mail() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    let mut answers = Vec::new();
    for email in ["nobody@nordlicht.example", EMAIL, "nobody@nordlicht.example", EMAIL] {
        let began = Instant::now();
        let answer = ask(&app, email).await;
        let (took, shown) = (began.elapsed(), app.get(answer.location()).send().await.body);
        assert!(took.as_millis() >= 400, "{email}: {took:?}");
        answers.push((answer.status, answer.location().to_owned(), answer.header("set-cookie").to_owned(), shown));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let mails = app.mails(1).await;
    assert_eq!(mails.len(), 1, "asking twice at once mails once");
    assert!(mails[0].contains(EMAIL));
}

/// While another program holds the database.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_database_tells_no_account_from_another() {
    let app = TestApp::start().await;
    app.expects("not ready");
    app.expects("cannot be used just now");
    app.add(Role::Editor).await;
    let holds = app.store().begin_write().await.unwrap();
    let mut answers = Vec::new();
    for email in ["nobody@nordlicht.example", EMAIL] {
        let answer = ask(&app, email).await;
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some(email));
        answers.push((answer.status, answer.body.replace(email, "")));
    }
    assert_eq!(answers[0].0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answers[0], answers[1]);
    // Every sign-in waits for the database.
    for email in ["nobody@nordlicht.example", EMAIL, "no address"] {
        let form = app.form("/admin/sign-in", &[("email", email), ("password", "wrong")]);
        let waited = timeout(Duration::from_secs(2), form.send()).await;
        assert!(waited.is_err(), "{email}: {waited:?}");
    }
    drop(holds);
    // What was found of the database holds for a second.
    let again = async { while ask(&app, EMAIL).await.status != StatusCode::SEE_OTHER {} };
    timeout(Duration::from_secs(10), again).await.expect("mails are written again");
    assert!(app.mails(1).await[0].contains(EMAIL));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_is_said_at_its_field_and_stays_typed() {
    let app = TestApp::start().await;
    let hostile = "</textarea><script>alert(1)</script>\"' OR 1=1";
    let long = "a".repeat(10_000);
    for typed in ["", "someone", "a@b.example\r\nBcc: c@d.example", hostile, &long] {
        let answer = ask(&app, typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(!answer.text("#email-error").is_empty(), "{typed}");
        assert!(!answer.body.contains("<script>alert"), "{typed}");
        let kept = answer.attribute("#email", "value").unwrap_or_default();
        assert_eq!(kept.replace("\r\n", "\n"), typed.replace("\r\n", "\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_speaks_german_and_is_found_from_signing_in() {
    let app = TestApp::start().await;
    let sign_in = app.get("/admin/sign-in?language=de").send().await;
    assert_eq!(sign_in.attribute("a[href^='/admin/forgot']", "href").as_deref(), Some("/admin/forgot?language=de"));
    let form = app.get("/admin/forgot?language=de").send().await;
    assert_eq!((form.status, form.text("h1")), (StatusCode::OK, "Passwort vergessen?".into()));
    let sent = app.get("/admin/forgot?sent&language=de").send().await;
    assert!(sent.text("h1").contains("Postfach"));
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_is_counted_with_the_attempts_to_sign_in() {
    let app = TestApp::start_with(&["--sign-in-per-minute", "1"]).await;
    assert_eq!(ask(&app, EMAIL).await.status, StatusCode::SEE_OTHER);
    let answer = ask(&app, EMAIL).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(answer.attribute("#email", "value").as_deref(), Some(EMAIL));
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passwords_mail_the_person_once() {
    let app = TestApp::start().await;
    app.add(Role::Editor).await;
    for _ in 0..7 {
        app.form("/admin/sign-in", &[("email", EMAIL), ("password", "wrong")]).send().await;
    }
    let mails = app.mails(1).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("is locked") && mails[0].contains(FORGOT), "{}", mails[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_made_a_member_of_staff_gets_their_link_by_mail_in_their_language() {
    let app = TestApp::start().await;
    let admin = app.staff(Role::Admin).await;
    let form = r#"{"form":{"email":"mara@nordlicht.example","first_name":"Mara","last_name":"Lindqvist","role":"editor","language":"de"}}"#;
    let answer = app.call("/api/admin/users/create", form).cookie(&admin).send().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let mail = app.mails(1).await.remove(0);
    assert!(mail.contains("<mara@nordlicht.example>") && mail.contains("Content-Language: de"), "{mail}");
    assert!(answer.body.contains(&link(&mail)), "the link that is shown is the one that is mailed");
    let chosen = app.form(&link(&mail), &[("password", PASSWORD)]).send().await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    let taken = app.call("/api/admin/users/create", form).cookie(&admin).send().await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.mails(1).await.len(), 1, "who was not made is not mailed");
}
