//! Scheduled changes of live texts. Each is a second row of its language, whose period follows that of the first.

use domain::item::ItemRef;
use domain::language::Language;
use domain::time::Timestamp;

use super::text::{NewText, RenderedColumns};
use super::translations::Translation;
use crate::error::Error;
use crate::sqlite::Write;

/// A scheduled change of a live text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScheduledChange {
    pub(crate) revision_id: i64,
    pub(crate) from: Timestamp,
    pub(crate) until: Option<Timestamp>,
    /// The end of the live text without this change.
    pub(crate) replaced_until: Option<Timestamp>,
}

/// Adds a scheduled change of a live text, whose period then ends at its time at the latest.
pub(super) async fn insert(
    tx: &mut Write,
    item: ItemRef,
    new: NewText<'_>,
    live: &Translation,
    change: &ScheduledChange,
) -> Result<(), Error> {
    let RenderedColumns { html, headings, plain, indexed_title, indexed_body, words, renderer } = new.render(tx).await?;
    let (kind, tag) = (item.kind.as_str(), new.language.as_str());
    let (slug, title, folded) = (new.parts.slug.as_str(), new.parts.title, new.parts.folded.as_str());
    let (changed_at, written_at) = (new.changed_at.to_sqlite(), new.written_at.to_sqlite());
    let (from, until) = (change.from.to_sqlite(), change.until.map(Timestamp::to_sqlite));
    // The live text ends before the other begins: at no time there are two.
    let end = change.replaced_until.map_or(change.from, |end| end.min(change.from));
    end_live(tx, item, new.language, Some(end)).await?;
    let (first, replaced) = (live.published_at.map(Timestamp::to_sqlite), change.replaced_until.map(Timestamp::to_sqlite));
    sqlx::query!(
        "
        insert into translations (
            item_kind, item_id, language, slug, status, published_at, unpublished_at, changed_at, written_at, title, html, headings,
            plain, indexed_title, indexed_title_of, indexed_body, words, renderer, folded, revision_id, first_published_at,
            replaced_until
        )
        values (?, ?, ?, ?, 'published', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ",
        kind,
        item.id,
        tag,
        slug,
        from,
        until,
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
        change.revision_id,
        first,
        replaced,
    )
    .execute(&mut **tx)
    .await
    .map_err(|error| Error::from(error).in_language(new.language))?;
    Ok(())
}

/// Sets the end that the live text has without a scheduled change.
pub(super) async fn set_replaced_until(
    tx: &mut Write,
    item: ItemRef,
    language: &Language,
    change: &ScheduledChange,
    until: Option<Timestamp>,
) -> Result<(), Error> {
    let (kind, tag, replaced) = (item.kind.as_str(), language.as_str(), until.map(Timestamp::to_sqlite));
    sqlx::query!(
        "
        update translations
        set replaced_until = ?
        where item_kind = ? and item_id = ? and language = ? and revision_id is not null
        ",
        replaced,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    end_live(tx, item, language, Some(until.map_or(change.from, |end| end.min(change.from)))).await
}

/// Gives a scheduled change another period. The live text ends where it begins.
pub(super) async fn move_to(
    tx: &mut Write,
    item: ItemRef,
    language: &Language,
    planned: &ScheduledChange,
    moved: &ScheduledChange,
) -> Result<(), Error> {
    let (kind, tag) = (item.kind.as_str(), language.as_str());
    let (from, until) = (moved.from.to_sqlite(), moved.until.map(Timestamp::to_sqlite));
    let end = |from: Timestamp| moved.replaced_until.map_or(from, |end| end.min(from));
    // There are never two at once.
    end_live(tx, item, language, Some(end(moved.from.min(planned.from)))).await?;
    sqlx::query!(
        "
        update translations
        set published_at = ?, unpublished_at = ?, changed_at = ?
        where item_kind = ? and item_id = ? and language = ? and revision_id is not null
        ",
        from,
        until,
        from,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    end_live(tx, item, language, Some(end(moved.from))).await
}

/// Takes a scheduled change back: the live text ends when it would have ended without it.
pub(super) async fn cancel(tx: &mut Write, item: ItemRef, language: &Language, change: &ScheduledChange) -> Result<(), Error> {
    delete(tx, item, language).await?;
    end_live(tx, item, language, change.replaced_until).await
}

/// Makes a scheduled change whose time has come the text of its language. It stays published since it was first.
pub(super) async fn go_live(tx: &mut Write, item: ItemRef, language: &Language, change: &ScheduledChange) -> Result<(), Error> {
    let (kind, tag) = (item.kind.as_str(), language.as_str());
    sqlx::query!(
        "
        update translations
        set (slug, changed_at, written_at, renderer, words, headings, folded, html, plain, indexed_title,
            indexed_title_of, indexed_body) = (
            select
                n.slug, n.changed_at, n.written_at, n.renderer, n.words, n.headings, n.folded, n.html, n.plain, n.indexed_title,
                n.indexed_title_of, n.indexed_body
            from translations n
            where n.item_kind = ?1 and n.item_id = ?2 and n.language = ?3 and n.revision_id is not null
        )
        where item_kind = ?1 and item_id = ?2 and language = ?3 and revision_id is null
        ",
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    delete(tx, item, language).await?;
    end_live(tx, item, language, change.until).await
}

/// Deletes the row of a scheduled change.
async fn delete(tx: &mut Write, item: ItemRef, language: &Language) -> Result<(), Error> {
    let (kind, tag) = (item.kind.as_str(), language.as_str());
    sqlx::query!(
        "
        delete from translations
        where item_kind = ? and item_id = ? and language = ? and revision_id is not null
        ",
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sets the end of the text that visitors read now; None for no end.
async fn end_live(tx: &mut Write, item: ItemRef, language: &Language, end: Option<Timestamp>) -> Result<(), Error> {
    let (kind, tag, end) = (item.kind.as_str(), language.as_str(), end.map(Timestamp::to_sqlite));
    sqlx::query!(
        "
        update translations
        set unpublished_at = ?
        where item_kind = ? and item_id = ? and language = ? and revision_id is null
        ",
        end,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
