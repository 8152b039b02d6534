//! The public file of a whitepaper: what links to it keep, and the copy that takes its place.

use domain::id::MediaId;
use domain::time::Timestamp;

use crate::error::Error;
use crate::sqlite::Write;

/// Download links keep the file and the title that were public last, and a gated file stays gated. A link keeps the title in its own
/// language, even if another language was public longer.
pub(super) async fn keep_for_links(tx: &mut Write, whitepaper: i64, now: Timestamp) -> Result<(), Error> {
    let now = now.to_sqlite();
    sqlx::query!(
        "
        update download_grants
        set file_id = public.file_id, title = public.title, language = public.language
        from (
            select g.id, w.file_id,
                iif(t.language = g.language or g.language = '', t.title, g.title) as title,
                iif(g.language = '', t.language, g.language) as language,
                row_number() over (partition by g.id order by t.language = g.language desc, t.language) as place
            from download_grants g
            join whitepapers w on w.id = g.whitepaper_id
            join published_titles t on t.item_kind = 'whitepaper' and t.item_id = w.id
            where w.id = ?1 and t.public_from <= ?2
        ) public
        where download_grants.id = public.id and public.place = 1
            and (download_grants.file_id, download_grants.title, download_grants.language)
                is not (public.file_id, public.title, public.language)
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

/// Puts the copy of a file that is in the library in the place of one that is in the trash: in the columns of a whitepaper, and behind
/// links that were given. What was gated stays so.
pub(super) async fn take_copy(tx: &mut Write, whitepaper: i64, trashed: MediaId, copy: MediaId) -> Result<(), Error> {
    sqlx::query!(
        "
        update whitepapers
        set file_id = iif(file_id = ?2, ?3, file_id), thumbnail_id = iif(thumbnail_id = ?2, ?3, thumbnail_id)
        where id = ?1
        ",
        whitepaper,
        trashed.0,
        copy.0,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update download_grants set file_id = ?3 where whitepaper_id = ?1 and file_id = ?2",
        whitepaper,
        trashed.0,
        copy.0,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update media_files set is_gated = 1 where id = ?2 and exists (select 1 from media_files m where m.id = ?1 and m.is_gated)",
        trashed.0,
        copy.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
