//! How the file is opened: pragmas, SQLite's version, who may write.

use std::time::Duration;

use crate::support::{Outcome, TestStore};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use store::Store;
use store::sqlite::{Durability, Options};

#[tokio::test]
async fn every_connection_has_the_specifications_pragmas() -> Outcome {
    let db = TestStore::new().await;
    let mut writer = db.begin_write().await?;
    let mut readers = vec![];
    for _ in 0..4 {
        readers.push(db.readers().acquire().await?);
    }
    let mut connections: Vec<(&mut SqliteConnection, &str, &str)> = vec![(&mut *writer, "10000", "0")];
    connections.extend(readers.iter_mut().map(|reader| (&mut **reader, "1000", "1")));
    assert_eq!(connections.len(), 5);
    for (connection, cache_size, query_only) in connections {
        for (pragma, value) in [
            ("journal_mode", "wal"),
            ("foreign_keys", "1"),
            ("synchronous", "1"),
            ("cache_size", cache_size),
            ("temp_store", "2"),
            ("busy_timeout", "5000"),
            ("trusted_schema", "0"),
            ("query_only", query_only),
        ] {
            let sql = AssertSqlSafe(
                format!("select cast({pragma} as text) from pragma_{pragma}").replace("cast(busy_timeout", "cast(timeout"),
            );
            let found: String = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
            assert_eq!(found, value, "{pragma}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn full_durability_waits_for_the_disk() -> Outcome {
    let db = TestStore::new().await;
    let options = Options { durability: Durability::Full, create: false, ..Options::new(db.path()) };
    let store = Store::open(&options).await?;
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&mut *store.begin_write().await?).await?;
    assert_eq!(synchronous, 2);
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_not_there_is_made_only_when_asked() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("none.db");
    assert!(Store::open(&Options { create: false, ..Options::new(&path) }).await.is_err());
    assert!(!path.exists());
    Ok(())
}

#[tokio::test]
async fn sqlite_is_new_enough_to_trust_with_a_wal() -> Outcome {
    let db = TestStore::new().await;
    assert_eq!(db.texts("select sqlite_version()").await, ["3.51.3"]);
    Ok(())
}

#[tokio::test]
async fn a_reader_cannot_write() -> Outcome {
    let db = TestStore::new().await;
    let refused = sqlx::query("delete from totals").execute(db.readers()).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("readonly")));
    Ok(())
}

#[tokio::test]
async fn migrating_again_or_at_once_changes_nothing() -> Outcome {
    let db = TestStore::new().await;
    let again = tokio::join!(db.migrate(), db.migrate());
    again.0?;
    again.1?;
    assert_eq!(db.number("select count(*) from totals where name like 'pages.%'").await, 3);
    Ok(())
}

#[tokio::test]
async fn a_query_that_computes_for_too_long_ends_and_the_next_one_answers() -> Outcome {
    let db = TestStore::new().await;
    let options = Options { readers: 1, read_budget: Duration::from_millis(100), ..Options::new(db.path()) };
    let store = Store::open(&options).await?;
    let endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n";
    for _ in 0..3 {
        let error: store::Error = sqlx::query(endless).fetch_one(store.readers()).await.err().ok_or("it ended well")?.into();
        assert!(matches!(error, store::Error::Unavailable(_)), "{error}");
        store.ping().await?;
    }
    for _ in 0..3 {
        let ended = store.read_once(async |connection| sqlx::query(endless).fetch_one(connection).await).await;
        assert!(matches!(ended, Err(store::Error::Unavailable(_))), "{ended:?}");
        store.read_once(async |connection| sqlx::query("select 1").fetch_one(connection).await).await?;
    }
    // One whose client is gone ends too, and closing waits no longer for it.
    let abandoned = tokio::time::timeout(Duration::from_millis(10), sqlx::query(endless).fetch_one(store.readers())).await;
    assert!(abandoned.is_err());
    tokio::time::timeout(Duration::from_secs(20), store.close()).await?;
    Ok(())
}
