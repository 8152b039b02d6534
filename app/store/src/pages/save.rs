//! Saving a page: its texts, its addresses, its revision and the audit log in one transaction.

use std::collections::BTreeMap;

use domain::id::PageId;
use domain::invalid::{Invalid, Problem};
use domain::item::ItemKind;
use domain::language::Language;
use domain::markdown::Rendered;
use domain::media as library;
use domain::page::{PageDraft, PageText};
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::json;

use super::stored::{self, Stored};
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::media;
use crate::publishing::{self, NewText, column, optional_column};
use crate::sqlite::{Store, Write};

/// What became of a draft: the page's id, and the version to name in the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    pub id: PageId,
    pub version: i64,
}

/// Stores a new page as a draft in all its languages, or changes a page that has the draft's version ([`Error::Stale`] if it
/// has another by now). A language that the draft lacks is removed from the page. [`Error::Taken`] names the field of a slug
/// that another page has (`slug:de`), [`Error::Invalid`] a published language left without a text (`content:de`). If nothing
/// changed, nothing is written and the version stays.
pub async fn save(store: &Store, by: &Editor, draft: PageDraft, now: Timestamp) -> Result<Saved, Error> {
    let rendered = publishing::render_all(store, &draft.texts, |text| &text.content).await?;
    let shows_media = draft.texts.0.values().any(|text| !library::ids_in(&text.content).is_empty());
    let rendered = rendered.iter().map(|(language, rendered)| (language.clone(), rendered)).collect();
    let mut tx = store.begin_write().await?;
    let saved = match draft.id {
        None => Saved { id: create(&mut tx, by, &draft, &rendered, None, now).await?, version: 1 },
        Some(id) => {
            let stored = Stored::read_version(&mut tx, id, draft.version).await?;
            Saved { id, version: change(&mut tx, by, &stored, &draft, &rendered, now).await? }
        }
    };
    tx.commit().await?;
    if shows_media {
        // A file may have changed while the text was rendered.
        publishing::render_again(store).await?;
    }
    Ok(saved)
}

/// What files say of a new page beside its texts.
#[derive(Debug)]
pub(crate) struct Imported<'a> {
    /// Ties the page to them.
    pub(crate) path: &'a str,
    /// From when its languages are published; what is not here is a draft.
    pub(crate) published: BTreeMap<&'a Language, Timestamp>,
}

/// Writes a new page within a transaction.
pub(crate) async fn create(
    tx: &mut Write,
    by: &Editor,
    draft: &PageDraft,
    rendered: &BTreeMap<Language, &Rendered>,
    imported: Option<&Imported<'_>>,
    now: Timestamp,
) -> Result<PageId, Error> {
    let published_at = |language: &Language| imported.and_then(|imported| imported.published.get(language).copied());
    refuse_published_without_text(draft, |language| published_at(language).is_some())?;
    let import_path = imported.map(|imported| imported.path);
    let texts = &draft.texts;
    let (title, content) = (column(texts, |text| Some(&text.title)), column(texts, |text| Some(&text.content)));
    let (excerpt, meta_description) =
        (optional_column(texts, |text| text.excerpt.as_ref()), optional_column(texts, |text| text.meta_description.as_ref()));
    let (seo_title, seo_keywords) =
        (optional_column(texts, |text| text.seo_title.as_ref()), optional_column(texts, |text| text.seo_keywords.as_ref()));
    let (template, user, at) = (draft.template.as_str(), by.id().map(|id| id.0), now.to_sqlite());
    // Its slug sums up those of its languages as soon as the first is written; `~` is in none.
    let id = sqlx::query_scalar!(
        r#"
        insert into pages (
            slug, title, content, excerpt, meta_description, seo_title, seo_keywords, canonical_url, template, is_featured,
            in_menu, sort_order, author_id, updated_by, created_at, updated_at, import_path
        )
        values ('~', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        returning id as "id!: i64"
        "#,
        title,
        content,
        excerpt,
        meta_description,
        seo_title,
        seo_keywords,
        draft.canonical_url,
        template,
        draft.is_featured,
        draft.in_menu,
        draft.sort_order,
        user,
        user,
        at,
        at,
        import_path,
    )
    .fetch_one(&mut **tx)
    .await?;
    let id = PageId(id);
    for (language, text) in &texts.0 {
        let new = new_text(language, text, rendered, published_at(language), now);
        publishing::write_language(tx, id, new).await?;
    }
    let draft = PageDraft { id: Some(id), version: 1, ..draft.clone() };
    keep_media(tx, id, &draft).await?;
    keep_revision(tx, by, id, &draft, now).await?;
    let entry = Entry { action: "created", item_kind: "page", item_id: Some(id.0), before: None, after: Some(summary(&draft)) };
    audit::append(tx, by, now, entry).await?;
    Ok(id)
}

/// Writes what differs from the stored page within a transaction; the page's version afterwards. `rendered` holds at least
/// the languages whose text differs.
pub(crate) async fn change(
    tx: &mut Write,
    by: &Editor,
    stored: &Stored,
    draft: &PageDraft,
    rendered: &BTreeMap<Language, &Rendered>,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = &stored.draft;
    let draft = PageDraft { id: before.id, version: before.version, ..draft.clone() };
    if draft == *before {
        return Ok(before.version);
    }
    let id = before.id.ok_or(Error::NotFound)?;
    refuse_published_without_text(&draft, |language| {
        stored.languages.get(language).is_some_and(|language| language.status == Status::Published)
    })?;

    let draft = PageDraft { version: before.version + 1, ..draft };
    let texts = &draft.texts;
    let (title, content) = (column(texts, |text| Some(&text.title)), column(texts, |text| Some(&text.content)));
    let (excerpt, meta_description) =
        (optional_column(texts, |text| text.excerpt.as_ref()), optional_column(texts, |text| text.meta_description.as_ref()));
    let (seo_title, seo_keywords) =
        (optional_column(texts, |text| text.seo_title.as_ref()), optional_column(texts, |text| text.seo_keywords.as_ref()));
    let (template, user, at) = (draft.template.as_str(), by.id().map(|id| id.0), now.to_sqlite());
    sqlx::query!(
        "
        update pages
        set title = ?, content = ?, excerpt = ?, meta_description = ?, seo_title = ?, seo_keywords = ?, canonical_url = ?,
            template = ?, is_featured = ?, in_menu = ?, sort_order = ?, updated_by = ?, updated_at = ?, version = ?
        where id = ?
        ",
        title,
        content,
        excerpt,
        meta_description,
        seo_title,
        seo_keywords,
        draft.canonical_url,
        template,
        draft.is_featured,
        draft.in_menu,
        draft.sort_order,
        user,
        at,
        draft.version,
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    for language in before.texts.0.keys().filter(|language| !texts.0.contains_key(*language)) {
        publishing::remove_language(tx, id, language, now).await?;
    }
    for (language, text) in &texts.0 {
        match before.texts.get(language) {
            Some(same) if same == text => {}
            Some(old) if (PageText { slug: text.slug.clone(), ..old.clone() }) == *text => {
                publishing::move_language(tx, id, language, &text.slug).await?;
            }
            _ => {
                publishing::write_language(tx, id, new_text(language, text, rendered, None, now)).await?;
            }
        }
    }
    keep_media(tx, id, &draft).await?;
    keep_revision(tx, by, id, &draft, now).await?;
    let (before, after) = (Some(summary(before)), Some(summary(&draft)));
    audit::append(tx, by, now, Entry { action: "changed", item_kind: "page", item_id: Some(id.0), before, after }).await?;
    Ok(draft.version)
}

fn refuse_published_without_text(draft: &PageDraft, is_published: impl Fn(&Language) -> bool) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    for (language, text) in &draft.texts.0 {
        if text.content.trim().is_empty() && is_published(language) {
            invalid.add(format!("content:{language}"), Problem::Missing);
        }
    }
    invalid.or_ok().map_err(Error::Invalid)
}

fn new_text<'a>(
    language: &'a Language,
    text: &'a PageText,
    rendered: &BTreeMap<Language, &'a Rendered>,
    published_at: Option<Timestamp>,
    now: Timestamp,
) -> NewText<'a> {
    NewText {
        language,
        title: &text.title,
        slug: &text.slug,
        markdown: &text.content,
        rendered: rendered.get(language).copied(),
        lead: "",
        folded: "",
        published_at,
        changed_at: now,
    }
}

/// Which files of the media library its texts name.
async fn keep_media(tx: &mut Write, id: PageId, draft: &PageDraft) -> Result<(), Error> {
    let ids = draft.texts.0.values().flat_map(|text| library::ids_in(&text.content)).collect();
    media::keep_uses(tx, ItemKind::Page, id.0, &ids).await
}

/// Keeps what the page is at this version.
async fn keep_revision(tx: &mut Write, by: &Editor, id: PageId, draft: &PageDraft, now: Timestamp) -> Result<(), Error> {
    let snapshot = json!(stored::form(draft)).to_string();
    let (user, at) = (by.id().map(|id| id.0), now.to_sqlite());
    sqlx::query!(
        "
        insert into page_revisions (page_id, version, snapshot, created_at, created_by)
        values (?, ?, ?, ?, ?)
        ",
        id.0,
        draft.version,
        snapshot,
        at,
        user,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What the audit log says of a page; its texts are in its revisions.
fn summary(draft: &PageDraft) -> serde_json::Value {
    let titles: BTreeMap<_, _> = draft.texts.0.iter().map(|(language, text)| (language, &text.title)).collect();
    let slugs: BTreeMap<_, _> = draft.texts.0.iter().map(|(language, text)| (language, &text.slug)).collect();
    json!({
        "version": draft.version,
        "title": titles,
        "slug": slugs,
        "template": draft.template,
        "is_featured": draft.is_featured,
        "in_menu": draft.in_menu,
        "sort_order": draft.sort_order,
    })
}
