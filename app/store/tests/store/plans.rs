//! How SQLite finds what a query asks for: along an index, on an empty site, on a small one and on one that grew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::{Outcome, TestStore};
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

/// The tables that grow with a site.
const GROWING: [&str; 6] = ["translations", "slug_redirects", "revisions", "media_uses", "pages", "whitepapers"];

/// What must walk through a table, by a part of its query.
const WALKS: [(&str, &str); 13] = [
    ("from media_files where (deleted_at is not null)", "the library asks which files nothing uses"),
    ("m.page_count, m.is_decorative", "the rows of the library say what uses them"),
    ("from media_used u where u.media_id = ?", "a page of one file says what uses it; whitepapers are few"),
    ("with keyed (id, value)", "whitepapers are few, and filtered as a whole"),
    (r#"as "is_promoted!: bool""#, "the same list, for visitors"),
    (r#"'tag' as "kind!: String""#, "the tags of all whitepapers"),
    (r#"as "draft_category?: String""#, "the glossary asks every whitepaper for its terms; whitepapers are few"),
    ("name = 'whitepapers.all'", "how many whitepapers lack a translation"),
    ("with counted (name, value)", "the check counts"),
    ("join item_summaries s", "the check compares all"),
    ("from item_slugs except", "the check compares all"),
    ("where t.revision_id is null and t.title <> ", "the check compares all"),
    ("join page_lookups s", "the check compares all"),
];

/// Indexes that hold a few rows of their table: what is scheduled, and the pages of menu and footer.
const NARROW: [&str; 4] = ["uq_translations_planned", "idx_pages_menu", "idx_pages_footer", "idx_pages_legal"];

/// The queries of the crate, as the compiler checked them, each in one line.
fn queries() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut queries = Vec::new();
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx"))? {
        let checked: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file?.path())?)?;
        let query = checked["query"].as_str().ok_or("a query")?;
        queries.push(query.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Ok(queries)
}

/// The tables that each name stands for.
fn tables_by_name(sql: &str) -> BTreeMap<String, BTreeSet<String>> {
    let spaced: String = sql.chars().map(|c| if "(),;".contains(c) { format!(" {c} ") } else { c.to_string() }).collect();
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| *word != "as").collect();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for at in words.windows(3) {
        if let ["from" | "join" | "update" | "into", table, alias] = at {
            for name in [table, alias] {
                names.entry((*name).to_owned()).or_default().insert((*table).to_owned());
            }
        }
    }
    names
}

/// As many items of each kind, each with two texts, a revision and a file.
fn items(number: u32, redirects: u32) -> String {
    let mut sql = format!(
        "create temp table k (x integer primary key);
        insert into k with recursive n (x) as (select 1 union all select x + 1 from n where x < {number}) select x from n;
        insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
            select x, 'f', 'f', 'f', 1, 'image/png', 'h' || x from k;
        insert into pages (id, slug, import_path, title, content) select x, '~' || x, x, '{{}}', '{{}}' from k;
        insert into whitepapers (id, slug, title, file_id) select x, '~' || x, '{{}}', x from k;"
    );
    for kind in ["page", "whitepaper"] {
        sql += &format!(
            "insert into revisions (item_kind, item_id, number, snapshot)
                select '{kind}', x, 1, json_object('texts', json_object('en', json_object('slug', 's' || x))) from k;
            insert into translations (item_kind, item_id, language, slug, status, published_at)
                select '{kind}', x, l.value, 's' || x, 'published', '2026-01-01 00:00:00'
                from k, json_each('[\"en\", \"de\"]') l;
            insert into slug_redirects (item_kind, item_id, language, slug)
                select '{kind}', x, 'en', 'o' || x from k where x <= {redirects};
            insert into media_uses (media_id, item_kind, item_id) select x, '{kind}', x from k;"
        );
    }
    sql
}

async fn plan(connection: &mut SqliteConnection, query: &str) -> Result<Vec<String>, sqlx::Error> {
    let explained = sqlx::query(AssertSqlSafe(format!("explain query plan {query}")));
    Ok(explained.fetch_all(connection).await?.iter().map(|row| row.get("detail")).collect())
}

#[tokio::test]
async fn no_query_walks_through_what_grows_whatever_the_statistics_say() -> Outcome {
    let queries = queries()?;
    assert!(queries.len() > 150, "the queries of the crate, not a part of them");
    let mut unused: BTreeSet<&str> = WALKS.iter().map(|(part, _)| *part).collect();
    for (site, filled) in [("empty", String::new()), ("small", items(5, 1)), ("grown", items(200, 200))] {
        let db = TestStore::new().await;
        db.execute(filled).await?;
        db.optimize().await?;
        let mut connection = db.raw().await;
        let views = db.texts("select group_concat(sql, ' ; ') from sqlite_schema where type = 'view'").await;
        let of_views = tables_by_name(&views[0]);
        for query in &queries {
            let own = tables_by_name(query);
            for step in plan(&mut connection, query).await? {
                let is_narrow = step.contains("VIRTUAL") || NARROW.iter().any(|index| step.contains(index));
                let Some(scanned) = step.strip_prefix("SCAN ").filter(|_| !is_narrow) else { continue };
                let name = scanned.split(' ').next().unwrap_or_default();
                let tables = own.get(name).or_else(|| of_views.get(name)).cloned().unwrap_or_default();
                if !GROWING.iter().any(|table| tables.contains(*table)) {
                    continue;
                }
                let walk = WALKS.iter().find(|(part, _)| query.contains(part));
                let Some((part, _)) = walk else { panic!("on a site that is {site}, {step}: {query}") };
                unused.remove(part);
            }
        }
        connection.close().await?;
    }
    assert_eq!(unused, BTreeSet::new(), "they walk no more");
    Ok(())
}

#[tokio::test]
async fn statistics_follow_a_table_that_grows_and_readers_hear_of_it() -> Outcome {
    let db = TestStore::new().await;
    db.execute("create table t (b, c); create index t_b on t(b); create index t_c on t(c); insert into t values (1, 1)").await?;
    assert!(db.optimize().await?);
    assert!(!db.optimize().await?, "nothing changed since");
    let mut reader = db.readers().acquire().await?;
    assert_eq!(plan(&mut reader, "select * from t where b = 1 and c = 2").await?, ["SCAN t"]);
    db.execute(
        "insert into t with recursive n (x) as (select 2 union all select x + 1 from n where x < 5000) select 1, x from n",
    )
    .await?;
    let before = db.changes().version(store::changes::Topics::ALL);
    assert!(db.optimize().await?);
    assert_eq!(db.changes().version(store::changes::Topics::ALL), before, "no data changed");
    sqlx::query("select * from t where b = 2").fetch_all(&mut *reader).await?;
    let found = plan(&mut reader, "select * from t where c = 2 and b = 1").await?;
    assert_eq!(found, ["SEARCH t USING INDEX t_c (c=?)"]);
    Ok(())
}
