//! Search over all that is published: results ranked, counted by kind, with the passage that answers; suggestions.
//!
//! A search for common words must not take longer than one for rare words. bm25 reads every row that holds a word, and a word that most
//! rows hold says little about any of them. So the rare words of a query (`RARE`) rank the results, and the common ones only decide what
//! is found. If all words of a query are common, the newest texts come first. In all cases titles come before texts. A small index has no
//! common words, and one statement answers.

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
use domain::text::Slug;
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

/// One page of results (the first is 1) in a language, of one kind or of all, best first. Texts that have all words in their title come
/// before the others. Within both groups a word in the title counts eight times a word in the text. Results of equal rank are sorted by
/// the date of their first publication. If fewer results than a page are found, texts with longer words that contain the typed ones follow
/// them. If nothing is found, the words that were probably meant are looked for. A list that is not full ends with the results of other
/// languages.
pub async fn search(
    store: &Store,
    language: &Language,
    query: &Query,
    kind: Option<ItemKind>,
    page: u32,
    languages: &Languages,
    now: Timestamp,
) -> Result<Results, Error> {
    let skipped = i64::from(page.max(1) - 1) * i64::from(PAGE_SIZE);
    let asked = Asked { store, language, kind, skipped, now: &now.to_sqlite(), before: None };
    let Answer { found, query: answered, corrected } = answer(&asked, in_language(query, language)).await?;
    let mut results = Results {
        total: total(&found.kinds, kind),
        hits: found.hits(language, &answered, languages)?,
        kinds: found.kinds,
        corrected,
        elsewhere: Vec::new(),
    };
    if kind.is_none() && results.all() < i64::from(PAGE_SIZE) {
        for other in languages.all.iter().filter(|other| *other != language).take(OTHER_LANGUAGES) {
            let query = in_language(query, other);
            let mut found = find(&Asked { language: other, skipped: 0, ..asked }, &query).await?;
            found.documents.truncate(OTHER_RESULTS);
            results.elsewhere.extend(found.hits(other, &query, languages)?);
        }
    }
    Ok(results)
}

/// The results of one language, and the words that found them.
struct Answer {
    found: Found,
    query: Query,
    /// The words as they would be typed, if they are not the typed ones.
    corrected: Option<String>,
}

async fn answer(asked: &Asked<'_>, query: Query) -> Result<Answer, Error> {
    let mut found = find(asked, &query).await?;
    if found.all() >= i64::from(PAGE_SIZE) {
        return Ok(Answer { found, query, corrected: None });
    }
    let Some(wording) = Wording::of_index(asked.store, asked.language).await else {
        return Ok(Answer { found, query, corrected: None });
    };
    if let Some(wider) = wording.wider(&query).await? {
        found = widen(asked, found, &query, &wider).await?;
        if found.all() > 0 {
            return Ok(Answer { found, query: wider, corrected: None });
        }
    }
    if found.all() == 0 {
        for (corrected, typed) in wording.corrections(&query).await? {
            let found = find(asked, &corrected).await?;
            if found.all() > 0 {
                return Ok(Answer { found, query: corrected, corrected: Some(typed) });
            }
        }
    }
    Ok(Answer { found, query, corrected: None })
}

/// The texts that have all words of a query.
async fn find(asked: &Asked<'_>, query: &Query) -> Result<Found, Error> {
    match small_index::find(asked, query).await? {
        Some(found) => Ok(found),
        None => large_index::find(asked, query).await,
    }
}

/// The texts that have all words of a wider query. Those that the query itself finds are less than a page; they come first, in their own
/// order (`found`).
async fn widen(asked: &Asked<'_>, found: Found, query: &Query, wider: &Query) -> Result<Found, Error> {
    let before = Before { query, count: total(&found.kinds, asked.kind) };
    let more = find(&Asked { before: Some(&before), ..*asked }, wider).await?;
    Ok(Found { kinds: more.kinds, documents: found.documents.into_iter().chain(more.documents).collect() })
}

/// Languages in which `oe` is written for `ö`.
const GERMAN: [&str; 4] = ["de", "gsw", "lb", "nds"];

/// The query with the forms that its words have in this language.
fn in_language(query: &Query, language: &Language) -> Query {
    let query = query.clone();
    if GERMAN.contains(&language.primary()) { query } else { query.without_german() }
}

/// The conditions of a search besides its words.
#[derive(Clone, Copy)]
struct Asked<'a> {
    store: &'a Store,
    language: &'a Language,
    kind: Option<ItemKind>,
    /// Results of the pages before.
    skipped: i64,
    now: &'a str,
    before: Option<&'a Before<'a>>,
}

/// The results of another query, which come first and are left out of those that are asked for.
struct Before<'a> {
    query: &'a Query,
    count: i64,
}

impl Asked<'_> {
    /// The expression for the texts that are left out, if any are.
    fn left_out(&self, tags: &str) -> Option<String> {
        self.before.map(|before| before.query.to_fts(tags))
    }

    /// How many texts the page still needs, and how many to skip.
    fn range(&self) -> (i64, i64) {
        let before = self.before.map_or(0, |before| before.count);
        (i64::from(PAGE_SIZE) - (before - self.skipped).max(0), (self.skipped - before).max(0))
    }

    fn is_beyond(&self, kinds: &[(ItemKind, i64)]) -> bool {
        self.skipped >= total(kinds, self.kind)
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

/// Titles that have the words typed so far, the shortest first. If there are few, titles with longer words that contain the typed ones
/// follow. If there is none, titles with the words that were probably meant are answered.
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

/// The words by which the index knows texts of a language, and of a kind if one is named.
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
    /// What a result tells besides its words.
    fn fact(&self, kind: ItemKind, slug: &Slug) -> Option<HitFact> {
        match kind {
            ItemKind::Page => {
                let chosen = self.page_kind.as_deref().and_then(|kind| PageKind::parse(kind).ok().flatten());
                let template = self.template.as_deref().and_then(|name| Template::parse(name).ok()).unwrap_or(Template::Default);
                let is_article = chosen.unwrap_or_else(|| PageKind::of_address(template, slug)) == PageKind::Article;
                is_article.then_some(HitFact::PublishedAt(Timestamp(self.published_at)))
            }
            ItemKind::Whitepaper => self.page_count.and_then(|pages| u32::try_from(pages).ok()).map(HitFact::Pages),
            ItemKind::Webinar => None,
        }
    }
}

impl Found {
    /// How many of all kinds.
    fn all(&self) -> i64 {
        self.kinds.iter().map(|(_, count)| count).sum()
    }

    /// The texts, with the words of the query marked.
    fn hits(&self, language: &Language, query: &Query, languages: &Languages) -> Result<Vec<Hit>, Error> {
        let hit = |document: &Document| {
            let (kind, slug) = (kind(&document.kind)?, slug(&document.slug)?);
            Ok(Hit {
                kind,
                language: language.clone(),
                path: item_path(kind, language, &slug, languages),
                title: mark(&document.title, query),
                snippet: snippet(&document.plain, query, SNIPPET),
                fact: document.fact(kind, &slug),
                slug,
            })
        };
        self.documents.iter().map(hit).collect()
    }
}
