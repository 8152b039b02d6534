//! The search of the site.

use super::support::{ABOUT, TestApp, form, inline_scripts};

#[tokio::test]
async fn search_finds_what_is_published_and_keeps_what_was_asked() {
    let site = TestApp::new().await;
    site.page(&ABOUT).await;
    let page = site.read("/search?q=abo").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attributes("input[name=q]", "value"), ["abo"]);
    assert_eq!(page.attributes(".results h2 a", "href"), ["/about"]);
    assert_eq!(page.texts(".results h2 mark"), ["About"]);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(page.attributes(".site-tools [hreflang=de]", "href"), ["/de/suche?q=abo"]);
    assert_eq!(inline_scripts(&site, &page), 1);
}

#[tokio::test]
async fn a_result_says_where_it_stands() {
    let site = TestApp::new().await;
    site.page(&[("en", "services", "Services"), ("de", "leistungen", "Leistungen")]).await;
    site.page(&[("en", "services/measure", "Measure"), ("de", "leistungen/messen", "Messen")]).await;
    site.page(&[("en", "services/measure/coils", "Coils"), ("de", "leistungen/messen/spulen", "Spulen")]).await;
    site.page(&[("en", "lost/child", "Orphan")]).await;
    for (path, place) in [
        ("/search?q=coils", "Page · Services / Measure"),
        ("/de/suche?q=spulen", "Seite · Leistungen / Messen"),
        ("/search?q=services", "Page"),
        ("/search?q=orphan", "Page"),
    ] {
        let places = site.read(path).await.texts(".results > li:first-child .measure");
        assert_eq!(places.iter().map(|place| place.trim()).collect::<Vec<_>>(), [place], "{path}");
    }
}

#[tokio::test]
async fn what_finds_nothing_offers_other_languages_and_the_menu() {
    let site = TestApp::new().await;
    let mut services = form(&[("en", "services", "Services"), ("de", "leistungen", "Leistungen")]);
    services.in_menu = true;
    let mut saved = site.save(services).await;
    for tag in ["en", "de"] {
        saved = site.publish(saved, tag).await;
    }
    site.page(&ABOUT).await;
    let page = site.read("/search?q=leistungen").await;
    assert_eq!(page.texts(".empty h2"), ["Nothing found for “leistungen”"]);
    assert_eq!(page.attributes(".elsewhere .results a", "href"), ["/de/leistungen"]);
    assert_eq!(page.attributes(".elsewhere .results a", "lang"), ["de"]);
    assert_eq!(page.attributes("nav[aria-labelledby=look-around] a", "href"), ["/services"]);
    let page = site.read("/de/suche?q=xylophon").await;
    assert_eq!(page.attributes("nav[aria-labelledby=look-around] a", "href"), ["/de/leistungen"]);
    assert_eq!(page.texts(".elsewhere").len(), 0);
}

#[tokio::test]
async fn the_field_is_focused_where_there_is_nothing_else_to_do() {
    let site = TestApp::new().await;
    site.page(&ABOUT).await;
    assert_eq!(site.read("/search").await.texts("input[name=q][autofocus]").len(), 1);
    for path in ["/search?q=about", "/search?q=nothing", "/none"] {
        assert_eq!(site.read(path).await.texts("input[name=q][autofocus]").len(), 0, "{path}");
    }
}

#[tokio::test]
async fn search_accepts_anything() {
    let site = TestApp::new().await;
    site.page(&ABOUT).await;
    let long = format!("/search?q={}", "a+".repeat(5_000));
    let odd =
        ["/search", "/search?q=", "/search?q=%22%27%29%20OR%20*", "/search?q=%F0%9F%98%80", "/search?q=%FF&page=x&kind=y", &long];
    for path in odd {
        assert_eq!(site.get(path).await.status.as_u16(), 200, "{path}");
    }
    let page = site.read("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22").await;
    assert_eq!(page.attributes("input[name=q]", "value"), ["<script>alert(1)</script>\""]);
    assert_eq!(inline_scripts(&site, &page), 1);
    let page = site.read("/search?q=about&page=99").await;
    assert_eq!(page.attributes(".results h2 a", "href"), ["/about"]);
}
