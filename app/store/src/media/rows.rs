//! Files as their rows hold them, read as the list shows them.

use std::collections::BTreeMap;

use domain::id::MediaId;
use domain::language::{Language, Languages, Localized};
use domain::media::{Folder, Format, MediaRow, Tags};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use crate::access::Viewer;
use crate::error::Error;
use crate::sqlite::Store;

/// A picture of so many bytes is shown in lists itself where it has no variants.
const LIGHT_BYTES: i64 = 256 * 1024;

/// The rows of these files in this order, in the trash too; deleted ones are left out.
pub async fn rows(store: &Store, _by: &Viewer, ids: &[MediaId], languages: &Languages) -> Result<Vec<MediaRow>, Error> {
    let mut tx = store.begin_read().await?;
    let rows = read(&mut tx, ids, languages).await?;
    tx.commit().await?;
    Ok(rows)
}

/// As [`rows`], within a transaction.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    ids: &[MediaId],
    languages: &Languages,
) -> Result<Vec<MediaRow>, Error> {
    let ids = serde_json::json!(ids).to_string();
    let rows = sqlx::query!(
        r#"
        select
            m.id, m.version, m.mime_type, m.filename, m.original_filename, m.file_hash, m.file_size, m.title, m.alt_text,
            m.image_metadata, m.tags, m.page_count,
            m.is_decorative as "is_decorative!: bool",
            coalesce(m.folder, '/') as "folder!: String",
            unixepoch(m.created_at) as "added_at!: i64",
            unixepoch(m.deleted_at) as "deleted_at?: i64",
            (
                select count(*)
                from (select distinct u.item_kind, u.item_id from media_used u where u.media_id = m.id and not u.is_in_trash)
            ) as "uses!: i64",
            (
                select v.shape
                from media_variants v
                where v.media_id = m.id and v.mime_type = 'image/webp' and v.shape not like '%x%' and v.width >= 240
                order by v.width
                limit 1
            ) as "thumbnail?: String"
        from json_each(?) wanted
        cross join media_files m on m.id = wanted.value
        order by wanted.key
        limit 1000
        "#,
        ids,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let format = format(&row.mime_type)?;
            let size = size(row.image_metadata.as_deref())?;
            let address = address(&row.file_hash, &row.filename);
            let is_small = format == Format::Svg || size.is_some_and(|(width, height)| width <= 1_600 && height <= 1_600);
            let thumbnail = match row.thumbnail {
                Some(shape) => Some(variant_address(&row.file_hash, &shape, &row.filename, Format::Webp)),
                // No variant is larger than its picture: of a light one there may be none.
                None => (format.is_image() && (is_small || row.file_size <= LIGHT_BYTES)).then(|| address.clone()),
            };
            let titles: Localized<String> = optional(row.title.as_deref())?;
            let alts: Localized<String> = optional(row.alt_text.as_deref())?;
            let title = titles.best(&languages.default, languages).map(|(_, title)| title.clone());
            let is_missing = |language: &&Language| alts.get(language).is_none_or(|alt| alt.trim().is_empty());
            let needs_alt = format.is_image() && !row.is_decorative;
            let missing_alts = languages.all.iter().filter(|language| needs_alt && is_missing(language)).cloned().collect();
            Ok(MediaRow {
                id: MediaId(row.id),
                version: row.version,
                format,
                title: title.unwrap_or_else(|| display_name(&row.original_filename, &row.filename)),
                filename: row.filename,
                address,
                thumbnail,
                size,
                pages: row.page_count.and_then(|pages| u32::try_from(pages).ok()),
                size_bytes: row.file_size,
                folder: folder(&row.folder)?,
                tags: tags(row.tags.as_deref())?,
                is_decorative: row.is_decorative,
                alts,
                missing_alts,
                uses: row.uses,
                added_at: Timestamp(row.added_at),
                deleted_at: row.deleted_at.map(Timestamp),
            })
        })
        .collect()
}

/// One row, or [`Error::NotFound`].
pub(super) async fn one(connection: &mut SqliteConnection, id: MediaId, languages: &Languages) -> Result<MediaRow, Error> {
    read(connection, &[id], languages).await?.pop().ok_or(Error::NotFound)
}

/// Where a file is read.
pub(super) fn address(hash: &str, filename: &str) -> String {
    format!("/media/{hash}/{filename}")
}

/// Where a smaller picture of it is read.
pub(super) fn variant_address(hash: &str, shape: &str, filename: &str, format: Format) -> String {
    let stem = filename.rsplit_once('.').map_or(filename, |(stem, _)| stem);
    format!("/media/{hash}/{shape}/{stem}.{}", format.extension())
}

/// The name it came with, or the one that was made of it where nothing of that can be shown.
pub(super) fn display_name(original: &str, filename: &str) -> String {
    if original.is_empty() { filename.to_owned() } else { original.to_owned() }
}

pub(super) fn format(mime_type: &str) -> Result<Format, Error> {
    Format::of_mime_type(mime_type).ok_or_else(|| Error::unreadable(format_args!("media type {mime_type}")))
}

pub(super) fn folder(stored: &str) -> Result<Folder, Error> {
    Folder::parse(stored).map_err(|_| Error::unreadable(format_args!("folder {stored}")))
}

pub(super) fn tags(stored: Option<&str>) -> Result<Tags, Error> {
    optional(stored)
}

/// Width and height in the column `image_metadata`.
pub(super) fn size(stored: Option<&str>) -> Result<Option<(u32, u32)>, Error> {
    let metadata: BTreeMap<String, serde_json::Value> = optional(stored)?;
    let number = |key: &str| metadata.get(key).and_then(serde_json::Value::as_u64).and_then(|number| u32::try_from(number).ok());
    Ok(number("width").zip(number("height")))
}

/// A JSON column; its default where it is null.
pub(super) fn optional<T: DeserializeOwned + Default>(stored: Option<&str>) -> Result<T, Error> {
    stored.map_or_else(|| Ok(T::default()), |json| serde_json::from_str(json).map_err(Error::unreadable))
}
