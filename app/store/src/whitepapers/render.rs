//! Rendering again what an older version of the program rendered, or what shows a file that changed since.

use domain::id::MediaId;
use domain::item::ItemKind;
use domain::markdown::{self, Pictures, Rendered};
use domain::media::ids_in;

use crate::error::Error;
use crate::media;
use crate::pages::stored as page;
use crate::sqlite::Store;

/// Rows per transaction: others come to write in between.
const BATCH: u32 = 50;

/// A preview that is to be rendered, and what it shows.
struct Old {
    id: i64,
    whitepaper: i64,
    version: i64,
    language: String,
    text: String,
    pictures: Pictures,
}

/// Renders all previews that are due; how many there were. What a text says does not change by it, so neither do versions and
/// dates.
pub async fn render_again(store: &Store) -> Result<u64, Error> {
    let mut done = 0;
    loop {
        let rows = sqlx::query!(
            r#"
            select
                l.id as "id!: i64", l.whitepaper_id as "whitepaper!: i64", l.language, w.version,
                coalesce(w.preview_content ->> ('$."' || l.language || '"'), '') as "text!: String"
            from whitepaper_languages l
            join whitepapers w on w.id = l.whitepaper_id
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
            let language = page::language(&row.language)?;
            let pictures = media::pictures(&mut *store.readers().acquire().await?, &ids_in(&row.text), &language).await?;
            let (id, whitepaper, version) = (row.id, row.whitepaper, row.version);
            old.push(Old { id, whitepaper, version, language: row.language, text: row.text, pictures });
        }
        let render = move || {
            let rendered = |mut old: Old| {
                let rendered = markdown::render_with(&old.text, std::mem::take(&mut old.pictures));
                (old, rendered)
            };
            old.into_iter().map(rendered).collect::<Vec<(Old, Rendered)>>()
        };
        let rendered = store.render_pool().run(render).await?;
        let mut tx = store.begin_write().await?;
        for (old, rendered) in rendered {
            let ids: std::collections::BTreeSet<MediaId> = ids_in(&old.text);
            let pictures = media::pictures(&mut tx, &ids, &page::language(&old.language)?).await?;
            if pictures != rendered.pictures {
                // It changed meanwhile; the next round renders what there is now.
                continue;
            }
            media::add_uses(&mut tx, ItemKind::Whitepaper, old.whitepaper, &ids).await?;
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
                old.id,
                old.version,
            )
            .execute(&mut *tx)
            .await?
            .rows_affected();
        }
        tx.commit().await?;
    }
}
