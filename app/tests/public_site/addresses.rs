//! Addresses that move, answer with a page of the program, or are hostile.

use app::ssr::now;
use domain::access::Role;
use domain::page::PageForm;
use domain::text::Email;
use domain::user::NewUser;
use store::access::Admin;

use super::support::{ABOUT, TestApp, form, inline_scripts};

#[tokio::test]
async fn an_old_slug_redirects_with_what_came_along() {
    let site = TestApp::new().await;
    let saved = site.page(&ABOUT[..1]).await;
    let renamed = PageForm { id: Some(saved.id), version: saved.version, ..form(&[("en", "company", "About us")]) };
    let saved = site.save(renamed).await;
    site.publish(saved, "en").await;
    assert_eq!(site.moved_to("/about?utm_source=mail").await, "/company?utm_source=mail");
}

#[tokio::test]
async fn a_slash_too_many_redirects_but_never_to_another_host() {
    let site = TestApp::new().await;
    assert_eq!(site.moved_to("/about/").await, "/about");
    assert_eq!(site.moved_to("/de/").await, "/de");
    assert_eq!(site.moved_to("//").await, "/");
    assert_eq!(site.moved_to("/de/suche/?q=x").await, "/de/suche?q=x");
    for path in ["//example.org/", "//example.org", "/\\example.org/", "/a//b/", "/About/"] {
        assert_eq!(site.get(path).await.status.as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_a_real_page_in_its_language() {
    let site = TestApp::new().await;
    site.page(&ABOUT).await;
    let page = site.read("/de/nichts").await;
    assert_eq!(page.status, 404);
    assert_eq!(page.attributes("html", "lang"), ["de"]);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(page.attributes("form[role=search]", "action"), ["/de/suche"]);
    assert_eq!(page.attributes("link[rel=canonical]", "href"), Vec::<String>::new());
}

#[tokio::test]
async fn a_new_site_says_what_to_do() {
    let site = TestApp::new().await;
    // Nobody can sign in yet, so it says where the link for the first account is.
    let page = site.read("/").await;
    assert_eq!(page.attributes("main a.button-primary", "href"), Vec::<String>::new());
    assert!(page.texts("main .lead")[0].contains("where Magnetiq was started"));
    let admin = NewUser {
        email: Email::parse("ada@nordlicht.example").unwrap(),
        role: Role::Admin,
        first_name: "Ada".into(),
        last_name: "Berg".into(),
        language: "en".into(),
    };
    store::users::create(site.context.store(), &Admin::command_line(), &admin, now()).await.unwrap();
    let page = site.read("/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attributes("main a.button-primary", "href"), ["/admin"]);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    site.page(&ABOUT).await;
    assert_eq!(site.get("/").await.status.as_u16(), 404);
}

#[tokio::test]
async fn nothing_an_editor_types_becomes_markup_or_script() {
    let site = TestApp::new().await;
    let evil = "</title></script><script>alert('1')</script>\" onload=\"x";
    let mut hostile = form(&[("en", "about", evil)]);
    let text = hostile.texts.get_mut("en").unwrap();
    (text.excerpt, text.meta_description, text.seo_keywords) = (evil.into(), evil.into(), evil.into());
    text.content = format!("# {evil}\n\n{evil}\n");
    hostile.in_menu = true;
    let saved = site.save(hostile).await;
    site.publish(saved, "en").await;
    let page = site.read("/about").await;
    assert_eq!(page.texts("h1"), [evil]);
    assert_eq!(page.texts("title"), [format!("{evil} · Magnetiq CMS")]);
    assert_eq!(page.attributes("meta[name=description]", "content"), [evil]);
    assert_eq!(page.texts(".site-link"), [evil]);
    assert_eq!(page.attributes("[onload]", "onload"), Vec::<String>::new());
    assert_eq!(inline_scripts(&site, &page), 1);
}
