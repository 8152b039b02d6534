//! Rendering again what an older version of the program rendered.

use std::collections::BTreeSet;

use domain::markdown::{self, Pictures, Rendered};
use domain::media::ids_in;
use serde_json::json;

use super::stored;
use crate::error::Error;
use crate::media;
use crate::sqlite::Store;

/// Rows per transaction: others come to write in between.
const BATCH: u32 = 50;

/// A text that is to be rendered, and what it shows.
struct Old {
    id: i64,
    page: i64,
    version: i64,
    language: String,
    content: String,
    pictures: Pictures,
}

/// Renders all texts that were rendered by another version of `domain::markdown`, or that show a file of the media library which
/// changed since (then `renderer` is 0); how many there were. What a text says does not change by it, so neither do versions
/// and dates.
pub async fn render_again(store: &Store) -> Result<u64, Error> {
    let mut done = 0;
    loop {
        let rows = sqlx::query!(
            r#"
            select
                l.id as "id!: i64", l.page_id as "page!: i64", l.language, p.version,
                coalesce(p.content ->> ('$."' || l.language || '"'), '') as "content!: String"
            from page_languages l
            join pages p on p.id = l.page_id
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
        let mut old = Vec::with_capacity(rows.len());
        for row in rows {
            let language = stored::language(&row.language)?;
            let ids = ids_in(&row.content);
            let pictures = media::pictures(&mut *store.readers().acquire().await?, &ids, &language).await?;
            let (id, page, version) = (row.id, row.page, row.version);
            old.push(Old { id, page, version, language: row.language, content: row.content, pictures });
        }
        let render = move || {
            let rendered = |mut old: Old| {
                let rendered = markdown::render_with(&old.content, std::mem::take(&mut old.pictures));
                (old, rendered)
            };
            old.into_iter().map(rendered).collect::<Vec<(Old, Rendered)>>()
        };
        let rendered = store.render_pool().run(render).await?;
        let mut tx = store.begin_write().await?;
        for (old, rendered) in rendered {
            let ids: BTreeSet<_> = ids_in(&old.content);
            let pictures = media::pictures(&mut tx, &ids, &stored::language(&old.language)?).await?;
            if pictures != rendered.pictures {
                // It changed meanwhile; the next round renders what there is now.
                continue;
            }
            let (id, version) = (old.id, old.version);
            media::add_uses(&mut tx, domain::item::ItemKind::Page, old.page, &ids).await?;
            let headings = json!(rendered.headings).to_string();
            // Whoever saved the page meanwhile rendered it; if not this text, the next round does.
            done += sqlx::query!(
                "
                update page_languages
                set html = ?, headings = ?, plain = ?, words = ?, renderer = ?
                where id = ? and (select version from pages where id = page_languages.page_id) = ?
                ",
                rendered.html,
                headings,
                rendered.plain,
                rendered.words,
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
