//! Changes that editors make to a file: texts, focal point, folder, tags.

use domain::id::MediaId;
use domain::language::Localized;
use domain::media::{BulkProblem, BulkResult, Folder, MediaDraft, Tags, limit};
use domain::search::fold;
use domain::time::Timestamp;
use serde_json::json;

use super::rows;
use super::uses::mark_texts;
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::publishing::commit_and_rerender;
use crate::sqlite::{Store, Write};

/// Changes a file that has the draft's version ([`Error::Stale`] if it has another by now); its version afterwards. Pages that
/// show it are rendered again. A language that the draft lacks goes.
pub async fn save(store: &Store, by: &Editor, draft: &MediaDraft, now: Timestamp) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    let old = sqlx::query!(
        r#"
        select version, title, alt_text, description, folder, tags, focal_x, focal_y, filename, original_filename,
            is_decorative as "is_decorative!: bool"
        from media_files
        where id = ?
        "#,
        draft.id.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    if old.version != draft.version {
        return Err(Error::Stale);
    }
    let (title, alt_text, description) = (column(&draft.titles), column(&draft.alts), column(&draft.descriptions));
    let (folder, tags) = (draft.folder.as_str(), json!(draft.tags).to_string());
    let (x, y) = (i64::from(draft.focal_point.x), i64::from(draft.focal_point.y));
    let is_same_crop = (old.focal_x, old.focal_y) == (x, y);
    let words =
        words(&[&old.filename, &old.original_filename, folder], [&draft.titles, &draft.alts, &draft.descriptions], &draft.tags);
    let (version, at) = (old.version + 1, now.to_sqlite());
    sqlx::query!(
        "
        update media_files
        set title = ?, alt_text = ?, description = ?, is_decorative = ?, folder = ?, tags = ?, focal_x = ?, focal_y = ?,
            variants_version = iif(?, variants_version, 0), words = ?, updated_at = ?, version = ?
        where id = ?
        ",
        title,
        alt_text,
        description,
        draft.is_decorative,
        folder,
        tags,
        x,
        y,
        is_same_crop,
        words,
        at,
        version,
        draft.id.0,
    )
    .execute(&mut *tx)
    .await?;
    mark_texts(&mut tx, draft.id).await?;
    let before = json!({
        "title": old.title, "alt_text": old.alt_text, "folder": old.folder, "tags": old.tags,
        "is_decorative": old.is_decorative, "focal_point": [old.focal_x, old.focal_y],
    });
    let after = json!({
        "title": title, "alt_text": alt_text, "folder": folder, "tags": tags,
        "is_decorative": draft.is_decorative, "focal_point": [x, y],
    });
    let entry = Entry {
        action: Action::Changed,
        item_kind: "media",
        item_id: Some(draft.id.0),
        before: Some(before),
        after: Some(after),
    };
    audit::append(&mut tx, by, now, entry).await?;
    commit_and_rerender(store, tx).await?;
    Ok(version)
}

/// Puts files into a folder.
pub async fn move_to(store: &Store, by: &Editor, ids: &[MediaId], folder: &Folder, now: Timestamp) -> Result<BulkResult, Error> {
    let mut tx = store.begin_write().await?;
    let mut bulk = BulkResult::default();
    for &id in ids {
        let Some(known) = Known::read(&mut tx, id).await? else {
            bulk.refused.push((id, BulkProblem::NotFound));
            continue;
        };
        if known.folder != folder.as_str() {
            known.write(&mut tx, by, folder.as_str(), &known.tags, now).await?;
        }
        bulk.done.push(id);
    }
    tx.commit().await?;
    Ok(bulk)
}

/// Adds tags to files, and takes others from them.
pub async fn tag(
    store: &Store,
    by: &Editor,
    ids: &[MediaId],
    add: &Tags,
    remove: &Tags,
    now: Timestamp,
) -> Result<BulkResult, Error> {
    let mut tx = store.begin_write().await?;
    let mut bulk = BulkResult::default();
    for &id in ids {
        let Some(known) = Known::read(&mut tx, id).await? else {
            bulk.refused.push((id, BulkProblem::NotFound));
            continue;
        };
        let mut tags = Tags(known.tags.0.iter().filter(|tag| !remove.contains(tag)).cloned().collect());
        add.0.iter().for_each(|tag| tags.add(tag.clone()));
        if tags.0.len() > limit::TAGS {
            bulk.refused.push((id, BulkProblem::TooManyTags));
            continue;
        }
        if tags != known.tags {
            known.write(&mut tx, by, &known.folder, &tags, now).await?;
        }
        bulk.done.push(id);
    }
    tx.commit().await?;
    Ok(bulk)
}

/// The columns that bulk actions change, and the words of the search.
struct Known {
    id: MediaId,
    folder: String,
    tags: Tags,
    names: [String; 2],
    texts: [Localized<String>; 3],
}

impl Known {
    /// None where it is gone or in the trash.
    async fn read(tx: &mut Write, id: MediaId) -> Result<Option<Self>, Error> {
        let row = sqlx::query!(
            r#"
            select coalesce(folder, '/') as "folder!: String", tags, filename, original_filename, title, alt_text, description
            from media_files
            where id = ? and deleted_at is null
            "#,
            id.0,
        )
        .fetch_optional(&mut **tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Self {
            id,
            folder: row.folder,
            tags: rows::tags(row.tags.as_deref())?,
            names: [row.filename, row.original_filename],
            texts: [
                rows::optional(row.title.as_deref())?,
                rows::optional(row.alt_text.as_deref())?,
                rows::optional(row.description.as_deref())?,
            ],
        }))
    }

    async fn write(&self, tx: &mut Write, by: &Editor, folder: &str, tags: &Tags, now: Timestamp) -> Result<(), Error> {
        let [filename, original] = &self.names;
        let [titles, alts, descriptions] = &self.texts;
        let words = words(&[filename, original, folder], [titles, alts, descriptions], tags);
        let (tags_json, at) = (json!(tags).to_string(), now.to_sqlite());
        sqlx::query!(
            "
            update media_files
            set folder = ?, tags = ?, words = ?, updated_at = ?, version = version + 1
            where id = ?
            ",
            folder,
            tags_json,
            words,
            at,
            self.id.0,
        )
        .execute(&mut **tx)
        .await?;
        let before = Some(json!({ "folder": self.folder, "tags": self.tags }));
        let after = Some(json!({ "folder": folder, "tags": tags }));
        audit::append(tx, by, now, Entry { action: Action::Changed, item_kind: "media", item_id: Some(self.id.0), before, after })
            .await
    }
}

/// All that a file is found by.
fn words(names: &[&str], texts: [&Localized<String>; 3], tags: &Tags) -> String {
    let texts = texts.into_iter().flat_map(|texts| texts.0.values().map(String::as_str));
    let all: Vec<&str> = names.iter().copied().chain(texts).chain(tags.0.iter().map(String::as_str)).collect();
    fold(&all.join(" "))
}

/// Null where there is no text.
fn column(texts: &Localized<String>) -> Option<String> {
    (!texts.0.is_empty()).then(|| json!(texts).to_string())
}
