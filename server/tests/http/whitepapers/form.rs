//! The form before a whitepaper: what is refused, what is taken, and how often.

use app::ssr::now;
use domain::consent::MarketingConsent;
use domain::form::MIN_AGE_SECONDS;
use domain::language::{Language, Languages};
use domain::time::Timestamp;
use hyper::{Method, StatusCode};
use store::access::Editor;

use super::{FILE_BYTES, FILLED, FIREFOX, WhitepaperTest};
use crate::test_app::Ask;

#[tokio::test(flavor = "multi_thread")]
async fn what_led_a_person_here_goes_with_the_form_that_they_meet_later() {
    let test = WhitepaperTest::new().await;
    fn from<'a>(test: &'a WhitepaperTest, agent: &'static str, path: &'a str) -> Ask<'a> {
        test.app.get(path).named("user-agent", agent)
    }
    let (firefox, robot) = ("Mozilla/5.0 (X11; Linux) Firefox/140.0", "Examplebot/1.0");
    for agent in [firefox, robot] {
        from(&test, agent, "/?utm_source=a%26b&utm_medium=mail&x=y")
            .named("referer", "https://letter.example/7?mail=me")
            .send()
            .await;
        from(&test, agent, "/whitepapers?utm_source=later").send().await;
    }
    let page = from(&test, firefox, "/whitepapers/fault-location").named("referer", "https://search.example/").send().await;
    for (name, value) in
        [("utm_source", "a&b"), ("utm_medium", "mail"), ("referrer", "https://letter.example/7"), ("landing", "/")]
    {
        assert_eq!(page.attribute(&format!("input[name={name}]"), "value").as_deref(), Some(value), "{name}");
    }
    assert_eq!(page.header("set-cookie"), "");
    // What a link carries is nobody else's to know, also behind the same address.
    let link = test.keep("ada@stadtwerke.example", Timestamp(now().0 + 60)).await;
    let opera = "Mozilla/5.0 (X11; Linux) Opera/120.0";
    from(&test, opera, &format!("/whitepapers/link/{link}")).named("referer", "https://mail.example/").send().await;
    let page = from(&test, opera, "/whitepapers/fault-location").send().await;
    assert!(!page.body.contains(&link), "{}", page.body);
    for agent in [robot, "Mozilla/5.0 (X11; Linux) Chrome/142.0"] {
        let page = from(&test, agent, "/whitepapers/fault-location").send().await;
        assert_eq!(page.count("input[name=utm_source]"), 0, "{agent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_form_comes_back_with_all_that_was_typed() {
    let test = WhitepaperTest::new_with(&["--smtp-url", "smtp://127.0.0.1:9"]).await;
    let hostile = "</textarea><script>alert(1)</script>\"' OR 1=1 🦀";
    let long = "a".repeat(10_000);
    let changed =
        [("last_name", hostile), ("email", "ada@nowhere"), ("company", long.as_str()), ("privacy", "no"), ("marketing", "yes")];
    let answer = test.send("/de/whitepapers/fehlerortung", &test.form_token(10), &changed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.attribute("#last_name", "value").as_deref(), Some(hostile));
    assert_eq!(answer.attribute("#company", "value").map(|value| value.len()), Some(10_000));
    assert_eq!(answer.count("input[name=marketing][checked]"), 1);
    assert_eq!(answer.count("input[name=privacy][checked]"), 0);
    assert!(answer.text("#email-error").contains("name@firma.de"));
    assert!(answer.text("#privacy-error").contains("Einwilligung"));
    assert_eq!(answer.count(".alert-danger a[href='#company']"), 1);
    assert_eq!(answer.attribute("#email", "aria-invalid").as_deref(), Some("true"));
    assert!(!answer.body.contains("<script>alert"));
    assert!(answer.text(".alert-danger").contains("Ihre übrigen Eingaben sind erhalten."), "{}", answer.body);
    assert_eq!((answer.header("set-cookie"), test.kept().await.len()), ("", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_typed_nothing_hears_that_it_is_still_there() {
    let test = WhitepaperTest::new().await;
    let fields = ["first_name", "last_name", "email", "company", "privacy"].map(|field| (field, ""));
    let answer = test.send("/whitepapers/fault-location", &test.form_token(10), &fields).await;
    assert_eq!((answer.status, answer.count(".alert-danger li")), (StatusCode::UNPROCESSABLE_ENTITY, 5));
    assert!(!answer.text(".alert-danger").contains("still there"), "{}", answer.body);
    let one = [&fields[1..], &[("first_name", "Ada")]].concat();
    let answer = test.send("/whitepapers/fault-location", &test.form_token(10), &one).await;
    assert!(answer.text(".alert-danger").contains("Everything else is still there."), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_a_program_is_not_taken() {
    let test = WhitepaperTest::new().await;
    let path = "/whitepapers/fault-location";
    let other = test.app.context().secret().form_token("whitepaper 99", Timestamp(now().0 - 10)).unwrap();
    let trapped = [("website", "https://spam.example")];
    let (trapped, none) = (&trapped[..], &trapped[..0]);
    for (form_token, changed, sentence) in [
        (test.form_token(10), trapped, "cannot see"),
        (test.form_token(MIN_AGE_SECONDS - 2), none, "faster than anybody"),
        (test.form_token(25 * 3_600), none, "open for too long"),
        (other, none, "open for too long"),
        (String::new(), none, "open for too long"),
    ] {
        let answer = test.send(path, &form_token, changed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
        assert!(answer.text(".alert").contains(sentence), "{}", answer.text(".alert"));
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some("ada@stadtwerke.example"));
        assert_eq!(answer.attribute("#website", "value"), None);
        // What comes back can be sent again, once it is old enough.
        assert!(!answer.attribute("input[name=form_token]", "value").unwrap().is_empty());
    }
    assert_eq!(test.kept().await.len(), 0);
    let foreign =
        test.app.form(path, &FILLED).named("origin", "https://evil.example").named("sec-fetch-site", "cross-site").send().await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_gives_the_file_once_however_often_it_is_sent() {
    let test = WhitepaperTest::new().await;
    let form_token = test.form_token(10);
    let first = test.send("/whitepapers/fault-location", &form_token, &[("utm_source", "news")]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.header("set-cookie"), "", "nobody asked to be remembered");
    let again = test.send("/whitepapers/fault-location", &form_token, &[("remember", "yes")]).await;
    assert!(again.header("set-cookie").contains("HttpOnly; SameSite=Lax"), "{}", again.header("set-cookie"));
    assert_eq!(again.location(), first.location());
    assert_eq!(test.kept().await.len(), 1);
    let kept = test.kept().await;
    assert_eq!(
        (kept[0].utm_source.as_deref(), kept[0].consent, kept[0].completed_at),
        (Some("news"), MarketingConsent::Never, None)
    );

    // The thanks can be opened again, and change nothing.
    for _ in 0..7 {
        let thanks = test.app.get(first.location()).send().await;
        assert_eq!((thanks.status, thanks.text("h1").as_str()), (StatusCode::OK, "Thank you"));
        assert_eq!(thanks.header("cache-control"), "no-store");
    }
    let link = first.location().strip_suffix("?sent").unwrap();
    assert_eq!(test.app.ask(Method::HEAD, link).send().await.status, StatusCode::OK);
    for left in (0..5).rev() {
        let file = test.followed(&test.app.form(link, &[]).send().await).await;
        assert_eq!((file.status, file.body.len()), (StatusCode::OK, FILE_BYTES), "{left} left");
        assert_eq!(file.header("content-type"), "application/pdf");
        let name = "attachment; filename=\"St_rlicht.pdf\"; filename*=UTF-8''St%C3%B6rlicht.pdf";
        assert_eq!(file.header("content-disposition"), name);
        let shown = test.app.get(link).send().await;
        let said = if left == 1 { "for one download".into() } else { format!("for up to {left} downloads") };
        assert!(left == 0 || shown.text("main .small").contains(&said), "{}", shown.body);
    }
    let over = test.app.form(link, &[]).named("user-agent", FIREFOX).send().await;
    assert_eq!((over.status, over.text("h1").as_str()), (StatusCode::GONE, "This link has been used up"));
    assert_eq!(over.attribute("main a.button", "href").as_deref(), Some("/whitepapers/fault-location#get"));
    assert_eq!(test.counts().await, (0, 5));
    assert!(test.kept().await[0].completed_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_corrected_is_another_one() {
    let test = WhitepaperTest::new().await;
    let form_token = test.form_token(10);
    let first = test.send("/whitepapers/fault-location", &form_token, &[("email", "ada@stadtwerk.example")]).await;
    let second = test.send("/whitepapers/fault-location", &form_token, &[]).await;
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_ne!(first.location(), second.location());
    let kept = test.kept().await;
    assert_eq!(
        kept.iter().map(|row| row.email.as_str()).collect::<Vec<_>>(),
        ["ada@stadtwerke.example", "ada@stadtwerk.example"]
    );
    test.app.mails(2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_counts_though_its_whitepaper_got_another_address_meanwhile() {
    let test = WhitepaperTest::new().await;
    let (store, by) = (test.app.store(), Editor::command_line());
    let form_token = test.form_token(10);
    let detail = store::whitepapers::detail(store, &by, test.gated, now()).await.unwrap();
    let mut form = detail.form;
    form.texts.get_mut(&Language::parse("de").unwrap()).unwrap().slug = "fehler-orten".into();
    let saved = store::whitepapers::save(store, &by, form.parse(&Languages::default()).unwrap(), now()).await.unwrap();
    let german = Language::parse("de").unwrap();
    store::publishing::publish(store, &by, saved.id, saved.version, &german, None, None, now()).await.unwrap();
    let wrong = test.send("/de/whitepapers/fehlerortung", &form_token, &[("email", "ada@")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attribute("#email", "value").as_deref(), Some("ada@"), "{}", wrong.body);
    let taken = test.send("/de/whitepapers/fehlerortung", &form_token, &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(test.kept().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_are_few_from_one_address() {
    let test = WhitepaperTest::new_with(&["--forms-per-minute", "2"]).await;
    for _ in 0..2 {
        let answer = test.send("/whitepapers/fault-location", &test.form_token(10), &[("email", "x")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = test.send("/whitepapers/fault-location", &test.form_token(10), &[]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(answer.attribute("#email", "value").as_deref(), Some("ada@stadtwerke.example"));
    assert_eq!(test.kept().await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_input_breaks_the_form() {
    let test = WhitepaperTest::new().await;
    let path = "/whitepapers/fault-location";
    for (kind, body, status) in [
        ("application/x-www-form-urlencoded", "%FF=%FF&first_name=%00&form_token=%zz".to_owned(), 422),
        ("application/x-www-form-urlencoded", String::new(), 422),
        ("application/x-www-form-urlencoded", "a".repeat(70_000), 413),
        ("application/json", "{}".to_owned(), 400),
        ("multipart/form-data; boundary=x", "--x".to_owned(), 400),
    ] {
        let ask = test.app.ask(Method::POST, path).named("content-type", kind).named("origin", &test.app.url());
        let answer = ask.body(body).send().await;
        assert_eq!(answer.status.as_u16(), status, "{kind}");
    }
    assert_eq!(test.app.ask(Method::DELETE, path).send().await.status, StatusCode::METHOD_NOT_ALLOWED);
    let open = test.app.form("/whitepapers/grid-code", &FILLED).send().await;
    assert_eq!(open.location(), "/whitepapers/grid-code", "there is no form to send");
}
