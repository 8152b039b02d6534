//! The reading connections: who gets one, and what becomes of one whose query was given up.

use std::sync::Arc;
use std::time::Duration;

use crate::support::{Outcome, TestStore};
use sqlx::sqlite::SqliteConnection;

/// Computes for far longer than any test takes.
const ENDLESS: &str = "with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n";

async fn one(db: &TestStore) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select 1").fetch_one(db.readers()).await
}

async fn ready_one(db: &TestStore) -> Result<i64, store::Error> {
    db.read_once(async |connection| sqlx::query_scalar("select 1").fetch_one(connection).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn more_ask_at_once_than_there_are_connections() -> Outcome {
    let db = TestStore::new().await;
    let asked: Vec<_> = (0..200)
        .map(|number: i64| {
            let readers = db.readers().clone();
            tokio::spawn(async move { sqlx::query_scalar("select ?").bind(number).fetch_all(&readers).await })
        })
        .collect();
    for (number, answer) in asked.into_iter().enumerate() {
        let answer: Vec<i64> = answer.await??;
        assert_eq!(answer, [i64::try_from(number)?], "each gets the answer to its own question");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn more_statements_of_visitors_run_at_once_than_there_are_turns() -> Outcome {
    let db = Arc::new(TestStore::new().await);
    let asked: Vec<_> = (0..200)
        .map(|number: i64| {
            let db = db.clone();
            tokio::spawn(async move {
                db.read_once(async |connection| sqlx::query_scalar("select ?").bind(number).fetch_one(connection).await).await
            })
        })
        .collect();
    for (number, answer) in asked.into_iter().enumerate() {
        let answer: i64 = answer.await??;
        assert_eq!(answer, i64::try_from(number)?, "each gets the answer to its own question");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_of_a_visitor_who_left_is_waited_for_by_nobody_else() -> Outcome {
    let db = TestStore::new().await;
    let endless = db.read_once(async |connection| sqlx::query(ENDLESS).fetch_all(connection).await);
    assert!(tokio::time::timeout(Duration::from_millis(50), endless).await.is_err());
    let rest = async {
        for _ in 0..50 {
            assert_eq!(ready_one(&db).await?, 1);
        }
        Ok::<_, store::Error>(())
    };
    tokio::time::timeout(Duration::from_secs(3), rest).await??;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_of_a_visitor_that_fails_leaves_a_connection_for_the_next() -> Outcome {
    let db = TestStore::new().await;
    for _ in 0..20 {
        let refused = db.read_once(async |connection| sqlx::query("delete from pages").execute(connection).await).await;
        assert!(refused.is_err());
        assert_eq!(ready_one(&db).await?, 1);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_holds_no_moment_of_the_database() -> Outcome {
    let db = TestStore::new().await;
    let first = async |connection: &mut SqliteConnection| {
        sqlx::query_scalar::<_, i64>("select value from counted order by value desc").fetch_optional(connection).await
    };
    db.execute("create table counted (value integer)").await?;
    for value in 1..20_i64 {
        db.execute(format!("insert into counted values ({value})")).await?;
        assert_eq!(db.read_once(first).await?, Some(value), "what was committed is read");
        let is_busy = db.number("pragma wal_checkpoint(truncate)").await;
        assert_eq!(is_busy, 0, "nobody reads an older moment");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_closes_beside_idle_connections() -> Outcome {
    let db = TestStore::new().await;
    assert_eq!(ready_one(&db).await?, 1);
    tokio::time::timeout(Duration::from_secs(3), db.close()).await?;
    assert!(ready_one(&db).await.is_err());
    assert!(!db.path().with_extension("db-wal").exists(), "the last connection to leave takes the WAL along");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_was_given_up_is_waited_for_by_nobody_else() -> Outcome {
    let db = TestStore::new().await;
    // One connection computes on after its client is gone; three are left.
    let given_up = tokio::time::timeout(Duration::from_millis(50), sqlx::query(ENDLESS).fetch_all(db.readers())).await;
    assert!(given_up.is_err());
    let rest = async {
        for _ in 0..50 {
            assert_eq!(one(&db).await?, 1);
        }
        Ok::<_, sqlx::Error>(())
    };
    tokio::time::timeout(Duration::from_secs(3), rest).await??;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_fails_leaves_a_connection_for_the_next() -> Outcome {
    let db = TestStore::new().await;
    for _ in 0..20 {
        assert!(sqlx::query("delete from pages").execute(db.readers()).await.is_err());
        assert_eq!(one(&db).await?, 1);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_was_dropped_is_over_before_its_connection_is_lent_again() -> Outcome {
    let db = TestStore::new().await;
    for _ in 0..20 {
        let mut read = db.begin_read().await?;
        let _: i64 = sqlx::query_scalar("select count(*) from pages").fetch_one(&mut *read).await?;
        drop(read);
        db.begin_read().await?.commit().await?;
    }
    db.execute("delete from pages").await?;
    assert_eq!(db.number("select count(*) from pages").await, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_read_once_they_are_closed() -> Outcome {
    let db = TestStore::new().await;
    assert_eq!(one(&db).await?, 1);
    db.readers().close().await;
    assert!(matches!(one(&db).await, Err(sqlx::Error::PoolClosed)));
    assert!(db.begin_read().await.is_err());
    Ok(())
}
