//! The sample site's files in the library, once each.

use domain::id::MediaId;

use crate::access::Editor;
use crate::error::Error;
use crate::sqlite::Store;

/// A file that lies in the folder of the media already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile<'a> {
    pub name: &'a str,
    /// Within the folder of the media.
    pub path: &'a str,
    pub mime_type: &'a str,
    pub size_bytes: i64,
    /// SHA-256, in hex.
    pub hash: &'a str,
}

/// The row of a file; where one has this content already, that one.
pub async fn sample_file(store: &Store, by: &Editor, file: &SampleFile<'_>) -> Result<MediaId, Error> {
    let SampleFile { name, path, mime_type, size_bytes, hash } = *file;
    let mut tx = store.begin_write().await?;
    let known = sqlx::query_scalar!(
        r#"select id as "id!: i64" from media_files where file_hash = ? and deleted_at is null order by id limit 1"#,
        hash,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(id) = known {
        return Ok(MediaId(id));
    }
    let user = by.id().map(|id| id.0);
    let id = sqlx::query_scalar!(
        r#"
        insert into media_files (filename, original_filename, file_path, file_size, mime_type, file_hash, uploaded_by)
        values (?1, ?1, ?2, ?3, ?4, ?5, ?6)
        returning id as "id!: i64"
        "#,
        name,
        path,
        size_bytes,
        mime_type,
        hash,
        user,
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(MediaId(id))
}
