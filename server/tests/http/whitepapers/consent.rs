//! Marketing consent over HTTP: the tick asks, the button of a mail confirms, one click of a mail program withdraws.

use app::ssr::now;
use domain::access::Role;
use domain::consent::{CONFIRM_DAYS, MarketingConsent};
use domain::language::Localized;
use domain::mail::Kind;
use domain::time::Timestamp;
use hyper::{Method, StatusCode};
use store::access::Admin;
use store::consents::ConfirmLink;
use store::outbox::NewMail;
use store::sessions::hash;
use store::settings::Setting;

use super::{FIREFOX, WhitepaperTest};
use crate::test_app::Answer;

const PAPER: &str = "/whitepapers/fault-location";
const TICKED: (&str, &str) = ("marketing", "yes");

impl WhitepaperTest {
    async fn consent(&self) -> MarketingConsent {
        self.kept().await[0].consent
    }

    /// The address in a mail that begins like this, without the site.
    async fn mailed(&self, mails: usize, start: &str) -> String {
        let all = self.app.mails(mails).await;
        let start = format!("{}{start}", self.app.context().base_url());
        let found = all.iter().find_map(|mail| mail.split_once(&start)).unwrap_or_else(|| panic!("{start} in {all:?}"));
        let token: String = found.1.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        format!("{}{token}", start.strip_prefix(self.app.context().base_url()).unwrap())
    }

    async fn press(&self, path: &str) -> Answer {
        self.app.form(path, &[]).named("user-agent", FIREFOX).send().await
    }

    /// Somebody who asked, and confirmed; the address of the one click in their last mail.
    async fn confirmed(&self) -> String {
        self.send(PAPER, &self.form_token(10), &[TICKED]).await;
        let link = self.mailed(2, "/consent/confirm/").await;
        assert_eq!(self.press(&link).await.status, StatusCode::SEE_OTHER);
        self.mailed(3, "/api/unsubscribe/").await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tick_is_confirmed_by_the_button_behind_the_link_of_a_mail_and_by_nothing_else() {
    let test = WhitepaperTest::new().await;
    let sent = test.send(PAPER, &test.form_token(10), &[TICKED]).await;
    assert!(sent.location().ends_with("?sent=confirm"), "{}", sent.location());
    let link = test.mailed(2, "/consent/confirm/").await;
    for method in [Method::GET, Method::HEAD, Method::GET] {
        let page = test.app.ask(method, &link).named("user-agent", FIREFOX).send().await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    }
    let page = test.app.get(&link).send().await;
    assert_eq!((page.text("h1").as_str(), page.count("form[method=post] button")), ("May we write to you?", 1));
    assert!(page.text("main").contains("ada@stadtwerke.example"), "{}", page.body);
    assert!(page.text("blockquote").contains("Write to me now and then about new papers and webinars."), "{}", page.body);
    assert!(page.attribute("meta[name=robots]", "content").is_some_and(|robots| robots.contains("noindex")));
    assert!(matches!(test.consent().await, MarketingConsent::Asked { .. }));
    let foreign = test.app.form(&link, &[]).named("origin", "https://evil.example").named("sec-fetch-site", "cross-site");
    assert_eq!(foreign.send().await.status, StatusCode::FORBIDDEN);

    let (one, two) = tokio::join!(test.press(&link), test.press(&link));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(one.location(), link);
    let page = test.app.get(&link).send().await;
    assert_eq!((page.status, page.text("h1").as_str()), (StatusCode::OK, "Thank you, that is confirmed"));
    assert_eq!(page.attribute("main a.button", "href").as_deref(), Some("/whitepapers"));
    assert!(test.consent().await.is_given());
    test.app.mails(3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mail_carries_what_its_kind_needs() {
    let test = WhitepaperTest::new().await;
    let language = |tag: &str| tag.parse().unwrap();
    let title = Localized([(language("en"), "Tidewater".to_owned())].into());
    let address = Localized([(language("en"), "Quay 1\n24103 Kiel".to_owned())].into());
    for setting in [Setting::SiteTitle(title), Setting::SiteAddress(address)] {
        store::settings::set(test.app.store(), &Admin::command_line(), &setting, now()).await.unwrap();
    }
    let one_click = test.confirmed().await;
    let mails = test.app.mails(3).await;
    for mail in &mails {
        assert!(mail.contains("From: Tidewater <"), "{mail}");
        assert!(mail.contains("Tidewater\r\nQuay 1\r\n24103 Kiel\r\n"), "{mail}");
    }
    let of_consent: Vec<_> = mails.iter().filter(|mail| mail.contains("List-Unsubscribe")).collect();
    assert_eq!(of_consent.len(), 1, "only the mail that rests on the consent");
    let base = test.app.context().base_url();
    assert!(of_consent[0].contains(&format!("List-Unsubscribe: <{base}{one_click}>\r\n")), "{}", of_consent[0]);
    assert!(of_consent[0].contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    assert!(of_consent[0].contains(&format!("Stop these mails: {base}/consent/withdraw/")));
    assert!(!of_consent[0].contains("/consent/confirm/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_of_a_mail_program_withdraws_from_any_site_without_a_cookie() {
    let test = WhitepaperTest::new().await;
    let one_click = test.confirmed().await;
    let page = test.app.get(&one_click).send().await;
    assert!(page.location().starts_with("/consent/withdraw/"), "{}", page.location());
    assert_eq!(test.app.get(page.location()).send().await.text("h1"), "Stop our mails");
    assert!(test.consent().await.is_given(), "following the link changes nothing");

    for _ in 0..2 {
        let done = test
            .app
            .form(&one_click, &[("List-Unsubscribe", "One-Click")])
            .named("origin", "https://mail.example")
            .named("sec-fetch-site", "cross-site")
            .send()
            .await;
        assert_eq!((done.status, done.header("set-cookie"), done.header("location")), (StatusCode::OK, "", ""), "{}", done.body);
        assert_eq!(done.text("h1"), "We no longer write to you");
        assert!(test.consent().await.withdrawn_at().is_some());
    }
    let unknown = format!("/api/unsubscribe/{}", "a".repeat(43));
    assert_eq!(test.app.form(&unknown, &[]).send().await.status, StatusCode::NOT_FOUND);

    // The same way leads back.
    test.send(PAPER, &test.form_token(10), &[TICKED, ("company", "Another")]).await;
    assert!(!test.consent().await.is_given());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_at_the_end_of_a_mail_withdraws_by_its_button() {
    let test = WhitepaperTest::new().await;
    test.confirmed().await;
    let link = test.mailed(3, "/consent/withdraw/").await;
    let pressed = test.press(&link).await;
    assert_eq!((pressed.status, pressed.location()), (StatusCode::SEE_OTHER, link.as_str()));
    assert_eq!(test.app.get(&link).send().await.text("h1"), "We no longer write to you");
    assert!(test.consent().await.withdrawn_at().is_some());
    let confirm = test.mailed(3, "/consent/confirm/").await;
    let over = test.press(&confirm).await;
    let over = test.app.get(over.location()).send().await;
    assert_eq!((over.status, over.text("h1").as_str()), (StatusCode::GONE, "You have stopped our mails"));
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_withdraws_by_their_address_and_the_answer_tells_nothing() {
    let test = WhitepaperTest::new().await;
    test.confirmed().await;
    let path = "/de/einwilligung/widerrufen";
    let wrong = test.app.form(path, &[("email", "ada@nowhere\"><script>")]).send().await;
    assert_eq!((wrong.status, wrong.header("cache-control")), (StatusCode::UNPROCESSABLE_ENTITY, "private, no-cache"));
    assert_eq!(wrong.attribute("#email", "value").as_deref(), Some("ada@nowhere\"><script>"));
    assert!(wrong.text("#email-error").contains("name@firma.de"), "{}", wrong.body);
    let mut answers = Vec::new();
    for email in ["nobody@stadtwerke.example", "ADA@stadtwerke.example"] {
        let done = test.app.form(path, &[("email", email)]).send().await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/de/einwilligung/widerrufen?done"));
        let page = test.app.get(done.location()).send().await;
        assert_eq!(page.text("h1"), "Wir schreiben Ihnen nicht mehr");
        answers.push(page.body);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(test.consent().await.withdrawn_at().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_over_says_what_to_do_and_confirms_nothing() {
    let test = WhitepaperTest::new().await;
    let token = test.app.context().secret().confirm_link("over");
    let mail = NewMail {
        key: "over".into(),
        kind: Kind::ConsentRequest.as_str(),
        language: "de".parse().unwrap(),
        to_address: "ada@stadtwerke.example".into(),
        to_name: None,
        subject: "S".into(),
        text: "T".into(),
        html: "H".into(),
        attachments: Vec::new(),
        unsubscribe: None,
    };
    let over = ConfirmLink { token_hash: &hash(&token), expires_at: Timestamp(now().0 - 1), mail: &mail };
    test.keep_with("ada@stadtwerke.example", now(), Some(over)).await;
    let link = format!("/de/einwilligung/bestaetigen/{token}");
    let pressed = test.press(&link).await;
    let page = test.app.get(pressed.location()).send().await;
    assert_eq!((page.status, page.text("h1").as_str()), (StatusCode::GONE, "Dieser Link ist abgelaufen"));
    assert!(page.text("main").contains(&format!("{CONFIRM_DAYS} Tage")), "{}", page.body);
    assert_eq!(page.attribute("main a.button", "href").as_deref(), Some("/de/whitepapers"));
    assert!(matches!(test.consent().await, MarketingConsent::Asked { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_is_not_flooded_and_the_answer_is_the_same() {
    let test = WhitepaperTest::new_with(&["--forms-per-minute", "0"]).await;
    for number in 0..4 {
        let company = format!("Company {number}");
        let sent = test.send(PAPER, &test.form_token(10), &[TICKED, ("company", &company)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(sent.location().ends_with("?sent=confirm"), "{}", sent.location());
    }
    // Four links to the file, and two questions.
    let mails = test.app.mails(6).await;
    assert_eq!(mails.iter().filter(|mail| mail.contains("/consent/confirm/")).count(), 2);
}

/// The same words for whoever is asked, for whoever was asked too often, and for whoever has stopped the mails.
#[tokio::test(flavor = "multi_thread")]
async fn the_thanks_promise_no_question_that_does_not_come() {
    let test = WhitepaperTest::new_with(&["--forms-per-minute", "0", "--smtp-url", "smtp://127.0.0.1:9"]).await;
    let mut said = Vec::new();
    for number in 0..4 {
        let company = format!("Company {number}");
        let sent = test.send(PAPER, &test.form_token(10), &[TICKED, ("company", &company)]).await;
        let thanks = test.app.get(sent.location()).send().await;
        said.push(thanks.text(".alert"));
        test.app.form("/consent/withdraw", &[("email", "ada@stadtwerke.example")]).send().await;
    }
    assert!(said[0].contains("at most twice within 24 hours"), "{}", said[0]);
    assert!(said[0].contains("and have not stopped our mails since"), "{}", said[0]);
    assert!(said.iter().all(|other| *other == said[0]), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_shows_what_counts_and_since_when() {
    let test = WhitepaperTest::new().await;
    test.confirmed().await;
    let editor = test.app.staff(Role::Editor).await;
    let path = format!("/admin/whitepapers/{}/downloads.csv?marketing=1", test.gated);
    let file = test.app.get(&path).cookie(&editor).send().await;
    let line = file.body.lines().nth(1).unwrap().to_owned();
    let day = &now().to_sqlite()[..10];
    assert!(line.contains(&format!("\"Confirmed\",\"{day} ")) && line.ends_with(",\"\""), "{line}");
    assert_eq!(line.matches(&format!("\"{day} ")).count(), 3, "sent, asked for, confirmed: {line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn form_and_thanks_tell_of_mails_only_where_a_mail_server_is_set() {
    for (flags, is_mailed) in [(&[][..], false), (&["--smtp-url", "smtp://127.0.0.1:9"][..], true)] {
        let test = WhitepaperTest::new_with(flags).await;
        let form = test.app.get(PAPER).send().await;
        assert_eq!(form.text("section.card").contains("we mail you a link"), is_mailed, "{}", form.body);
        assert_eq!(form.count("input[name=marketing]"), usize::from(is_mailed), "{}", form.body);
        let sent = test.send(PAPER, &test.form_token(10), &[TICKED]).await;
        let thanks = test.app.get(sent.location()).send().await;
        assert_eq!(thanks.text("main").contains("mailed you this link"), is_mailed, "{}", thanks.body);
        assert_eq!(thanks.text("main").contains("second mail"), is_mailed, "{}", thanks.body);
    }
}
