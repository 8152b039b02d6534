//! Data for the sitemap and the feeds: all published addresses, and the items published last.

use std::collections::BTreeMap;

use domain::item::{ItemKind, ItemRef};
use domain::language::{Language, Localized};
use domain::text::{Slug, summary};
use domain::time::Timestamp;
use serde::Deserialize;

use super::decode;
use crate::error::Error;
use crate::sqlite::Store;

/// An item of the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    pub item: ItemRef,
    /// Each language in which it is really written and published now.
    pub translations: Localized<SitemapTranslation>,
}

/// An item of the sitemap in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SitemapTranslation {
    pub slug: Slug,
    /// When it last changed for the visitors of this language: it was written, or became visible.
    pub changed_at: Timestamp,
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
            json_group_object(
                language,
                json_object('slug', slug, 'changed_at', unixepoch(max(changed_at, visible_from)))
            ) as "translations!: String"
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
            Ok(SitemapEntry { item: ItemRef { kind, id: row.item_id }, translations: Localized(translations) })
        })
        .collect()
}

/// Characters of a text in which its first sentences are looked for.
const LOOKED_THROUGH: i64 = 20_000;

/// An item in the Atom feed of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    pub item: ItemRef,
    pub slug: Slug,
    pub title: String,
    /// Written by an editor, else the beginning of the text.
    pub summary: Option<String>,
    pub author: Option<String>,
    pub published_at: Timestamp,
    pub changed_at: Timestamp,
}

/// The items of a kind that were first published last in a language, newest first: of pages the articles, without whitepapers that the
/// site does not link.
pub async fn feed(
    store: &Store,
    kind: ItemKind,
    language: &Language,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<FeedEntry>, Error> {
    let (name, language, now) = (kind.as_str(), language.as_str(), now.to_sqlite());
    let sections = serde_json::json!(domain::page::kind::ARTICLES).to_string();
    let rows = sqlx::query!(
        r#"
        select
            t.item_id as "item_id!: i64", t.slug as "slug!: String", t.title as "title!: String",
            s.summary as "summary?: String",
            iif(s.summary is null, substr(t.html, 1, ?6), null) as "beginning?: String",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(t.first_visible_at) as "published_at!: i64",
            unixepoch(max(t.changed_at, t.visible_from)) as "changed_at!: i64"
        from live_translations t
        join translation_sources s on s.id = t.id
        left join pages p on p.id = t.item_id and t.item_kind = 'page'
        left join admin_users u on u.id = s.author_id
        where t.item_kind = ?1 and t.language = ?2 and t.visible_from <= ?3 and ?3 < t.visible_until
            and case
                when p.id is null then s.is_news
                when p.kind is not null then p.kind = 'article'
                else coalesce(p.template, 'default') = 'default' and instr(t.slug, '/') > 0
                    and substr(t.slug, 1, instr(t.slug, '/') - 1) in (select value from json_each(?5))
            end
        order by t.first_visible_at desc, t.item_id desc
        limit ?4
        "#,
        name,
        language,
        now,
        limit,
        sections,
        LOOKED_THROUGH,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(FeedEntry {
                item: ItemRef { kind, id: row.item_id },
                slug: decode::slug(&row.slug)?,
                title: row.title,
                summary: row.summary.or_else(|| row.beginning.as_deref().and_then(summary)),
                author: row.author,
                published_at: Timestamp(row.published_at),
                changed_at: Timestamp(row.changed_at),
            })
        })
        .collect()
}

/// Since when there is a site.
pub async fn site_began(store: &Store) -> Result<Timestamp, Error> {
    let began = sqlx::query_scalar!(r#"select coalesce(min(unixepoch(created_at)), 0) as "began!: i64" from system_settings"#)
        .fetch_one(store.readers())
        .await?;
    Ok(Timestamp(began))
}
