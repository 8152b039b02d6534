//! A file comes in: a new row, the row it had already, or another file under the row it replaces.

use domain::id::MediaId;
use domain::media::{Folder, Format};
use domain::search::fold;
use domain::time::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::rows;
use super::uses::mark_texts;
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::changes::Topic;
use crate::error::Error;
use crate::publishing::commit_and_rerender;
use crate::sqlite::Store;

/// A file that lies under its final name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// SHA-256 of what was uploaded, in hex.
    pub hash: String,
    /// SHA-256 of what lies on the disk, in hex.
    pub stored_hash: String,
    /// Below the media folder.
    pub path: String,
    pub format: Format,
    pub size_bytes: u64,
    /// Safe for an address.
    pub filename: String,
    /// As it came, cleaned for being shown.
    pub original_filename: String,
    /// Width and height in pixels, as it is shown.
    pub size: Option<(u32, u32)>,
    pub pages: Option<u32>,
    pub folder: Folder,
}

/// The result of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    New(MediaId),
    /// The library had the same file already.
    Known(MediaId),
}

/// Adds a file, unless a row that is not in the trash has it already: as it came, or as it was stored.
pub async fn add(store: &Store, by: &Editor, file: &NewFile, now: Timestamp) -> Result<Added, Error> {
    let mut tx = store.begin_write().await?;
    if let Some(known) = known_in(&mut tx, &file.hash).await? {
        return Ok(Added::Known(known));
    }
    let (mime_type, folder, metadata) = (file.format.mime_type(), file.folder.as_str(), metadata(file));
    let (user, at, size) = (by.id().map(|id| id.0), now.to_sqlite(), bytes(file));
    let words = fold(&format!("{} {}", file.filename, file.original_filename));
    let id = sqlx::query_scalar!(
        r#"
        insert into media_files (
            filename, original_filename, file_path, file_size, mime_type, file_hash, stored_hash, image_metadata, page_count,
            folder, tags, uploaded_by, created_at, updated_at, words
        )
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?, ?, ?)
        returning id as "id!: i64"
        "#,
        file.filename,
        file.original_filename,
        file.path,
        size,
        mime_type,
        file.hash,
        file.stored_hash,
        metadata,
        file.pages,
        folder,
        user,
        at,
        at,
        words,
    )
    .fetch_one(&mut *tx)
    .await?;
    let entry =
        Entry { action: Action::Uploaded, item_kind: "media", item_id: Some(id), before: None, after: Some(summary(file)) };
    audit::append(&mut tx, by, now, entry).await?;
    tx.commit().await?;
    Ok(Added::New(MediaId(id)))
}

/// The result of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    Done,
    /// It is the same file.
    Same,
    /// Another row that is not in the trash has the new file.
    AlreadyThere(MediaId),
    /// The new file is of another kind.
    OtherKind,
}

/// Puts another file in the place of one: id, texts, folder and tags stay; pages that show it are rendered again. `version` is
/// the one that the editor saw.
pub async fn replace(
    store: &Store,
    by: &Editor,
    id: MediaId,
    version: i64,
    file: &NewFile,
    now: Timestamp,
) -> Result<Replaced, Error> {
    let mut tx = store.begin_write().await?;
    let old =
        sqlx::query!("select version, mime_type, file_hash, filename from media_files where id = ? and deleted_at is null", id.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
    if old.file_hash == file.hash {
        return Ok(Replaced::Same);
    }
    if old.version != version {
        return Err(Error::Stale);
    }
    match known_in(&mut tx, &file.hash).await? {
        Some(known) if known == id => return Ok(Replaced::Same),
        Some(known) => return Ok(Replaced::AlreadyThere(known)),
        None => {}
    }
    if rows::format(&old.mime_type)?.kind() != file.format.kind() {
        return Ok(Replaced::OtherKind);
    }
    let (mime_type, metadata, size, at) = (file.format.mime_type(), metadata(file), bytes(file), now.to_sqlite());
    // The name that is known stays; only its extension follows the format.
    let stem = old.filename.rsplit_once('.').map_or(old.filename.as_str(), |(stem, _)| stem);
    let filename = format!("{stem}.{}", file.format.extension());
    sqlx::query!(
        "
        update media_files
        set filename = ?, original_filename = ?, file_path = ?, file_size = ?, mime_type = ?, file_hash = ?, stored_hash = ?,
            image_metadata = ?, page_count = ?, variants_version = 0, updated_at = ?, version = version + 1
        where id = ?
        ",
        filename,
        file.original_filename,
        file.path,
        size,
        mime_type,
        file.hash,
        file.stored_hash,
        metadata,
        file.pages,
        at,
        id.0,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from media_variants where media_id = ?", id.0).execute(&mut *tx).await?;
    mark_texts(&mut tx, id).await?;
    let before = Some(json!({ "hash": old.file_hash, "filename": old.filename }));
    let entry = Entry { action: Action::Replaced, item_kind: "media", item_id: Some(id.0), before, after: Some(summary(file)) };
    audit::append(&mut tx, by, now, entry).await?;
    tx.notify(Topic::OrphanedFiles);
    commit_and_rerender(store, tx).await?;
    Ok(Replaced::Done)
}

/// The file that came with this SHA-256, or was stored with it, and is not in the trash.
pub async fn find_by_hash(store: &Store, _by: &Editor, hash: &str) -> Result<Option<MediaId>, Error> {
    known_in(&mut *store.readers().acquire().await?, hash).await
}

async fn known_in(connection: &mut SqliteConnection, hash: &str) -> Result<Option<MediaId>, Error> {
    let known = sqlx::query_scalar!(
        r#"
        select id as "id!: i64"
        from media_files
        where deleted_at is null and (file_hash = ?1 or stored_hash = ?1)
        order by id
        limit 1
        "#,
        hash,
    )
    .fetch_optional(connection)
    .await?;
    Ok(known.map(MediaId))
}

/// The column `image_metadata`, as the specification shows it.
fn metadata(file: &NewFile) -> Option<String> {
    file.size.map(|(width, height)| json!({ "width": width, "height": height, "format": file.format.label() }).to_string())
}

fn bytes(file: &NewFile) -> i64 {
    i64::try_from(file.size_bytes).unwrap_or(i64::MAX)
}

fn summary(file: &NewFile) -> serde_json::Value {
    json!({ "hash": file.hash, "filename": file.filename, "size_bytes": file.size_bytes, "format": file.format })
}
