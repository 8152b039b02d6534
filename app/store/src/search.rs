//! Search over all that is published: results ranked, counted by kind, with the passage that answers; suggestions.
//!
//! How long a search takes must not grow with how common its words are. bm25 looks at every row that holds a word, and knows
//! nothing of a word that most rows hold; so it ranks by the rare words of a query (`RARE`), the common ones only decide what is
//! found. A query of common words alone gives titles first, then the newest. A small index has no common words, and one statement
//! answers (`in_small_index`).

pub(crate) mod vocabulary;

use std::collections::BTreeMap;

use domain::address::item_path;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::search::{Fragment, Hit, MAX_RESULTS, PAGE_SIZE, Query, Results, mark, snippet};
use domain::time::Timestamp;

use crate::error::Error;
use crate::publishing::{kind, slug};
use crate::sqlite::Store;

/// A word in more documents than this is common.
const RARE: i64 = 2_000;

/// Characters of a passage.
const SNIPPET: usize = 200;

/// Titles among which suggestions are chosen.
const TITLES: i64 = 200;

/// One page of results (the first is 1) in a language, of one kind or of all, best first. A word in the title counts eight
/// times one in the text; what ranks the same is sorted by the date of its first publication. Where little is found, parts of long
/// words are looked for too, and where nothing is found, the words that were probably meant.
pub async fn search(
    store: &Store,
    language: &Language,
    query: &Query,
    kind: Option<ItemKind>,
    page: u32,
    languages: &Languages,
    now: Timestamp,
) -> Result<Results, Error> {
    let query = in_language(query, language);
    let asked = Asked { store, language, kind, page, languages, now };
    let found = asked.results(&query).await?;
    if found.all() >= i64::from(PAGE_SIZE) {
        return Ok(found);
    }
    let vocabulary = vocabulary::vocabulary(store).await?;
    let wider = query.clone().or(|word| vocabulary.containing(word));
    if wider != query {
        let found = asked.results(&wider).await?;
        if found.all() > 0 {
            return Ok(found);
        }
    }
    if found.all() > 0 {
        return Ok(found);
    }
    let similar: BTreeMap<&str, Vec<&str>> = query.words().map(|word| (word, vocabulary.similar(word))).collect();
    for nth in 0..MAX_CORRECTIONS {
        let right = |word: &str| similar.get(word)?.get(nth).map(|word| (*word).to_owned());
        let Some((corrected, typed)) = query.corrected(right) else { break };
        let found = asked.results(&in_language(&corrected, language)).await?;
        if found.all() > 0 {
            return Ok(Results { corrected: Some(typed), ..found });
        }
    }
    Ok(found)
}

/// Words that are tried in place of a misspelled one.
const MAX_CORRECTIONS: usize = 3;

/// Languages in which `oe` is written for `ö`.
const GERMAN: [&str; 4] = ["de", "gsw", "lb", "nds"];

/// The query with the forms that its words have in this language.
fn in_language(query: &Query, language: &Language) -> Query {
    let query = query.clone();
    if GERMAN.contains(&language.primary()) { query } else { query.without_german() }
}

/// What is asked for besides words.
struct Asked<'a> {
    store: &'a Store,
    language: &'a Language,
    kind: Option<ItemKind>,
    page: u32,
    languages: &'a Languages,
    now: Timestamp,
}

impl Asked<'_> {
    /// What has all words of the query.
    async fn results(&self, query: &Query) -> Result<Results, Error> {
        let Self { store, language, kind, languages, .. } = *self;
        let now = self.now.to_sqlite();
        let skipped = i64::from(self.page.max(1) - 1) * i64::from(PAGE_SIZE);
        if let Some(found) = in_small_index(store, &query.to_fts(&tags(language, None)), kind, &now, skipped).await? {
            return found.results(language, query, kind, skipped, languages);
        }
        // Each query is of a moment of its own: a commit between them moves a count by one, and a transaction would cost more than
        // a query.
        let kinds = kinds(store, language, query, &now).await?;
        let total = total(&kinds, kind);
        let found = if skipped < total {
            let fts = query.to_fts(&tags(language, kind));
            match rare(store, query).await? {
                Some(rare) => by_words(store, &fts, &rare, &now, skipped).await?,
                None => {
                    let title = query.to_fts_title(&tags(language, kind));
                    by_titles(store, &fts, &title, &now, skipped).await?
                }
            }
        } else {
            Vec::new()
        };
        let hits = found.into_iter().map(|document| document.hit(language, query, languages)).collect::<Result<_, _>>()?;
        Ok(Results { hits, total, kinds, corrected: None })
    }
}

/// How many results there are of one kind, or of all.
fn total(kinds: &[(ItemKind, i64)], kind: Option<ItemKind>) -> i64 {
    let counts = kinds.iter().filter(|(of, _)| kind.is_none_or(|kind| kind == *of)).map(|(_, count)| count);
    counts.sum::<i64>().min(MAX_RESULTS)
}

/// A title that may be what someone is typing, and where it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub title: Vec<Fragment>,
    pub path: String,
    pub kind: ItemKind,
}

/// Titles that hold what was typed so far, the shortest first.
pub async fn suggest(
    store: &Store,
    language: &Language,
    query: &Query,
    limit: u32,
    languages: &Languages,
    now: Timestamp,
) -> Result<Vec<Suggestion>, Error> {
    let query = &in_language(query, language);
    let (fts, now) = (query.to_fts_title(&tags(language, None)), now.to_sqlite());
    let rows = sqlx::query!(
        r#"
        with found as materialized (
            select rowid as id
            from search_fts
            where search_fts match ?1
            order by rowid desc
            limit ?2
        )
        select t.item_kind as "kind!: String", t.slug as "slug!: String", t.title as "title!: String"
        from found
        cross join live_translations t on t.id = found.id
        where t.visible_from <= ?3 and ?3 < t.visible_until
        order by length(t.title), t.title, t.item_kind, t.item_id
        limit ?4
        "#,
        fts,
        TITLES,
        now,
        limit,
    )
    .fetch_all(store.readers())
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = kind(&row.kind)?;
            let path = item_path(kind, language, &slug(&row.slug)?, languages);
            Ok(Suggestion { kind, path, title: mark(&row.title, query) })
        })
        .collect()
}

/// The words of the index that stand for a language and perhaps a kind.
fn tags(language: &Language, kind: Option<ItemKind>) -> String {
    let language = language.as_str().replace('-', "");
    kind.map_or_else(|| format!("lang{language}"), |kind| format!("lang{language} kind{}", kind.as_str()))
}

/// How many documents of each kind are found, at most [`MAX_RESULTS`] of each.
async fn kinds(store: &Store, language: &Language, query: &Query, now: &str) -> Result<Vec<(ItemKind, i64)>, Error> {
    let (fts, most) = (query.to_fts(&tags(language, None)), MAX_RESULTS + 1);
    let rows = sqlx::query!(
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
    .fetch_all(store.readers())
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
    let count = sqlx::query_scalar!(
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
    .fetch_one(store.readers())
    .await?;
    Ok(count)
}

/// The expression for the rare words of a query, if it has any.
async fn rare(store: &Store, query: &Query) -> Result<Option<String>, Error> {
    let words: Vec<String> = query.each().map(|word| word.to_fts("")).collect();
    let (words, most) = (serde_json::json!(words).to_string(), RARE + 1);
    let counts = sqlx::query_scalar!(
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
    .fetch_all(store.readers())
    .await?;
    // A word of signs that the index does not hold is in no row and ranks none.
    let rare = query.only(|at| counts.get(at).is_some_and(|count| (1..=RARE).contains(count)));
    Ok(rare.map(|rare| rare.to_fts("")))
}

/// What one statement finds in a small index.
struct Found {
    /// How many of each kind, by its name.
    kinds: BTreeMap<String, i64>,
    documents: Vec<Document>,
}

impl Found {
    fn results(
        self,
        language: &Language,
        query: &Query,
        kind: Option<ItemKind>,
        skipped: i64,
        languages: &Languages,
    ) -> Result<Results, Error> {
        let count = |kind: ItemKind| self.kinds.get(kind.as_str()).copied().unwrap_or_default().min(MAX_RESULTS);
        let kinds = ItemKind::ALL.map(|kind| (kind, count(kind))).to_vec();
        let total = total(&kinds, kind);
        let hits =
            self.documents.into_iter().filter(|_| skipped < total).map(|document| document.hit(language, query, languages));
        Ok(Results { hits: hits.collect::<Result<_, _>>()?, total, kinds, corrected: None })
    }
}

/// The matching texts and how many there are, in an index in which every word is rare; None where the index is larger. One
/// statement instead of three is a third faster, and most sites are small.
async fn in_small_index(
    store: &Store,
    fts: &str,
    kind: Option<ItemKind>,
    now: &str,
    skipped: i64,
) -> Result<Option<Found>, Error> {
    let kind = kind.map(ItemKind::as_str);
    let rows = sqlx::query!(
        r#"
        with size as materialized (
            select coalesce(max(id), 0) <= ?2 as is_small from translations
        ),
        ranked as materialized (
            select rowid as id, bm25(search_fts, 8.0, 1.0, 0.0) as score
            from search_fts
            where (select is_small from size) and search_fts match ?1
            limit ?2
        ),
        live as materialized (
            select ranked.id, ranked.score, d.first_visible_at, d.item_kind, d.item_id
            from ranked
            cross join live_documents d on d.id = ranked.id
            where d.visible_from <= ?3 and ?3 < d.visible_until
        ),
        counted as materialized (
            select json_group_object(item_kind, of_kind) as kinds
            from (select item_kind, count(*) as of_kind from live group by item_kind)
        ),
        found as materialized (
            select id, score
            from live
            where ?4 is null or item_kind = ?4
            order by score, first_visible_at desc, item_kind, item_id desc
            limit ?5 offset ?6
        )
        select
            size.is_small as "is_small!: bool",
            counted.kinds as "kinds!: String",
            t.item_kind as "kind?: String",
            t.slug as "slug?: String",
            t.title as "title?: String",
            t.plain as "plain?: String",
            unixepoch(coalesce(t.first_published_at, t.published_at)) as "published_at?: i64"
        from size
        cross join counted
        left join found on true
        left join translations t on t.id = found.id
        order by found.score, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
        fts,
        RARE,
        now,
        kind,
        PAGE_SIZE,
        skipped,
    )
    .fetch_all(store.readers())
    .await?;
    let Some(first) = rows.first().filter(|first| first.is_small) else { return Ok(None) };
    let kinds = serde_json::from_str(&first.kinds).map_err(Error::unreadable)?;
    let documents = rows.into_iter().filter_map(|row| {
        Some(Document { kind: row.kind?, slug: row.slug?, title: row.title?, plain: row.plain?, published_at: row.published_at? })
    });
    Ok(Some(Found { kinds, documents: documents.collect() }))
}

/// A found text, as it is stored.
struct Document {
    kind: String,
    slug: String,
    title: String,
    plain: String,
    published_at: i64,
}

impl Document {
    fn hit(self, language: &Language, query: &Query, languages: &Languages) -> Result<Hit, Error> {
        let kind = kind(&self.kind)?;
        Ok(Hit {
            kind,
            language: language.clone(),
            path: item_path(kind, language, &slug(&self.slug)?, languages),
            title: mark(&self.title, query),
            snippet: snippet(&self.plain, query, SNIPPET),
            published_at: Timestamp(self.published_at),
        })
    }
}

/// The matching texts, ranked by their rare words.
async fn by_words(store: &Store, fts: &str, rare: &str, now: &str, skipped: i64) -> Result<Vec<Document>, Error> {
    let documents = sqlx::query_as!(
        Document,
        r#"
        with ranked as materialized (
            select rowid as id, bm25(search_fts, 8.0, 1.0, 0.0) as score
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
    )
    .fetch_all(store.readers())
    .await?;
    Ok(documents)
}

/// The matching texts, titles first, then the newest.
async fn by_titles(store: &Store, fts: &str, title: &str, now: &str, skipped: i64) -> Result<Vec<Document>, Error> {
    let documents = sqlx::query_as!(
        Document,
        r#"
        with titled as materialized (
            select rowid as id from search_fts where search_fts match ?1 order by rowid desc limit ?3
        ),
        newest as materialized (
            select rowid as id from search_fts where search_fts match ?2 order by rowid desc limit ?3
        ),
        found as materialized (
            select place.id, place.is_body
            from (
                select id, min(is_body) as is_body
                from (select id, 0 as is_body from titled union all select id, 1 from newest)
                group by id
            ) place
            cross join live_documents d on d.id = place.id
            where d.visible_from <= ?4 and ?4 < d.visible_until
            order by place.is_body, d.first_visible_at desc, d.item_kind, d.item_id desc
            limit ?5 offset ?6
        )
        select
            t.item_kind as kind, t.slug, t.title, t.plain,
            unixepoch(coalesce(t.first_published_at, t.published_at)) as "published_at!: i64"
        from found
        cross join translations t on t.id = found.id
        order by found.is_body, coalesce(t.first_published_at, t.published_at) desc, t.item_kind, t.item_id desc
        limit ?5
        "#,
        title,
        fts,
        MAX_RESULTS,
        now,
        PAGE_SIZE,
        skipped,
    )
    .fetch_all(store.readers())
    .await?;
    Ok(documents)
}
