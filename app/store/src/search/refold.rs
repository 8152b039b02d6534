//! Folded words in the database, by which lists are searched.

use domain::search::{FOLD_VERSION, fold};

use crate::error::Error;
use crate::sqlite::Store;

/// Rows per transaction. Other writers get their turn in between.
const BATCH: i64 = 200;

/// Folds words again that an older version of the program folded. Returns how many rows changed.
pub async fn refold(store: &Store) -> Result<u64, Error> {
    let version =
        sqlx::query_scalar!("select version from word_versions where name = 'fold'").fetch_optional(store.readers()).await?;
    if version == Some(FOLD_VERSION) {
        return Ok(0);
    }
    let changed = files(store).await? + whitepapers(store).await?;
    let mut tx = store.begin_write().await?;
    sqlx::query!("insert or replace into word_versions (name, version) values ('fold', ?)", FOLD_VERSION)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(changed)
}

async fn files(store: &Store) -> Result<u64, Error> {
    let (mut last, mut changed) = (0, 0);
    loop {
        let mut tx = store.begin_write().await?;
        let rows =
            sqlx::query!(r#"select id as "id!: i64", words from media_files where id > ? order by id limit ?"#, last, BATCH)
                .fetch_all(&mut *tx)
                .await?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(changed) };
        last = end;
        for (id, words) in rows.into_iter().filter_map(|row| Some((row.id, other(&row.words)?))) {
            sqlx::query!("update media_files set words = ? where id = ?", words, id).execute(&mut *tx).await?;
            changed += 1;
        }
        tx.commit().await?;
    }
}

async fn whitepapers(store: &Store) -> Result<u64, Error> {
    let (mut last, mut changed) = (0, 0);
    loop {
        let mut tx = store.begin_write().await?;
        let rows = sqlx::query!(
            r#"
            select id as "id!: i64", folded
            from translations
            where id > ? and whitepaper_id is not null
            order by id
            limit ?
            "#,
            last,
            BATCH,
        )
        .fetch_all(&mut *tx)
        .await?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(changed) };
        last = end;
        for (id, folded) in rows.into_iter().filter_map(|row| Some((row.id, other(&row.folded)?))) {
            sqlx::query!("update translations set folded = ? where id = ?", folded, id).execute(&mut *tx).await?;
            changed += 1;
        }
        tx.commit().await?;
    }
}

/// The words as they are folded now, if that differs.
fn other(words: &str) -> Option<String> {
    let folded = fold(words);
    (folded != words).then_some(folded)
}
