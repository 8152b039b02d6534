//! One file as its screen shows it, and what others want to know of it.

use std::collections::BTreeMap;

use domain::id::MediaId;
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::media::{FocalPoint, Format, MediaDescription, MediaDetail, MediaForm, MediaTextForm, MediaUse, MediaVariant};
use domain::time::Timestamp;
use sqlx::SqliteConnection;

use super::rows;
use crate::access::Viewer;
use crate::error::Error;
use crate::sqlite::Store;

/// Items that the screen names.
const MAX_USES: i64 = 100;

/// A file with all that is known of it, in the trash too.
pub async fn detail(store: &Store, _by: &Viewer, id: MediaId, languages: &Languages) -> Result<MediaDetail, Error> {
    let mut tx = store.begin_read().await?;
    let row = rows::one(&mut tx, id, languages).await?;
    let more = sqlx::query!(
        r#"
        select
            m.title, m.description, m.focal_x, m.focal_y, m.original_filename, m.file_hash,
            unixepoch(coalesce(m.updated_at, m.created_at)) as "updated_at!: i64",
            u.first_name || ' ' || u.last_name as "uploaded_by?: String"
        from media_files m
        left join admin_users u on u.id = m.uploaded_by
        where m.id = ?
        "#,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let variants = variants(&mut tx, id, &more.file_hash, &row.filename).await?;
    let used_in = uses(&mut tx, id, languages).await?;
    tx.commit().await?;
    let percent = |number: i64| u8::try_from(number).unwrap_or(50);
    let titles: Localized<String> = rows::optional(more.title.as_deref())?;
    let descriptions: Localized<String> = rows::optional(more.description.as_deref())?;
    let mut texts: BTreeMap<Language, MediaTextForm> = BTreeMap::new();
    for language in languages.all.iter().chain(titles.0.keys()).chain(row.alts.0.keys()).chain(descriptions.0.keys()) {
        let text = |texts: &Localized<String>| texts.get(language).cloned().unwrap_or_default();
        let form = MediaTextForm { title: text(&titles), alt: text(&row.alts), description: text(&descriptions) };
        texts.insert(language.clone(), form);
    }
    let form = MediaForm {
        id: Some(id),
        version: row.version,
        texts,
        is_decorative: row.is_decorative,
        folder: row.folder.as_str().to_owned(),
        tags: row.tags.0.join(", "),
        focal_point: FocalPoint { x: percent(more.focal_x), y: percent(more.focal_y) },
    };
    Ok(MediaDetail {
        original_filename: rows::display_name(&more.original_filename, &row.filename),
        row,
        form,
        used_in,
        hash: more.file_hash,
        variants,
        uploaded_by: more.uploaded_by,
        updated_at: Timestamp(more.updated_at),
    })
}

async fn variants(tx: &mut SqliteConnection, id: MediaId, hash: &str, filename: &str) -> Result<Vec<MediaVariant>, Error> {
    let rows = sqlx::query!(
        r#"
        select
            shape as "shape!: String", mime_type as "mime_type!: String", width as "width!: i64", height as "height!: i64",
            size_bytes as "size_bytes!: i64"
        from media_variants
        where media_id = ?
        order by width, mime_type, shape
        limit 100
        "#,
        id.0,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let format = rows::format(&row.mime_type)?;
            Ok(MediaVariant {
                format,
                width: u32::try_from(row.width).unwrap_or_default(),
                height: u32::try_from(row.height).unwrap_or_default(),
                is_crop: row.shape.contains('x'),
                size_bytes: row.size_bytes,
                address: rows::variant_address(hash, &row.shape, filename, format),
            })
        })
        .collect()
}

async fn uses(tx: &mut SqliteConnection, id: MediaId, languages: &Languages) -> Result<Vec<MediaUse>, Error> {
    let rows = sqlx::query!(
        r#"
        select distinct
            u.item_kind as "kind!: String", u.item_id as "id!: i64", u.is_in_trash as "is_in_trash!: bool",
            (select i.title from items i where i.kind = u.item_kind and i.id = u.item_id) as "title?: String"
        from media_used u
        where u.media_id = ?
        order by u.is_in_trash, u.item_kind, u.item_id
        limit ?
        "#,
        id.0,
        MAX_USES,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let titles: Localized<String> = rows::optional(row.title.as_deref())?;
            let kind = ItemKind::ALL.into_iter().find(|kind| kind.as_str() == row.kind);
            Ok(MediaUse {
                kind: kind.ok_or_else(|| Error::unreadable(&row.kind))?,
                id: row.id,
                title: titles.best(&languages.default, languages).map(|(_, title)| title.clone()).unwrap_or_default(),
                is_in_trash: row.is_in_trash,
            })
        })
        .collect()
}

/// The facts about these files that a checklist needs, in this order.
pub async fn describe(
    store: &Store,
    by: &Viewer,
    ids: &[MediaId],
    languages: &Languages,
) -> Result<Vec<MediaDescription>, Error> {
    let rows = rows(store, by, ids, languages).await?;
    let describe = |id: &MediaId| match rows.iter().find(|row| row.id == *id) {
        Some(row) => MediaDescription {
            id: *id,
            is_there: row.deleted_at.is_none(),
            title: row.title.clone(),
            is_image: row.format.is_image(),
            is_decorative: row.is_decorative,
            missing_alts: row.missing_alts.clone(),
        },
        None => MediaDescription {
            id: *id,
            is_there: false,
            title: String::new(),
            is_image: false,
            is_decorative: false,
            missing_alts: Vec::new(),
        },
    };
    Ok(ids.iter().map(describe).collect())
}

/// How wide the picture that stands for a file is, at the most.
const COVER_WIDTH: u32 = 640;

/// The picture that stands for a file: the first page of a PDF, made when it came in. None as long as there is none.
pub async fn cover(store: &Store, id: MediaId) -> Result<Option<MediaVariant>, Error> {
    let mut tx = store.begin_read().await?;
    let file = sqlx::query!("select file_hash, filename from media_files where id = ? and deleted_at is null", id.0)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(file) = file else { return Ok(None) };
    let variants = variants(&mut tx, id, &file.file_hash, &file.filename).await?;
    tx.commit().await?;
    Ok(variants
        .into_iter()
        .filter(|variant| !variant.is_crop && variant.format == Format::Webp && variant.width <= COVER_WIDTH)
        .max_by_key(|variant| variant.width))
}
