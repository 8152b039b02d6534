//! Every CHECK of the schema refuses something: for each column a value that it must not hold is inserted, and every CHECK has
//! refused one of them.

use std::collections::BTreeSet;

use crate::support::{Outcome, TestStore};
use sqlx::{AssertSqlSafe, Row};

/// Name, an accepted row, bad values.
type Table = (&'static str, &'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);

/// For each table a row that is accepted, as columns and SQL values; then bad values for single columns. Dates and booleans are
/// tried in every column of their type besides.
const TABLES: &[Table] = &[
    (
        "admin_users",
        &[("email", "'b@c.de'"), ("hashed_password", "''"), ("first_name", "'A'"), ("last_name", "'B'")],
        &[("role", "'owner'"), ("failed_login_attempts", "-1"), ("failed_login_attempts", "'many'"), ("version", "0")],
    ),
    ("user_sessions", &[("user_id", "1"), ("session_token", "'t'"), ("expires_at", "'2026-01-01 00:00:00'")], &[("data", "'{'")]),
    (
        "user_tokens",
        &[("kind", "'reset'"), ("user_id", "1"), ("token_hash", "'t'"), ("expires_at", "'2026-01-01 00:00:00'")],
        &[("kind", "'other'"), ("kind", "'first_admin'"), ("user_id", "null")],
    ),
    (
        "audit_log",
        &[("actor", "'A'"), ("action", "'changed'"), ("item_kind", "'page'")],
        &[("before", "'{'"), ("after", "'not json'")],
    ),
    (
        "system_settings",
        &[("key", "'k'"), ("value", "'1'"), ("type", "'integer'")],
        &[("type", "'date'"), ("value", "'one'"), ("value", "'1.5'"), ("type", "'boolean'"), ("version", "0")],
    ),
    ("totals", &[("name", "'n'")], &[("value", "-1")]),
    ("word_versions", &[("name", "'n'"), ("version", "1")], &[("version", "-1")]),
    (
        "terms",
        &[("kind", "'tag'"), ("term", "'t'")],
        &[("kind", "'topic'"), ("term", "''"), ("labels", "'{'"), ("labels", "'[]'"), ("version", "0")],
    ),
    (
        "media_files",
        &[
            ("filename", "'f'"),
            ("original_filename", "'f'"),
            ("file_path", "'f'"),
            ("file_size", "1"),
            ("mime_type", "'m'"),
            ("file_hash", "'h2'"),
        ],
        &[
            ("file_size", "-1"),
            ("file_size", "'big'"),
            ("title", "'{'"),
            ("alt_text", "'[]'"),
            ("description", "'text'"),
            ("image_metadata", "'1920'"),
            ("tags", "'{}'"),
            ("version", "0"),
            ("focal_x", "101"),
            ("focal_x", "-1"),
            ("focal_x", "'left'"),
            ("focal_y", "101"),
            ("focal_y", "0.5"),
            ("stored_hash", "'abc'"),
            ("stored_hash", "'XYZ0000000000000000000000000000000000000000000000000000000000000'"),
            ("page_count", "0"),
            ("page_count", "'many'"),
            ("variants_version", "-1"),
        ],
    ),
    (
        "media_redirects",
        &[("file_hash", "'h'"), ("media_id", "1"), ("filename", "'f'"), ("replaced_at", "'2026-01-01 00:00:00'")],
        &[],
    ),
    (
        "media_variants",
        &[
            ("media_id", "1"),
            ("shape", "'640'"),
            ("mime_type", "'image/webp'"),
            ("width", "640"),
            ("height", "480"),
            ("size_bytes", "1"),
        ],
        &[
            ("shape", "''"),
            ("shape", "'../640'"),
            ("mime_type", "'text/html'"),
            ("width", "0"),
            ("width", "'wide'"),
            ("height", "20001"),
            ("height", "'tall'"),
            ("size_bytes", "0"),
            ("size_bytes", "'big'"),
        ],
    ),
    ("media_uses", &[("media_id", "1"), ("item_kind", "'page'"), ("item_id", "1")], &[("item_kind", "'user'")]),
    (
        "pages",
        &[("slug", "'s'"), ("title", "'{}'"), ("content", "'{}'")],
        &[
            ("imported_version", "0"),
            ("title", "'{'"),
            ("title", "'[]'"),
            ("content", "'Text'"),
            ("excerpt", "'[]'"),
            ("meta_description", "'{'"),
            ("template", "'other'"),
            ("kind", "'recipe'"),
            ("status", "'live'"),
            ("sort_order", "'first'"),
            ("seo_title", "'1'"),
            ("seo_keywords", "'a, b'"),
            ("version", "0"),
        ],
    ),
    (
        "translations",
        &[
            ("item_kind", "'page'"),
            ("item_id", "1"),
            ("language", "'de'"),
            ("slug", "'s'"),
            ("status", "'published'"),
            ("published_at", "'2026-01-01 00:00:00'"),
        ],
        &[
            ("language", "''"),
            ("status", "'live'"),
            ("published_at", "null"),
            ("unpublished_at", "'2026-01-01 00:00:00'"),
            ("headings", "'{}'"),
            ("words", "-1"),
            ("item_kind", "'booking'"),
        ],
    ),
    (
        "revisions",
        &[("item_kind", "'page'"), ("item_id", "1"), ("number", "1"), ("snapshot", "'{}'")],
        &[("number", "0"), ("snapshot", "'[]'"), ("written_at", "'[]'"), ("item_kind", "'booking'")],
    ),
    (
        "slug_redirects",
        &[("item_kind", "'page'"), ("item_id", "1"), ("language", "'de'"), ("slug", "'old'")],
        &[("item_kind", "'booking'")],
    ),
    (
        "webinars",
        &[("title", "'{}'"), ("slug", "'s'"), ("scheduled_at", "'2026-01-01 00:00:00'")],
        &[
            ("title", "'{'"),
            ("description", "'[]'"),
            ("duration_minutes", "-60"),
            ("duration_minutes", "'long'"),
            ("max_participants", "-1"),
            ("status", "'planned'"),
            ("presenter_bio", "'{'"),
            ("seats_taken", "-1"),
            ("version", "0"),
        ],
    ),
    (
        "webinar_registrations",
        &[("first_name", "'A'"), ("last_name", "'B'"), ("email", "'a@b.de'")],
        &[("attendance_duration", "-1"), ("webinar_title", "'{'")],
    ),
    (
        "whitepapers",
        &[("title", "'{}'"), ("slug", "'s'"), ("file_id", "1")],
        &[
            ("title", "'{'"),
            ("description", "'[]'"),
            ("preview_content", "'{'"),
            ("tags", "'{}'"),
            ("industry", "'energy'"),
            ("meta_title", "'[]'"),
            ("meta_description", "'{'"),
            ("status", "'live'"),
            ("sort_order", "'first'"),
            ("download_count", "-1"),
            ("view_count", "'many'"),
            ("version", "0"),
        ],
    ),
    (
        "whitepaper_downloads",
        &[("first_name", "'A'"), ("last_name", "'B'"), ("email", "'a@b.de'")],
        &[("whitepaper_title", "'{'"), ("form_key", "''"), ("language", "''")],
    ),
    (
        "translations",
        &[
            ("item_kind", "'whitepaper'"),
            ("item_id", "1"),
            ("language", "'de'"),
            ("slug", "'s'"),
            ("status", "'published'"),
            ("published_at", "'2026-01-02 00:00:00'"),
        ],
        &[
            ("language", "''"),
            ("slug", "''"),
            ("slug", "'a/b'"),
            ("status", "'live'"),
            ("published_at", "null"),
            ("unpublished_at", "'2026-01-01 00:00:00'"),
        ],
    ),
    (
        "bookings",
        &[
            ("first_name", "'A'"),
            ("last_name", "'B'"),
            ("email", "'a@b.de'"),
            ("booking_type", "'demo'"),
            ("preferred_date", "'2026-01-01 00:00:00'"),
        ],
        &[
            ("duration_minutes", "-30"),
            ("duration_minutes", "1441"),
            ("status", "'open'"),
            ("lead_score", "101"),
            ("version", "0"),
        ],
    ),
    ("analytics_events", &[("event_type", "'page_view'")], &[("metadata", "'{'")]),
    (
        "download_grants",
        &[("token_hash", "'t'"), ("whitepaper_id", "1"), ("expires_at", "'2026-01-01 00:00:00'")],
        &[("uses_left", "-1")],
    ),
    (
        "mail_outbox",
        &[
            ("key", "'k'"),
            ("kind", "'reset'"),
            ("language", "'de'"),
            ("to_address", "'a@b.de'"),
            ("subject", "'S'"),
            ("text_body", "'T'"),
        ],
        &[
            ("attachments", "'{}'"),
            ("status", "'lost'"),
            ("status", "'sent'"),
            ("attempts", "-1"),
            ("lease", "'one'"),
            ("lease, leased_until, status", "'one', '2026-01-01 00:00:00', 'failed'"),
            ("unsubscribe_address", "'mailto:a@b.de'"),
        ],
    ),
    (
        "consents",
        &[("email", "'a@b.de'"), ("kind", "'privacy'"), ("text_version", "'1'"), ("language", "'de'")],
        &[("kind", "'cookies'"), ("confirmed_at", "'2026-01-01 00:00:00'"), ("asked_from", "''"), ("confirmed_from", "''")],
    ),
    (
        "consent_links",
        &[("token_hash", "'t'"), ("consent_id", "1"), ("purpose", "'withdraw'")],
        &[("token_hash", "''"), ("purpose", "'confirm'"), ("purpose", "'open'"), ("expires_at", "'2026-01-01 00:00:00'")],
    ),
];

const BAD_DATES: [&str; 5] = ["'2026-02-30 00:00:00'", "'2026-11-22T09:05:00Z'", "'2026-11-22'", "'soon'", "1795338300"];

#[tokio::test]
async fn every_check_refuses_what_it_is_there_for() -> Outcome {
    let db = TestStore::new().await;
    // What the rows of other tables point at.
    db.execute(
        "insert into admin_users (id, email, hashed_password, first_name, last_name) values (1, 'a@b.de', '', 'A', 'B');
            insert into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
                values (1, 'f', 'f', 'f', 1, 'm', 'h');
            insert into pages (id, slug, title, content) values (1, 'first', '{}', '{}');
            insert into whitepapers (id, slug, title, file_id) values (1, 'first', '{}', 1);
            insert into consents (id, email, kind, text_version, language) values (1, 'a@b.de', 'marketing', '1', 'de');",
    )
    .await?;
    let mut raw = db.raw().await;
    let mut refusals = BTreeSet::new();
    for &(table, good, bad) in TABLES {
        sqlx::raw_sql("begin").execute(&mut raw).await?;
        sqlx::query(AssertSqlSafe(insert(table, good, None)))
            .execute(&mut raw)
            .await
            .map_err(|error| format!("{table}: {error}"))?;
        sqlx::raw_sql("rollback").execute(&mut raw).await?;

        let mut bad: Vec<(String, &str)> = bad.iter().map(|(column, value)| ((*column).to_owned(), *value)).collect();
        let columns = sqlx::query("select name, lower(type) from pragma_table_info(?)").bind(table).fetch_all(&mut raw).await?;
        for column in columns {
            match column.get(1) {
                "datetime" => bad.extend(BAD_DATES.iter().map(|date| (column.get(0), *date))),
                "boolean" => bad.extend(["2", "'true'"].map(|value| (column.get(0), value))),
                _ => {}
            }
        }
        for (column, value) in bad {
            let refused = sqlx::query(AssertSqlSafe(insert(table, good, Some((&column, value))))).execute(&mut raw).await;
            let Err(sqlx::Error::Database(error)) = refused else { panic!("{table}.{column} took {value}") };
            let check = error.message().strip_prefix("CHECK constraint failed: ");
            let check = check.unwrap_or_else(|| panic!("{table}.{column} = {value}: {error}"));
            refusals.insert((table.to_owned(), check.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    let untried: Vec<_> = all_checks(&db).await?.difference(&refusals).cloned().collect();
    assert_eq!(untried, []);
    Ok(())
}

fn insert(table: &str, good: &[(&str, &str)], bad: Option<(&str, &str)>) -> String {
    let mut row: Vec<(&str, &str)> =
        good.iter().copied().filter(|(column, _)| bad.is_none_or(|(other, _)| other != *column)).collect();
    row.extend(bad);
    let (columns, values): (Vec<&str>, Vec<&str>) = row.into_iter().unzip();
    format!("insert into {table} ({}) values ({})", columns.join(", "), values.join(", "))
}

/// Table and name (without a name: the condition) of every CHECK, as SQLite names it when it refuses.
async fn all_checks(db: &TestStore) -> Result<BTreeSet<(String, String)>, sqlx::Error> {
    let mut checks = BTreeSet::new();
    let tables = sqlx::query("select name, sql from sqlite_schema where type = 'table' and sql like '%check (%'");
    for table in tables.fetch_all(&mut db.raw().await).await? {
        let (name, sql): (String, String) = (table.get(0), table.get(1));
        let sql = sql.lines().map(|line| line.split(" --").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
        for (at, opening) in sql.match_indices("check (") {
            let before: Vec<&str> = sql[..at].split_whitespace().rev().take(2).collect();
            let check = match before[..] {
                [constraint, "constraint"] => constraint.to_owned(),
                _ => condition(&sql[at + opening.len()..]),
            };
            checks.insert((name.clone(), check));
        }
    }
    Ok(checks)
}

fn condition(sql: &str) -> String {
    let mut depth = 1;
    let end = sql.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    sql[..end.expect("a closing parenthesis")].split_whitespace().collect::<Vec<_>>().join(" ")
}
