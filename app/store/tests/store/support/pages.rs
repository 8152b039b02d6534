//! Pages for tests, and what visitors meet at an address.

use domain::address::{self, Address};
use domain::id::PageId;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::page::{PageDraft, PageForm, PageTextForm, PublicPage};
use domain::text::Slug;
use domain::time::Timestamp;
use store::access::Editor;
use store::error::Error;
use store::pages::{self, Saved};
use store::publishing;
use store::publishing::Found;

use super::{NOW, TestStore};

/// A language, its slug, its title; the text is the title too.
pub type Text<'a> = (&'a str, &'a str, &'a str);

pub const ABOUT: [Text<'static>; 2] = [("en", "about", "About us"), ("de", "ueber-uns", "Über uns")];

pub fn language(tag: &str) -> Language {
    Language::parse(tag).expect("a language tag")
}

pub fn languages() -> Languages {
    Languages::default()
}

pub fn editor() -> Editor {
    Editor::command_line()
}

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

/// The form of a new article, or of a front page.
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
    let is_home = texts.iter().any(|(_, slug, _)| slug.is_empty());
    PageForm {
        template: if is_home { "home" } else { "default" }.into(),
        kind: if is_home { "" } else { "article" }.into(),
        texts: texts.iter().map(text).collect(),
        ..PageForm::default()
    }
}

/// The same, parsed.
pub fn draft(texts: &[Text<'_>]) -> PageDraft {
    parsed(form(texts))
}

pub fn parsed(form: PageForm) -> PageDraft {
    form.parse(&languages()).expect("a page that may be stored")
}

/// A draft that changes a page.
pub fn change_of(saved: Saved, texts: &[Text<'_>]) -> PageDraft {
    PageDraft { id: Some(saved.id), version: saved.version, ..draft(texts) }
}

/// What a visitor meets at an address.
#[derive(Debug, PartialEq)]
pub enum Met {
    /// The page's title and the language of its text.
    Page(String, String),
    MovedTo(String),
    Nothing,
}

pub fn page(language: &str, title: &str) -> Met {
    Met::Page(language.into(), title.into())
}

pub fn moved(path: &str) -> Met {
    Met::MovedTo(path.into())
}

impl TestStore {
    /// A new page, a draft in all its languages.
    pub async fn page(&self, texts: &[Text<'_>]) -> Saved {
        pages::save(self, &editor(), draft(texts), NOW).await.expect("a new page")
    }

    /// A new page, published at `NOW` in all its languages.
    pub async fn live(&self, texts: &[Text<'_>]) -> Saved {
        let mut saved = self.page(texts).await;
        for (tag, _, _) in texts {
            saved = self.publish(saved, tag).await;
        }
        saved
    }

    /// Whether an item other than `except` may take a slug.
    pub async fn is_free(&self, kind: ItemKind, tag: &str, typed: &str, except: Option<i64>) -> Result<bool, Error> {
        let wanted = slug(typed);
        Ok(publishing::propose_slug(self, &editor(), kind, &language(tag), &wanted, except).await? == wanted)
    }

    pub async fn publish(&self, saved: Saved, tag: &str) -> Saved {
        self.schedule(saved, tag, None, None).await
    }

    pub async fn schedule(&self, saved: Saved, tag: &str, from: Option<Timestamp>, until: Option<Timestamp>) -> Saved {
        let published = publishing::publish(self, &editor(), saved.id, saved.version, &language(tag), from, until, NOW).await;
        Saved { version: published.expect("a version"), ..saved }
    }

    pub async fn unpublish(&self, saved: Saved, tag: &str) -> Saved {
        let version =
            publishing::unpublish(self, &editor(), saved.id, saved.version, &language(tag), NOW).await.expect("a version");
        Saved { version, ..saved }
    }

    /// Saves other texts for a page at a time, and publishes all of them.
    pub async fn change_live(&self, saved: Saved, texts: &[Text<'_>], at: Timestamp) -> Saved {
        let mut saved = self.change(saved, texts, at).await;
        for (tag, _, _) in texts {
            saved = self.publish_at(saved, tag, at).await;
        }
        saved
    }

    pub async fn publish_at(&self, saved: Saved, tag: &str, at: Timestamp) -> Saved {
        let published = publishing::publish(self, &editor(), saved.id, saved.version, &language(tag), None, None, at).await;
        Saved { version: published.expect("a version"), ..saved }
    }

    pub async fn drop_draft(&self, saved: Saved) -> Saved {
        let version = publishing::drop_draft(self, &editor(), saved.id, saved.version, NOW).await.expect("a version");
        Saved { version, ..saved }
    }

    /// Saves other texts for a page at a time, as a draft.
    pub async fn change(&self, saved: Saved, texts: &[Text<'_>], at: Timestamp) -> Saved {
        pages::save(self, &editor(), change_of(saved, texts), at).await.expect("a changed page")
    }

    pub async fn trash(&self, saved: Saved) -> Saved {
        let version = publishing::trash(self, &editor(), saved.id, saved.version, NOW).await.expect("a version");
        Saved { version, ..saved }
    }

    pub async fn restore(&self, saved: Saved) -> Result<Saved, Error> {
        let version = publishing::restore(self, &editor(), saved.id, saved.version, NOW).await?;
        Ok(Saved { version, ..saved })
    }

    /// What stands at a path.
    pub async fn found(&self, path: &str, at: Timestamp) -> Found<PublicPage> {
        match Address::parse(path, &languages()) {
            Address::Page(language, slug) => pages::published(self, &language, &slug, &languages(), at).await.expect("an answer"),
            other => panic!("{path} is no page's address: {other:?}"),
        }
    }

    pub async fn visit(&self, path: &str) -> Met {
        self.visit_at(path, NOW).await
    }

    pub async fn visit_at(&self, path: &str, at: Timestamp) -> Met {
        let of = Address::parse(path, &languages()).language().clone();
        match self.found(path, at).await {
            Found::Here(page) => Met::Page(page.language.to_string(), page.title),
            Found::Moved(slug) => Met::MovedTo(address::page_path(&of, &slug, &languages())),
            Found::Nothing => Met::Nothing,
        }
    }

    /// The page at a path, which must be one.
    pub async fn read(&self, path: &str) -> PublicPage {
        match self.found(path, NOW).await {
            Found::Here(page) => *page,
            other => panic!("no page at {path}: {other:?}"),
        }
    }

    pub async fn form_of(&self, id: PageId) -> PageForm {
        pages::detail(self, &editor(), id, NOW).await.expect("a page").form
    }
}
