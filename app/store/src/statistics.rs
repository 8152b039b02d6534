//! What is done now and then so that reading stays fast: the statistics by which SQLite chooses its plans
//! (<https://sqlite.org/lang_analyze.html>), and the parts of the search index.

use sqlx::sqlite::SqliteConnection;

use crate::error::Error;
use crate::sqlite::Store;

impl Store {
    /// Refreshes what the query planner knows of the tables that have grown or shrunk a lot since it looked last; whether there
    /// were any. Connections read it together with the schema, so the schema counts as changed then. Merges the search index first.
    pub async fn optimize(&self) -> Result<bool, Error> {
        #[cfg(not(feature = "schema"))]
        crate::search::segments::merge(self).await?;
        let mut tx = self.begin_write().await?;
        let before = statistics(&mut tx).await?;
        // 2 analyzes, 0x10 looks at a part of large tables, 0x10000 looks at tables that this connection has not read, too
        // (<https://sqlite.org/pragma.html#pragma_optimize>).
        sqlx::query("pragma optimize(0x10012)").execute(&mut *tx).await?;
        if statistics(&mut tx).await? == before {
            tx.rollback().await?;
            return Ok(false);
        }
        sqlx::query("create view statistics_changed as select 1").execute(&mut *tx).await?;
        sqlx::query("drop view statistics_changed").execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// What the query planner knows; nothing before it looked first.
async fn statistics(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let are_there: bool = sqlx::query_scalar("select exists (select 1 from sqlite_schema where name = 'sqlite_stat1')")
        .fetch_one(&mut *connection)
        .await?;
    if !are_there {
        return Ok(Vec::new());
    }
    sqlx::query_scalar("select tbl || ' ' || coalesce(idx, '') || ' ' || stat from sqlite_stat1 order by 1")
        .fetch_all(connection)
        .await
}
