//! A site of its own for each test, and its documents.

use app::shell::Icons;
use app::ssr::assets::{Assets, Bundle};
use app::ssr::public::{Content, PublicAnswer, PublicRequest, VisitorContext, answer_to};
use app::ssr::secret::Secret;
use app::ssr::{AppContext, now};
use domain::language::{Language, Languages};
use domain::page::{PageForm, PageTextForm};
use scraper::{Html, Selector};
use store::Store;
use store::access::Editor;
use store::pages::{self, Saved};
use store::publishing;
use store::sqlite::Options;
use tempfile::TempDir;

/// A site in a database of its own, which goes away with it.
pub struct TestApp {
    pub context: AppContext,
    _folder: TempDir,
}

const BUNDLE: Bundle<'_> = Bundle { javascript: "/assets/m.js", wasm: "/assets/m.wasm" };

fn secret() -> Secret {
    Secret::parse("M4q7ZkXw1uTn0pRbV9sYc2LhJd6Ef3Ga").unwrap()
}

/// A language, its slug, its title; the text is the title too.
pub type Text<'a> = (&'a str, &'a str, &'a str);

impl TestApp {
    pub async fn new() -> Self {
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

    pub async fn draft(&self, texts: &[Text<'_>]) -> Saved {
        self.save(form(texts)).await
    }

    pub async fn save(&self, form: PageForm) -> Saved {
        let draft = form.parse(&Languages::default()).unwrap();
        pages::save(self.context.store(), &Editor::command_line(), draft, now()).await.unwrap()
    }

    pub async fn publish(&self, saved: Saved, tag: &str) -> Saved {
        let (editor, language) = (Editor::command_line(), language(tag));
        let store = self.context.store();
        let version = publishing::publish(store, &editor, saved.id, saved.version, &language, None, None, now()).await.unwrap();
        Saved { version, ..saved }
    }

    /// Published in all its languages.
    pub async fn page(&self, texts: &[Text<'_>]) -> Saved {
        let mut saved = self.draft(texts).await;
        for (tag, _, _) in texts {
            saved = self.publish(saved, tag).await;
        }
        saved
    }

    pub async fn get(&self, path: &str) -> PublicAnswer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = PublicRequest::new(self.context.settings().await.unwrap(), path, query);
        answer_to(&self.context, &request, &VisitorContext::default()).await.unwrap()
    }

    pub async fn read(&self, path: &str) -> Document {
        let answer = self.get(path).await;
        let Content::Html(html) = answer.content else { panic!("{path} is no page") };
        Document { status: answer.status.as_u16(), parsed: Html::parse_document(&html), html }
    }

    pub async fn moved_to(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status.as_u16(), 301, "{path}");
        let Content::Redirect(to) = answer.content else { panic!("{path} does not redirect") };
        to
    }
}

pub struct Document {
    pub status: u16,
    pub html: String,
    parsed: Html,
}

impl Document {
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.parsed.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect::<String>()).collect()
    }

    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.parsed.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }
}

pub fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

pub fn form(texts: &[Text<'_>]) -> PageForm {
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

pub const ABOUT: [Text<'static>; 2] = [("en", "about", "About us"), ("de", "ueber-uns", "Über uns")];

/// How many scripts that run a document holds; every one must be the one whose hash the security policy names.
pub fn inline_scripts(site: &TestApp, page: &Document) -> usize {
    let data = page.texts("script[type='application/ld+json']");
    data.iter().for_each(|json| drop(serde_json::from_str::<serde_json::Value>(json).unwrap()));
    let scripts = page.texts("script:not([type])");
    assert!(scripts.iter().all(|text| *text == site.context.assets().site_script.text), "{scripts:?}");
    assert_eq!(page.texts("script").len(), scripts.len() + data.len());
    assert!(!page.html.contains(" style="), "the security policy allows no style attribute");
    scripts.len()
}
