//! Rows and their files: which are served, which must be on the disk, which may be deleted.

use std::collections::BTreeSet;

use domain::media::Format;
use domain::time::Timestamp;

use super::rows;
use crate::error::Error;
use crate::sqlite::Store;

/// A file that may be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedFile {
    pub format: Format,
    pub filename: String,
    /// Below the media folder.
    pub path: String,
    pub size_bytes: i64,
    /// Identifies the served content, for `ETag`.
    pub stored_hash: String,
    /// Visitors get it only where they have a right to: a whitepaper asks for their name first.
    pub is_gated: bool,
    /// Members of staff still see it, to decide.
    pub is_in_trash: bool,
}

/// The file with this SHA-256: the one that is not in the trash, else the last that came into it.
///
/// It is gated while a public whitepaper asks a name for it or for a copy, and not while one gives it freely. Beyond that, what was gated stays
/// so, and what only a draft asks a name for is gated unless visitors read it elsewhere.
pub async fn served_file(store: &Store, hash: &str, now: Timestamp) -> Result<ServedFile, Error> {
    let now = now.to_sqlite();
    let row = sqlx::query!(
        r#"
        select
            m.mime_type, m.filename, m.file_path, m.file_size,
            coalesce(m.stored_hash, m.file_hash) as "stored_hash!: String",
            coalesce(
                (
                    select max(w.is_gated)
                    from whitepaper_files w
                    join live_translations t on t.item_kind = 'whitepaper' and t.item_id = w.whitepaper_id
                        and t.visible_from <= ?2 and ?2 < t.visible_until
                    where w.media_id in (select copy.id from media_files copy where copy.file_hash = m.file_hash)
                ),
                exists (select 1 from media_files copy where copy.file_hash = m.file_hash and copy.is_gated)
                or exists (
                    select 1
                    from media_files copy
                    join gated_files g on g.media_id = copy.id
                    where copy.file_hash = m.file_hash and g.public_from <= ?2
                )
                or exists (
                    select 1
                    from media_files copy
                    join gated_files g on g.media_id = copy.id
                    where copy.file_hash = m.file_hash
                ) and not exists (
                    select 1
                    from media_uses u
                    join live_translations t on t.item_kind = u.item_kind and t.item_id = u.item_id
                        and t.visible_from <= ?2 and ?2 < t.visible_until
                    where u.media_id = m.id and instr(t.html, '/media/' || m.file_hash || '/') > 0
                )
            ) as "is_gated!: bool",
            m.deleted_at is not null as "is_in_trash!: bool"
        from media_files m
        where m.file_hash = ?1
        order by m.deleted_at is not null, m.deleted_at desc
        limit 1
        "#,
        hash,
        now,
    )
    .fetch_optional(store.readers())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(ServedFile {
        format: rows::format(&row.mime_type)?,
        filename: row.filename,
        path: row.file_path,
        size_bytes: row.file_size,
        stored_hash: row.stored_hash,
        is_gated: row.is_gated,
        is_in_trash: row.is_in_trash,
    })
}

/// Whether such a smaller picture of the file of this hash is there: of one in the trash, or of one in the library, which everybody sees.
pub async fn variant(store: &Store, hash: &str, shape: &str, format: Format) -> Result<Option<VariantOf>, Error> {
    let mime_type = format.mime_type();
    let is_in_trash = sqlx::query_scalar!(
        r#"
        select min(m.deleted_at is not null) as "is_in_trash?: bool"
        from media_files m
        join media_variants v on v.media_id = m.id
        where m.file_hash = ? and v.shape = ? and v.mime_type = ?
        "#,
        hash,
        shape,
        mime_type,
    )
    .fetch_one(store.readers())
    .await?;
    Ok(is_in_trash.map(|is_in_trash| if is_in_trash { VariantOf::Trashed } else { VariantOf::InLibrary }))
}

/// The file of which a smaller picture is a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariantOf {
    InLibrary,
    Trashed,
}

/// A file that should lie on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    pub id: i64,
    pub hash: String,
    /// Below the media folder.
    pub path: String,
    pub size_bytes: i64,
    pub stored_hash: Option<String>,
    pub variants: Vec<(String, Format)>,
}

/// Files that should lie on the disk, in the trash too, by their ids from `after` on: a thousand at once.
pub async fn files(store: &Store, after: i64) -> Result<Vec<KnownFile>, Error> {
    let mut tx = store.begin_read().await?;
    let rows = sqlx::query!(
        r#"
        select id as "id!: i64", file_hash, file_path, file_size, stored_hash
        from media_files
        where id > ?
        order by id
        limit 1000
        "#,
        after,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut files = Vec::with_capacity(rows.len());
    for row in rows {
        let variants = sqlx::query!(
            r#"
            select shape as "shape!: String", mime_type as "mime_type!: String"
            from media_variants
            where media_id = ?
            order by shape
            limit 100
            "#,
            row.id
        )
        .fetch_all(&mut *tx)
        .await?;
        let variants = variants
            .into_iter()
            .map(|variant| Ok((variant.shape, rows::format(&variant.mime_type)?)))
            .collect::<Result<_, Error>>()?;
        files.push(KnownFile {
            id: row.id,
            hash: row.file_hash,
            path: row.file_path,
            size_bytes: row.file_size,
            stored_hash: row.stored_hash,
            variants,
        });
    }
    tx.commit().await?;
    Ok(files)
}

/// Those of these hashes that no row has. Their files may go from the disk.
pub async fn unknown_hashes(store: &Store, hashes: &BTreeSet<String>) -> Result<BTreeSet<String>, Error> {
    let hashes = serde_json::json!(hashes).to_string();
    let gone = sqlx::query_scalar!(
        r#"
        select cast(value as text) as "hash!: String"
        from json_each(?)
        where value not in (select file_hash from media_files)
        limit 1000000
        "#,
        hashes,
    )
    .fetch_all(store.readers())
    .await?;
    Ok(gone.into_iter().collect())
}
