//! What visitors may see is said in one place, and asked for along an index.

use std::path::{Path, PathBuf};

use crate::support::{Outcome, TestStore};
use sqlx::Row;

/// The files of the crate.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { sources(&path, found)? } else { found.push(path) }
    }
    Ok(())
}

/// What stands before a column of a table (`t.published_at`), or in a longer name (`unpublished_at`).
fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

/// A comparison of these columns decides who sees a text. `live_translations` makes it, once; a query asks that view for
/// `visible_from <= ? and ? < visible_until`.
#[test]
fn no_query_decides_by_itself_what_visitors_see() -> std::io::Result<()> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files)?;
    assert!(files.len() > 40, "the files of the crate, not a part of them");
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        for column in ["published_at", "unpublished_at"] {
            for (at, _) in text.match_indices(column) {
                let (before, after) =
                    (text[..at].trim_end_matches(is_of_a_name).trim_end(), text[at + column.len()..].trim_start());
                let is_compared = before.ends_with(['<', '>']) && !before.ends_with("->")
                    || after.starts_with(['<', '>'])
                    || after.starts_with("between")
                    || after.starts_with("is null");
                let line = text[..at].lines().count();
                assert!(!is_compared, "{}:{line} compares {column}", file.display());
            }
        }
        assert!(!text.contains("= 'published'"), "{} asks for what is published", file.display());
    }
    Ok(())
}

/// Each reading of a view is bounded on both sides of its time.
#[test]
fn every_query_of_what_is_live_asks_for_both_ends_of_its_time() -> Result<(), Box<dyn std::error::Error>> {
    let queries = public_queries()?;
    assert!(!queries.is_empty(), "the queries are found");
    for query in queries {
        let words: Vec<&str> = query.split(|c: char| c.is_whitespace() || c == '(' || c == ')' || c == ',').collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let column = |word: &str, name: &str| word == name || word.ends_with(&format!(".{name}"));
        let is_time = |word: &str| word.starts_with('?');
        let read = words.windows(2).filter(|pair| ["from", "join"].contains(&pair[0]) && pair[1].starts_with("live_")).count();
        let begun = words.windows(3).filter(|at| column(at[0], "visible_from") && at[1] == "<=" && is_time(at[2])).count();
        let not_over = words.windows(3).filter(|at| is_time(at[0]) && at[1] == "<" && column(at[2], "visible_until")).count();
        assert!(read > 0, "a query that names a view reads it: {query}");
        assert_eq!((begun, not_over), (read, read), "{query}");
    }
    Ok(())
}

/// The queries of the crate that ask for what visitors may see, as the compiler checked them.
fn public_queries() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx"), &mut files)?;
    let mut queries = Vec::new();
    for file in files {
        let checked: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let query = checked["query"].as_str().ok_or("a query")?;
        if query.contains("live_") {
            queries.push(query.to_owned());
        }
    }
    Ok(queries)
}

#[tokio::test]
async fn public_texts_are_found_along_indexes() -> Outcome {
    let db = TestStore::new().await;
    let mut plans = Vec::new();
    for query in public_queries()? {
        let explained = sqlx::query(sqlx::AssertSqlSafe(format!("explain query plan {query}")));
        let rows = explained.fetch_all(&mut db.raw().await).await?;
        let plan: Vec<String> = rows.iter().map(|row| row.get::<String, _>("detail")).collect();
        let is_scanned = |step: &&String| step.starts_with("SCAN t ") && !step.contains("VIRTUAL") || step.as_str() == "SCAN t";
        assert_eq!(plan.iter().find(is_scanned), None, "{query}");
        plans.push((query, plan));
    }
    for (query, step) in [
        // A page and a whitepaper at their addresses.
        (r#"as "ancestors!"#, "SEARCH t USING INDEX idx_translations_slug (item_kind=? AND language=? AND slug=?)"),
        (r#"as "meta_title?"#, "SEARCH t USING INDEX idx_translations_slug (item_kind=? AND language=? AND slug=?)"),
        // Where a page is read in each language.
        (r#"as "ancestors!"#, "SEARCH t USING COVERING INDEX idx_translations_live (item_kind=? AND item_id=?)"),
        // The sitemap and the feeds.
        ("group by item_id", "SEARCH t USING COVERING INDEX idx_translations_live (item_kind=? AND item_id>?)"),
        ("s.is_news", "SEARCH t USING INDEX idx_translations_published (item_kind=? AND language=?)"),
        // What the search found.
        ("live_documents", "SEARCH t USING COVERING INDEX idx_translations_searched (id=?)"),
    ] {
        let asked: Vec<_> = plans.iter().filter(|(of, _)| of.contains(query)).collect();
        assert!(!asked.is_empty(), "no query has {query}");
        for (_, plan) in asked {
            assert!(plan.iter().any(|of| of == step), "{query}: {plan:#?}");
        }
    }
    Ok(())
}
