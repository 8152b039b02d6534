//! Pages that visitors read, in each language, and what leads from one to another.

use app::ssr::now;
use domain::language::Languages;
use domain::page::PageForm;
use store::access::{Admin, Editor};
use store::pages;
use store::settings::Setting;

use super::support::{ABOUT, TestApp, form, language};

#[tokio::test]
async fn a_published_page_is_read_in_its_language() {
    let site = TestApp::new().await;
    site.page(&ABOUT).await;
    let page = site.read("/de/ueber-uns").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.texts("h1"), ["Über uns"]);
    assert_eq!(page.attributes("html", "lang"), ["de"]);
    assert_eq!(page.attributes("link[rel=canonical]", "href"), ["https://nordlicht.example/de/ueber-uns"]);
    assert_eq!(page.attributes("link[hreflang]", "hreflang"), ["en", "de", "x-default"]);
    assert_eq!(page.attributes(".site-tools [hreflang=en]", "href"), ["/about"]);
    assert_eq!(page.texts(".alert"), Vec::<String>::new());
}

#[tokio::test]
async fn a_draft_is_not_found_by_visitors() {
    let site = TestApp::new().await;
    site.page(&[("en", "", "Home")]).await;
    let saved = site.draft(&ABOUT).await;
    site.publish(saved, "de").await;
    assert_eq!(site.get("/about").await.status.as_u16(), 404);
    assert_eq!(site.get("/de/ueber-uns").await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_missing_translation_is_shown_in_the_default_language_and_said_so() {
    let site = TestApp::new().await;
    site.page(&ABOUT[..1]).await;
    let page = site.read("/de/about").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attributes("html", "lang"), ["de"]);
    assert_eq!(page.attributes("h1", "lang"), ["en"]);
    assert_eq!(page.attributes(".blocks", "lang"), ["en"]);
    assert_eq!(page.texts(".alert").len(), 1);
    assert_eq!(page.attributes("link[rel=canonical]", "href"), ["https://nordlicht.example/about"]);
    assert_eq!(page.attributes("link[hreflang]", "hreflang"), Vec::<String>::new());
    assert_eq!(page.attributes(".site-tools [hreflang=en]", "href"), ["/about"]);
}

#[tokio::test]
async fn a_language_that_is_written_from_the_right_is_laid_out_so() {
    let site = TestApp::new().await;
    let languages = Languages::new(language("en"), ["en", "ar", "he-IL"].map(language).into());
    let setting = Setting::Languages(languages.clone());
    store::settings::set(site.context.store(), &Admin::command_line(), &setting, now()).await.unwrap();
    let texts = [("en", "about", "About us"), ("ar", "man-nahnu", "من نحن")];
    let draft = form(&texts).parse(&languages).unwrap();
    let mut saved = pages::save(site.context.store(), &Editor::command_line(), draft, now()).await.unwrap();
    for (tag, _, _) in texts {
        saved = site.publish(saved, tag).await;
    }

    let page = site.read("/ar/man-nahnu").await;
    assert_eq!((page.attributes("html", "lang"), page.attributes("html", "dir")), (vec!["ar".into()], vec!["rtl".into()]));
    // The interface has no Arabic, so it says that it is English, and the text that it is not.
    assert_eq!(page.attributes("body", "lang"), ["en"]);
    assert_eq!((page.attributes("h1", "lang"), page.attributes(".blocks", "lang")), (vec!["ar".into()], vec!["ar".into()]));
    assert_eq!(page.attributes("[dir=ltr], .blocks[dir]", "dir"), [""; 0]);
    assert_eq!(page.texts(".alert"), [""; 0]);
    assert_eq!(page.texts(".site-tools [hreflang]"), ["English", "עברית (IL)"]);

    // An English text at a Hebrew address keeps its own direction.
    let page = site.read("/he-il/about").await;
    assert_eq!((page.attributes("html", "lang"), page.attributes("html", "dir")), (vec!["he-IL".into()], vec!["rtl".into()]));
    assert_eq!((page.attributes("h1", "dir"), page.attributes(".blocks", "dir")), (vec!["ltr".into()], vec!["ltr".into()]));
    assert_eq!(page.attributes("h1", "lang"), ["en"]);

    let page = site.read("/about").await;
    assert_eq!((page.attributes("html", "dir"), page.attributes("body", "lang")), (vec![], vec![]));
}

#[tokio::test]
async fn the_menu_stands_in_the_header_where_it_fits() {
    let site = TestApp::new().await;
    site.page(&ABOUT).await;
    let from = async |path: &str| {
        let media = site.read(path).await.attributes("link[rel=stylesheet][href='/assets/h.css']", "media");
        media.first().map(|media| media.trim_start_matches("(min-width: ").trim_end_matches("rem)").parse::<u32>().unwrap())
    };
    let few = from("/about").await.unwrap();
    for (place, title) in ["Services", "How we work", "References"].into_iter().enumerate() {
        let slug = format!("page-{place}");
        let page = PageForm { in_menu: true, ..form(&[("en", slug.as_str(), title)]) };
        let saved = site.save(page).await;
        site.publish(saved, "en").await;
    }
    assert!(from("/about").await.unwrap() > few + 15, "three words more need more room");
    let longest = "Network ".repeat(20);
    let page = PageForm { in_menu: true, ..form(&[("en", "longest", longest.trim_end())]) };
    let saved = site.save(page).await;
    site.publish(saved, "en").await;
    assert_eq!(from("/about").await, None, "it fits into no window");
}

#[tokio::test]
async fn the_language_switch_leads_only_to_what_answers() {
    let site = TestApp::new().await;
    site.page(&ABOUT[..1]).await;
    // The text of the default language is read at the address of every other.
    assert_eq!(site.read("/about").await.attributes(".site-tools [hreflang=de]", "href"), ["/de/about"]);
    assert_eq!(site.get("/de/about").await.status.as_u16(), 200);

    // Without one, and without a front page, English has nothing to show.
    site.page(&[("de", "nur-deutsch", "Nur Deutsch")]).await;
    let switch = async |path| site.read(path).await.attributes(".site-tools [hreflang]", "href");
    assert_eq!(switch("/de/nur-deutsch").await, Vec::<String>::new());
    assert_eq!(switch("/de/nichts").await, Vec::<String>::new());
    assert_eq!(site.get("/").await.status.as_u16(), 404);
    site.page(&[("en", "", "Home")]).await;
    assert_eq!(switch("/de/nur-deutsch").await, ["/"]);
    assert_eq!(switch("/nothing").await, ["/de"]);
    assert_eq!(site.get("/de").await.status.as_u16(), 200);
}
