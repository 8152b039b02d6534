//! Searching, for tests.

use domain::id::PageId;
use domain::item::ItemKind;
use domain::language::Languages;
use domain::page::PageTextForm;
use domain::search::{Fragment, Query, Results};
use store::{pages, search};

use super::pages::{editor, form, language, languages};
use super::{NOW, TestStore};

impl TestStore {
    pub async fn results(&self, tag: &str, typed: &str, kind: Option<ItemKind>, page: u32) -> Results {
        let query = Query::parse(typed).expect("a word");
        search::search(self, &language(tag), &query, kind, page, &languages(), NOW).await.expect("results")
    }

    /// The paths of the hits.
    pub async fn find(&self, tag: &str, typed: &str) -> Vec<String> {
        self.results(tag, typed, None, 1).await.hits.into_iter().map(|hit| hit.path).collect()
    }

    /// The slugs of the hits, on a site with more languages.
    pub async fn find_any(&self, tag: &str, typed: &str) -> Vec<String> {
        let query = Query::parse(typed).expect("a word");
        let results = search::search(self, &language(tag), &query, None, 1, &many_languages(), NOW).await.expect("results");
        results.hits.into_iter().map(|hit| hit.path.rsplit('/').next().unwrap_or_default().to_owned()).collect()
    }

    pub async fn suggested(&self, tag: &str, typed: &str) -> Vec<String> {
        let query = Query::parse(typed).expect("a word");
        let found = search::suggest(self, &language(tag), &query, 6, &languages(), NOW).await.expect("suggestions");
        found.into_iter().map(|suggestion| text(&suggestion.title)).collect()
    }

    /// A published page with a text of its own.
    pub async fn written(&self, tag: &str, slug: &str, title: &str, content: &str) -> PageId {
        let mut typed = form(&[(tag, slug, title)]);
        typed.texts.insert(
            language(tag),
            PageTextForm { title: title.into(), slug: slug.into(), content: content.into(), ..PageTextForm::default() },
        );
        let draft = typed.parse(&many_languages()).expect("a page that may be stored");
        let saved = pages::save(self, &editor(), draft, NOW).await.expect("a new page");
        self.publish(saved, tag).await.id
    }

    /// Texts can be published in the languages of [`many_languages`].
    pub async fn publish_in_many_languages(&self) {
        let tags = serde_json::json!(many_languages().all);
        let settings = format!("update system_settings set value = '{tags}' where key = 'supported_languages'");
        self.execute(settings).await.expect("the languages");
    }

    /// Gives a draft so high a number that the index counts as large. A draft is in no index, so the ranks stay.
    pub async fn make_large(&self, page: PageId) {
        self.execute(format!(
            "insert into translations (id, item_kind, item_id, language, slug, status)
            values (2001, 'page', {}, 'fr', 'x', 'draft')",
            page.0
        ))
        .await
        .expect("a draft");
    }
}

fn many_languages() -> Languages {
    Languages::new(language("en"), ["de", "ja", "th", "km", "el", "hi", "ar", "ru"].map(language).into())
}

pub fn text(fragments: &[Fragment]) -> String {
    fragments.iter().map(|fragment| fragment.text.as_str()).collect()
}

pub fn marked(fragments: &[Fragment]) -> Vec<&str> {
    fragments.iter().filter(|fragment| fragment.is_match).map(|fragment| fragment.text.as_str()).collect()
}
