//! The search of a small index, in which every word is rare.

use std::collections::BTreeMap;

use domain::item::ItemKind;
use domain::search::{MAX_RESULTS, Query};

use super::{Asked, Document, Found, RARE};
use crate::error::Error;

/// The matching texts and how many there are. None if the index is large. Most sites are small, and one statement is a third faster than
/// three. The language is a condition and not part of the match: bm25 would read every row for the word that stands for the language.
pub(super) async fn find(asked: &Asked<'_>, query: &Query) -> Result<Option<Found>, Error> {
    let (fts, title, left_out) = (query.to_fts(""), query.to_fts_title(""), asked.left_out(""));
    let (language, kind) = (asked.language.as_str(), asked.kind.map(ItemKind::as_str));
    let (count, skipped) = asked.range();
    let rows = asked
        .store
        .read_once(async |db| {
            sqlx::query!(
                r#"
        with size as materialized (
            select coalesce(max(id), 0) <= ?2 as is_small from translations
        ),
        ranked as materialized (
            select
                rowid as id,
                bm25(search_fts, 8.0, 1.0, 0.0) as score,
                rowid in (select rowid from search_fts where search_fts match ?8) as is_titled
            from size
            cross join search_fts
            where size.is_small and search_fts match ?1
            limit ?2
        ),
        live as materialized (
            select ranked.id, ranked.score, ranked.is_titled, d.first_visible_at, d.item_kind, d.item_id
            from ranked
            cross join live_documents d on d.id = ranked.id
            where d.language = ?7 and d.visible_from <= ?3 and ?3 < d.visible_until
        ),
        counted as materialized (
            select json_group_object(item_kind, of_kind) as kinds
            from (select item_kind, count(*) as of_kind from live group by item_kind)
        ),
        found as materialized (
            select id, score, is_titled
            from live
            where (?4 is null or item_kind = ?4)
                and id not in (select rowid from search_fts where search_fts match coalesce(?9, '""'))
            order by is_titled desc, score, first_visible_at desc, item_kind, item_id desc
            limit ?5 offset ?6
        )
        select
            size.is_small as "is_small!: bool",
            counted.kinds as "kinds!: String",
            t.item_kind as "kind?: String",
            t.slug as "slug?: String",
            t.title as "title?: String",
            t.plain as "plain?: String",
            (select p.kind from pages p where t.item_kind = 'page' and p.id = t.item_id) as "page_kind?: String",
            (select p.template from pages p where t.item_kind = 'page' and p.id = t.item_id) as "template?: String",
            (
                select f.page_count
                from whitepapers w
                join media_files f on f.id = w.file_id
                where t.item_kind = 'whitepaper' and w.id = t.item_id
            ) as "page_count?: i64",
            unixepoch(coalesce(t.first_published_at, t.published_at)) as "published_at?: i64"
        from size
        cross join counted
        left join found on true
        left join translations t on t.id = found.id
        order by found.is_titled desc, found.score, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
                fts,
                RARE,
                asked.now,
                kind,
                count,
                skipped,
                language,
                title,
                left_out,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    let Some(first) = rows.first().filter(|first| first.is_small) else { return Ok(None) };
    let counts: BTreeMap<String, i64> = serde_json::from_str(&first.kinds).map_err(Error::unreadable)?;
    let count = |kind: ItemKind| counts.get(kind.as_str()).copied().unwrap_or_default().min(MAX_RESULTS);
    let kinds = ItemKind::ALL.map(|kind| (kind, count(kind))).to_vec();
    let is_beyond = asked.is_beyond(&kinds);
    let documents = rows.into_iter().filter(|_| !is_beyond).filter_map(|row| {
        Some(Document {
            kind: row.kind?,
            slug: row.slug?,
            title: row.title?,
            plain: row.plain?,
            page_kind: row.page_kind,
            template: row.template,
            page_count: row.page_count,
            published_at: row.published_at?,
        })
    });
    Ok(Some(Found { documents: documents.collect(), kinds }))
}
