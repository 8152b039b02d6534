//! What goes on with a file that visitors read, once an act puts another one or a draft in its place.

use domain::time::Timestamp;

use crate::error::Error;
use crate::sqlite::Write;

/// Notes the file of a whitepaper as it was public last, before an act changes its columns: links that were given go on with it,
/// and it stays gated if it was.
pub(super) async fn keep_public_file(tx: &mut Write, whitepaper: i64, now: Timestamp) -> Result<(), Error> {
    let now = now.to_sqlite();
    sqlx::query!(
        "
        update download_grants
        set file_id = w.media_id
        from whitepaper_files w
        where w.whitepaper_id = ?1 and w.public_from <= ?2
            and download_grants.whitepaper_id = ?1 and download_grants.file_id is not w.media_id
        ",
        whitepaper,
        now,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "
        update media_files
        set is_gated = w.is_gated
        from whitepaper_files w
        where w.whitepaper_id = ?1 and w.public_from <= ?2 and media_files.id = w.media_id and media_files.is_gated <> w.is_gated
        ",
        whitepaper,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
