//! Renders texts before they are saved, and renders again the texts of an older version of the program.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MediaId;
use domain::item::ItemRef;
use domain::language::Language;
use domain::markdown::{self, Pictures, Rendered};
use domain::media::ids_in;
use domain::search::indexed;
use serde_json::json;

use super::decode;
use super::text::plain;
use crate::error::Error;
use crate::media;
use crate::sqlite::{Store, Write};

/// A text to render.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) language: Language,
    pub(crate) markdown: String,
}

/// A rendering beside the text that it was made of, so that it is stored with no other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rendering<'a> {
    pub(crate) markdown: &'a str,
    pub(crate) rendered: &'a Rendered,
}

/// The same, made here.
#[derive(Debug)]
pub(crate) struct RenderedSource {
    markdown: String,
    rendered: Rendered,
}

impl RenderedSource {
    pub(crate) fn rendering(&self) -> Rendering<'_> {
        Rendering { markdown: &self.markdown, rendered: &self.rendered }
    }
}

/// Renders texts on other threads than those that answer requests, because a long text takes milliseconds.
pub(crate) async fn render_all(store: &Store, sources: Vec<Source>) -> Result<BTreeMap<Language, RenderedSource>, Error> {
    if sources.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut shown = Vec::with_capacity(sources.len());
    for source in sources {
        let pictures =
            media::pictures(&mut *store.readers().acquire().await?, &ids_in(&source.markdown), &source.language).await?;
        shown.push((source, pictures));
    }
    let render = move || {
        let rendered = |(source, pictures): (Source, _)| {
            let Source { language, markdown } = source;
            let rendered = markdown::render_with(&markdown, &language, pictures);
            (language, RenderedSource { markdown, rendered })
        };
        shown.into_iter().map(rendered).collect()
    };
    store.render_pool().run(render).await
}

/// As [`render_all`]. Where too much is computed at once, nothing is rendered here, and the transaction renders what it writes: only
/// one runs at a time, and it has looked at the version first.
pub(crate) async fn render_unless_busy(store: &Store, sources: Vec<Source>) -> Result<BTreeMap<Language, RenderedSource>, Error> {
    match render_all(store, sources).await {
        Err(Error::Busy) => Ok(BTreeMap::new()),
        rendered => rendered,
    }
}

/// Commits texts that were rendered before the transaction. A file that they show may have changed meanwhile; then they are
/// rendered again.
pub(super) async fn commit_rendered(
    store: &Store,
    tx: Write,
    rendered: &BTreeMap<Language, RenderedSource>,
) -> Result<(), Error> {
    let shows_media = rendered.values().any(|source| !source.rendered.pictures.0.is_empty());
    if shows_media { commit_and_rerender(store, tx).await } else { tx.commit().await }
}

/// Rows per transaction. Other writers get their turn in between.
const BATCH: u32 = 50;

/// A text that must be rendered again, and its pictures.
struct StaleText {
    id: i64,
    item: ItemRef,
    language: Language,
    title: String,
    text: String,
    intro_words: String,
    pictures: Pictures,
}

/// Commits, then renders what the transaction marked. What was committed is done, so the only error is that of the commit: a text
/// that cannot be rendered now keeps its mark, and the work in the background renders it.
pub(crate) async fn commit_and_rerender(store: &Store, tx: Write) -> Result<(), Error> {
    tx.commit().await?;
    if let Err(error) = rerender_stale(store).await {
        tracing::warn!(%error, "changed texts could not be rendered at once; they are rendered in the background");
    }
    Ok(())
}

/// Renders all texts that were rendered by another version of `domain::markdown`, or that show a file of the media library which
/// changed since (then `renderer` is 0); how many there were. What a text says does not change by it, so neither do versions
/// and dates.
pub async fn rerender_stale(store: &Store) -> Result<u64, Error> {
    // One run at a time: a second one finds only what the first left.
    let _turn = store.rerendering().lock().await;
    let mut done = 0;
    loop {
        let stale = due(store).await?;
        if stale.is_empty() {
            return Ok(done);
        }
        let render = move || {
            let rendered = |mut stale: StaleText| {
                let rendered = markdown::render_with(&stale.text, &stale.language, std::mem::take(&mut stale.pictures));
                (stale, rendered)
            };
            stale.into_iter().map(rendered).collect::<Vec<(StaleText, Rendered)>>()
        };
        let rendered = store.render_pool().run(render).await?;
        let mut tx = store.begin_write().await?;
        for (stale, rendered) in rendered {
            let ids: BTreeSet<MediaId> = ids_in(&stale.text);
            let pictures = media::pictures(&mut tx, &ids, &stale.language).await?;
            if pictures != rendered.pictures {
                // It changed meanwhile; the next round renders what there is now.
                continue;
            }
            media::add_uses(&mut tx, stale.item.kind, stale.item.id, &ids).await?;
            let indexed_title = indexed(&stale.title);
            let (headings, plain) = (json!(rendered.headings).to_string(), plain(&stale.intro_words, &rendered.plain));
            let indexed_body = indexed(&plain);
            // What was rendered must still be the text of the row, whoever wrote it meanwhile; if not, the next round renders
            // what there is then.
            done += sqlx::query!(
                "
                update translations
                set html = ?, headings = ?, plain = ?, indexed_title = ?, indexed_title_of = ?, indexed_body = ?, words = ?,
                    renderer = ?
                where id = ? and exists (
                    select 1
                    from translation_sources s
                    where s.id = translations.id
                        and cast(coalesce(s.markdown, '') as text) = ? and cast(coalesce(s.lead, '') as text) = ?
                )
                ",
                rendered.html,
                headings,
                plain,
                indexed_title,
                stale.title,
                indexed_body,
                rendered.words,
                markdown::VERSION,
                stale.id,
                stale.text,
                stale.intro_words,
            )
            .execute(&mut *tx)
            .await?
            .rows_affected();
        }
        tx.commit().await?;
    }
}

/// Texts to render, with the library's data about their pictures.
async fn due(store: &Store) -> Result<Vec<StaleText>, Error> {
    let rows = sqlx::query!(
        r#"
        select
            t.id as "id!: i64", t.item_kind, t.item_id, t.language, t.title,
            cast(coalesce(s.markdown, '') as text) as "text!: String",
            cast(coalesce(s.lead, '') as text) as "lead!: String"
        from translations t
        join translation_sources s on s.id = t.id
        where t.renderer < ?
        limit ?
        "#,
        markdown::VERSION,
        BATCH,
    )
    .fetch_all(store.readers())
    .await?;
    let mut stale = Vec::with_capacity(rows.len());
    for row in rows {
        let language = decode::language(&row.language)?;
        let pictures = media::pictures(&mut *store.readers().acquire().await?, &ids_in(&row.text), &language).await?;
        let item = ItemRef { kind: decode::kind(&row.item_kind)?, id: row.item_id };
        stale.push(StaleText { id: row.id, item, language, title: row.title, text: row.text, intro_words: row.lead, pictures });
    }
    Ok(stale)
}
