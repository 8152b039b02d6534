//! What clients ask for that have the answer already, and what HEAD tells.

use std::time::Duration;

use app::ssr::now;
use domain::access::Role;
use hyper::{Method, StatusCode, header};
use store::access::{Admin, Editor};
use store::pages;
use store::settings::{Setting, set};

use crate::sharing::{form, publish, save};
use crate::test_app::{Answer, TestApp};

async fn demo() -> TestApp {
    let app = TestApp::start().await;
    app.seed().await;
    app
}

const KEPT: [&str; 9] = [
    "/",
    "/de",
    "/about",
    "/whitepapers",
    "/de/whitepapers?sort=title",
    "/sitemap.xml",
    "/robots.txt",
    "/feed.xml",
    "/de/feed.xml",
];

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_an_answer_gets_it_once() {
    let app = demo().await;
    for path in KEPT {
        for coding in ["gzip, deflate, br, zstd", "identity", "br"] {
            let first = app.get(path).header(header::ACCEPT_ENCODING, coding).send().await;
            let tag = first.header("etag").to_owned();
            assert!(first.status == StatusCode::OK && tag.starts_with("W/\""), "{path} {tag}");
            assert_eq!(first.header("vary"), "accept-encoding", "{path}");
            for known in [tag.as_str(), tag.trim_start_matches("W/"), "*", &format!("\"other\", {tag}")] {
                for method in [Method::GET, Method::HEAD] {
                    let again = app.ask(method, path).header(header::IF_NONE_MATCH, known).send().await;
                    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path} {known}");
                    assert_eq!(again.header("etag"), tag, "{path}");
                    assert_eq!(again.header("cache-control"), first.header("cache-control"), "{path}");
                }
            }
            let other = app.get(path).header(header::IF_NONE_MATCH, "\"other\"").send().await;
            assert_eq!(other.status, StatusCode::OK, "{path}");
        }
    }
}

/// A map that is too long to be held is known by its tag, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_map_is_sent_once() {
    let app = TestApp::start().await;
    let page = |at: u32| {
        (format!("page-{at}.en.md"), format!("---\ntitle: Page {at}\nslug: page-{at}\nstatus: published\n---\nText").into_bytes())
    };
    let languages = store::settings::load(app.store()).await.unwrap().languages;
    let import = async |pages: std::ops::Range<u32>| {
        let source = server::import::Source::Embedded(pages.map(page).collect());
        let (by, hidden) = (Editor::command_line(), indicatif::ProgressBar::hidden());
        let options = server::import::Options { is_strict: true, ..server::import::Options::default() };
        let report =
            server::import::pages(app.store(), &app.library(), &by, source, languages.clone(), options, &hidden).await.unwrap();
        assert!(report.refused.is_empty(), "{report}");
    };
    import(0..3_000).await;
    let first = app.get("/sitemap.xml").send().await;
    assert!(first.body.len() > 256 * 1024 && first.body.ends_with("</urlset>\n"), "{}", first.body.len());
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{:?}", first.headers);
    for method in [Method::GET, Method::HEAD] {
        let again = app.ask(method, "/sitemap.xml").header(header::IF_NONE_MATCH, &tag).send().await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    }
    import(3_000..3_001).await;
    let changed = app.get("/sitemap.xml").header(header::IF_NONE_MATCH, &tag).send().await;
    assert_eq!((changed.status, changed.body.contains("/page-3000<")), (StatusCode::OK, true));
    assert_ne!(changed.header("etag"), tag);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_is_told_may_be_asked_with() {
    let app = demo().await;
    let dated = async {
        loop {
            let answer = app.get("/about").send().await;
            if !answer.header("last-modified").is_empty() {
                return answer;
            }
        }
    };
    let answer = tokio::time::timeout(Duration::from_secs(10), dated).await.unwrap();
    let date = answer.header("last-modified").to_owned();
    let again = app.get("/about").header(header::IF_MODIFIED_SINCE, &date).send().await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let older = app.get("/about").header(header::IF_MODIFIED_SINCE, "Thu, 01 Jan 2015 00:00:00 GMT").send().await;
    assert_eq!(older.status, StatusCode::OK);
    let title = [("en".parse().unwrap(), "Another".to_owned())].into();
    set(app.store(), &Admin::command_line(), &Setting::SiteTitle(domain::language::Localized(title)), now()).await.unwrap();
    let changed = app.get("/about").header(header::IF_MODIFIED_SINCE, &date).send().await;
    assert_eq!(changed.status, StatusCode::OK, "the title stands on every page");
    assert_ne!(changed.header("etag"), answer.header("etag"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_one_persons_own_has_no_tag() {
    let app = demo().await;
    let cookie = app.staff(Role::Admin).await;
    for path in ["/admin/sign-in", "/admin", "/admin/users", "/none"] {
        let answer = app.get(path).cookie(&cookie).header(header::IF_NONE_MATCH, "*").send().await;
        assert_ne!(answer.status, StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_never_the_one_of_before() {
    let app = demo().await;
    let path = "/whitepapers/fault-location-seven-methods";
    let (one, other) = (app.get(path).send().await, app.get(path).send().await);
    let form_token =
        |answer: &Answer| answer.attribute("form input[name=form_token]", "value").expect("the whitepaper has a form");
    assert_ne!(form_token(&one), form_token(&other));
    assert!(one.header("etag").is_empty() || one.header("etag") != other.header("etag"), "{:?}", one.headers);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_tells_what_get_tells_and_uses_nothing_up() {
    let app = demo().await;
    for path in
        KEPT.into_iter().chain(["/none", "/healthz", "/search?q=cable", "/About", "/admin/sign-in", "/sitemap.xml?after=0"])
    {
        for coding in ["gzip", "identity"] {
            let ask = |method| app.ask(method, path).header(header::ACCEPT_ENCODING, coding);
            let (get, head) = (ask(Method::GET).send().await, ask(Method::HEAD).send().await);
            assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
            for name in ["content-type", "content-encoding", "etag", "cache-control", "vary", "location", "content-length"] {
                assert_eq!(head.header(name), get.header(name), "{path} {name} {coding}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn capitals_lead_to_the_address_in_small_letters() {
    let app = demo().await;
    for (path, to) in [
        ("/About", "/about"),
        ("/About/?utm_source=a&b=%2F", "/about?utm_source=a&b=%2F"),
        ("/%41bout", "/about"),
        ("/DE", "/de"),
        ("/DE/?x", "/de?x"),
        ("/Search?q=A", "/search?q=A"),
        ("/de/Suche", "/de/suche"),
        ("/Whitepapers", "/whitepapers"),
        ("/DE/Feed.xml", "/de/feed.xml"),
        ("/Sitemap.XML?after=0", "/sitemap.xml?after=0"),
        ("/%73itemap.xml", "/sitemap.xml"),
        ("/Robots.txt", "/robots.txt"),
        ("/Admin", "/admin"),
        ("/ADMIN/Sign-In?next=/a", "/admin/sign-in?next=/a"),
        ("/admin/", "/admin"),
        ("/Admin/Set-Up/aBc", "/admin/set-up/aBc"),
        ("/admin/Sign-In", "/admin/sign-in"),
        ("/admin/sign-in/", "/admin/sign-in"),
        ("/admin/FORGOT", "/admin/forgot"),
        ("/admin/Set-Up/aBc", "/admin/set-up/aBc"),
        ("/Healthz", "/healthz"),
        ("/sitemap.xml/", "/sitemap.xml"),
        ("/de/feed.xml/", "/de/feed.xml"),
        ("/Ab%C3%B2ut", "/about"),
        ("/de/%C3%9Cber-uns", "/de/ueber-uns"),
        ("/DE/U%CC%88ber-Uns?a=%C3%9C", "/de/ueber-uns?a=%C3%9C"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = app.ask(method, path).send().await;
            assert_eq!((answer.status, answer.location()), (StatusCode::MOVED_PERMANENTLY, to), "{path}");
        }
        assert!(!app.get(to).send().await.status.is_redirection() || to == "/admin", "{to}");
    }
    for path in ["/None", "//Example.org/", "/%2FExample.org", "/\u{0}About".replace('\u{0}', "%00").as_str(), "/About%0d%0aX:y"]
    {
        let answer = app.get(path).send().await;
        assert_eq!((answer.status, answer.location()), (StatusCode::NOT_FOUND, ""), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_another_once_the_page_above_it_is_renamed() {
    let app = TestApp::start().await;
    let editor = app.staff(Role::Editor).await;
    let parent = save(&app, &editor, &form("services", "Services")).await;
    publish(&app, &editor, &parent).await;
    publish(&app, &editor, &save(&app, &editor, &form("services/measure", "Measure")).await).await;
    let path = "/services/measure";
    let mut known = app.get(path).send().await;
    for (slug, title) in [("services", "What we do"), ("offers", "What we offer")] {
        // Its time is known from the second after it was first seen.
        let unchanged = async {
            loop {
                let same = app.get(path).header(header::IF_NONE_MATCH, known.header("etag")).send().await;
                assert_eq!(same.status, StatusCode::NOT_MODIFIED);
                if !app.get(path).send().await.header("last-modified").is_empty() {
                    return app.get(path).send().await;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        known = tokio::time::timeout(Duration::from_secs(10), unchanged).await.unwrap();
        let stored = pages::detail(app.store(), &Editor::command_line(), parent.id.unwrap(), now()).await.unwrap().form;
        let mut renamed = stored.clone();
        let text = renamed.texts.get_mut("en").unwrap();
        (text.slug, text.title) = (slug.into(), title.into());
        publish(&app, &editor, &save(&app, &editor, &renamed).await).await;
        let since = known.header("last-modified").to_owned();
        for (name, value) in [(header::IF_NONE_MATCH, known.header("etag")), (header::IF_MODIFIED_SINCE, since.as_str())] {
            let answer = app.get(path).header(name, value).send().await;
            assert_eq!(answer.status, StatusCode::OK, "{title}");
            assert_eq!(answer.attribute(".crumbs li:nth-child(2) a", "href"), Some(format!("/{slug}")));
            assert!(answer.body.contains(title), "{}", answer.body);
        }
        known = app.get(path).send().await;
    }
}
