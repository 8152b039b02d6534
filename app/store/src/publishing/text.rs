//! The text of a language: written, moved to another slug, removed.

use domain::item::ItemRef;
use domain::language::Language;
use domain::markdown;
use domain::media::ids_in;
use domain::search::indexed;
use domain::time::Timestamp;
use serde_json::json;

use super::content::TextParts;
use super::render::Rendering;
use crate::error::Error;
use crate::media;
use crate::sqlite::Write;

/// A language to write.
pub(crate) struct NewText<'a> {
    pub(crate) language: &'a Language,
    pub(crate) parts: &'a TextParts<'a>,
    /// Its rendering, where it was rendered before the transaction.
    pub(crate) rendered: Option<Rendering<'a>>,
    /// The start of publication of a new language. A language that the item has already keeps its status.
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
    pub(crate) written_at: Timestamp,
}

/// The columns made of a text.
pub(super) struct RenderedColumns {
    pub(super) html: String,
    pub(super) headings: String,
    pub(super) plain: String,
    /// The words that the index holds in place of title and text.
    pub(super) indexed_title: Option<String>,
    pub(super) indexed_body: Option<String>,
    pub(super) words: u32,
    pub(super) renderer: i64,
}

impl NewText<'_> {
    pub(super) async fn render(&self, tx: &mut Write) -> Result<RenderedColumns, Error> {
        let fresh;
        let pictures = media::pictures(tx, &ids_in(self.parts.markdown), self.language).await?;
        // Use the prepared rendering only if it was made from this text.
        let rendered = match self.rendered.filter(|rendering| rendering.markdown == self.parts.markdown) {
            Some(rendering) => rendering.rendered,
            None => {
                let (text, language, pictures) = (self.parts.markdown.to_owned(), self.language.clone(), pictures.clone());
                let render = move || markdown::render_with(&text, &language, pictures);
                fresh =
                    tokio::task::spawn_blocking(render).await.expect("rendering ends, and is not cancelled while it is awaited");
                &fresh
            }
        };
        // A rendering with outdated pictures is rendered again.
        let renderer = if rendered.pictures == pictures { markdown::VERSION } else { 0 };
        let plain = plain(self.parts.intro_words, &rendered.plain);
        Ok(RenderedColumns {
            html: rendered.html.clone(),
            headings: json!(rendered.headings).to_string(),
            indexed_title: indexed(self.parts.title),
            indexed_body: indexed(&plain),
            plain,
            words: rendered.words,
            renderer,
        })
    }
}

/// Adds or rewrites a language with its rendering.
pub(crate) async fn write_language(tx: &mut Write, item: ItemRef, new: NewText<'_>) -> Result<(), Error> {
    let RenderedColumns { html, headings, plain, indexed_title, indexed_body, words, renderer } = new.render(tx).await?;
    let (kind, tag) = (item.kind.as_str(), new.language.as_str());
    let (slug, title, folded) = (new.parts.slug.as_str(), new.parts.title, new.parts.folded.as_str());
    let (changed_at, written_at) = (new.changed_at.to_sqlite(), new.written_at.to_sqlite());
    let status = if new.published_at.is_some() { "published" } else { "draft" };
    let published_at = new.published_at.map(Timestamp::to_sqlite);
    sqlx::query!(
        "
        insert into translations (
            item_kind, item_id, language, slug, status, published_at, changed_at, written_at, title, html, headings, plain,
            indexed_title, indexed_title_of, indexed_body, words, renderer, folded
        )
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (item_kind, item_id, language) where revision_id is null do update
        set slug = excluded.slug, changed_at = excluded.changed_at, written_at = excluded.written_at, title = excluded.title,
            html = excluded.html, headings = excluded.headings, plain = excluded.plain,
            indexed_title = excluded.indexed_title, indexed_title_of = excluded.indexed_title_of,
            indexed_body = excluded.indexed_body, words = excluded.words,
            renderer = excluded.renderer, folded = excluded.folded
        ",
        kind,
        item.id,
        tag,
        slug,
        status,
        published_at,
        changed_at,
        written_at,
        title,
        html,
        headings,
        plain,
        indexed_title,
        title,
        indexed_body,
        words,
        renderer,
        folded,
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| Error::from(error).in_language(new.language))?;
    Ok(())
}

/// Notes whether the draft differs from what is published in a language.
pub(super) async fn mark_changes(tx: &mut Write, item: ItemRef, language: &Language, has_changes: bool) -> Result<(), Error> {
    let (kind, tag) = (item.kind.as_str(), language.as_str());
    sqlx::query!(
        "
        update translations
        set has_changes = ?4
        where item_kind = ?1 and item_id = ?2 and language = ?3 and revision_id is null and has_changes <> ?4
        ",
        kind,
        item.id,
        tag,
        has_changes,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sets since when the text of a language is what it is for visitors.
pub(super) async fn set_changed_at(tx: &mut Write, item: ItemRef, language: &Language, at: Timestamp) -> Result<(), Error> {
    let (kind, tag, at) = (item.kind.as_str(), language.as_str(), at.to_sqlite());
    sqlx::query!(
        "
        update translations
        set changed_at = ?
        where item_kind = ? and item_id = ? and language = ? and revision_id is null
        ",
        at,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that a field which all languages share has changed for visitors.
pub(super) async fn touch_all(tx: &mut Write, item: ItemRef, now: Timestamp) -> Result<(), Error> {
    let (kind, at) = (item.kind.as_str(), now.to_sqlite());
    sqlx::query!(
        "
        update translations
        set changed_at = ?1
        where item_kind = ?2 and item_id = ?3 and revision_id is null
        ",
        at,
        kind,
        item.id,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The words of a text.
pub(super) fn plain(intro_words: &str, rendered: &str) -> String {
    if intro_words.is_empty() { rendered.to_owned() } else { format!("{intro_words}\n{rendered}") }
}

/// Changes only the slug and the words that a list searches. The text stays the same, so no translation becomes outdated.
pub(super) async fn move_language(
    tx: &mut Write,
    item: ItemRef,
    language: &Language,
    parts: &TextParts<'_>,
) -> Result<(), Error> {
    let (kind, tag, slug, folded) = (item.kind.as_str(), language.as_str(), parts.slug.as_str(), parts.folded.as_str());
    sqlx::query!(
        "
        update translations
        set slug = ?, folded = ?
        where item_kind = ? and item_id = ? and language = ? and revision_id is null
        ",
        slug,
        folded,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| Error::from(error).in_language(language))?;
    Ok(())
}

/// Removes a language from an item. A redirect leads visitors who knew its address to the item in another language.
pub(super) async fn remove_language(tx: &mut Write, item: ItemRef, language: &Language, now: Timestamp) -> Result<(), Error> {
    let (kind, tag, at) = (item.kind.as_str(), language.as_str(), now.to_sqlite());
    sqlx::query!(
        "
        insert into slug_redirects (item_kind, item_id, language, slug, created_at)
        select item_kind, item_id, language, slug, ?1
        from known_translations
        where item_kind = ?2 and item_id = ?3 and language = ?4 and known_from <= ?1
        on conflict (item_kind, language, slug, item_id) do update set created_at = excluded.created_at
        ",
        at,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from translations where item_kind = ? and item_id = ? and language = ?", kind, item.id, tag)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
