//! Everything that no other route has.

use std::time::Duration;

use domain::language::Localized;
use hyper::{Method, StatusCode, header};
use store::Store;
use store::access::Admin;
use store::settings::{Setting, set};
use store::sqlite::Options;

use crate::test_app::TestApp;

async fn demo() -> TestApp {
    let app = TestApp::start().await;
    let report = app.seed().await;
    assert_eq!(report.refused, []);
    app
}

async fn set_title(store: &Store, title: &str) {
    let title = Setting::SiteTitle(Localized([("en".parse().unwrap(), title.to_owned())].into()));
    set(store, &Admin::command_line(), &title, app::ssr::now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_just_written_is_on_the_next_page() {
    let app = demo().await;
    for number in 0..20 {
        let title = format!("Title {number}");
        set_title(app.store(), &title).await;
        let page = app.get("/about").send().await;
        assert!(page.text("title").contains(&title), "{title}: {}", page.text("title"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_program_wrote_is_on_the_page_soon() {
    let app = TestApp::start_with(&["--requests-per-second", "0"]).await;
    app.seed().await;
    let other = Store::open(&Options { create: false, ..Options::new(app.store().path()) }).await.unwrap();
    for title in ["Theirs", "Theirs again"] {
        set_title(&other, title).await;
        let seen = async { while !app.get("/about").send().await.text("title").contains(title) {} };
        tokio::time::timeout(Duration::from_secs(5), seen).await.expect("it is noticed within a second");
    }
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_read_in_each_language() {
    let app = demo().await;
    for (path, language) in [("/", "en"), ("/about", "en"), ("/de", "de"), ("/de/suche?q=netz", "de"), ("/search?q=cable", "en")]
    {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-language"), language, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.attribute("html", "lang").as_deref(), Some(language), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_get_without_the_body() {
    let app = demo().await;
    for path in ["/", "/none", "/robots.txt", "/healthz", "/admin/sign-in", "/admin"] {
        let (get, head) = (app.get(path).send().await, app.ask(Method::HEAD, path).send().await);
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body, "", "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_is_a_real_404_page_in_its_language() {
    let app = demo().await;
    for (path, language) in [
        ("/none", "en"),
        ("/de/nichts", "de"),
        ("/%ff", "en"),
        ("/de/%ff%fe", "de"),
        ("/%00", "en"),
        ("/a%2fb", "en"),
        ("/..%2f..%2fetc/passwd", "en"),
        ("/%F0%9F%8E%89", "en"),
        ("/about%0d%0aX:y", "en"),
        ("/.git/config", "en"),
        ("/wp-login.php", "en"),
    ] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-language"), language, "{path}");
        assert!(answer.count("main") == 1, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trailing_slash_is_led_to_the_address_without_it_and_never_to_another_host() {
    let app = demo().await;
    for (path, to) in [("/about/", "/about"), ("/de/", "/de"), ("/about/?utm_source=a", "/about?utm_source=a")] {
        let answer = app.get(path).send().await;
        assert_eq!((answer.status, answer.location()), (StatusCode::MOVED_PERMANENTLY, to), "{path}");
    }
    for path in ["//evil.example/", "/\\evil.example/", "//evil.example", "///", "/%2f/evil.example/", "/%5cevil.example/"] {
        let answer = app.get(path).send().await;
        let to = answer.location();
        assert!(!to.starts_with("//") && !to.contains("evil") && !to.contains('\\'), "{path}: {to}");
        assert!(answer.status.as_u16() < 500, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_told_which_there_are() {
    let app = demo().await;
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let answer = app.ask(method.parse().unwrap(), "/about").send().await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "GET, HEAD", "{method}");
    }
    assert_eq!(app.ask(Method::POST, "/healthz").send().await.header("allow"), "GET,HEAD");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_compressed_for_whoever_takes_it() {
    let app = demo().await;
    let plain = app.get("/").header(header::ACCEPT_ENCODING, "identity").send().await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    for encoding in ["br", "gzip"] {
        let small = app.get("/").header(header::ACCEPT_ENCODING, encoding).send().await;
        assert_eq!(small.header("content-encoding"), encoding);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_find_what_there_is() {
    let app = demo().await;
    let robots = app.get("/robots.txt").send().await.body;
    assert!(
        robots.contains("Disallow: /admin/\n") && robots.contains(&format!("Sitemap: {}/sitemap.xml", app.url())),
        "{robots}"
    );
    let sitemap = app.get("/sitemap.xml").send().await;
    assert_eq!(sitemap.header("content-type"), "application/xml; charset=utf-8");
    assert!(sitemap.body.contains(&format!("<loc>{}/de</loc>", app.url())), "{}", sitemap.body);
    for path in ["/feed.xml", "/de/feed.xml"] {
        let feed = app.get(path).send().await;
        assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8", "{path}");
    }
    for path in ["/sitemap.xml?after=x", "/sitemap.xml?after=99999999999999999999"] {
        assert_eq!(app.get(path).send().await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(app.get("/fr/feed.xml").send().await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_blocks_lead_to_addresses_that_every_site_has_and_name_nobody() {
    let (new, demo) = (TestApp::start().await, TestApp::start().await);
    demo.seed().await;
    let settings = store::settings::load(demo.store()).await.unwrap();
    let names: Vec<String> =
        settings.site_title.0.values().flat_map(|title| title.split_whitespace()).map(str::to_lowercase).collect();
    assert!(!names.is_empty());
    let mut links = 0;
    for block in domain::block::BLOCKS {
        for (example, front_page) in [(block.example_en, "/"), (block.example_de, "/de")] {
            let html = domain::markdown::render(example);
            let page = scraper::Html::parse_fragment(&html.html);
            for link in page.select(&scraper::Selector::parse("a[href], img[src]").unwrap()) {
                let address = link.attr("href").or(link.attr("src")).unwrap();
                // Of nobody (RFC 2606), and to be typed over.
                if address.starts_with("https://example.com/") {
                    continue;
                }
                assert!(address.starts_with(front_page), "{}: {address}", block.name);
                links += 1;
                for app in [&new, &demo] {
                    assert_eq!(app.get(address).send().await.status, StatusCode::OK, "{}: {address}", block.name);
                }
            }
            let words = example.to_lowercase();
            for name in names.iter().map(String::as_str).chain(["nordlicht", "http:"]) {
                assert!(!words.contains(name), "{} names {name}", block.name);
            }
            // The file 0 is none; whoever inserts the block chooses one.
            assert_eq!(words.matches("media:").count(), words.matches("media:0").count(), "{}", block.name);
        }
    }
    assert!(links >= 4, "the buttons of two blocks in two languages");
}
