//! The schema against the specification: `specification.sql` is its DDL, word for word.

use std::collections::BTreeSet;

use crate::support::{Outcome, TestStore};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};

const SPECIFICATION: &str = include_str!("specification.sql");

/// What the specification says and the schema does not, each with its reason in migrations/README.md.
const DEVIATIONS: [&str; 23] = [
    // Free again after a soft delete: unique among live rows only.
    "unique admin_users(email)",
    "unique pages(slug)",
    "unique webinars(slug)",
    "unique whitepapers(slug)",
    "index idx_webinars_slug on webinars(slug)",
    "index idx_whitepapers_slug on whitepapers(slug)",
    // search_fts takes its place.
    "table pages_fts",
    "trigger pages_ad on pages",
    "trigger pages_ai on pages",
    "trigger pages_au on pages",
    // People and files can be purged.
    "foreign key analytics_events.user_id to admin_users.id on delete NO ACTION",
    "foreign key bookings.assigned_to to admin_users.id on delete NO ACTION",
    "foreign key media_files.uploaded_by to admin_users.id on delete NO ACTION",
    "foreign key pages.author_id to admin_users.id on delete NO ACTION",
    "foreign key webinars.presentation_file_id to media_files.id on delete NO ACTION",
    "foreign key webinars.presenter_avatar_id to media_files.id on delete NO ACTION",
    "foreign key whitepapers.author_id to admin_users.id on delete NO ACTION",
    "foreign key whitepapers.thumbnail_id to media_files.id on delete NO ACTION",
    // Leads survive what they came from.
    "foreign key webinar_registrations.webinar_id to webinars.id on delete CASCADE",
    "foreign key whitepaper_downloads.whitepaper_id to whitepapers.id on delete CASCADE",
    "not null webinar_registrations.webinar_id",
    "not null whitepaper_downloads.whitepaper_id",
    // A draft is begun before its file is ready.
    "not null whitepapers.file_id",
];

#[tokio::test]
async fn the_schema_holds_what_the_specification_says() -> Outcome {
    let mut specified = SqliteConnectOptions::new().in_memory(true).connect().await?;
    sqlx::raw_sql(SPECIFICATION).execute(&mut specified).await?;
    let db = TestStore::new().await;
    let specified = facts(&mut specified).await?;
    let ours = facts(&mut db.raw().await).await?;

    assert_eq!(specified.iter().filter(|fact| fact.starts_with("table ") && !fact.contains("fts")).count(), 11);
    let missing: BTreeSet<&str> = specified.difference(&ours).map(String::as_str).collect();
    assert_eq!(missing, BTreeSet::from(DEVIATIONS));
    Ok(())
}

/// Everything that a schema promises, one sentence each.
async fn facts(db: &mut SqliteConnection) -> Result<BTreeSet<String>, sqlx::Error> {
    let mut facts = BTreeSet::new();
    let items = sqlx::query(
        "select type, name, tbl_name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite\\_%' escape '\\'",
    )
    .fetch_all(&mut *db)
    .await?;
    for item in items {
        let (kind, name, table, sql): (String, String, String, String) = (item.get(0), item.get(1), item.get(2), item.get(3));
        match kind.as_str() {
            // SQLite's own tables behind a virtual one.
            "table" if name.contains("_fts_") => {}
            "table" => {
                facts.insert(format!("table {name}"));
                if !name.ends_with("_fts") {
                    columns(db, &name, &mut facts).await?;
                    facts.extend(checks(&sql).into_iter().map(|check| format!("check {name}: {check}")));
                }
            }
            "index" => {
                let columns = index_columns(db, &name).await?;
                let unique: i64 = sqlx::query_scalar("select \"unique\" from pragma_index_list(?) where name = ?")
                    .bind(&table)
                    .bind(&name)
                    .fetch_one(&mut *db)
                    .await?;
                let unique = if unique == 1 { "unique index" } else { "index" };
                facts.insert(format!("{unique} {name} on {table}({columns})"));
            }
            kind => {
                facts.insert(format!("{kind} {name} on {table}"));
            }
        }
    }
    let settings = sqlx::query_scalar::<_, String>(
        "select 'setting ' || key || ' = ' || value || ' (' || type || ': ' || description || ')' from system_settings",
    );
    facts.extend(settings.fetch_all(&mut *db).await?);
    Ok(facts)
}

async fn columns(db: &mut SqliteConnection, table: &str, facts: &mut BTreeSet<String>) -> Result<(), sqlx::Error> {
    let columns =
        sqlx::query("select name, lower(type), \"notnull\", lower(dflt_value), pk from pragma_table_info(?)").bind(table);
    for column in columns.fetch_all(&mut *db).await? {
        let (name, kind): (String, String) = (column.get(0), column.get(1));
        facts.insert(format!("column {table}.{name} {kind}"));
        if column.get::<bool, _>(2) {
            facts.insert(format!("not null {table}.{name}"));
        }
        if let Some(default) = column.get::<Option<String>, _>(3) {
            facts.insert(format!("default {table}.{name} {default}"));
        }
        if column.get::<i64, _>(4) > 0 {
            facts.insert(format!("primary key {table}.{name}"));
        }
    }
    let keys = sqlx::query("select \"from\", \"table\", \"to\", on_delete from pragma_foreign_key_list(?)").bind(table);
    for key in keys.fetch_all(&mut *db).await? {
        let (from, to_table, to, on_delete): (String, String, String, String) = (key.get(0), key.get(1), key.get(2), key.get(3));
        facts.insert(format!("foreign key {table}.{from} to {to_table}.{to} on delete {on_delete}"));
    }
    let unique = sqlx::query_scalar::<_, String>("select name from pragma_index_list(?) where origin = 'u'").bind(table);
    for index in unique.fetch_all(&mut *db).await? {
        let columns = index_columns(db, &index).await?;
        facts.insert(format!("unique {table}({columns})"));
    }
    Ok(())
}

async fn index_columns(db: &mut SqliteConnection, index: &str) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(
        "select group_concat(coalesce(name, '…'), ', ') from (select name from pragma_index_info(?) order by seqno)",
    )
    .bind(index)
    .fetch_one(db)
    .await
}

/// The conditions of all CHECKs in a table's SQL, in lower case, with single spaces.
fn checks(sql: &str) -> Vec<String> {
    let sql = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
    let sql = sql.to_lowercase();
    let starts = sql.match_indices("check (").map(|(at, opening)| at + opening.len());
    starts
        .map(|start| {
            let mut depth = 1;
            let end = sql[start..].find(|c| {
                depth += match c {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                depth == 0
            });
            let condition = &sql[start..start + end.expect("a closing parenthesis")];
            condition.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[tokio::test]
async fn the_specifications_example_queries_answer_right() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        r#"
            insert into pages (id, slug, title, content, excerpt) values
                (1, 'a', '{"en": "Earth faults", "de": "Erdschlüsse"}', '{"en": "x", "de": "y"}', '{"en": "Short"}'),
                (2, 'b', '{"en": "Draft"}', '{"en": "x"}', null),
                (3, 'c', '{"en": "Older"}', '{"en": "x"}', null),
                (4, 'd', '{"en": "In the trash"}', '{"en": "x"}', null);
            insert into translations (item_kind, item_id, language, slug, status, published_at, plain) values
                ('page', 1, 'en', 'earth-faults', 'published', '2026-03-01 00:00:00', 'How a search term is found'),
                ('page', 1, 'de', 'erdschluesse', 'published', '2026-04-01 00:00:00', 'Wie ein Fehler gefunden wird'),
                ('page', 2, 'en', 'draft', 'draft', null, 'A search term in a draft'),
                ('page', 3, 'en', 'older', 'published', '2026-02-01 00:00:00', 'Nothing'),
                ('page', 4, 'en', 'trash', 'published', '2026-02-01 00:00:00', 'A search term in the trash');
            update pages set deleted_at = '2026-05-01 00:00:00' where id = 4;
            insert into webinars (id, title, slug, scheduled_at) values
                (1, '{"en": "To come"}', 'to-come', '9000-01-01 00:00:00'),
                (2, '{"en": "Over"}', 'over', '2020-01-01 00:00:00');
            insert into webinar_registrations (webinar_id, first_name, last_name, email) values
                (1, 'Ada', 'Byron', 'ada@example.org'),
                (2, 'Ada', 'Byron', 'ada@example.org');
            "#,
    )
    .await?;

    let published = db
        .texts(
            "SELECT id || ' ' || slug || ' ' || published_at FROM (
            SELECT id, slug, title, excerpt, published_at
            FROM pages
            WHERE status = 'published' AND deleted_at IS NULL
            ORDER BY published_at DESC
            LIMIT 20 OFFSET 0)",
        )
        .await;
    assert_eq!(published, ["1 earth-faults 2026-03-01 00:00:00", "3 older 2026-02-01 00:00:00"]);

    // The specification's search, with search_fts in the place of pages_fts.
    let found = db
        .texts(
            "SELECT pages.slug
            FROM pages
            JOIN translations t ON t.item_kind = 'page' AND t.item_id = pages.id
            JOIN search_fts ON t.id = search_fts.rowid
            WHERE search_fts MATCH 'search term'
            AND pages.status = 'published'
            ORDER BY rank",
        )
        .await;
    assert_eq!(found, ["earth-faults"]);

    let registered = db
        .texts(
            "SELECT title || first_name || email FROM (
            SELECT w.title, wr.first_name, wr.last_name, wr.email, wr.registered_at
            FROM webinar_registrations wr
            JOIN webinars w ON wr.webinar_id = w.id
            WHERE w.scheduled_at > datetime('now')
            ORDER BY w.scheduled_at)",
        )
        .await;
    assert_eq!(registered, [r#"{"en": "To come"}Adaada@example.org"#]);

    for maintenance in [
        "DELETE FROM user_sessions WHERE expires_at < datetime('now', '-1 day')",
        "DELETE FROM pages WHERE deleted_at < datetime('now', '-30 days')",
        "DELETE FROM admin_users WHERE deleted_at < datetime('now', '-30 days')",
        "ANALYZE",
        "VACUUM",
    ] {
        db.execute(maintenance).await?;
    }
    assert_eq!(db.number("select count(*) from pages").await, 3);
    assert!(store::check::check(&db).await?.is_empty());
    Ok(())
}
