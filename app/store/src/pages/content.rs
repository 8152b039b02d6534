//! A page as the columns of its row hold it.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{MediaId, PageId};
use domain::invalid::Invalid;
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::media as library;
use domain::page::{PageDraft, PageForm, PageKind, PageText, PageTextForm, Template};
use domain::text::Slug;
use domain::time::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::access::Editor;
use crate::error::Error;
use crate::import;
use crate::publishing::{self, Content, Row, TextParts, column, optional_column, unless_empty};
use crate::sqlite::Write;

impl Content for PageDraft {
    type Form = PageForm;
    type TextForm = PageTextForm;
    type Text = PageText;

    const KIND: ItemKind = ItemKind::Page;

    fn form(&self) -> PageForm {
        form(self)
    }

    fn parse(form: PageForm, languages: &Languages) -> Result<Self, Invalid> {
        form.parse(languages)
    }

    fn text_forms(form: &mut PageForm) -> &mut BTreeMap<Language, PageTextForm> {
        &mut form.texts
    }

    fn slug_of(form: &mut PageTextForm) -> &mut String {
        &mut form.slug
    }

    fn set_form_id_and_version(form: &mut PageForm, id: i64, version: i64) {
        (form.id, form.version) = (Some(PageId(id)), version);
    }

    fn set_id_and_version(&mut self, id: i64, version: i64) {
        (self.id, self.version) = (Some(PageId(id)), version);
    }

    fn texts(&self) -> &Localized<PageText> {
        &self.texts
    }

    fn texts_mut(&mut self) -> &mut Localized<PageText> {
        &mut self.texts
    }

    fn parts<'a>(&'a self, text: &'a PageText) -> TextParts<'a> {
        let (markdown, required) = (text.content.as_str(), text.content.as_str());
        TextParts { title: &text.title, slug: &text.slug, markdown, required, intro_words: "", folded: String::new() }
    }

    fn stored_text(form: PageTextForm, slug: Slug) -> PageText {
        let PageTextForm { title, slug: _, content, excerpt, meta_description, seo_title, seo_keywords } = form;
        PageText {
            title,
            slug,
            content,
            excerpt: unless_empty(excerpt),
            meta_description: unless_empty(meta_description),
            seo_title: unless_empty(seo_title),
            seo_keywords: unless_empty(seo_keywords),
        }
    }

    fn with_slug(text: &PageText, slug: &Slug) -> PageText {
        PageText { slug: slug.clone(), ..text.clone() }
    }

    fn media(&self) -> BTreeSet<MediaId> {
        self.texts.0.values().flat_map(|text| library::ids_in(&text.content)).collect()
    }

    fn summary(&self) -> Value {
        let titles: BTreeMap<_, _> = self.texts.0.iter().map(|(language, text)| (language, &text.title)).collect();
        let slugs: BTreeMap<_, _> = self.texts.0.iter().map(|(language, text)| (language, &text.slug)).collect();
        json!({
            "version": self.version,
            "title": titles,
            "slug": slugs,
            "template": self.template,
            "kind": self.kind,
            "is_featured": self.is_featured,
            "in_menu": self.in_menu,
            "sort_order": self.sort_order,
        })
    }

    async fn read(connection: &mut SqliteConnection, id: i64, slugs: &BTreeMap<Language, Slug>) -> Result<Row<Self>, Error> {
        let page = sqlx::query!(
            r#"
            select
                p.title, p.content, p.excerpt, p.meta_description, p.seo_title, p.seo_keywords, p.canonical_url,
                coalesce(p.template, 'default') as "template!: String",
                p.kind,
                coalesce(p.is_featured, 0) as "is_featured!: bool",
                p.in_menu as "in_menu!: bool",
                coalesce(p.sort_order, 0) as "sort_order!: i64",
                p.version,
                unixepoch(coalesce(p.updated_at, p.created_at)) as "updated_at!: i64",
                unixepoch(p.deleted_at) as "deleted_at?: i64",
                u.first_name || ' ' || u.last_name as "updated_by?: String"
            from pages p
            left join admin_users u on u.id = p.updated_by
            where p.id = ?
            "#,
            id
        )
        .fetch_optional(connection)
        .await?
        .ok_or(Error::NotFound)?;

        let mut columns = Columns {
            title: publishing::texts(Some(&page.title))?,
            content: publishing::texts(Some(&page.content))?,
            excerpt: publishing::texts(page.excerpt.as_deref())?,
            meta_description: publishing::texts(page.meta_description.as_deref())?,
            seo_title: publishing::texts(page.seo_title.as_deref())?,
            seo_keywords: publishing::texts(page.seo_keywords.as_deref())?,
        };
        let texts = slugs.iter().map(|(language, slug)| (language.clone(), columns.take(language, slug.clone())));
        let content = PageDraft {
            id: Some(PageId(id)),
            version: page.version,
            template: template(&page.template)?,
            kind: kind(page.kind.as_deref())?,
            is_featured: page.is_featured,
            in_menu: page.in_menu,
            sort_order: page.sort_order,
            canonical_url: page.canonical_url,
            texts: Localized(texts.collect()),
        };
        Ok(Row {
            content,
            version: page.version,
            updated_at: Timestamp(page.updated_at),
            updated_by: page.updated_by,
            deleted_at: page.deleted_at.map(Timestamp),
        })
    }

    async fn insert(&self, tx: &mut Write, by: &Editor, now: Timestamp) -> Result<i64, Error> {
        let text = TextColumns::of(&self.texts);
        let (template, kind) = (self.template.as_str(), self.kind.map(PageKind::as_str));
        let (user, at) = (by.id().map(|id| id.0), now.to_sqlite());
        // Placeholder: a trigger sets the slug when the first translation is written. No slug contains `~`.
        let id = sqlx::query_scalar!(
            r#"
            insert into pages (
                slug, title, content, excerpt, meta_description, seo_title, seo_keywords, canonical_url, template, kind,
                is_featured, in_menu, sort_order, author_id, updated_by, created_at, updated_at
            )
            values ('~', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning id as "id!: i64"
            "#,
            text.title,
            text.content,
            text.excerpt,
            text.meta_description,
            text.seo_title,
            text.seo_keywords,
            self.canonical_url,
            template,
            kind,
            self.is_featured,
            self.in_menu,
            self.sort_order,
            user,
            user,
            at,
            at,
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(id)
    }

    async fn write_columns(&self, tx: &mut Write, id: i64, now: Timestamp) -> Result<(), Error> {
        let text = TextColumns::of(&self.texts);
        let (template, kind, at) = (self.template.as_str(), self.kind.map(PageKind::as_str), now.to_sqlite());
        sqlx::query!(
            "
            update pages
            set title = ?, content = ?, excerpt = ?, meta_description = ?, seo_title = ?, seo_keywords = ?, canonical_url = ?,
                template = ?, kind = ?, is_featured = ?, in_menu = ?, sort_order = ?, updated_at = ?
            where id = ?
            ",
            text.title,
            text.content,
            text.excerpt,
            text.meta_description,
            text.seo_title,
            text.seo_keywords,
            self.canonical_url,
            template,
            kind,
            self.is_featured,
            self.in_menu,
            self.sort_order,
            at,
            id,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    async fn take_copy_in_texts(tx: &mut Write, id: i64, trashed: MediaId, copy: MediaId) -> Result<(), Error> {
        let texts = sqlx::query_scalar!("select content from pages where id = ?", id).fetch_one(&mut **tx).await?;
        let texts = library::replace_id(&texts, trashed, copy);
        sqlx::query!("update pages set content = ?1 where id = ?2 and content <> ?1", texts, id).execute(&mut **tx).await?;
        Ok(())
    }

    async fn before_restore(tx: &mut Write, id: i64) -> Result<(), Error> {
        import::before_restore(tx, id).await
    }
}

/// The form that a draft came from.
fn form(draft: &PageDraft) -> PageForm {
    let text = |text: &PageText| PageTextForm {
        title: text.title.clone(),
        slug: text.slug.to_string(),
        content: text.content.clone(),
        excerpt: text.excerpt.clone().unwrap_or_default(),
        meta_description: text.meta_description.clone().unwrap_or_default(),
        seo_title: text.seo_title.clone().unwrap_or_default(),
        seo_keywords: text.seo_keywords.clone().unwrap_or_default(),
    };
    PageForm {
        id: draft.id,
        version: draft.version,
        template: draft.template.as_str().to_owned(),
        kind: draft.kind.map_or("", PageKind::as_str).to_owned(),
        is_featured: draft.is_featured,
        in_menu: draft.in_menu,
        sort_order: draft.sort_order.to_string(),
        canonical_url: draft.canonical_url.clone().unwrap_or_default(),
        texts: draft.texts.0.iter().map(|(language, page_text)| (language.clone(), text(page_text))).collect(),
    }
}

/// A stored template.
pub(crate) fn template(stored: &str) -> Result<Template, Error> {
    Template::parse(stored).map_err(|_| Error::unreadable(format_args!("template {stored}")))
}

/// A stored kind; none where the address tells it.
pub(crate) fn kind(stored: Option<&str>) -> Result<Option<PageKind>, Error> {
    let stored = stored.unwrap_or_default();
    PageKind::parse(stored).map_err(|_| Error::unreadable(format_args!("kind {stored}")))
}

/// The columns of `pages` that hold a text per language, as they are written.
struct TextColumns {
    title: String,
    content: String,
    excerpt: Option<String>,
    meta_description: Option<String>,
    seo_title: Option<String>,
    seo_keywords: Option<String>,
}

impl TextColumns {
    fn of(texts: &Localized<PageText>) -> Self {
        Self {
            title: column(texts, |text| Some(&text.title)),
            content: column(texts, |text| Some(&text.content)),
            excerpt: optional_column(texts, |text| text.excerpt.as_ref()),
            meta_description: optional_column(texts, |text| text.meta_description.as_ref()),
            seo_title: optional_column(texts, |text| text.seo_title.as_ref()),
            seo_keywords: optional_column(texts, |text| text.seo_keywords.as_ref()),
        }
    }
}

/// The same, as they are read.
struct Columns {
    title: Texts,
    content: Texts,
    excerpt: Texts,
    meta_description: Texts,
    seo_title: Texts,
    seo_keywords: Texts,
}

type Texts = BTreeMap<Language, String>;

impl Columns {
    fn take(&mut self, language: &Language, slug: Slug) -> PageText {
        PageText {
            title: self.title.remove(language).unwrap_or_default(),
            slug,
            content: self.content.remove(language).unwrap_or_default(),
            excerpt: self.excerpt.remove(language),
            meta_description: self.meta_description.remove(language),
            seo_title: self.seo_title.remove(language),
            seo_keywords: self.seo_keywords.remove(language),
        }
    }
}
