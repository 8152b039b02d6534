//! A file as it is handed out to somebody who may have it.

use domain::id::MediaId;
use sqlx::SqliteConnection;

use crate::error::Error;

/// A file as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadFile {
    pub media: MediaId,
    /// Within the folder of the media; never shown.
    pub path: String,
    pub name: String,
    pub mime_type: String,
    pub size_bytes: i64,
}

/// The file of the library that has this number, whatever right there is to it. [`Error::NotFound`] where it is in the trash.
pub(crate) async fn download_file(connection: &mut SqliteConnection, id: i64) -> Result<DownloadFile, Error> {
    let row = sqlx::query!(
        "select file_path, original_filename, mime_type, file_size from media_files where id = ? and deleted_at is null",
        id
    )
    .fetch_one(connection)
    .await?;
    let (path, name, mime_type, size_bytes) = (row.file_path, row.original_filename, row.mime_type, row.file_size);
    Ok(DownloadFile { media: MediaId(id), path, name, mime_type, size_bytes })
}
