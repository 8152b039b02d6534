//! Pages from files: each new, changed or left alone, in one transaction that can still be taken back. What somebody changed here
//! since the last import is theirs.

use std::collections::BTreeMap;

use domain::id::PageId;
use domain::language::{Language, Languages, Localized};
use domain::markdown::Rendered;
use domain::page::{PageDraft, PageKind, PageText, Template};
use domain::publication::Status;
use domain::text::Slug;
use domain::time::Timestamp;

use crate::access::Editor;
use crate::audit::Action;
use crate::error::Error;
use crate::publishing::{
    PublishRequest, RenderedTexts, Rendering, StoredItem, cancel_scheduled_in, create, publish_in, save_in, unpublish_in,
};
use crate::settings;
use crate::sqlite::{Store, Write};

/// A page as its files say it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPage {
    /// Ties the files of its languages, and this import to the next: files with the same path are the same page.
    pub path: String,
    pub template: Template,
    /// None: told by the address.
    pub kind: Option<PageKind>,
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
    /// As the file says. None: as it is here; a new page is a draft.
    pub status: Option<Status>,
    /// Without a status, a new page is public.
    pub is_public_if_new: bool,
    /// When it is visible from. None: as it was, or at once.
    pub published_at: Option<Timestamp>,
    /// Slugs at which it stood elsewhere, and which lead to it here. One that an item holds, or that leads elsewhere, stays as it is.
    pub aliases: Vec<Slug>,
}

impl PreparedText {
    fn is_public_at_first(&self) -> bool {
        self.status.map_or(self.is_public_if_new, |status| status == Status::Published)
    }

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
    /// Somebody changed it here since the last import, and its files say something else. It stays as it is.
    Conflict(PageId),
    /// It lies in the trash, and stays there.
    InTrash(PageId),
    /// Nothing of it was stored; the others are.
    Refused(Error),
}

/// What an import does with a page that somebody changed here since the last import, and whose files changed too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedHere {
    Stays,
    IsOverwritten,
}

/// An import that runs. It holds the one writing connection: others can write when it is committed, rolled back or dropped.
#[derive(Debug)]
pub struct Import {
    tx: Write,
    by: Editor,
    site: Languages,
    changed_here: ChangedHere,
}

/// A page as an earlier import left it.
struct KnownPage {
    id: i64,
    version: i64,
    imported_version: Option<i64>,
    is_in_trash: bool,
}

impl Import {
    pub async fn begin(store: &Store, by: &Editor, changed_here: ChangedHere) -> Result<Self, Error> {
        let site = settings::load(store).await?.languages;
        Ok(Self { tx: store.begin_write().await?, by: by.clone(), site, changed_here })
    }

    /// Stores a page. What other pages or the rules refuse is an outcome; an error is the database's own, and ends the import.
    pub async fn put(&mut self, page: &ImportPage, now: Timestamp) -> Result<Outcome, Error> {
        sqlx::query!("savepoint page").execute(&mut *self.tx).await?;
        match self.write(page, now).await {
            Ok(conflict @ Outcome::Conflict(_)) => {
                self.undo_page().await?;
                Ok(conflict)
            }
            Ok(outcome) => {
                sqlx::query!("release page").execute(&mut *self.tx).await?;
                Ok(outcome)
            }
            Err(error @ (Error::Database(_) | Error::Unavailable(_))) => Err(error),
            Err(refused) => {
                self.undo_page().await?;
                Ok(Outcome::Refused(refused))
            }
        }
    }

    async fn undo_page(&mut self) -> Result<(), Error> {
        sqlx::query!("rollback to page").execute(&mut *self.tx).await?;
        sqlx::query!("release page").execute(&mut *self.tx).await?;
        Ok(())
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
        let rendered: RenderedTexts<'_> =
            page.texts.iter().map(|(language, prepared)| (language.clone(), prepared.rendering())).collect();
        let Some(known) = self.known(&page.path).await? else {
            let published = page.texts.iter().filter(|(_, prepared)| prepared.is_public_at_first());
            let published = published.map(|(language, prepared)| (language, prepared.published_at.unwrap_or(now))).collect();
            let id = create(&mut self.tx, &self.by, &page.draft(), &rendered, &published, now).await?;
            sqlx::query!("update pages set import_path = ?, imported_version = version where id = ?", page.path, id)
                .execute(&mut *self.tx)
                .await?;
            self.redirect_aliases(page, PageId(id)).await?;
            return Ok(Outcome::New(PageId(id)));
        };
        let id = PageId(known.id);
        if known.is_in_trash {
            return Ok(Outcome::InTrash(id));
        }

        let stored = StoredItem::<PageDraft>::begin(&mut self.tx, id.0, now).await?;
        let mut draft = page.draft();
        let typed = stored.drafted();
        draft.canonical_url = typed.canonical_url;
        draft.kind = draft.kind.or(typed.kind);
        let has_all = typed.texts.0.keys().all(|language| page.texts.contains_key(language));
        for (language, text) in typed.texts.0 {
            draft.texts.0.entry(language).or_insert(text);
        }
        save_in(&mut self.tx, &self.by, &stored, &draft, &rendered, Action::Changed, now).await?;
        let after = self.schedule(page, id, now).await?;
        let was_changed_here = known.imported_version != Some(known.version);
        if after != known.version && was_changed_here && self.changed_here == ChangedHere::Stays {
            return Ok(Outcome::Conflict(id));
        }
        // A language that these files do not hold may have been corrected here: that stays a change of this site.
        let is_agreed = !was_changed_here || after != known.version || has_all;
        if known.imported_version != Some(after) && is_agreed {
            sqlx::query!("update pages set imported_version = ? where id = ?", after, id.0).execute(&mut *self.tx).await?;
        }
        self.redirect_aliases(page, id).await?;
        Ok(if after == known.version { Outcome::Unchanged(id) } else { Outcome::Changed(id) })
    }

    /// The page of these files. One in the trash is theirs only where no other is.
    async fn known(&mut self, path: &str) -> Result<Option<KnownPage>, Error> {
        let known = sqlx::query_as!(
            KnownPage,
            r#"
            select
                id as "id!: i64", version as "version!: i64", imported_version as "imported_version?: i64",
                deleted_at is not null as "is_in_trash!: bool"
            from pages
            where import_path = ?
            order by deleted_at is not null, id desc
            limit 1
            "#,
            path,
        );
        Ok(known.fetch_optional(&mut *self.tx).await?)
    }

    async fn redirect_aliases(&mut self, page: &ImportPage, id: PageId) -> Result<(), Error> {
        for (language, prepared) in &page.texts {
            for alias in &prepared.aliases {
                let (tag, slug) = (language.as_str(), alias.as_str());
                sqlx::query!(
                    "
                    insert into slug_redirects (item_kind, item_id, language, slug)
                    select 'page', ?1, ?2, ?3
                    where not exists (
                        select 1 from slug_claims where item_kind = 'page' and language = ?2 and slug = ?3
                    ) and not exists (
                        select 1 from slug_redirects where item_kind = 'page' and language = ?2 and slug = ?3
                    )
                    ",
                    id.0,
                    tag,
                    slug,
                )
                .execute(&mut *self.tx)
                .await?;
            }
        }
        Ok(())
    }

    /// Publishes and takes back as the files say; the page's version afterwards.
    async fn schedule(&mut self, page: &ImportPage, id: PageId, now: Timestamp) -> Result<i64, Error> {
        let mut stored = StoredItem::<PageDraft>::begin(&mut self.tx, id.0, now).await?;
        for (language, prepared) in &page.texts {
            let own = stored.languages.get(language);
            let as_it_is = if stored.is_published(language) { Status::Published } else { Status::Draft };
            let version = match prepared.status.unwrap_or(as_it_is) {
                Status::Draft => {
                    let rendered = BTreeMap::from([(language.clone(), prepared.rendering())]);
                    unpublish_in(&mut self.tx, &self.by, &stored, language, &rendered, now).await?
                }
                Status::Published => {
                    let was = own.filter(|own| own.is_published());
                    let from = prepared.published_at.or(was.and_then(|own| own.published_at));
                    let is_live = own.is_some_and(|own| own.is_visible(now) && !own.has_changes);
                    if is_live && from.is_some_and(|from| from > now) {
                        // Visitors read what the files say, so nothing of an earlier state of the files may follow.
                        if own.is_some_and(|own| own.scheduled.is_some()) {
                            cancel_scheduled_in(&mut self.tx, &self.by, &stored, language, &RenderedTexts::new(), now).await?;
                            stored = StoredItem::begin(&mut self.tx, id.0, now).await?;
                        }
                        continue;
                    }
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

/// The page that holds a slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlugHolder {
    /// Of the files that it came from.
    pub import_path: Option<String>,
}

/// The page that holds this slug by its live text, a planned one or its draft; none where it is free.
pub async fn slug_holder(store: &Store, _by: &Editor, language: &Language, slug: &Slug) -> Result<Option<SlugHolder>, Error> {
    let (tag, slug) = (language.as_str(), slug.as_str());
    let holder = sqlx::query_as!(
        SlugHolder,
        r#"
        select p.import_path as "import_path?: String"
        from slug_claims c
        join pages p on p.id = c.item_id
        where c.item_kind = 'page' and c.language = ? and c.slug = ?
        "#,
        tag,
        slug,
    );
    Ok(holder.fetch_optional(store.readers()).await?)
}

/// Before a page leaves the trash. It loses its files where these were imported anew meanwhile: they belong to the page made of them
/// then. A page that nobody changed since its import but by trashing it is still as the files say.
pub(crate) async fn before_restore(tx: &mut Write, page: i64) -> Result<(), Error> {
    sqlx::query!("update pages set imported_version = version + 1 where id = ? and imported_version = version - 1", page)
        .execute(&mut **tx)
        .await?;
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
            kind: self.kind,
            is_featured: self.is_featured,
            in_menu: self.in_menu,
            sort_order: self.sort_order,
            canonical_url: None,
            texts: Localized(self.texts.iter().map(|(language, prepared)| (language.clone(), prepared.text.clone())).collect()),
        }
    }
}
