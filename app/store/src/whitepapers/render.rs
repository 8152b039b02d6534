//! Rendering again what an older version of the program rendered.

use domain::markdown;

use crate::error::Error;
use crate::sqlite::Store;

/// Rows per transaction: others come to write in between.
const BATCH: u32 = 50;

/// Renders all previews that were rendered by another version of `domain::markdown`; how many there were. What a text says does
/// not change by it, so neither do versions and dates.
pub async fn render_again(store: &Store) -> Result<u64, Error> {
    let mut done = 0;
    loop {
        let rows = sqlx::query!(
            r#"
            select l.id, p.version, coalesce(p.preview_content ->> l.language, '') as "content!: String"
            from whitepaper_languages l
            join whitepapers p on p.id = l.whitepaper_id
            where l.renderer < ?1
            limit ?2
            "#,
            markdown::VERSION,
            BATCH,
        )
        .fetch_all(store.readers())
        .await?;
        if rows.is_empty() {
            return Ok(done);
        }
        let render =
            move || rows.into_iter().map(|row| (row.id, row.version, markdown::render(&row.content))).collect::<Vec<_>>();
        let rendered =
            tokio::task::spawn_blocking(render).await.expect("rendering ends, and is not cancelled while it is awaited");
        let mut tx = store.begin_write().await?;
        for (id, version, rendered) in rendered {
            // Whoever saved it meanwhile rendered it; if not this text, the next round does.
            done += sqlx::query!(
                "
                update whitepaper_languages
                set html = ?, plain = ?, renderer = ?
                where id = ? and (select version from whitepapers where id = whitepaper_languages.whitepaper_id) = ?
                ",
                rendered.html,
                rendered.plain,
                markdown::VERSION,
                id,
                version,
            )
            .execute(&mut *tx)
            .await?
            .rows_affected();
        }
        tx.commit().await?;
    }
}
