//! The reading connections: who gets one, and what becomes of one whose query was given up.

mod support;

use std::time::Duration;

use support::{Outcome, TestStore};

/// Computes for far longer than any test takes.
const ENDLESS: &str = "with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n";

async fn one(db: &TestStore) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select 1").fetch_one(db.readers()).await
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
