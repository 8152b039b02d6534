//! Search over all that is published: results ranked, counted by kind, with the passage that answers; suggestions.
//!
//! How long a search takes must not grow with how common its words are. bm25 looks at every row that holds a word, and knows
//! nothing of a word that most rows hold. So it ranks by the rare words of a query (`RARE`); the common ones only decide what is
//! found. A query of common words alone gives titles first, then the newest. A small index has no common words, and one statement
//! answers.

mod large_index;
mod refold;
pub(crate) mod segments;
mod small_index;
pub(crate) mod vocabulary;
mod wording;

use domain::address::item_path;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::page::{PageKind, Template};
use domain::search::{Fragment, Hit, HitFact, MAX_RESULTS, PAGE_SIZE, Query, Results, mark, snippet};
use domain::time::Timestamp;

pub use self::refold::refold;
use self::wording::Wording;
use crate::error::Error;
use crate::publishing::{kind, slug};
use crate::sqlite::Store;

/// A word in more documents than this is common.
const RARE: i64 = 2_000;

/// Characters of a passage.
const SNIPPET: usize = 200;

/// Titles among which suggestions are chosen.
const TITLES: i64 = 200;

/// Languages beside that of the reader in which is searched, and results of each.
const OTHER_LANGUAGES: usize = 5;
const OTHER_RESULTS: usize = 3;

/// One page of results (the first is 1) in a language, of one kind or of all, best first. A word in the title counts eight
/// times one in the text; what ranks the same is sorted by the date of its first publication. Where little is found, texts with
/// longer words that contain the typed ones come after it, and where nothing is found, the words that were probably meant are
/// looked for. A list that is not full ends with what the other languages have.
pub async fn search(
    store: &Store,
    language: &Language,
    query: &Query,
    kind: Option<ItemKind>,
    page: u32,
    languages: &Languages,
    now: Timestamp,
) -> Result<Results, Error> {
    let mut results = in_one_language(store, language, query, kind, page, languages, now).await?;
    if kind.is_none() && results.all() < i64::from(PAGE_SIZE) {
        for other in languages.all.iter().filter(|other| *other != language).take(OTHER_LANGUAGES) {
            let query = in_language(query, other);
            let asked = Asked { store, language: other, kind, page: 1, languages, now };
            results.elsewhere.extend(asked.results(&query, None).await?.hits.into_iter().take(OTHER_RESULTS));
        }
    }
    Ok(results)
}

async fn in_one_language(
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
    let found = asked.results(&query, None).await?;
    if found.all() >= i64::from(PAGE_SIZE) {
        return Ok(found);
    }
    let Some(wording) = Wording::of_index(store, language).await else { return Ok(found) };
    if let Some(wider) = wording.wider(&query).await? {
        let wider = asked.results(&wider, Some(&query)).await?;
        if wider.all() > 0 {
            return Ok(wider);
        }
    }
    if found.all() > 0 {
        return Ok(found);
    }
    for (corrected, typed) in wording.corrections(&query).await? {
        let found = asked.results(&corrected, None).await?;
        if found.all() > 0 {
            return Ok(Results { corrected: Some(typed), ..found });
        }
    }
    Ok(found)
}

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
    /// What has all words of the query; before the rest what has those of `first`.
    async fn results(&self, query: &Query, first: Option<&Query>) -> Result<Results, Error> {
        let Self { store, language, kind, languages, .. } = *self;
        let now = self.now.to_sqlite();
        let skipped = i64::from(self.page.max(1) - 1) * i64::from(PAGE_SIZE);
        let found = match small_index::find(store, language, query, first, kind, &now, skipped).await? {
            Some(found) => found,
            None => large_index::find(store, language, query, first, kind, &now, skipped).await?,
        };
        let hits = found.documents.into_iter().map(|document| document.hit(language, query, languages));
        Ok(Results {
            hits: hits.collect::<Result<_, _>>()?,
            total: total(&found.kinds, kind),
            kinds: found.kinds,
            corrected: None,
            elsewhere: Vec::new(),
        })
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

/// Titles that hold what was typed so far, the shortest first. Where there are few, those follow that hold it in longer words, and
/// where there is none, those with the words that were probably meant.
pub async fn suggest(
    store: &Store,
    language: &Language,
    query: &Query,
    limit: u32,
    languages: &Languages,
    now: Timestamp,
) -> Result<Vec<Suggestion>, Error> {
    let query = &in_language(query, language);
    let titles = async |query: &Query| titles(store, language, query, limit, languages, now).await;
    let mut found = titles(query).await?;
    if found.len() >= limit as usize {
        return Ok(found);
    }
    let Some(wording) = Wording::of_index(store, language).await else { return Ok(found) };
    if let Some(wider) = wording.wider(query).await? {
        let known: Vec<String> = found.iter().map(|suggestion| suggestion.path.clone()).collect();
        found.extend(titles(&wider).await?.into_iter().filter(|suggestion| !known.contains(&suggestion.path)));
        found.truncate(limit as usize);
    }
    if !found.is_empty() {
        return Ok(found);
    }
    for (corrected, _) in wording.corrections(query).await? {
        found = titles(&corrected).await?;
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

async fn titles(
    store: &Store,
    language: &Language,
    query: &Query,
    limit: u32,
    languages: &Languages,
    now: Timestamp,
) -> Result<Vec<Suggestion>, Error> {
    let (fts, now) = (query.to_fts_title(&tags(language, None)), now.to_sqlite());
    let rows = store
        .read_once(async |db| {
            sqlx::query!(
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
            .fetch_all(db)
            .await
        })
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

/// What an index answers.
struct Found {
    /// How many of each kind, at most [`MAX_RESULTS`].
    kinds: Vec<(ItemKind, i64)>,
    /// One page of them, of the kind that was asked for.
    documents: Vec<Document>,
}

/// A found text, as it is stored.
struct Document {
    kind: String,
    slug: String,
    title: String,
    plain: String,
    /// Of a page, where an editor chose it.
    page_kind: Option<String>,
    template: Option<String>,
    /// Of the file of a whitepaper.
    page_count: Option<i64>,
    published_at: i64,
}

impl Document {
    fn hit(self, language: &Language, query: &Query, languages: &Languages) -> Result<Hit, Error> {
        let (kind, slug) = (kind(&self.kind)?, slug(&self.slug)?);
        let fact = match kind {
            ItemKind::Page => {
                let chosen = self.page_kind.as_deref().and_then(|kind| PageKind::parse(kind).ok().flatten());
                let template = self.template.as_deref().and_then(|name| Template::parse(name).ok()).unwrap_or(Template::Default);
                let is_article = chosen.unwrap_or_else(|| PageKind::of_address(template, &slug)) == PageKind::Article;
                is_article.then_some(HitFact::PublishedAt(Timestamp(self.published_at)))
            }
            ItemKind::Whitepaper => self.page_count.and_then(|pages| u32::try_from(pages).ok()).map(HitFact::Pages),
            ItemKind::Webinar => None,
        };
        Ok(Hit {
            kind,
            language: language.clone(),
            path: item_path(kind, language, &slug, languages),
            slug,
            title: mark(&self.title, query),
            snippet: snippet(&self.plain, query, SNIPPET),
            fact,
        })
    }
}
