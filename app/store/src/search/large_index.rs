//! An index in which some words are common.

use domain::item::ItemKind;
use domain::language::Language;
use domain::search::{MAX_RESULTS, PAGE_SIZE, Query};

use super::{Document, Found, RARE, tags, total};
use crate::error::Error;
use crate::sqlite::Store;

/// The matching texts and how many there are. Each query is of a moment of its own: a commit between them moves a count by one, and a
/// transaction would cost more than a query.
pub(super) async fn find(
    store: &Store,
    language: &Language,
    query: &Query,
    first: Option<&Query>,
    kind: Option<ItemKind>,
    now: &str,
    skipped: i64,
) -> Result<Found, Error> {
    let kinds = kinds(store, language, query, now).await?;
    if skipped >= total(&kinds, kind) {
        return Ok(Found { kinds, documents: Vec::new() });
    }
    let fts = query.to_fts(&tags(language, kind));
    let first = first.map(|first| first.to_fts(&tags(language, kind)));
    let documents = match rare(store, query).await? {
        Some(rare) => by_words(store, &fts, &rare, first, now, skipped).await?,
        None => by_titles(store, &fts, &query.to_fts_title(&tags(language, kind)), first, now, skipped).await?,
    };
    Ok(Found { kinds, documents })
}

/// How many documents of each kind are found, at most [`MAX_RESULTS`] of each.
async fn kinds(store: &Store, language: &Language, query: &Query, now: &str) -> Result<Vec<(ItemKind, i64)>, Error> {
    let (fts, most) = (query.to_fts(&tags(language, None)), MAX_RESULTS + 1);
    let rows = store
        .read_once(async |db| {
            sqlx::query!(
                r#"
        select item_kind as "kind!: String", count(*) as "count!: i64"
        from (
            select d.item_kind
            from search_fts f
            cross join live_documents d on d.id = f.rowid
            where f.search_fts match ?1 and d.visible_from <= ?2 and ?2 < d.visible_until
            limit ?3
        )
        group by item_kind
        "#,
                fts,
                now,
                most,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    let is_all = rows.iter().map(|row| row.count).sum::<i64>() < most;
    let mut kinds = Vec::with_capacity(ItemKind::ALL.len());
    for of in ItemKind::ALL {
        let count = rows.iter().find(|row| row.kind == of.as_str()).map_or(0, |row| row.count);
        kinds.push((of, if is_all { count } else { count_kind(store, language, query, of, now).await? }));
    }
    Ok(kinds)
}

async fn count_kind(store: &Store, language: &Language, query: &Query, kind: ItemKind, now: &str) -> Result<i64, Error> {
    let fts = query.to_fts(&tags(language, Some(kind)));
    let count = store
        .read_once(async |db| {
            sqlx::query_scalar!(
                r#"
        select count(*) as "count!: i64"
        from (
            select 1
            from search_fts f
            cross join live_documents d on d.id = f.rowid
            where f.search_fts match ?1 and d.visible_from <= ?2 and ?2 < d.visible_until
            limit ?3
        )
        "#,
                fts,
                now,
                MAX_RESULTS,
            )
            .fetch_one(db)
            .await
        })
        .await?;
    Ok(count)
}

/// The expression for the rare words of a query, if it has any.
async fn rare(store: &Store, query: &Query) -> Result<Option<String>, Error> {
    let words: Vec<String> = query.each().map(|word| word.to_fts("")).collect();
    let (words, most) = (serde_json::json!(words).to_string(), RARE + 1);
    let counts = store
        .read_once(async |db| {
            sqlx::query_scalar!(
                r#"
        select (
            select count(*)
            from (select 1 from search_fts f where f.search_fts match word.value limit ?2)
        ) as "count!: i64"
        from json_each(?1) word
        order by word.key
        limit 10
        "#,
                words,
                most,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    // A word of signs that the index does not hold is in no row and ranks none.
    let rare = query.only(|at| counts.get(at).is_some_and(|count| (1..=RARE).contains(count)));
    Ok(rare.map(|rare| rare.to_fts("")))
}

/// The matching texts, ranked by their rare words; what matches `first` comes first.
async fn by_words(
    store: &Store,
    fts: &str,
    rare: &str,
    first: Option<String>,
    now: &str,
    skipped: i64,
) -> Result<Vec<Document>, Error> {
    let documents = store
        .read_once(async |db| {
            sqlx::query_as!(
                Document,
                r#"
        with ranked as materialized (
            select
                rowid as id,
                bm25(search_fts, 8.0, 1.0, 0.0)
                    - 1e6 * (rowid in (select rowid from search_fts where search_fts match coalesce(?7, '""'))) as score
            from search_fts
            where search_fts match ?1
            limit ?2
        ),
        found as materialized (
            select ranked.id, ranked.score
            from ranked
            cross join live_documents d on d.id = ranked.id
            where ranked.id in (select rowid from search_fts where search_fts match ?3)
                and d.visible_from <= ?4 and ?4 < d.visible_until
            order by ranked.score, d.first_visible_at desc, d.item_kind, d.item_id desc
            limit ?5 offset ?6
        )
        select
            t.item_kind as kind, t.slug, t.title, t.plain,
            (select p.kind from pages p where t.item_kind = 'page' and p.id = t.item_id) as "page_kind?: String",
            (select p.template from pages p where t.item_kind = 'page' and p.id = t.item_id) as "template?: String",
            (
                select f.page_count
                from whitepapers w
                join media_files f on f.id = w.file_id
                where t.item_kind = 'whitepaper' and w.id = t.item_id
            ) as "page_count?: i64",
            unixepoch(coalesce(t.first_published_at, t.published_at)) as "published_at!: i64"
        from found
        cross join translations t on t.id = found.id
        order by found.score, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
                rare,
                RARE,
                fts,
                now,
                PAGE_SIZE,
                skipped,
                first,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    Ok(documents)
}

/// The matching texts: what matches `first`, then titles, then the newest.
async fn by_titles(
    store: &Store,
    fts: &str,
    title: &str,
    first: Option<String>,
    now: &str,
    skipped: i64,
) -> Result<Vec<Document>, Error> {
    let documents = store
        .read_once(async |db| {
            sqlx::query_as!(
                Document,
                r#"
        with titled as materialized (
            select rowid as id from search_fts where search_fts match ?1 order by rowid desc limit ?3
        ),
        newest as materialized (
            select rowid as id from search_fts where search_fts match ?2 order by rowid desc limit ?3
        ),
        typed as materialized (
            select rowid as id from search_fts where search_fts match coalesce(?7, '""') order by rowid desc limit ?5
        ),
        found as materialized (
            select place.id, place.tier
            from (
                select id, min(tier) as tier
                from (
                    select id, 0 as tier from typed
                    union all
                    select id, 1 from titled
                    union all
                    select id, 2 from newest
                )
                group by id
            ) place
            cross join live_documents d on d.id = place.id
            where d.visible_from <= ?4 and ?4 < d.visible_until
            order by place.tier, d.first_visible_at desc, d.item_kind, d.item_id desc
            limit ?5 offset ?6
        )
        select
            t.item_kind as kind, t.slug, t.title, t.plain,
            (select p.kind from pages p where t.item_kind = 'page' and p.id = t.item_id) as "page_kind?: String",
            (select p.template from pages p where t.item_kind = 'page' and p.id = t.item_id) as "template?: String",
            (
                select f.page_count
                from whitepapers w
                join media_files f on f.id = w.file_id
                where t.item_kind = 'whitepaper' and w.id = t.item_id
            ) as "page_count?: i64",
            unixepoch(coalesce(t.first_published_at, t.published_at)) as "published_at!: i64"
        from found
        cross join translations t on t.id = found.id
        order by found.tier, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
                title,
                fts,
                MAX_RESULTS,
                now,
                PAGE_SIZE,
                skipped,
                first,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    Ok(documents)
}
