//! Data for the sitemap and the feeds: all published addresses, and the items published last.

use std::collections::BTreeMap;

use domain::item::{ItemKind, ItemRef};
use domain::language::{Language, Localized};
use domain::text::Slug;
use domain::time::Timestamp;

use super::decode;
use crate::error::Error;
use crate::sqlite::Store;

/// An item of the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    pub item: ItemRef,
    /// When the text of one of its languages last changed.
    pub changed_at: Timestamp,
    /// Where it is read, for each language in which it is really written and published now.
    pub translations: Localized<Slug>,
}

/// The published items of a kind with an id above `after`, by id.
pub async fn sitemap(
    store: &Store,
    kind: ItemKind,
    now: Timestamp,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<SitemapEntry>, Error> {
    let (name, now, after) = (kind.as_str(), now.to_sqlite(), after.unwrap_or(0));
    let rows = sqlx::query!(
        r#"
        select
            item_id as "item_id!: i64",
            unixepoch(max(changed_at)) as "changed_at!: i64",
            json_group_object(language, slug) as "translations!: String"
        from live_translations
        where item_kind = ?1 and item_id > ?2 and visible_from <= ?3 and ?3 < visible_until
        group by item_id
        order by item_id
        limit ?4
        "#,
        name,
        after,
        now,
        limit,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            let translations: BTreeMap<_, _> = serde_json::from_str(&row.translations).map_err(Error::unreadable)?;
            let (item, changed_at) = (ItemRef { kind, id: row.item_id }, Timestamp(row.changed_at));
            Ok(SitemapEntry { item, changed_at, translations: Localized(translations) })
        })
        .collect()
}

/// An item in the Atom feed of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    pub item: ItemRef,
    pub slug: Slug,
    pub title: String,
    pub summary: Option<String>,
    pub author: Option<String>,
    pub published_at: Timestamp,
    pub changed_at: Timestamp,
}

/// The items of a kind that were first published last in a language, newest first. Without the front page, legal pages and pages that
/// the site does not link.
pub async fn feed(
    store: &Store,
    kind: ItemKind,
    language: &Language,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<FeedEntry>, Error> {
    let (name, language, now) = (kind.as_str(), language.as_str(), now.to_sqlite());
    let rows = sqlx::query!(
        r#"
        select
            t.item_id as "item_id!: i64", t.slug as "slug!: String", t.title as "title!: String",
            s.summary as "summary?: String",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(t.first_visible_at) as "published_at!: i64",
            unixepoch(t.changed_at) as "changed_at!: i64"
        from live_translations t
        join translation_sources s on s.id = t.id
        left join admin_users u on u.id = s.author_id
        where t.item_kind = ?1 and t.language = ?2 and t.visible_from <= ?3 and ?3 < t.visible_until and s.is_news
        order by t.first_visible_at desc, t.item_id desc
        limit ?4
        "#,
        name,
        language,
        now,
        limit,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(FeedEntry {
                item: ItemRef { kind, id: row.item_id },
                slug: decode::slug(&row.slug)?,
                title: row.title,
                summary: row.summary,
                author: row.author,
                published_at: Timestamp(row.published_at),
                changed_at: Timestamp(row.changed_at),
            })
        })
        .collect()
}
