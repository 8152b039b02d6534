//! `make bench-search`: a search over 100,000 documents in three scripts. Tells how long answers take and how large the indexes are
//! beside the texts, and says which promise holds. It is no part of the server's bench, because only this crate writes SQL.
//!
//! The texts are made of real words (`tools/words`). What is measured is the function that the search page calls: it finds, counts,
//! corrects and cuts the passages out.

// A command-line program speaks on its standard output.
#![allow(clippy::print_stdout)]

mod queries;
mod texts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::language::{Language, Languages};
use domain::search::Query;
use domain::time::Timestamp;
use serde_json::json;
use store::Store;
use store::sqlite::Options;
use tokio::task::JoinSet;

use crate::queries::{Asked, queries};
use crate::texts::{Chance, Lexicon};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A page has a text in each script: in German or English, in Russian, in Chinese or Japanese.
const PAGES: usize = 33_334;
const SCRIPTS: [(&str, &[&str]); 3] = [("Latin", &["de", "en"]), ("Cyrillic", &["ru"]), ("Chinese, Japanese", &["zh", "ja"])];

/// Texts of a site in one script, by which its share of the indexes is told.
const PAGES_ALONE: usize = 10_000;

/// How often each query is asked.
const TIMES: usize = 5;

/// Queries that are printed because they are the slowest.
const SLOWEST: usize = 20;

/// Searches at once.
const CONCURRENCY: [usize; 2] = [1, 4];

const MAX_P99: Duration = Duration::from_millis(20);
const MAX_RATIO: f64 = 2.5;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let words = arguments.next().ok_or("usage: large_search WORDS [FOLDER]")?;
    // A folder that is named is kept, and a database that is in it is asked again.
    let temporary = tempfile::tempdir()?;
    let folder = arguments.next().unwrap_or_else(|| temporary.path().to_owned());
    let lexicons: Vec<Lexicon> =
        SCRIPTS.iter().flat_map(|(_, tags)| *tags).map(|tag| Lexicon::read(&words, tag)).collect::<Result<_, _>>()?;

    let begun = Instant::now();
    let store = filled(&folder.join("large.db"), &lexicons, PAGES, &SCRIPTS).await?;
    println!("{} documents, written in {:.0} s", PAGES * SCRIPTS.len(), begun.elapsed().as_secs_f64());
    let sizes = Sizes::of(&store).await?;
    for (name, bytes) in &sizes.parts {
        println!("{name:<28}{:>10.1} MB", megabytes(*bytes));
    }
    println!("\n{:<28}{:>10}{:>14}{:>8}", "", "text MB", "indexes MB", "ratio");
    sizes.print("all documents");
    for script in SCRIPTS {
        let path = folder.join(format!("{}.db", script.1.concat()));
        let alone = filled(&path, &lexicons, PAGES_ALONE, &[script]).await?;
        Sizes::of(&alone).await?.print(&format!("{} alone", script.0));
        alone.close().await;
    }

    let asked: Arc<Vec<Asked>> = Arc::new(lexicons.iter().flat_map(queries).collect());
    drop(lexicons);
    let words_in = await_words(&store).await?;
    println!("\n{} queries, {TIMES} times each; the words of the index were read in {words_in:.1} s\n", asked.len());
    let mut bars = vec![(format!("all search indexes at most {MAX_RATIO} times the texts"), sizes.ratio() <= MAX_RATIO)];
    for concurrency in CONCURRENCY {
        let times = measure(&store, &asked, concurrency).await?;
        let p99 = print(&asked, &times, concurrency);
        bars.push((format!("p99 of searches, {concurrency} at once, under {} ms", MAX_P99.as_millis()), p99 < MAX_P99));
    }
    store.close().await;
    for (bar, holds) in &bars {
        println!("{}  {bar}", if *holds { "holds " } else { "MISSED" });
    }
    if bars.iter().all(|(_, holds)| *holds) { Ok(()) } else { Err("a bar is missed".into()) }
}

/// A database with so many pages in these scripts.
async fn filled(path: &Path, lexicons: &[Lexicon], pages: usize, scripts: &[(&str, &[&str])]) -> Result<Store, Failure> {
    let is_filled = path.exists();
    let store = Store::open(&Options::new(path)).await?;
    store.migrate().await?;
    if !is_filled {
        add_languages(&store).await?;
        let mut chance = Chance(88_172_645_463_325_252);
        for from in (0..pages).step_by(100) {
            let mut rows = Vec::new();
            for page in from..pages.min(from + 100) {
                for (_, tags) in scripts {
                    let tag = tags[page % tags.len()];
                    let lexicon = lexicons.iter().find(|lexicon| lexicon.tag == tag).ok_or("a language without words")?;
                    let document = lexicon.document(&mut chance);
                    let (title, text) = (domain::search::indexed(&document.title), domain::search::indexed(&document.text));
                    rows.push(json!([page + 1, tag, document.title, document.text, title, text]));
                }
            }
            add_texts(&store, &json!(rows).to_string()).await?;
        }
        store.optimize().await?;
    }
    Ok(store)
}

async fn add_languages(store: &Store) -> Result<(), Failure> {
    let mut tx = store.begin_write().await?;
    let tags = json!(["en", "de", "ru", "zh", "ja"]).to_string();
    sqlx::query("update system_settings set value = ? where key = 'supported_languages'").bind(tags).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}

/// Writes pages and their texts.
async fn add_texts(store: &Store, rows: &str) -> Result<(), Failure> {
    let mut tx = store.begin_write().await?;
    sqlx::query(
        "
        insert into pages (id, slug, title, content)
        select
            value ->> 0, '~' || (value ->> 0), json_group_object(value ->> 1, value ->> 2), json_group_object(value ->> 1, 'x')
        from json_each(?)
        group by value ->> 0
        ",
    )
    .bind(rows)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "
        insert into translations (
            item_kind, item_id, language, slug, status, published_at, title, plain, indexed_title, indexed_title_of, indexed_body,
            renderer
        )
        select
            'page', value ->> 0, value ->> 1, 'page-' || (value ->> 0), 'published',
            datetime('2026-01-01', '+' || (value ->> 0) || ' minutes'),
            value ->> 2, value ->> 3, value ->> 4, value ->> 2, value ->> 5, ?1
        from json_each(?2)
        ",
    )
    .bind(domain::markdown::VERSION)
    .bind(rows)
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

/// How large texts are, and all that is stored only to find them.
struct Sizes {
    text: i64,
    parts: Vec<(String, i64)>,
}

impl Sizes {
    async fn of(store: &Store) -> Result<Self, Failure> {
        let text = sqlx::query_scalar("select sum(octet_length(title) + octet_length(plain)) from translations");
        let parts = sqlx::query_as(
            "
            select name, sum(pgsize) from dbstat
            where (name glob 'search_*' or name = 'idx_translations_searched') and aggregate = true
            group by name
            union all
            select
                'translations.indexed_*',
                sum(
                    coalesce(octet_length(indexed_title), 0) + coalesce(octet_length(indexed_body), 0)
                    + coalesce(octet_length(indexed_title_of), 0)
                )
            from translations
            ",
        );
        Ok(Self { text: text.fetch_one(store.readers()).await?, parts: parts.fetch_all(store.readers()).await? })
    }

    fn indexes(&self) -> i64 {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }

    fn ratio(&self) -> f64 {
        self.indexes() as f64 / self.text as f64
    }

    fn print(&self, of: &str) {
        println!("{of:<28}{:>10.1}{:>14.1}{:>8.2}", megabytes(self.text), megabytes(self.indexes()), self.ratio());
    }
}

fn languages() -> Result<Languages, Failure> {
    let language = |tag| Language::parse(tag).map_err(|_| Failure::from("no language"));
    Ok(Languages::new(language("en")?, ["de", "ru", "zh", "ja"].map(language).into_iter().collect::<Result<_, _>>()?))
}

async fn search(store: &Store, languages: &Languages, asked: &Asked) -> Result<bool, Failure> {
    let language = languages.find(asked.tag).ok_or("a language is missing")?;
    let query = Query::parse(&asked.typed).ok_or("no word")?;
    let now = Timestamp::parse("2026-12-01 00:00").map_err(|_| "no time")?;
    let results = store::search::search(store, language, &query, None, 1, languages, now).await?;
    Ok(!results.hits.is_empty())
}

/// Waits until the words of the index are read, which the first search that finds little begins; how many seconds.
async fn await_words(store: &Store) -> Result<f64, Failure> {
    let (begun, languages) = (Instant::now(), languages()?);
    let misspelled = Asked { kind: "", tag: "en", typed: "managxement".into() };
    while !search(store, &languages, &misspelled).await? {
        if begun.elapsed() > Duration::from_secs(60) {
            return Err("the words of the index are not read".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// How long each query takes, by its number; each time the queries come in another order.
async fn measure(store: &Store, asked: &Arc<Vec<Asked>>, concurrency: usize) -> Result<Vec<(Duration, usize)>, Failure> {
    let languages = languages()?;
    let mut order: Vec<usize> = (0..TIMES).flat_map(|_| 0..asked.len()).collect();
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    for nth in (1..order.len()).rev() {
        order.swap(nth, chance.below(nth + 1));
    }
    let share = order.len().div_ceil(concurrency);
    let mut searches = JoinSet::new();
    for part in order.chunks(share) {
        let (store, asked, languages, part) = (store.clone(), asked.clone(), languages.clone(), part.to_vec());
        searches.spawn(async move {
            let mut times = Vec::with_capacity(part.len());
            for nth in part {
                let begun = Instant::now();
                search(&store, &languages, &asked[nth]).await?;
                times.push((begun.elapsed(), nth));
            }
            Ok::<_, Failure>(times)
        });
    }
    let mut times = Vec::with_capacity(order.len());
    while let Some(ended) = searches.join_next().await {
        times.extend(ended??);
    }
    times.sort_unstable();
    Ok(times)
}

/// Prints the times by kind of query; the 99th percentile of all.
fn print(asked: &[Asked], times: &[(Duration, usize)], concurrency: usize) -> Duration {
    let mut kinds: BTreeMap<&str, Vec<(Duration, usize)>> = BTreeMap::new();
    for (time, nth) in times {
        kinds.entry(asked[*nth].kind).or_default().push((*time, *nth));
    }
    let at_once = format!("{concurrency} at once");
    println!("{at_once:<18}{:>9}{:>9}{:>9}{:>9}  slowest", "p50 ms", "p95 ms", "p99 ms", "max ms");
    for (kind, times) in kinds.iter().map(|(kind, times)| (*kind, times.as_slice())).chain([("all", times)]) {
        let [p50, p95, p99, max] = [50, 95, 99, 100].map(|percent| milliseconds(at(times, percent)));
        let slowest = times.last().map_or(String::new(), |(_, nth)| format!("{} {}", asked[*nth].tag, asked[*nth].typed));
        println!("{kind:<18}{p50:>9.2}{p95:>9.2}{p99:>9.2}{max:>9.2}  {slowest}");
    }
    println!("\n{at_once}: the {SLOWEST} slowest, with the best of their times");
    let mut best: BTreeMap<usize, Duration> = BTreeMap::new();
    for (time, nth) in times {
        best.entry(*nth).or_insert(*time);
    }
    let mut slowest: Vec<(Duration, usize)> = best.into_iter().map(|(nth, time)| (time, nth)).collect();
    slowest.sort_unstable_by(|a, b| b.cmp(a));
    for (time, nth) in slowest.iter().take(SLOWEST) {
        println!("{:<18}{:>9.2}  {} {}", asked[*nth].kind, milliseconds(*time), asked[*nth].tag, asked[*nth].typed);
    }
    println!();
    at(times, 99)
}

fn at(times: &[(Duration, usize)], percent: usize) -> Duration {
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).map_or(Duration::ZERO, |(time, _)| *time)
}

fn megabytes(bytes: i64) -> f64 {
    bytes as f64 / 1_000_000.0
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
