//! What machines are told of whitepapers: all addresses for the sitemap, the latest for the feeds.

use std::collections::BTreeMap;

use domain::id::WhitepaperId;
use domain::language::{Language, Localized};
use domain::text::Slug;
use domain::time::Timestamp;

use crate::error::Error;
use crate::pages::stored as page;
use crate::sqlite::Store;

/// A whitepaper in the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    pub changed_at: Timestamp,
    /// Where it is read, for each language in which it is really written and published now.
    pub translations: Localized<Slug>,
}

/// All published whitepapers.
pub async fn sitemap(store: &Store, now: Timestamp) -> Result<Vec<SitemapEntry>, Error> {
    let now = now.to_sqlite();
    let rows = sqlx::query!(
        r#"
        select
            unixepoch(max(changed_at)) as "changed_at!: i64",
            json_group_object(language, slug) as "translations!: String"
        from whitepaper_languages
        where status = 'published' and deleted_at is null
            and published_at <= ?1 and (unpublished_at is null or unpublished_at > ?1)
        group by whitepaper_id
        order by whitepaper_id
        limit 5000
        "#,
        now,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            let translations: BTreeMap<_, _> = serde_json::from_str(&row.translations).map_err(Error::unreadable)?;
            Ok(SitemapEntry { changed_at: Timestamp(row.changed_at), translations: Localized(translations) })
        })
        .collect()
}

/// A whitepaper in the Atom feed of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    pub id: WhitepaperId,
    pub slug: Slug,
    pub title: String,
    pub description: Option<String>,
    pub author: Option<String>,
    pub published_at: Timestamp,
    pub changed_at: Timestamp,
}

/// The whitepapers that were published last in a language, newest first.
pub async fn feed(store: &Store, language: &Language, now: Timestamp, limit: u32) -> Result<Vec<FeedEntry>, Error> {
    let (language, now) = (language.as_str(), now.to_sqlite());
    let rows = sqlx::query!(
        r#"
        select
            l.whitepaper_id,
            l.slug,
            coalesce(w.title ->> l.language, '') as "title!: String",
            w.description ->> l.language as "description?: String",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(l.published_at) as "published_at!: i64",
            unixepoch(l.changed_at) as "changed_at!: i64"
        from whitepaper_languages l
        join whitepapers w on w.id = l.whitepaper_id
        left join admin_users u on u.id = w.author_id
        where l.language = ?1 and l.deleted_at is null and l.status = 'published'
            and l.published_at <= ?2 and (l.unpublished_at is null or l.unpublished_at > ?2)
            and coalesce(w.lead_magnet_active, 1)
        order by l.published_at desc, l.whitepaper_id desc
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
                id: WhitepaperId(row.whitepaper_id),
                slug: page::slug(&row.slug)?,
                title: row.title,
                description: row.description,
                author: row.author,
                published_at: Timestamp(row.published_at),
                changed_at: Timestamp(row.changed_at),
            })
        })
        .collect()
}
