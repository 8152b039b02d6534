//! Saving a whitepaper: its texts, its addresses and the audit log in one transaction.

use std::collections::BTreeMap;

use domain::id::{MediaId, WhitepaperId};
use domain::invalid::{Invalid, Problem};
use domain::item::ItemKind;
use domain::language::Language;
use domain::markdown::Rendered;
use domain::media as library;
use domain::publication::Status;
use domain::search::fold;
use domain::time::Timestamp;
use domain::whitepaper::{WhitepaperDraft, WhitepaperText};
use serde_json::json;

use super::stored::Stored;
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::media;
use crate::publishing::{self, NewText, column, optional_column};
use crate::sqlite::{Store, Write};

/// What became of a draft: the id, and the version to name in the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub id: WhitepaperId,
    pub version: i64,
}

/// Stores a new whitepaper as a draft in all its languages, or changes one that has the draft's version ([`Error::Stale`] if it
/// has another by now). A language that the draft lacks is removed. [`Error::Taken`] names the field of a slug that another has
/// (`slug:de`), [`Error::Invalid`] a file that is not in the library (`file`, `cover`) and a published language left without a
/// description (`description:de`). If nothing changed, nothing is written and the version stays.
pub async fn save(store: &Store, by: &Editor, draft: WhitepaperDraft, now: Timestamp) -> Result<Saved, Error> {
    let rendered = publishing::render_all(store, &draft.texts, |text| &text.preview).await?;
    let shows_media = draft.texts.0.values().any(|text| !library::ids_in(&text.preview).is_empty());
    let mut tx = store.begin_write().await?;
    let saved = match draft.id {
        None => create(&mut tx, by, &draft, &rendered, now).await?,
        Some(id) => {
            let stored = Stored::read_version(&mut tx, id, draft.version).await?;
            let version = change(&mut tx, by, &stored, &draft, &rendered, now).await?;
            Saved { id, version }
        }
    };
    tx.commit().await?;
    if shows_media {
        // A file may have changed while the preview was rendered.
        publishing::render_again(store).await?;
    }
    Ok(saved)
}

async fn create(
    tx: &mut Write,
    by: &Editor,
    draft: &WhitepaperDraft,
    rendered: &BTreeMap<Language, Rendered>,
    now: Timestamp,
) -> Result<Saved, Error> {
    refuse_missing_files(tx, None, draft).await?;
    let (user, at) = (by.id().map(|id| id.0), now.to_sqlite());
    let (title, file) = (column(&draft.texts, |text| Some(&text.title)), draft.file.0);
    // Its slug sums up those of its languages as soon as the first is written; `~` is in none.
    let id = sqlx::query_scalar!(
        r#"
        insert into whitepapers (title, slug, file_id, author_id, created_at, updated_at)
        values (?1, '~', ?2, ?3, ?4, ?4)
        returning id as "id!: i64"
        "#,
        title,
        file,
        user,
        at,
    )
    .fetch_one(&mut **tx)
    .await?;
    let id = WhitepaperId(id);
    let draft = WhitepaperDraft { id: Some(id), version: 1, ..draft.clone() };
    write(tx, by, id, &draft, now).await?;
    for (language, text) in &draft.texts.0 {
        let folded = folded(&draft, text);
        publishing::write_language(tx, id, new_text(language, text, rendered, &folded, now)).await?;
    }
    keep_media(tx, id, &draft).await?;
    let after = Some(summary(&draft));
    audit::append(tx, by, now, Entry { action: "created", item_kind: "whitepaper", item_id: Some(id.0), before: None, after })
        .await?;
    Ok(Saved { id, version: 1 })
}

async fn change(
    tx: &mut Write,
    by: &Editor,
    stored: &Stored,
    draft: &WhitepaperDraft,
    rendered: &BTreeMap<Language, Rendered>,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = &stored.draft;
    if draft == before {
        return Ok(before.version);
    }
    let id = before.id.ok_or(Error::NotFound)?;
    refuse_missing_files(tx, Some(before), draft).await?;
    refuse_published_without_description(stored, draft)?;
    let draft = WhitepaperDraft { id: Some(id), version: before.version + 1, ..draft.clone() };
    write(tx, by, id, &draft, now).await?;
    for language in before.texts.0.keys().filter(|language| !draft.texts.0.contains_key(*language)) {
        publishing::remove_language(tx, id, language, now).await?;
    }
    for (language, text) in &draft.texts.0 {
        let changed_at = match (before.texts.get(language), stored.languages.get(language)) {
            // Only another slug, or other tags: no translation is outdated by it.
            (Some(old), Some(own)) if (WhitepaperText { slug: text.slug.clone(), ..old.clone() }) == *text => own.changed_at,
            _ => now,
        };
        let folded = folded(&draft, text);
        publishing::write_language(tx, id, new_text(language, text, rendered, &folded, changed_at)).await?;
    }
    keep_media(tx, id, &draft).await?;
    let (before, after) = (Some(summary(before)), Some(summary(&draft)));
    audit::append(tx, by, now, Entry { action: "changed", item_kind: "whitepaper", item_id: Some(id.0), before, after }).await?;
    Ok(draft.version)
}

async fn write(tx: &mut Write, by: &Editor, id: WhitepaperId, draft: &WhitepaperDraft, now: Timestamp) -> Result<(), Error> {
    let texts = &draft.texts;
    let title = column(texts, |text| Some(&text.title));
    let description = optional_column(texts, |text| text.description.as_ref());
    let preview = optional_column(texts, |text| Some(&text.preview).filter(|preview| !preview.is_empty()));
    let (meta_title, meta_description) =
        (optional_column(texts, |text| text.meta_title.as_ref()), optional_column(texts, |text| text.meta_description.as_ref()));
    let (file, cover, category) = (draft.file.0, draft.cover.map(|cover| cover.0), draft.category.as_str());
    let (tags, industries) = (json!(draft.tags).to_string(), json!(draft.industries).to_string());
    let (user, at) = (by.id().map(|id| id.0), now.to_sqlite());
    sqlx::query!(
        "
        update whitepapers
        set title = ?, description = ?, preview_content = ?, meta_title = ?, meta_description = ?, file_id = ?, thumbnail_id = ?,
            category = ?, tags = ?, industry = ?, requires_registration = ?, lead_magnet_active = ?, featured = ?, sort_order = ?,
            updated_by = ?, updated_at = ?, version = ?
        where id = ?
        ",
        title,
        description,
        preview,
        meta_title,
        meta_description,
        file,
        cover,
        category,
        tags,
        industries,
        draft.requires_registration,
        draft.lead_magnet_active,
        draft.featured,
        draft.sort_order,
        user,
        at,
        draft.version,
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn new_text<'a>(
    language: &'a Language,
    text: &'a WhitepaperText,
    rendered: &'a BTreeMap<Language, Rendered>,
    folded: &'a str,
    changed_at: Timestamp,
) -> NewText<'a> {
    NewText {
        language,
        title: &text.title,
        slug: &text.slug,
        markdown: &text.preview,
        rendered: rendered.get(language),
        lead: text.description.as_deref().unwrap_or_default(),
        folded,
        published_at: None,
        changed_at,
    }
}

/// Which files of the media library its previews name; file and cover are columns of its own.
async fn keep_media(tx: &mut Write, id: WhitepaperId, draft: &WhitepaperDraft) -> Result<(), Error> {
    let ids = draft.texts.0.values().flat_map(|text| library::ids_in(&text.preview)).collect();
    media::keep_uses(tx, ItemKind::Whitepaper, id.0, &ids).await
}

/// What the public list searches: the words of a card and what it is sorted under.
fn folded(draft: &WhitepaperDraft, text: &WhitepaperText) -> String {
    let words = [&text.title].into_iter().chain(&text.description).chain(&draft.tags).chain(&draft.industries);
    fold(&words.map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// A file that is chosen must be in the library, and not in its trash; what was chosen before may stay.
async fn refuse_missing_files(tx: &mut Write, before: Option<&WhitepaperDraft>, draft: &WhitepaperDraft) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    if before.is_none_or(|before| before.file != draft.file) && !is_in_library(tx, draft.file).await? {
        invalid.add("file", Problem::Missing);
    }
    if let Some(cover) = draft.cover
        && before.is_none_or(|before| before.cover != draft.cover)
        && !is_in_library(tx, cover).await?
    {
        invalid.add("cover", Problem::Missing);
    }
    invalid.or_ok().map_err(Error::Invalid)
}

async fn is_in_library(tx: &mut Write, id: MediaId) -> Result<bool, Error> {
    let is_there = sqlx::query_scalar!(
        r#"select exists (select 1 from media_files where id = ? and deleted_at is null) as "is_there!: bool""#,
        id.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(is_there)
}

fn refuse_published_without_description(stored: &Stored, draft: &WhitepaperDraft) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    for (language, text) in &draft.texts.0 {
        let is_published = stored.languages.get(language).is_some_and(|own| own.status == Status::Published);
        if is_published && text.description.is_none() {
            invalid.add(format!("description:{language}"), Problem::Missing);
        }
    }
    invalid.or_ok().map_err(Error::Invalid)
}

/// What the audit log says of a whitepaper.
fn summary(draft: &WhitepaperDraft) -> serde_json::Value {
    let titles: BTreeMap<_, _> = draft.texts.0.iter().map(|(language, text)| (language, &text.title)).collect();
    let slugs: BTreeMap<_, _> = draft.texts.0.iter().map(|(language, text)| (language, &text.slug)).collect();
    json!({
        "version": draft.version,
        "title": titles,
        "slug": slugs,
        "file": draft.file,
        "cover": draft.cover,
        "category": draft.category,
        "requires_registration": draft.requires_registration,
        "lead_magnet_active": draft.lead_magnet_active,
        "featured": draft.featured,
        "sort_order": draft.sort_order,
    })
}
