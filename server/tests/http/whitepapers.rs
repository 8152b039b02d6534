//! Whitepapers as visitors meet them without a script: the list, the form, the file, the link.

mod consent;
mod counts;
mod file;
mod form;
mod labels;
mod link;

use app::ssr::now;
use domain::form::{Attribution, LeadForm, RequestedFields};
use domain::id::WhitepaperId;
use domain::language::{Language, Languages};
use domain::media::{Folder, Format};
use domain::time::Timestamp;
use domain::whitepaper::list::{DownloadFilter, DownloadRow, WhitepaperFilter};
use domain::whitepaper::{WhitepaperForm, WhitepaperTextForm};
use hyper::StatusCode;
use store::access::Editor;
use store::consents::{ConfirmLink, Wording};
use store::media::NewFile;
use store::outbox::NewMail;
use store::whitepapers::gate::{self, Consents, Link, Request};

use crate::test_app::{Answer, TestApp};

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

    /// The file to which the button of a link, or a click of a known browser, led.
    pub async fn followed(&self, answer: &Answer) -> Answer {
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::SEE_OTHER, "no-store"), "{}", answer.body);
        assert!(answer.location().contains("?ticket="), "{}", answer.location());
        self.app.get(answer.location()).named("user-agent", FIREFOX).send().await
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
        self.keep_with(email, expires_at, None).await
    }

    /// As [`WhitepaperTest::keep`], of somebody who asks to be written to.
    pub async fn keep_with(&self, email: &str, expires_at: Timestamp, confirm: Option<ConfirmLink<'_>>) -> String {
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
            unsubscribe: None,
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
        let wording = Wording { language: "de", privacy: "Privacy.", marketing: "Marketing." };
        let (lead, consents) = (lead.parse(RequestedFields::GATE).unwrap(), Consents { wording, confirm });
        gate::register(self.app.store(), &request, &lead, &link, &consents, now()).await.unwrap();
        token
    }
}

async fn publish(app: &TestApp, texts: &[(&str, &str, &str)], requires_registration: bool) -> WhitepaperId {
    publish_with(app, texts, requires_registration, "## Inside\n\nSeven methods.\n").await
}

async fn publish_with(app: &TestApp, texts: &[(&str, &str, &str)], requires_registration: bool, preview: &str) -> WhitepaperId {
    let text = |(tag, slug, title): &(&str, &str, &str)| {
        let form = WhitepaperTextForm {
            title: (*title).into(),
            slug: (*slug).into(),
            description: format!("{title} in short."),
            preview: preview.into(),
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
    let of_pages = test.app.get("/search?q=seven&kind=page").send().await;
    assert!(of_pages.count("ol.results li") == 0 && of_pages.body.contains("Show all 2 results"), "{}", of_pages.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_of_a_whitepaper_may_list_the_latest_ones() {
    let test = WhitepaperTest::new().await;
    let list = "::: whitepapers 2\n## The latest\n:::\n";
    publish_with(&test.app, &[("en", "reader", "Reader")], false, list).await;
    let page = test.app.get("/whitepapers/reader").send().await;
    assert_eq!((page.status, page.count(".preview li.card")), (StatusCode::OK, 2));
    assert!(!page.body.contains("data-count"), "{}", page.body);
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
