//! What search engines and feed readers ask for: all published addresses, and the latest pages.

use std::collections::BTreeMap;

use domain::id::PageId;
use domain::language::{Language, Localized};
use domain::text::Slug;
use domain::time::Timestamp;

use super::stored;
use crate::error::Error;
use crate::sqlite::Store;

/// A page of the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    pub id: PageId,
    /// When the text of one of its languages last changed.
    pub changed_at: Timestamp,
    /// Where it is read, for each language in which it is really written and published now.
    pub translations: Localized<Slug>,
}

/// The published pages with an id above `after`, by id.
pub async fn sitemap(store: &Store, now: Timestamp, after: Option<PageId>, limit: u32) -> Result<Vec<SitemapEntry>, Error> {
    let (now, after) = (now.to_sqlite(), after.map_or(0, |id| id.0));
    let rows = sqlx::query!(
        r#"
        select
            page_id as "page_id!: i64",
            unixepoch(max(changed_at)) as "changed_at!: i64",
            json_group_object(language, slug) as "translations!: String"
        from page_languages
        where page_id > ?1 and status = 'published' and deleted_at is null
            and published_at <= ?2 and (unpublished_at is null or unpublished_at > ?2)
        group by page_id
        order by page_id
        limit ?3
        "#,
        after,
        now,
        limit,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            let translations: BTreeMap<_, _> = serde_json::from_str(&row.translations).map_err(Error::unreadable)?;
            let (id, changed_at) = (PageId(row.page_id), Timestamp(row.changed_at));
            Ok(SitemapEntry { id, changed_at, translations: Localized(translations) })
        })
        .collect()
}

/// A page in the Atom feed of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    pub id: PageId,
    pub slug: Slug,
    pub title: String,
    pub excerpt: Option<String>,
    pub author: Option<String>,
    pub published_at: Timestamp,
    pub changed_at: Timestamp,
}

/// The pages that were published last in a language, newest first; front page and legal pages are no news.
pub async fn feed(store: &Store, language: &Language, now: Timestamp, limit: u32) -> Result<Vec<FeedEntry>, Error> {
    let (language, now) = (language.as_str(), now.to_sqlite());
    let rows = sqlx::query!(
        r#"
        select
            l.page_id,
            l.slug,
            coalesce(p.title ->> l.language, '') as "title!: String",
            p.excerpt ->> l.language as "excerpt?: String",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(l.published_at) as "published_at!: i64",
            unixepoch(l.changed_at) as "changed_at!: i64"
        from page_languages l
        join pages p on p.id = l.page_id
        left join admin_users u on u.id = p.author_id
        where l.language = ?1 and l.deleted_at is null and l.status = 'published'
            and l.published_at <= ?2 and (l.unpublished_at is null or l.unpublished_at > ?2)
            and p.template not in ('home', 'legal')
        order by l.published_at desc, l.page_id desc
        limit ?3
        "#,
        language,
        now,
        limit,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(FeedEntry {
                id: PageId(row.page_id),
                slug: stored::slug(&row.slug)?,
                title: row.title,
                excerpt: row.excerpt,
                author: row.author,
                published_at: Timestamp(row.published_at),
                changed_at: Timestamp(row.changed_at),
            })
        })
        .collect()
}
