//! Pages as cards of a live list: what visitors may read now in one language, the newest first.

use std::collections::{BTreeMap, BTreeSet};

use domain::address;
use domain::id::{MediaId, PageId};
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::media::Cover;
use domain::page::{PageCard, Template};
use domain::text::{Slug, summary};
use domain::time::Timestamp;

use crate::error::Error;
use crate::media::pictures;
use crate::publishing;
use crate::sqlite::Store;

/// Characters of a text in which its first picture and its first sentences are looked for.
const LOOKED_THROUGH: i64 = 20_000;

/// Pictures of a text that are looked at; what stands first may be a film or a document.
const MAX_PICTURES: usize = 8;

/// What the feed of this language holds.
pub async fn article_cards(
    store: &Store,
    language: &Language,
    languages: &Languages,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<PageCard>, Error> {
    let entries = publishing::feed(store, ItemKind::Page, language, now, limit).await?;
    let cards = entries.into_iter().map(|entry| PageCard {
        id: PageId(entry.item.id),
        title: entry.title,
        description: entry.summary,
        path: address::page_path(language, &entry.slug, languages),
        author: entry.author,
        published_at: entry.published_at,
        cover: None,
    });
    with_text(store, language, cards.collect(), now).await
}

/// The pages right below one, which is named by its slug in the language `of`. None of them where that page is not public.
pub async fn child_cards(
    store: &Store,
    of: (&Language, &Slug),
    language: &Language,
    languages: &Languages,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<PageCard>, Error> {
    let (of_tag, of_slug, tag, at) = (of.0.as_str(), of.1.as_str(), language.as_str(), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query_as!(
                Row,
                r#"
        with parent (slug) as (
            select own.slug
            from live_translations named
            join live_translations own on own.item_kind = 'page' and own.item_id = named.item_id and own.language = ?3
                and own.visible_from <= ?4 and ?4 < own.visible_until
            where named.item_kind = 'page' and named.language = ?1 and named.slug = ?2
                and named.visible_from <= ?4 and ?4 < named.visible_until
            limit 1
        )
        select
            t.item_id as "item_id!: i64", t.slug as "slug!: String", t.title as "title!: String",
            s.summary as "summary?: String",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(t.first_visible_at) as "published_at!: i64"
        from parent
        cross join live_translations t on t.item_kind = 'page' and t.language = ?3
            and t.slug > iif(parent.slug = '', '', parent.slug || '/')
            and t.slug < iif(parent.slug = '', char(1114111), parent.slug || '0')
            and t.visible_from <= ?4 and ?4 < t.visible_until
        join translation_sources s on s.id = t.id
        left join admin_users u on u.id = s.author_id
        where instr(substr(t.slug, iif(parent.slug = '', 1, length(parent.slug) + 2)), '/') = 0
        order by t.first_visible_at desc, t.item_id desc
        limit ?5
        "#,
                of_tag,
                of_slug,
                tag,
                at,
                limit,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    with_text(store, language, cards(rows, language, languages)?, now).await
}

/// The pages of a template.
pub async fn template_cards(
    store: &Store,
    template: Template,
    language: &Language,
    languages: &Languages,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<PageCard>, Error> {
    let (template, tag, at) = (template.as_str(), language.as_str(), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query_as!(
                Row,
                r#"
        select
            t.item_id as "item_id!: i64", t.slug as "slug!: String", t.title as "title!: String",
            s.summary as "summary?: String",
            u.first_name || ' ' || u.last_name as "author?: String",
            unixepoch(t.first_visible_at) as "published_at!: i64"
        from live_translations t
        join pages p on p.id = t.item_id
        join translation_sources s on s.id = t.id
        left join admin_users u on u.id = s.author_id
        where t.item_kind = 'page' and t.language = ?1 and t.visible_from <= ?2 and ?2 < t.visible_until
            and coalesce(p.template, 'default') = ?3
        order by t.first_visible_at desc, t.item_id desc
        limit ?4
        "#,
                tag,
                at,
                template,
                limit,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    with_text(store, language, cards(rows, language, languages)?, now).await
}

struct Row {
    item_id: i64,
    slug: String,
    title: String,
    summary: Option<String>,
    author: Option<String>,
    published_at: i64,
}

fn cards(rows: Vec<Row>, language: &Language, languages: &Languages) -> Result<Vec<PageCard>, Error> {
    let card = |row: Row| {
        Ok(PageCard {
            id: PageId(row.item_id),
            title: row.title,
            description: row.summary,
            path: address::page_path(language, &publishing::slug(&row.slug)?, languages),
            author: row.author,
            published_at: Timestamp(row.published_at),
            cover: None,
        })
    };
    rows.into_iter().map(card).collect()
}

/// Gives each card the first picture of its text, cut around the focal point, and the beginning of the text where it has no
/// description.
async fn with_text(store: &Store, language: &Language, mut cards: Vec<PageCard>, now: Timestamp) -> Result<Vec<PageCard>, Error> {
    if cards.is_empty() {
        return Ok(cards);
    }
    let ids: Vec<i64> = cards.iter().map(|card| card.id.0).collect();
    let (ids, tag, at) = (serde_json::json!(ids).to_string(), language.as_str(), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query!(
                r#"
        select
            t.item_id as "item_id!: i64", substr(s.markdown, 1, ?4) as "markdown!: String",
            iif(s.summary is null, substr(t.html, 1, ?4), null) as "beginning?: String"
        from json_each(?1) wanted
        cross join live_translations t on t.item_kind = 'page' and t.item_id = wanted.value and t.language = ?2
            and t.visible_from <= ?3 and ?3 < t.visible_until
        join translation_sources s on s.id = t.id
        where s.markdown is not null
        limit 100
        "#,
                ids,
                tag,
                at,
                LOOKED_THROUGH,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    let shown: BTreeMap<i64, Vec<MediaId>> = rows.iter().map(|row| (row.item_id, named_files(&row.markdown))).collect();
    let all: BTreeSet<MediaId> = shown.values().flatten().copied().collect();
    let pictures = pictures(&mut *store.readers().acquire().await?, &all, language).await?.0;
    let beginnings: BTreeMap<i64, &str> = rows.iter().filter_map(|row| Some((row.item_id, row.beginning.as_deref()?))).collect();
    for card in &mut cards {
        card.description = card.description.take().or_else(|| beginnings.get(&card.id.0).and_then(|html| summary(html)));
        let files = shown.get(&card.id.0).into_iter().flatten();
        let picture = files.filter_map(|id| pictures.get(id)).find(|picture| picture.format.is_image());
        card.cover = picture.map(|picture| Cover { picture: picture.cropped(), is_page: false });
    }
    Ok(cards)
}

/// The files that a text names, in their order.
fn named_files(markdown: &str) -> Vec<MediaId> {
    let behind = markdown.split("media:").skip(1).take(MAX_PICTURES);
    let digits = behind.map(|rest| &rest[..rest.bytes().take(20).take_while(u8::is_ascii_digit).count()]);
    digits.filter_map(|digits| digits.parse().ok()).map(MediaId).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_in_the_order_of_the_text() {
        assert_eq!(named_files("a ![b](media:12) [c](media:3) media:x media:99999999999999999999"), [MediaId(12), MediaId(3)]);
        assert_eq!(named_files(&"media:1 ".repeat(50)).len(), MAX_PICTURES);
        assert_eq!(named_files(""), []);
    }
}
