//! The search of a large index, in which some words are common.

use std::collections::BTreeMap;

use domain::item::ItemKind;
use domain::search::{MAX_RESULTS, PAGE_SIZE, Query, is_unspaced};
use serde_json::json;

use super::vocabulary::vocabulary;
use super::{Asked, Document, Found, RARE, tags, total};
use crate::error::Error;
use crate::sqlite::Store;

/// Words that are looked for in place of all words with the same short beginning.
const COMPLETIONS: usize = 64;

/// So many texts are read for the beginnings of their words.
const FEW: i64 = 100;

/// The matching texts and how many there are. Each statement sees the data of its own moment: a commit between two of them moves a count
/// by one, and a transaction would cost more than a query.
///
/// Very many words begin with the same two letters, or with the same Chinese sign, and FTS5 reads all of them even if hardly any text has
/// the other words of the query. So the other words are looked for first. Where few texts have them, their beginnings are looked for in
/// these texts. Else only the most common words with that beginning are looked for, as long as these fill a page. Titles are searched for
/// all of them, unless the query has another word that is rare. Short beginnings rank results only where no other word is rare.
pub(super) async fn find(asked: &Asked<'_>, query: &Query) -> Result<Found, Error> {
    let others = query.without_short_beginnings();
    if let Some(others) = others.as_ref().filter(|others| *others != query) {
        let kinds = kinds(asked, others).await?;
        let count = total(&kinds, None);
        if count == 0 {
            return Ok(Found { kinds, documents: Vec::new() });
        }
        if count <= FEW {
            return in_texts(asked, query, others).await;
        }
    }
    if let Some(common) = completed(asked.store, query).await? {
        let found = find_words(asked, &common, query, others.as_ref().as_slice()).await?;
        if found.all() >= i64::from(PAGE_SIZE) {
            return Ok(found);
        }
    }
    match &others {
        Some(others) if query.short_beginnings().next().is_none() => find_words(asked, query, query, &[others]).await,
        Some(others) => find_words(asked, query, query, &[others, query]).await,
        None => find_words(asked, query, query, &[query]).await,
    }
}

/// The texts that match `query`, where only few match `others`, the query without short beginnings.
async fn in_texts(asked: &Asked<'_>, query: &Query, others: &Query) -> Result<Found, Error> {
    let (fts, most) = (others.to_fts(&tags(asked.language, None)), MAX_RESULTS);
    let mut texts = asked
        .store
        .read_once(async |db| {
            sqlx::query!(
                r#"
        select
            t.id as "id!: i64", t.item_kind as "kind!: String", t.title as "title!: String", t.plain as "plain!: String",
            t.folded as "folded!: String"
        from search_fts f
        cross join live_translations t on t.id = f.rowid
        where f.search_fts match ?1 and t.visible_from <= ?2 and ?2 < t.visible_until
        limit ?3
        "#,
                fts,
                asked.now,
                most,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    texts.retain(|text| query.begins_in(&[&text.title, &text.plain, &text.folded]));
    let count = |kind: ItemKind| texts.iter().filter(|text| text.kind == kind.as_str()).count() as i64;
    let kinds = ItemKind::ALL.map(|kind| (kind, count(kind))).to_vec();
    if asked.is_beyond(&kinds) {
        return Ok(Found { kinds, documents: Vec::new() });
    }
    let titled = texts.iter().filter(|text| query.begins_in(&[&text.title]));
    let only = Only {
        ids: json!(texts.iter().map(|text| text.id).collect::<Vec<_>>()).to_string(),
        titled: json!(titled.map(|text| text.id).collect::<Vec<_>>()).to_string(),
    };
    let rare = rare(asked.store, others).await?.unwrap_or_else(|| others.to_fts(&tags(asked.language, asked.kind)));
    let documents = by_words(asked, others, &rare, Some(&only)).await?;
    Ok(Found { kinds, documents })
}

/// Texts that are chosen among those that match, and those of them whose title has the words for which they were chosen.
struct Only {
    ids: String,
    titled: String,
}

/// The texts that match `query`. They are ranked by the rare words of the first query of `ranking` that has one; where none has, titles
/// that match `in_titles` come first.
async fn find_words(asked: &Asked<'_>, query: &Query, in_titles: &Query, ranking: &[&Query]) -> Result<Found, Error> {
    let kinds = kinds(asked, query).await?;
    if asked.is_beyond(&kinds) {
        return Ok(Found { kinds, documents: Vec::new() });
    }
    for ranking in ranking {
        if let Some(rare) = rare(asked.store, ranking).await? {
            return Ok(Found { kinds, documents: by_words(asked, query, &rare, None).await? });
        }
    }
    Ok(Found { kinds, documents: by_titles(asked, query, in_titles).await? })
}

/// The query with the most common words in place of short beginnings. None if it has no short beginning, or if no word with that
/// beginning is known yet.
async fn completed(store: &Store, query: &Query) -> Result<Option<Query>, Error> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for beginning in query.short_beginnings() {
        let begun = if beginning.starts_with(is_unspaced) {
            signs(store, beginning).await?
        } else {
            vocabulary(store).await?.beginning(beginning, COMPLETIONS)
        };
        words.insert(beginning.to_owned(), begun);
    }
    if words.is_empty() || words.values().any(Vec::is_empty) {
        return Ok(None);
    }
    Ok(Some(query.clone().completed(|beginning| words.get(beginning).cloned().unwrap_or_default())))
}

/// Words that begin with a sign of a script without spaces. The vocabulary does not have them, so they are the first in order and not the
/// most common.
async fn signs(store: &Store, beginning: &str) -> Result<Vec<String>, Error> {
    let (end, most) = (format!("{beginning}{}", char::MAX), COMPLETIONS as i64);
    let words = store
        .read_once(async |db| {
            sqlx::query_scalar!(
                r#"
        select term || '' as "term!: String"
        from search_words
        where term >= ?1 and term < ?2
        order by term
        limit ?3
        "#,
                beginning,
                end,
                most,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    Ok(words)
}

/// How many texts of each kind are found, at most [`MAX_RESULTS`] of each.
async fn kinds(asked: &Asked<'_>, query: &Query) -> Result<Vec<(ItemKind, i64)>, Error> {
    let (fts, most) = (query.to_fts(&tags(asked.language, None)), MAX_RESULTS + 1);
    let rows = asked
        .store
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
                asked.now,
                most,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    let is_all = rows.iter().map(|row| row.count).sum::<i64>() < most;
    let mut kinds = Vec::with_capacity(ItemKind::ALL.len());
    for of in ItemKind::ALL {
        let count = rows.iter().find(|row| row.kind == of.as_str()).map_or(0, |row| row.count).min(MAX_RESULTS);
        let is_known = is_all || count == MAX_RESULTS;
        kinds.push((of, if is_known { count } else { count_kind(asked, query, of).await? }));
    }
    Ok(kinds)
}

async fn count_kind(asked: &Asked<'_>, query: &Query, kind: ItemKind) -> Result<i64, Error> {
    let fts = query.to_fts(&tags(asked.language, Some(kind)));
    let count = asked
        .store
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
                asked.now,
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
    let (words, most) = (json!(words).to_string(), RARE + 1);
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
    // A word that no row has cannot rank the rows.
    let rare = query.only(|at| counts.get(at).is_some_and(|count| (1..=RARE).contains(count)));
    Ok(rare.map(|rare| rare.to_fts("")))
}

/// The matching texts, or `only` some of them: titles first, ranked by their rare words.
async fn by_words(asked: &Asked<'_>, query: &Query, rare: &str, only: Option<&Only>) -> Result<Vec<Document>, Error> {
    let tags = tags(asked.language, asked.kind);
    let (fts, title, left_out) = (query.to_fts(&tags), query.to_fts_title(&tags), asked.left_out(&tags));
    let (count, skipped) = asked.range();
    let (ids, titled) = only.map(|only| (&only.ids, &only.titled)).unzip();
    let documents = asked
        .store
        .read_once(async |db| {
            sqlx::query_as!(
                Document,
                r#"
        with ranked as materialized (
            select rowid as id, bm25(search_fts, 8.0, 1.0, 0.0) as score
            from search_fts
            where search_fts match ?1
            limit ?2
        ),
        found as materialized (
            select
                ranked.id,
                ranked.score,
                ranked.id in (select rowid from search_fts where search_fts match ?7)
                    and (?10 is null or ranked.id in (select value from json_each(?10))) as is_titled
            from ranked
            cross join live_documents d on d.id = ranked.id
            where ranked.id in (select rowid from search_fts where search_fts match ?3)
                and (?9 is null or ranked.id in (select value from json_each(?9)))
                and ranked.id not in (select rowid from search_fts where search_fts match coalesce(?8, '""'))
                and d.visible_from <= ?4 and ?4 < d.visible_until
            order by is_titled desc, ranked.score, d.first_visible_at desc, d.item_kind, d.item_id desc
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
        order by found.is_titled desc, found.score, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
                rare,
                RARE,
                fts,
                asked.now,
                count,
                skipped,
                title,
                left_out,
                ids,
                titled,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    Ok(documents)
}

/// The matching texts: titles, then the newest.
async fn by_titles(asked: &Asked<'_>, query: &Query, in_titles: &Query) -> Result<Vec<Document>, Error> {
    let tags = tags(asked.language, asked.kind);
    let (fts, title, left_out) = (query.to_fts(&tags), in_titles.to_fts_title(&tags), asked.left_out(&tags));
    let (count, skipped) = asked.range();
    let documents = asked
        .store
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
        found as materialized (
            select place.id, place.is_titled
            from (
                select id, max(is_titled) as is_titled
                from (
                    select id, true as is_titled from titled
                    union all
                    select id, false from newest
                )
                where id not in (select rowid from search_fts where search_fts match coalesce(?7, '""'))
                group by id
            ) place
            cross join live_documents d on d.id = place.id
            where d.visible_from <= ?4 and ?4 < d.visible_until
            order by place.is_titled desc, d.first_visible_at desc, d.item_kind, d.item_id desc
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
        order by found.is_titled desc, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
                title,
                fts,
                MAX_RESULTS,
                asked.now,
                count,
                skipped,
                left_out,
            )
            .fetch_all(db)
            .await
        })
        .await?;
    Ok(documents)
}
