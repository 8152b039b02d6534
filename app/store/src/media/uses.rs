//! Who uses a file, and what a text shows of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MediaId;
use domain::invalid::{Invalid, Problem};
use domain::item::ItemKind;
use domain::language::{Language, Localized};
use domain::markdown::{Picture, Pictures, Source};
use sqlx::SqliteConnection;

use super::rows;
use crate::access::Viewer;
use crate::error::Error;
use crate::sqlite::{Store, Write};

/// Writes which files an item uses, in the transaction that saves the item. Ids of files that do not exist are left out.
pub(crate) async fn sync_uses(tx: &mut Write, kind: ItemKind, item: i64, ids: &BTreeSet<MediaId>) -> Result<(), Error> {
    let (kind, ids) = (kind.as_str(), serde_json::json!(ids).to_string());
    sqlx::query!(
        "
        delete from media_uses
        where item_kind = ? and item_id = ? and media_id not in (select value from json_each(?))
        ",
        kind,
        item,
        ids,
    )
    .execute(&mut **tx)
    .await?;
    add_uses_json(tx, kind, item, &ids).await
}

/// As [`sync_uses`], without forgetting any.
pub(crate) async fn add_uses(tx: &mut Write, kind: ItemKind, item: i64, ids: &BTreeSet<MediaId>) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    add_uses_json(tx, kind.as_str(), item, &serde_json::json!(ids).to_string()).await
}

async fn add_uses_json(tx: &mut Write, kind: &str, item: i64, ids: &str) -> Result<(), Error> {
    sqlx::query!(
        "
        insert into media_uses (media_id, item_kind, item_id)
        select m.id, ?, ?
        from json_each(?) wanted
        join media_files m on m.id = wanted.value
        where true
        on conflict do nothing
        ",
        kind,
        item,
        ids,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Refuses a file that is not in the library, at its field. Each is named with its field and with the files that stood there before:
/// those may stay.
pub(crate) async fn refuse_missing<const N: usize>(
    tx: &mut Write,
    fields: [(&'static str, Option<MediaId>, BTreeSet<MediaId>); N],
) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    for (field, id, before) in fields {
        let Some(id) = id.filter(|id| !before.contains(id)) else { continue };
        let is_there = sqlx::query_scalar!(
            r#"select exists (select 1 from media_files where id = ? and deleted_at is null) as "is_there!: bool""#,
            id.0,
        )
        .fetch_one(&mut **tx)
        .await?;
        if !is_there {
            invalid.add(field, Problem::Missing);
        }
    }
    invalid.or_ok().map_err(Error::Invalid)
}

/// Marks the texts of all that shows a file as rendered by nobody, so that they are rendered again: after the commit, or in the
/// background.
pub(crate) async fn mark_texts(tx: &mut Write, id: MediaId) -> Result<(), Error> {
    sqlx::query!(
        "
        update translations indexed by idx_translations_item
        set renderer = 0
        where (item_kind, item_id) in (select item_kind, item_id from media_uses where media_id = ?)
        ",
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The pictures that a preview shows for these files.
pub async fn preview_pictures(
    store: &Store,
    _by: &Viewer,
    ids: &BTreeSet<MediaId>,
    language: &Language,
) -> Result<Pictures, Error> {
    let mut tx = store.begin_read().await?;
    let pictures = pictures(&mut tx, ids, language).await?;
    tx.commit().await?;
    Ok(pictures)
}

/// What a text in this language shows of these files; nothing of one that is gone or in the trash. Of a document it is the first
/// page, which texts do not show but covers do.
pub(crate) async fn pictures(
    connection: &mut SqliteConnection,
    ids: &BTreeSet<MediaId>,
    language: &Language,
) -> Result<Pictures, Error> {
    if ids.is_empty() {
        return Ok(Pictures::default());
    }
    let ids = serde_json::json!(ids).to_string();
    let files = sqlx::query!(
        r#"
        select
            id, filename, file_hash, mime_type, image_metadata, alt_text, focal_x, focal_y,
            is_decorative as "is_decorative!: bool"
        from media_files
        where id in (select value from json_each(?)) and deleted_at is null
        order by id
        limit 10000
        "#,
        ids,
    )
    .fetch_all(&mut *connection)
    .await?;
    let variants = sqlx::query!(
        r#"
        select media_id as "media_id!: i64", shape as "shape!: String", mime_type as "mime_type!: String", width as "width!: u32", height as "height!: u32"
        from media_variants
        where media_id in (select value from json_each(?))
        order by media_id, width
        limit 100000
        "#,
        ids,
    )
    .fetch_all(connection)
    .await?;
    let mut pictures = BTreeMap::new();
    for file in files {
        let format = rows::format(&file.mime_type)?;
        let alts: Localized<String> = rows::optional(file.alt_text.as_deref())?;
        let alt = alts.get(language).filter(|_| !file.is_decorative).cloned().unwrap_or_default();
        let (mut sources, mut crops) = (Vec::new(), Vec::new());
        let focal_point = format!("-{}-{}", file.focal_x, file.focal_y);
        for variant in variants.iter().filter(|variant| variant.media_id == file.id) {
            let of = rows::format(&variant.mime_type)?;
            let address = rows::variant_address(&file.file_hash, &variant.shape, &file.filename, of);
            let source = Source { format: of, size: (variant.width, variant.height), address };
            if !variant.shape.contains('x') {
                sources.push(source);
            } else if variant.shape.ends_with(&focal_point) && !domain::media::is_shared_shape(&variant.shape) {
                crops.push(source);
            }
        }
        let picture = Picture {
            format,
            address: rows::address(&file.file_hash, &file.filename),
            alt,
            size: rows::size(file.image_metadata.as_deref())?,
            sources,
            crops,
        };
        pictures.insert(MediaId(file.id), picture);
    }
    Ok(Pictures(pictures))
}
