//! Saving: a revision of the whole form. Published texts stay as they are; for a language that is not published the columns
//! hold the draft.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MediaId;
use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::media as library;
use domain::time::Timestamp;

use super::content::Content;
use super::render::{self, Rendering, Source};
use super::stored_item::StoredItem;
use super::text::{self, NewText};
use super::{item, revisions, slugs};
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::media;
use crate::sqlite::{Store, Write};

/// A saved draft: its id, and the version to name in the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved<I> {
    pub id: I,
    pub version: i64,
}

/// Texts that were rendered before the transaction. The transaction renders the others.
pub(crate) type RenderedTexts<'a> = BTreeMap<Language, Rendering<'a>>;

/// Stores a new item as a draft in all its languages, or a new draft of the item that has this id and version; its id, and its
/// version afterwards. See [`crate::pages::save`].
pub(crate) async fn save<C: Content>(
    store: &Store,
    by: &Editor,
    id: Option<i64>,
    version: i64,
    draft: C,
    now: Timestamp,
) -> Result<(i64, i64), Error> {
    let sources = match id {
        Some(id) => {
            let mut reader = store.readers().acquire().await?;
            // Nothing is rendered for a form that is refused anyway.
            let stored = StoredItem::<C>::read_version(&mut reader, id, version, now).await?;
            let is_rewritten = |language: &Language| {
                !stored.is_published(language) && change_of(&stored.live, &draft, language) == TextChange::Rewritten
            };
            sources(&draft, is_rewritten)
        }
        None => sources(&draft, |_| true),
    };
    let rendered = render::render_unless_busy(store, sources).await?;
    let texts = rendered.iter().map(|(language, source)| (language.clone(), source.rendering())).collect();
    let mut tx = store.begin_write().await?;
    let saved = match id {
        None => (create(&mut tx, by, &draft, &texts, &BTreeMap::new(), now).await?, 1),
        Some(id) => {
            let stored = StoredItem::<C>::begin_version(&mut tx, id, version, now).await?;
            (id, save_in(&mut tx, by, &stored, &draft, &texts, Action::Changed, now).await?)
        }
    };
    render::commit_rendered(store, tx, &rendered).await?;
    Ok(saved)
}

/// The Markdown of a draft in the languages whose rendering a save writes.
fn sources<C: Content>(draft: &C, is_rewritten: impl Fn(&Language) -> bool) -> Vec<Source> {
    let texts = draft.texts().0.iter().filter(|(language, _)| is_rewritten(language));
    texts.map(|(language, text)| Source { language: language.clone(), markdown: draft.parts(text).markdown.to_owned() }).collect()
}

/// What a draft makes of the text in a language that is not published.
#[derive(Debug, PartialEq, Eq)]
enum TextChange {
    Unchanged,
    /// Only its slug differs.
    Moved,
    Rewritten,
}

fn change_of<C: Content>(live: &C, draft: &C, language: &Language) -> TextChange {
    let (Some(old), Some(new)) = (live.texts().get(language), draft.texts().get(language)) else { return TextChange::Rewritten };
    let parts = draft.parts(new);
    if old == new && live.parts(old).folded == parts.folded {
        TextChange::Unchanged
    } else if C::with_slug(old, parts.slug) == *new {
        TextChange::Moved
    } else {
        TextChange::Rewritten
    }
}

/// Writes a new item within a transaction; its id. A language is published from the time in `published`, else it is a draft.
pub(crate) async fn create<C: Content>(
    tx: &mut Write,
    by: &Editor,
    draft: &C,
    rendered: &RenderedTexts<'_>,
    published: &BTreeMap<&Language, Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    for language in published.keys() {
        refuse_without_text(draft, language)?;
    }
    draft.refuse_missing_files(tx, &[]).await?;
    slugs::refuse_taken(tx, C::KIND, None, &slugs_of(draft)).await?;
    let id = draft.insert(tx, by, now).await?;
    let item = ItemRef { kind: C::KIND, id };
    let mut draft = draft.clone();
    draft.set_id_and_version(id, 1);
    for (language, text) in &draft.texts().0 {
        let parts = draft.parts(text);
        let new = NewText {
            language,
            parts: &parts,
            rendered: rendered.get(language).copied(),
            published_at: published.get(language).copied(),
            changed_at: now,
            written_at: now,
        };
        text::write_language(tx, item, new).await?;
    }
    let written_at = draft.texts().0.keys().map(|language| (language.clone(), now)).collect();
    revisions::append(tx, by, item, &draft.form(), &written_at, now).await?;
    media::sync_uses(tx, item.kind, id, &draft.media()).await?;
    audit::append(tx, by, now, Entry::of_item(item, Action::Created, None, draft.summary())).await?;
    Ok(id)
}

/// Writes a new draft within a transaction; the item's version afterwards. An unchanged draft is not written.
pub(crate) async fn save_in<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    draft: &C,
    rendered: &RenderedTexts<'_>,
    action: Action,
    now: Timestamp,
) -> Result<i64, Error> {
    let (item, mut draft) = (stored.item(), draft.clone());
    draft.set_id_and_version(stored.id, stored.version);
    if draft.form() == stored.draft {
        return Ok(stored.version);
    }
    draft.refuse_missing_files(tx, &[&stored.draft, &stored.live.form()]).await?;
    // In the trash an item holds no slug.
    if stored.deleted_at.is_none() {
        slugs::refuse_taken(tx, C::KIND, Some(stored.id), &slugs_of(&draft)).await?;
    }
    let version = stored.version + 1;
    draft.set_id_and_version(stored.id, version);
    let form = draft.form();
    let is_published = |language: &Language| stored.is_published(language);
    let columns = columns(stored, &draft, is_published);
    columns.write_columns(tx, stored.id, now).await?;
    item::mark_changed(tx, by, item, version, now).await?;
    let written_at = written_at(stored, &form, now);
    write_unpublished(tx, stored, &columns, is_published, rendered, &written_at, now).await?;
    revisions::append(tx, by, item, &form, &written_at, now).await?;
    stored.mark_changes(tx, is_published, &columns, &form).await?;
    sync_media_uses(tx, item, &columns, &draft).await?;
    let before = stored.drafted().summary();
    audit::append(tx, by, now, Entry::of_item(item, action, before, draft.summary())).await?;
    Ok(version)
}

/// The columns beside a draft, of the next version: the published texts, and the draft of everything else.
pub(super) fn columns<C: Content>(stored: &StoredItem<C>, draft: &C, is_published: impl Fn(&Language) -> bool) -> C {
    let is_any_published = stored.languages.keys().any(&is_published);
    let mut columns = if is_any_published { stored.live.clone() } else { draft.clone() };
    columns.set_id_and_version(stored.id, stored.version + 1);
    let published = stored.live.texts().0.iter().filter(|(language, _)| is_published(language));
    let drafted = draft.texts().0.iter().filter(|(language, _)| !is_published(language));
    columns.texts_mut().0 = published.chain(drafted).map(|(language, text)| (language.clone(), text.clone())).collect();
    columns
}

/// Writes the languages that are not published: their texts are those of the draft. A language that it lacks goes.
pub(super) async fn write_unpublished<C: Content>(
    tx: &mut Write,
    stored: &StoredItem<C>,
    columns: &C,
    is_published: impl Fn(&Language) -> bool + Send,
    rendered: &RenderedTexts<'_>,
    written_at: &BTreeMap<Language, Timestamp>,
    now: Timestamp,
) -> Result<(), Error> {
    let (item, live) = (stored.item(), &stored.live);
    for language in stored.languages.keys().filter(|language| !columns.texts().0.contains_key(*language)) {
        text::remove_language(tx, item, language, now).await?;
    }
    for (language, text) in columns.texts().0.iter().filter(|(language, _)| !is_published(language)) {
        let parts = columns.parts(text);
        match change_of(live, columns, language) {
            TextChange::Unchanged => {}
            TextChange::Moved => text::move_language(tx, item, language, &parts).await?,
            TextChange::Rewritten => {
                let rendered = rendered.get(language).copied();
                let written_at = written_at.get(language).copied().unwrap_or(now);
                let new = NewText { language, parts: &parts, rendered, published_at: None, changed_at: now, written_at };
                text::write_language(tx, item, new).await?;
            }
        }
    }
    Ok(())
}

/// When the text of a draft was written in each language: now, where more than its slug differs from the draft before.
fn written_at<C: Content>(stored: &StoredItem<C>, form: &C::Form, now: Timestamp) -> BTreeMap<Language, Timestamp> {
    let (mut before, mut form) = (stored.draft.clone(), form.clone());
    let before = C::text_forms(&mut before);
    let forms = C::text_forms(&mut form).iter_mut();
    forms
        .map(|(language, text)| {
            let is_same = before.get_mut(language).is_some_and(|old| {
                C::slug_of(text).clone_from(C::slug_of(old));
                old == text
            });
            let known = stored.written_at.get(language).copied();
            let known = known.or_else(|| stored.languages.get(language).map(|own| own.written_at));
            (language.clone(), if is_same { known.unwrap_or(now) } else { now })
        })
        .collect()
}

/// Saves which files the item uses.
pub(super) async fn sync_media_uses<C: Content>(tx: &mut Write, item: ItemRef, live: &C, draft: &C) -> Result<(), Error> {
    let ids = files_of(tx, item, live, draft).await?;
    media::sync_uses(tx, item.kind, item.id, &ids).await
}

/// The files that an item uses: in its live text, in a scheduled change, or in its draft.
pub(super) async fn files_of<C: Content>(tx: &mut Write, item: ItemRef, live: &C, draft: &C) -> Result<BTreeSet<MediaId>, Error> {
    let kind = item.kind.as_str();
    let planned = sqlx::query_scalar!(
        r#"
        select s.markdown as "markdown?: String"
        from translations t
        join translation_sources s on s.id = t.id
        where t.item_kind = ? and t.item_id = ? and t.revision_id is not null
        limit 100
        "#,
        kind,
        item.id,
    )
    .fetch_all(&mut **tx)
    .await?;
    let planned = planned.iter().flatten().flat_map(|markdown| library::ids_in(markdown));
    Ok(live.media().into_iter().chain(draft.media()).chain(planned).collect())
}

pub(super) fn slugs_of<C: Content>(draft: &C) -> Vec<(&Language, &domain::text::Slug)> {
    draft.texts().0.iter().map(|(language, text)| (language, draft.parts(text).slug)).collect()
}

/// Refuses to publish a language without its text, or an item without what all its languages need; the problem stands at its field.
pub(super) fn refuse_without_text<C: Content>(draft: &C, language: &Language) -> Result<(), Error> {
    let is_there = draft.texts().get(language).is_some_and(|text| !draft.parts(text).required.trim().is_empty());
    let field = format!("{}:{language}", C::KIND.required_field());
    if !is_there {
        return Err(Error::Invalid(Invalid::at(field, Problem::Missing)));
    }
    draft.missing_to_publish().map_or(Ok(()), |field| Err(Error::Invalid(Invalid::at(field, Problem::Missing))))
}
