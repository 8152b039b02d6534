//! Pages from files: each new, changed or left alone, in one transaction that can still be taken back.

use std::collections::BTreeMap;

use domain::id::PageId;
use domain::language::{Language, Languages, Localized};
use domain::markdown::Rendered;
use domain::page::{PageDraft, PageText, Template};
use domain::publication::Status;
use domain::time::Timestamp;

use crate::access::Editor;
use crate::audit::Action;
use crate::error::Error;
use crate::publishing::{PublishRequest, RenderedTexts, Rendering, StoredItem, create, publish_in, save_in, unpublish_in};
use crate::settings;
use crate::sqlite::{Store, Write};

/// A page as its files say it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPage {
    /// Ties the files of its languages, and this import to the next: files with the same path are the same page.
    pub path: String,
    pub template: Template,
    pub is_featured: bool,
    pub in_menu: bool,
    pub sort_order: i64,
    /// Languages that no file has are left as they are.
    pub texts: BTreeMap<Language, PreparedText>,
}

/// A text with all that is made of it, which takes longer than storing it and so was done before.
#[derive(Debug, Clone, PartialEq)]
pub struct PreparedText {
    pub text: PageText,
    pub rendered: Rendered,
    pub status: Status,
    /// When it is visible from. None: as it was, or at once.
    pub published_at: Option<Timestamp>,
}

impl PreparedText {
    fn rendering(&self) -> Rendering<'_> {
        Rendering { markdown: &self.text.content, rendered: &self.rendered }
    }
}

/// The result of importing a page.
#[derive(Debug)]
pub enum Outcome {
    New(PageId),
    Changed(PageId),
    Unchanged(PageId),
    /// Nothing of it was stored; the others are.
    Refused(Error),
}

/// An import that runs. It holds the one writing connection: others can write when it is committed, rolled back or dropped.
#[derive(Debug)]
pub struct Import {
    tx: Write,
    by: Editor,
    site: Languages,
}

impl Import {
    pub async fn begin(store: &Store, by: &Editor) -> Result<Self, Error> {
        let site = settings::load(store).await?.languages;
        Ok(Self { tx: store.begin_write().await?, by: by.clone(), site })
    }

    /// Stores a page. What other pages or the rules refuse is an outcome; an error is the database's own, and ends the import.
    pub async fn put(&mut self, page: &ImportPage, now: Timestamp) -> Result<Outcome, Error> {
        sqlx::query!("savepoint page").execute(&mut *self.tx).await?;
        match self.write(page, now).await {
            Ok(outcome) => {
                sqlx::query!("release page").execute(&mut *self.tx).await?;
                Ok(outcome)
            }
            Err(error @ (Error::Database(_) | Error::Unavailable(_))) => Err(error),
            Err(refused) => {
                sqlx::query!("rollback to page").execute(&mut *self.tx).await?;
                sqlx::query!("release page").execute(&mut *self.tx).await?;
                Ok(Outcome::Refused(refused))
            }
        }
    }

    /// Keeps all that was put.
    pub async fn commit(self) -> Result<(), Error> {
        self.tx.commit().await
    }

    /// Leaves everything as it was before.
    pub async fn roll_back(self) -> Result<(), Error> {
        self.tx.rollback().await
    }

    async fn write(&mut self, page: &ImportPage, now: Timestamp) -> Result<Outcome, Error> {
        let known =
            sqlx::query_scalar!(r#"select id as "id!: i64" from pages where import_path = ? and deleted_at is null"#, page.path)
                .fetch_optional(&mut *self.tx)
                .await?
                .map(PageId);
        let rendered: RenderedTexts<'_> =
            page.texts.iter().map(|(language, prepared)| (language.clone(), prepared.rendering())).collect();
        let Some(id) = known else {
            let published = page.texts.iter().filter(|(_, prepared)| prepared.status == Status::Published);
            let published = published.map(|(language, prepared)| (language, prepared.published_at.unwrap_or(now))).collect();
            let id = create(&mut self.tx, &self.by, &page.draft(), &rendered, &published, now).await?;
            sqlx::query!("update pages set import_path = ? where id = ?", page.path, id).execute(&mut *self.tx).await?;
            return Ok(Outcome::New(PageId(id)));
        };

        let stored = StoredItem::<PageDraft>::begin(&mut self.tx, id.0, now).await?;
        let before = stored.version;
        let mut draft = page.draft();
        let typed = stored.drafted();
        draft.canonical_url = typed.canonical_url;
        for (language, text) in typed.texts.0 {
            draft.texts.0.entry(language).or_insert(text);
        }
        save_in(&mut self.tx, &self.by, &stored, &draft, &rendered, Action::Changed, now).await?;
        let after = self.schedule(page, id, now).await?;
        Ok(if after == before { Outcome::Unchanged(id) } else { Outcome::Changed(id) })
    }

    /// Publishes and takes back as the files say; the page's version afterwards.
    async fn schedule(&mut self, page: &ImportPage, id: PageId, now: Timestamp) -> Result<i64, Error> {
        let mut stored = StoredItem::<PageDraft>::begin(&mut self.tx, id.0, now).await?;
        for (language, prepared) in &page.texts {
            let own = stored.languages.get(language);
            let version = match prepared.status {
                Status::Draft => {
                    let rendered = BTreeMap::from([(language.clone(), prepared.rendering())]);
                    unpublish_in(&mut self.tx, &self.by, &stored, language, &rendered, now).await?
                }
                Status::Published => {
                    let was = own.filter(|own| own.is_published());
                    let from = prepared.published_at.or(was.and_then(|own| own.published_at));
                    let request = PublishRequest { language, from, until: own.and_then(|own| own.end()) };
                    publish_in(&mut self.tx, &self.by, &stored, request, Some(prepared.rendering()), &self.site, now).await?
                }
            };
            if version != stored.version {
                stored = StoredItem::begin(&mut self.tx, id.0, now).await?;
            }
        }
        Ok(stored.version)
    }
}

/// Takes a page away from its files where these were imported anew while it was in the trash: they belong to the page made of them
/// then.
pub(crate) async fn give_up_taken_path(tx: &mut Write, page: i64) -> Result<(), Error> {
    sqlx::query!(
        "
        update pages
        set import_path = null
        where id = ? and exists (select 1 from pages p where p.import_path = pages.import_path and p.deleted_at is null)
        ",
        page,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

impl ImportPage {
    fn draft(&self) -> PageDraft {
        PageDraft {
            id: None,
            version: 0,
            template: self.template,
            is_featured: self.is_featured,
            in_menu: self.in_menu,
            sort_order: self.sort_order,
            canonical_url: None,
            texts: Localized(self.texts.iter().map(|(language, prepared)| (language.clone(), prepared.text.clone())).collect()),
        }
    }
}
