//! Pictures of the library as they stand beside a link to a page elsewhere.

use domain::media::Format;

use super::rows;
use crate::error::Error;
use crate::sqlite::Store;

/// A part of a picture of the size that other sites show, around the focal point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharingPicture {
    pub address: String,
    pub format: Format,
    pub width: u32,
    pub height: u32,
}

/// Of the first of these files that has one, by their hashes. Small pictures have none, nor have drawings and moving ones. Formats that
/// only browsers read are left out.
pub async fn sharing_picture(store: &Store, hashes: &[&str]) -> Result<Option<SharingPicture>, Error> {
    let hashes = serde_json::json!(hashes).to_string();
    let prefix = format!("{}x{}-", domain::media::SHARED_SIZE.0, domain::media::SHARED_SIZE.1);
    let row = sqlx::query!(
        r#"
        select
            m.file_hash, m.filename, v.shape as "shape!: String", v.mime_type as "mime_type!: String",
            v.width as "width!: u32", v.height as "height!: u32"
        from json_each(?) wanted
        cross join media_files m on m.file_hash = wanted.value and m.deleted_at is null
        join media_variants v on v.media_id = m.id and v.shape = ? || m.focal_x || '-' || m.focal_y
            and v.mime_type in ('image/jpeg', 'image/png')
        order by wanted.key
        limit 1
        "#,
        hashes,
        prefix,
    )
    .fetch_optional(store.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let format = rows::format(&row.mime_type)?;
    let address = rows::variant_address(&row.file_hash, &row.shape, &row.filename, format);
    Ok(Some(SharingPicture { address, format, width: row.width, height: row.height }))
}
