//! Smaller pictures: the files that wait for theirs, and the variants that were made.

use domain::id::MediaId;
use domain::media::{FocalPoint, Format};
use serde::{Deserialize, Serialize};

use super::rows;
use super::uses::mark_texts;
use crate::error::Error;
use crate::publishing::commit_and_rerender;
use crate::sqlite::Store;

/// Raised whenever other variants are made; those of an older version are made anew.
pub const VARIANTS: i64 = 4;

/// A file that waits for its variants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantsDue {
    pub id: MediaId,
    pub hash: String,
    /// Below the media folder.
    pub path: String,
    pub format: Format,
    pub focal_point: FocalPoint,
}

/// The next one, the oldest first.
pub async fn variants_due(store: &Store) -> Result<Option<VariantsDue>, Error> {
    let row = sqlx::query!(
        r#"
        select id as "id!: i64", file_hash, file_path, mime_type, focal_x, focal_y
        from media_files
        where deleted_at is null and variants_version < ?
            and mime_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')
        order by variants_version, id
        limit 1
        "#,
        VARIANTS,
    )
    .fetch_optional(store.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let percent = |number: i64| u8::try_from(number).unwrap_or(50);
    Ok(Some(VariantsDue {
        id: MediaId(row.id),
        hash: row.file_hash,
        path: row.file_path,
        format: rows::format(&row.mime_type)?,
        focal_point: FocalPoint { x: percent(row.focal_x), y: percent(row.focal_y) },
    }))
}

/// A variant that lies under its final name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVariant {
    /// `640`, or `640x360-50-30` where it was cropped around the focal point.
    pub shape: String,
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub size_bytes: u64,
}

/// Saves which variants were made, and how many pages a document has; none where the file could not be read. If the file was
/// replaced or went, or its focal point moved meanwhile, nothing is written, which false says; if it is there, it is still due.
/// Pages that show it are rendered again.
pub async fn save_variants(store: &Store, due: &VariantsDue, variants: &[NewVariant], pages: Option<u32>) -> Result<bool, Error> {
    let mut tx = store.begin_write().await?;
    let (x, y) = (i64::from(due.focal_point.x), i64::from(due.focal_point.y));
    let updated = sqlx::query!(
        "
        update media_files
        set variants_version = ?, page_count = coalesce(?, page_count)
        where id = ? and file_hash = ? and focal_x = ? and focal_y = ?
        ",
        VARIANTS,
        pages,
        due.id.0,
        due.hash,
        x,
        y,
    )
    .execute(&mut *tx)
    .await?;
    if updated.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from media_variants where media_id = ?", due.id.0).execute(&mut *tx).await?;
    for variant in variants {
        let (mime_type, size) = (variant.format.mime_type(), i64::try_from(variant.size_bytes).unwrap_or(i64::MAX));
        sqlx::query!(
            "
            insert into media_variants (media_id, shape, mime_type, width, height, size_bytes)
            values (?, ?, ?, ?, ?, ?)
            ",
            due.id.0,
            variant.shape,
            mime_type,
            variant.width,
            variant.height,
            size,
        )
        .execute(&mut *tx)
        .await?;
    }
    mark_texts(&mut tx, due.id).await?;
    commit_and_rerender(store, tx).await?;
    Ok(true)
}
