//! Whitepapers as visitors meet them without a script: the list, the form, the file, the link.

use app::ssr::now;
use domain::access::Role;
use domain::form::{Attribution, LeadForm, MIN_AGE_SECONDS, RequestedFields};
use domain::id::WhitepaperId;
use domain::language::{Language, Languages};
use domain::media::{Folder, Format};
use domain::time::Timestamp;
use domain::whitepaper::list::{DownloadFilter, DownloadRow, WhitepaperFilter};
use domain::whitepaper::{WhitepaperForm, WhitepaperTextForm};
use hyper::{Method, StatusCode};
use store::access::Editor;
use store::media::NewFile;
use store::outbox::NewMail;
use store::whitepapers::gate::{self, Link, Request};

use crate::test_app::{Answer, Ask, Cookie, TestApp};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// SHA-256, as the library names files.
pub const HASH: &str = "abababababababababababababababababababababababababababababababab";

/// More than one piece of a stream.
const FILE_BYTES: usize = 150_000;

const FILLED: [(&str, &str); 5] = [
    ("first_name", "Ada"),
    ("last_name", "Berg"),
    ("email", "ada@stadtwerke.example"),
    ("company", "Stadtwerke"),
    ("privacy", "yes"),
];

/// A site with one gated whitepaper in two languages and one without a form in English.
pub struct WhitepaperTest {
    pub app: TestApp,
    pub gated: WhitepaperId,
}

impl WhitepaperTest {
    pub async fn new() -> Self {
        Self::new_with(&[]).await
    }

    pub async fn new_with(flags: &[&str]) -> Self {
        let app = TestApp::start_with(flags).await;
        let path = format!("{}/{HASH}.pdf", &HASH[..2]);
        let place = app.media_folder().join(&path);
        let file = NewFile {
            hash: HASH.into(),
            stored_hash: HASH.into(),
            path,
            format: Format::Pdf,
            size_bytes: FILE_BYTES as u64,
            filename: "paper.pdf".into(),
            original_filename: "Störlicht.pdf".into(),
            size: None,
            pages: Some(12),
            folder: Folder::root(),
        };
        store::media::add(app.store(), &Editor::command_line(), &file, now()).await.unwrap();
        // After its row: a file that no row knows is swept away.
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, [b"%PDF-1.4\n".as_slice(), &vec![b'x'; FILE_BYTES - 9]].concat()).unwrap();
        let gated =
            publish(&app, &[("en", "fault-location", "Fault location"), ("de", "fehlerortung", "Fehlerortung")], true).await;
        publish(&app, &[("en", "grid-code", "Grid code")], false).await;
        Self { app, gated }
    }

    /// The form token of a form that has been open for so long.
    pub fn form_token(&self, seconds: i64) -> String {
        let name = app::ssr::public::whitepapers::form_name(self.gated);
        self.app.context().secret().form_token(&name, Timestamp(now().0 - seconds)).unwrap()
    }

    pub async fn send(&self, path: &str, form_token: &str, changed: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<(&str, &str)> =
            FILLED.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name)).collect();
        fields.extend(changed);
        fields.push(("form_token", form_token));
        self.app.form(path, &fields).named("user-agent", FIREFOX).send().await
    }

    /// The forms that were kept, the newest first.
    pub async fn kept(&self) -> Vec<DownloadRow> {
        let by = Editor::command_line();
        store::whitepapers::downloads(self.app.store(), &by, &DownloadFilter::default()).await.unwrap().items
    }

    /// Views and downloads of all.
    async fn counts(&self) -> (i64, i64) {
        let (filter, by) = (WhitepaperFilter::default(), Editor::command_line());
        let list = store::whitepapers::list(self.app.store(), &by, &filter, &Languages::default(), now()).await.unwrap();
        (list.items.iter().map(|row| row.views).sum(), list.items.iter().map(|row| row.downloads).sum())
    }

    /// A link whose time was over a minute ago.
    pub async fn expired_link(&self) -> String {
        format!("/de/whitepapers/link/{}", self.keep("ada@stadtwerke.example", Timestamp(now().0 - 60)).await)
    }

    /// A request of somebody, kept without a form; what its link carries, which works until `expires_at`.
    pub async fn keep(&self, email: &str, expires_at: Timestamp) -> String {
        let (language, attribution) = (Language::parse("de").unwrap(), Attribution::default());
        let token = self.app.context().secret().link(email);
        let mail = NewMail {
            key: email.into(),
            kind: "whitepaper",
            language: language.clone(),
            to_address: email.into(),
            to_name: None,
            subject: "S".into(),
            text: "T".into(),
            html: "H".into(),
            attachments: Vec::new(),
        };
        let lead = LeadForm {
            first_name: "Ada".into(),
            last_name: "Berg".into(),
            email: email.into(),
            company: "Stadtwerke".into(),
            privacy: true,
            ..LeadForm::default()
        };
        let request = Request {
            whitepaper: self.gated,
            form_key: email,
            language: &language,
            attribution: &attribution,
            address: None,
            user_agent: None,
        };
        let hash = store::sessions::hash(&token);
        let link = Link { token_hash: &hash, expires_at, uses: 5, mail: &mail };
        gate::register(self.app.store(), &request, &lead.parse(RequestedFields::GATE).unwrap(), &link, now()).await.unwrap();
        token
    }
}

async fn publish(app: &TestApp, texts: &[(&str, &str, &str)], requires_registration: bool) -> WhitepaperId {
    let text = |(tag, slug, title): &(&str, &str, &str)| {
        let form = WhitepaperTextForm {
            title: (*title).into(),
            slug: (*slug).into(),
            description: format!("{title} in short."),
            preview: "## Inside\n\nSeven methods.\n".into(),
            ..WhitepaperTextForm::default()
        };
        (Language::parse(tag).unwrap(), form)
    };
    let form = WhitepaperForm {
        file: Some(domain::id::MediaId(1)),
        category: "guide".into(),
        tags: "cables".into(),
        requires_registration,
        lead_magnet_active: true,
        texts: texts.iter().map(text).collect(),
        ..WhitepaperForm::default()
    };
    let (store, by, at) = (app.store(), Editor::command_line(), Timestamp(now().0 - 60));
    let draft = form.parse(&Languages::default()).unwrap();
    let mut saved = store::whitepapers::save(store, &by, draft, at).await.unwrap();
    for (tag, ..) in texts {
        let language = Language::parse(tag).unwrap();
        let version = store::publishing::publish(store, &by, saved.id, saved.version, &language, None, None, at).await;
        saved.version = version.unwrap();
    }
    saved.id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_filters_without_a_script() {
    let test = WhitepaperTest::new().await;
    let list = test.app.get("/whitepapers").send().await;
    assert_eq!((list.status, list.count("li.card")), (StatusCode::OK, 2));
    assert_eq!(list.text(".badge"), "No form needed");
    assert_eq!(list.attribute("link[rel=canonical]", "href"), Some(format!("{}/whitepapers", test.app.url())));
    for (path, count) in [
        ("/whitepapers?q=grid", 1),
        ("/whitepapers?category=report", 0),
        ("/whitepapers?tag=cables&sort=title", 2),
        ("/whitepapers?q=%22%27%3C/script%3E%00%F0%9F%A6%80&after=x&sort=%FF", 0),
        ("/de/whitepapers", 2),
    ] {
        let answer = test.app.get(path).send().await;
        assert_eq!((answer.status, answer.count("li.card")), (StatusCode::OK, count), "{path}");
    }
    let filtered = test.app.get("/whitepapers?q=grid").send().await;
    assert_eq!(filtered.attribute("#q", "value").as_deref(), Some("grid"));
    assert_eq!(filtered.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
    let slash = test.app.get("/whitepapers/").send().await;
    assert_eq!((slash.status, slash.location()), (StatusCode::MOVED_PERMANENTLY, "/whitepapers"));
    let sitemap = test.app.get("/sitemap.xml").send().await.body;
    assert!(sitemap.contains("/de/whitepapers/fehlerortung<") && sitemap.contains("/whitepapers<"), "{sitemap}");
    let feed = test.app.get("/de/feed.xml").send().await.body;
    assert!(feed.contains(&format!("{}/de/whitepapers/fehlerortung\"", test.app.url())), "{feed}");
    let search = test.app.get("/search?q=seven").send().await;
    assert!(search.body.contains("href=\"/whitepapers/fault-location\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_sets_no_cookie_and_names_no_file() {
    let test = WhitepaperTest::new().await;
    let page = test
        .app
        .get("/whitepapers/fault-location?utm_source=news&utm_campaign=%3Cb%3E")
        .named("referer", "https://other.example/a?q=x")
        .send()
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("set-cookie"), "");
    assert!(!page.body.contains(HASH) && !page.body.contains("Störlicht.pdf"));
    assert_eq!(page.attribute("input[name=utm_source]", "value").as_deref(), Some("news"));
    assert_eq!(page.attribute("input[name=utm_campaign]", "value").as_deref(), Some("<b>"));
    assert_eq!(page.attribute("input[name=referrer]", "value").as_deref(), Some("https://other.example/a"));
    assert_eq!(page.attribute("link[hreflang=de]", "href"), Some(format!("{}/de/whitepapers/fehlerortung", test.app.url())));
    assert!(page.text("script[type='application/ld+json']").contains("\"Report\""));
    assert_eq!(page.count("input[type=checkbox][checked]"), 0, "nothing is agreed to beforehand");
    let media = format!("/media/{HASH}/paper.pdf");
    for path in [media.as_str(), "/media/ab/paper.pdf", "/whitepapers/none", "/whitepapers/none/file"] {
        assert_eq!(test.app.get(path).send().await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let file = test.app.get("/de/whitepapers/fehlerortung/file").send().await;
    assert_eq!((file.status, file.location()), (StatusCode::SEE_OTHER, "/de/whitepapers/fehlerortung"));
}

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
    let test = WhitepaperTest::new().await;
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
    assert_eq!((answer.header("set-cookie"), test.kept().await.len()), ("", 0));
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
    assert!(first.header("set-cookie").contains("HttpOnly; SameSite=Lax"), "{}", first.header("set-cookie"));
    let again = test.send("/whitepapers/fault-location", &form_token, &[]).await;
    assert_eq!(again.location(), first.location());
    assert_eq!(test.kept().await.len(), 1);
    let kept = test.kept().await;
    assert_eq!((kept[0].utm_source.as_deref(), kept[0].marketing, kept[0].completed_at), (Some("news"), false, None));

    // The thanks can be opened again, and change nothing.
    for _ in 0..7 {
        let thanks = test.app.get(first.location()).send().await;
        assert_eq!((thanks.status, thanks.text("h1").as_str()), (StatusCode::OK, "Thank you"));
        assert_eq!(thanks.header("cache-control"), "no-store");
    }
    let link = first.location().strip_suffix("?sent").unwrap();
    assert_eq!(test.app.ask(Method::HEAD, link).send().await.status, StatusCode::OK);
    for left in (0..5).rev() {
        let file = test.app.form(link, &[]).named("user-agent", FIREFOX).send().await;
        assert_eq!((file.status, file.body.len()), (StatusCode::OK, FILE_BYTES), "{left} left");
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"St_rlicht.pdf\""));
        let shown = test.app.get(link).send().await;
        assert!(left == 0 || shown.text("main .small").contains(if left == 1 { "once more" } else { "more times" }));
    }
    let over = test.app.form(link, &[]).named("user-agent", FIREFOX).send().await;
    assert_eq!((over.status, over.text("h1").as_str()), (StatusCode::GONE, "This link has been used up"));
    assert_eq!(over.attribute("main a.button", "href").as_deref(), Some("/whitepapers/fault-location"));
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
async fn a_mail_signs_with_the_front_page_of_its_language() {
    let test = WhitepaperTest::new().await;
    test.send("/de/whitepapers/fehlerortung", &test.form_token(10), &[]).await;
    let mail = test.app.mails(1).await.remove(0);
    let home = format!("{}/de", test.app.context().base_url());
    assert!(mail.contains(&format!("{home}\r\n")) || mail.contains(&format!("{home}\n")), "{mail}");
    assert!(mail.contains(&format!("href=\"{home}\"")), "{mail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_moved_with_its_whitepaper() {
    let test = WhitepaperTest::new().await;
    let (store, by, english) = (test.app.store(), Editor::command_line(), Language::parse("en").unwrap());
    let filter = WhitepaperFilter::default();
    let list = store::whitepapers::list(store, &by, &filter, &Languages::default(), now()).await.unwrap();
    let free = list.items.iter().map(|row| WhitepaperId(row.item.id)).find(|id| *id != test.gated).unwrap();
    for (id, slug) in [(free, "new-code"), (test.gated, "new-location")] {
        let mut form = store::whitepapers::detail(store, &by, id, now()).await.unwrap().form;
        form.texts.get_mut(&english).unwrap().slug = slug.into();
        let saved = store::whitepapers::save(store, &by, form.parse(&Languages::default()).unwrap(), now()).await.unwrap();
        store::publishing::publish(store, &by, saved.id, saved.version, &english, None, None, now()).await.unwrap();
    }
    let old = test.app.get("/whitepapers/grid-code/file?utm_source=mail").send().await;
    assert_eq!(old.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(old.location(), "/whitepapers/new-code/file?utm_source=mail");
    let head = test.app.ask(Method::HEAD, "/whitepapers/grid-code/file").send().await;
    assert_eq!((head.status, head.location()), (StatusCode::MOVED_PERMANENTLY, "/whitepapers/new-code/file"));
    for path in ["/Whitepapers/Grid-Code/file", "/whitepapers/grid-code/file/"] {
        assert_eq!(test.app.get(path).send().await.status, StatusCode::MOVED_PERMANENTLY, "{path}");
    }
    assert_eq!(test.app.get("/whitepapers/new-code/file").send().await.status, StatusCode::OK);
    assert_eq!(test.app.get("/de/whitepapers/new-code/file").send().await.status, StatusCode::OK);
    let gated = test.app.get("/whitepapers/fault-location/file").send().await;
    assert_eq!((gated.status, gated.location()), (StatusCode::MOVED_PERMANENTLY, "/whitepapers/new-location/file"));
    let form = test.app.get("/whitepapers/new-location/file").send().await;
    assert_eq!((form.status, form.location()), (StatusCode::SEE_OTHER, "/whitepapers/new-location"), "it asks for a name");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_flooded_with_mails() {
    let test = WhitepaperTest::new().await;
    for _ in 0..7 {
        let answer = test.send("/whitepapers/fault-location", &test.form_token(10), &[]).await;
        // The link is shown whether it is mailed or not.
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(test.kept().await.len(), 7);
    assert_eq!(test.app.mails(5).await.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_over_says_so_and_leads_back() {
    let test = WhitepaperTest::new().await;
    let link = test.expired_link().await;
    for answer in [test.app.get(&link).send().await, test.app.form(&link, &[]).send().await] {
        assert_eq!((answer.status, answer.text("h1").as_str()), (StatusCode::GONE, "Dieser Link ist abgelaufen"));
        assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some("/de/whitepapers/fehlerortung"));
    }
    let unknown = format!("/whitepapers/link/{}", "a".repeat(43));
    assert_eq!(test.app.get(&unknown).send().await.status, StatusCode::NOT_FOUND);
    assert_eq!(test.app.form(&unknown, &[]).send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_browser_needs_one_click() {
    let test = WhitepaperTest::new().await;
    let cookie = test.send("/whitepapers/fault-location", &test.form_token(10), &[]).await.cookie();
    let page = test.app.get("/whitepapers/fault-location").cookie(&cookie).send().await;
    assert!(page.text("#get").contains("Welcome back, Ada"));
    assert_eq!(page.header("cache-control"), "no-store");
    let form_token = page.attribute("input[name=form_token]", "value").unwrap();
    let click = async || {
        let fields = [("known", "yes"), ("form_token", form_token.as_str())];
        test.app.form("/whitepapers/fault-location", &fields).named("user-agent", FIREFOX).cookie(&cookie).send().await
    };
    for _ in 0..2 {
        let file = click().await;
        assert_eq!((file.status, file.body.len()), (StatusCode::OK, FILE_BYTES));
    }
    assert_eq!(test.kept().await.len(), 2, "the form and one click");
    let form = test.app.get("/whitepapers/fault-location?form").cookie(&cookie).send().await;
    assert_eq!(form.count("#email"), 1);

    for forged in ["magnetiq-reader=1.9999999999.AAAA", "magnetiq-reader=", "magnetiq-reader=🦀"] {
        let forged = Cookie(percent_encoding::utf8_percent_encode(forged, percent_encoding::CONTROLS).to_string());
        let page = test.app.get("/whitepapers/fault-location").cookie(&forged).send().await;
        assert_eq!((page.status, page.count("#email")), (StatusCode::OK, 1));
        let fields = [("known", "yes"), ("form_token", form_token.as_str())];
        let answer = test.app.form("/whitepapers/fault-location", &fields).cookie(&forged).send().await;
        assert_eq!(answer.location(), "/whitepapers/fault-location?form");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_counted_and_nobody_else() {
    let test = WhitepaperTest::new().await;
    let staff = test.app.staff(Role::Viewer).await;
    let (whitepaper, file) = ("/whitepapers/grid-code", "/whitepapers/grid-code/file");
    for path in [whitepaper, file] {
        test.app.get(path).named("user-agent", "").send().await;
        test.app.get(path).named("user-agent", "Googlebot/2.1").send().await;
        test.app.get(path).named("user-agent", FIREFOX).cookie(&staff).send().await;
        test.app.get(path).named("user-agent", FIREFOX).named("sec-purpose", "prefetch").send().await;
        test.app.ask(Method::HEAD, path).named("user-agent", FIREFOX).send().await;
    }
    test.app.get("/whitepapers").named("user-agent", FIREFOX).send().await;
    test.app.write_gathered().await;
    assert_eq!(test.counts().await, (0, 0));
    for _ in 0..3 {
        test.app.get(whitepaper).named("user-agent", FIREFOX).send().await;
    }
    let answer = test.app.get(file).named("user-agent", FIREFOX).send().await;
    assert_eq!((answer.body.len(), answer.header("content-length")), (FILE_BYTES, "150000"));
    test.app.write_gathered().await;
    assert_eq!(test.counts().await, (3, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_downloads_at_once_are_all_counted() {
    let test = WhitepaperTest::new_with(&["--requests-per-second", "0"]).await;
    let path = "/whitepapers/grid-code/file";
    let asks = (0..100).map(|_| test.app.get(path).named("user-agent", FIREFOX).send());
    let answers = futures_util::future::join_all(asks).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK && answer.body.len() == FILE_BYTES));
    assert_eq!(test.counts().await.1, 100);
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
async fn a_button_that_is_pressed_too_often_comes_back_as_a_button() {
    let test = WhitepaperTest::new_with(&["--forms-per-minute", "2"]).await;
    let (app, form_token) = (&test.app, test.form_token(10));
    let link = format!("/de/whitepapers/link/{}", test.keep("ada@stadtwerke.example", Timestamp(now().0 + 3_600)).await);
    let cookie = test.send("/de/whitepapers/fehlerortung", &form_token, &[]).await.cookie();
    test.send("/de/whitepapers/fehlerortung", &form_token, &[]).await;
    let click = [("known", "yes"), ("form_token", form_token.as_str()), ("utm_source", "letter")];
    let clicked = app.form("/de/whitepapers/fehlerortung", &click).cookie(&cookie).send().await;
    let hidden = |name: &str| clicked.attribute(&format!("form[method=post] input[name={name}]"), "value");
    assert_eq!(hidden("known").as_deref(), Some("yes"), "{}", clicked.body);
    assert_eq!(hidden("form_token").as_deref(), Some(form_token.as_str()), "it counts once");
    assert_eq!(hidden("utm_source").as_deref(), Some("letter"));
    let by_link = app.form(&link, &[]).send().await;
    for answer in [clicked, by_link] {
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(!answer.header("retry-after").is_empty());
        assert_eq!(answer.count("input[name=email]"), 0, "nothing was typed, and nothing has to be: {}", answer.body);
        assert_eq!(answer.text("form[method=post] button"), "Noch einmal herunterladen", "{}", answer.body);
        assert!(answer.text("main").contains("eine Minute"), "{}", answer.body);
        assert_eq!(answer.header("content-language"), "de");
    }
    // A faulty form is told its problems at once, not after the minute.
    let wrong = test.send("/de/whitepapers/fehlerortung", &form_token, &[("email", "ada@")]).await;
    assert_eq!(wrong.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(wrong.text("#email-error").contains("name@firma.de"), "{}", wrong.body);
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
