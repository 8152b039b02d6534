//! A page as its rows hold it, read back as what could be saved again.

use std::collections::BTreeMap;

use domain::id::PageId;
use domain::language::{Language, Localized};
use domain::page::{PageDraft, PageForm, PageText, Template, TextForm};
use domain::text::Slug;
use domain::time::Timestamp;
use sqlx::SqliteConnection;

use crate::error::Error;
use crate::publishing::{self, Translation};

/// A page with all its texts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    /// With id and version as stored.
    pub(crate) draft: PageDraft,
    pub(crate) languages: BTreeMap<Language, Translation>,
    pub(crate) updated_at: Timestamp,
    pub(crate) updated_by: Option<String>,
    pub(crate) deleted_at: Option<Timestamp>,
}

impl Stored {
    /// The page in whatever state it is, in the trash too.
    pub(crate) async fn read(connection: &mut SqliteConnection, id: PageId) -> Result<Self, Error> {
        let page = sqlx::query!(
            r#"
            select
                p.title, p.content, p.excerpt, p.meta_description, p.seo_title, p.seo_keywords, p.canonical_url,
                coalesce(p.template, 'default') as "template!: String",
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
            id.0
        )
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Error::NotFound)?;
        let languages = publishing::translations(connection, id).await?;

        let mut columns = Columns {
            title: publishing::texts(Some(&page.title))?,
            content: publishing::texts(Some(&page.content))?,
            excerpt: publishing::texts(page.excerpt.as_deref())?,
            meta_description: publishing::texts(page.meta_description.as_deref())?,
            seo_title: publishing::texts(page.seo_title.as_deref())?,
            seo_keywords: publishing::texts(page.seo_keywords.as_deref())?,
        };
        let texts = languages.iter().map(|(language, own)| (language.clone(), columns.take(language, own.slug.clone())));
        let texts = Localized(texts.collect());
        Ok(Self {
            draft: PageDraft {
                id: Some(id),
                version: page.version,
                template: template(&page.template)?,
                is_featured: page.is_featured,
                in_menu: page.in_menu,
                sort_order: page.sort_order,
                canonical_url: page.canonical_url,
                texts,
            },
            languages,
            updated_at: Timestamp(page.updated_at),
            updated_by: page.updated_by,
            deleted_at: page.deleted_at.map(Timestamp),
        })
    }

    /// The page if it still has the version that its editor saw.
    pub(crate) async fn read_version(connection: &mut SqliteConnection, id: PageId, version: i64) -> Result<Self, Error> {
        let stored = Self::read(connection, id).await?;
        if stored.draft.version == version { Ok(stored) } else { Err(Error::Stale) }
    }
}

/// The form that a draft came from.
pub(crate) fn form(draft: &PageDraft) -> PageForm {
    let text = |text: &PageText| TextForm {
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

/// The columns of `pages` that hold a text per language.
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
