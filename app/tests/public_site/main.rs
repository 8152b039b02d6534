//! What visitors get for public addresses: pages, redirects, search, and nothing that an editor could smuggle in.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use app::shell::Icons;
use app::ssr::assets::{Assets, Bundle};
use app::ssr::public::{Content, PublicAnswer, PublicRequest, VisitorContext, answer_to};
use app::ssr::secret::Secret;
use app::ssr::{AppContext, now};
use domain::access::Role;
use domain::language::{Language, Languages};
use domain::page::{PageForm, PageTextForm};
use domain::text::Email;
use domain::user::NewUser;
use scraper::{Html, Selector};
use store::Store;
use store::access::{Admin, Editor};
use store::pages::{self, Saved};
use store::publishing;
use store::settings::Setting;
use store::sqlite::Options;
use tempfile::TempDir;

/// A site in a database of its own, which goes away with it.
struct TestApp {
    context: AppContext,
    _folder: TempDir,
}

const BUNDLE: Bundle<'_> = Bundle { javascript: "/assets/m.js", wasm: "/assets/m.wasm" };

fn secret() -> Secret {
    Secret::parse("M4q7ZkXw1uTn0pRbV9sYc2LhJd6Ef3Ga").unwrap()
}

/// A language, its slug, its title; the text is the title too.
type Text<'a> = (&'a str, &'a str, &'a str);

impl TestApp {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Options::new(folder.path().join("magnetiq.db"))).await.unwrap();
        store.migrate().await.unwrap();
        let assets = Assets::new(
            ["/assets/s.css", "/assets/h.css", "/assets/a.css", "/assets/b.css"].map(String::from),
            Icons { svg: "/assets/i.svg".into(), ..Icons::default() },
            BUNDLE,
            BUNDLE,
        );
        Self { context: AppContext::new(store, assets, "https://nordlicht.example".into(), secret()), _folder: folder }
    }

    async fn draft(&self, texts: &[Text<'_>]) -> Saved {
        self.save(form(texts)).await
    }

    async fn save(&self, form: PageForm) -> Saved {
        let draft = form.parse(&Languages::default()).unwrap();
        pages::save(self.context.store(), &Editor::command_line(), draft, now()).await.unwrap()
    }

    async fn publish(&self, saved: Saved, tag: &str) -> Saved {
        let (editor, language) = (Editor::command_line(), language(tag));
        let store = self.context.store();
        let version = publishing::publish(store, &editor, saved.id, saved.version, &language, None, None, now()).await.unwrap();
        Saved { version, ..saved }
    }

    /// Published in all its languages.
    async fn page(&self, texts: &[Text<'_>]) -> Saved {
        let mut saved = self.draft(texts).await;
        for (tag, _, _) in texts {
            saved = self.publish(saved, tag).await;
        }
        saved
    }

    async fn get(&self, path: &str) -> PublicAnswer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = PublicRequest::new(self.context.settings().await.unwrap(), path, query);
        answer_to(&self.context, &request, &VisitorContext::default()).await.unwrap()
    }

    async fn read(&self, path: &str) -> Document {
        let answer = self.get(path).await;
        let Content::Html(html) = answer.content else { panic!("{path} is no page") };
        Document { status: answer.status.as_u16(), parsed: Html::parse_document(&html), html }
    }

    async fn moved_to(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status.as_u16(), 301, "{path}");
        let Content::Redirect(to) = answer.content else { panic!("{path} does not redirect") };
        to
    }
}

struct Document {
    status: u16,
    html: String,
    parsed: Html,
}

impl Document {
    fn texts(&self, selector: &str) -> Vec<String> {
        self.parsed.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect::<String>()).collect()
    }

    fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.parsed.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }
}

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

fn form(texts: &[Text<'_>]) -> PageForm {
    let text = |(tag, slug, title): &Text<'_>| {
        let form = PageTextForm {
            title: (*title).into(),
            slug: (*slug).into(),
            content: format!("{title}.\n"),
            ..PageTextForm::default()
        };
        (language(tag), form)
    };
    let template = if texts.iter().any(|(_, slug, _)| slug.is_empty()) { "home" } else { "default" };
    PageForm { template: template.into(), texts: texts.iter().map(text).collect(), ..PageForm::default() }
}

const ABOUT: [Text<'static>; 2] = [("en", "about", "About us"), ("de", "ueber-uns", "Über uns")];

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

/// How many scripts that run a document holds; every one must be the one whose hash the security policy names.
fn inline_scripts(site: &TestApp, page: &Document) -> usize {
    let data = page.texts("script[type='application/ld+json']");
    data.iter().for_each(|json| drop(serde_json::from_str::<serde_json::Value>(json).unwrap()));
    let scripts = page.texts("script:not([type])");
    assert!(scripts.iter().all(|text| *text == site.context.assets().site_script.text), "{scripts:?}");
    assert_eq!(page.texts("script").len(), scripts.len() + data.len());
    assert!(!page.html.contains(" style="), "the security policy allows no style attribute");
    scripts.len()
}

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
