//! Items that name a file of the trash whose copy is in the library.

use domain::id::MediaId;
use domain::item::ItemRef;
use domain::media::replace_id;

use super::content::{Content, with_content};
use crate::error::Error;
use crate::media::mark_texts;
use crate::sqlite::Write;

/// Puts the copy of a file, known by its content, in the place of the one that stays in the trash: in what visitors read, in what is
/// planned, and in drafts.
pub(super) async fn take(tx: &mut Write, item: ItemRef, trashed: MediaId) -> Result<(), Error> {
    let copy = sqlx::query_scalar!(
        r#"
        select c.id as "id!: i64"
        from media_files m
        join media_files c on c.file_hash = m.file_hash and c.deleted_at is null
        where m.id = ?
        "#,
        trashed.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(copy) = copy.map(MediaId) else { return Ok(()) };
    let (kind, named) = (item.kind.as_str(), format!("media:{trashed}"));
    let revisions = sqlx::query!(
        r#"
        select id as "id!: i64", snapshot as "snapshot!: String"
        from revisions
        where item_kind = ? and item_id = ? and instr(snapshot, ?) > 0
        order by id
        limit 10000
        "#,
        kind,
        item.id,
        named,
    )
    .fetch_all(&mut **tx)
    .await?;
    for revision in revisions {
        let snapshot = replace_id(&revision.snapshot, trashed, copy);
        sqlx::query!("update revisions set snapshot = ? where id = ?", snapshot, revision.id).execute(&mut **tx).await?;
    }
    with_content!(item.kind, Draft => take_in_columns::<Draft>(tx, item, trashed, copy).await)?;
    sqlx::query!(
        "update or replace media_uses set media_id = ?4 where item_kind = ?1 and item_id = ?2 and media_id = ?3",
        kind,
        item.id,
        trashed.0,
        copy.0,
    )
    .execute(&mut **tx)
    .await?;
    mark_texts(tx, copy).await
}

async fn take_in_columns<C: Content>(tx: &mut Write, item: ItemRef, trashed: MediaId, copy: MediaId) -> Result<(), Error> {
    let kind = item.kind.as_str();
    for field in C::FILE_FIELDS {
        sqlx::query!(
            "
            update revisions
            set snapshot = json_set(snapshot, ?3, ?5)
            where item_kind = ?1 and item_id = ?2 and snapshot ->> ?3 = ?4
            ",
            kind,
            item.id,
            field,
            trashed.0,
            copy.0,
        )
        .execute(&mut **tx)
        .await?;
    }
    C::take_copy(tx, item.id, trashed, copy).await?;
    C::take_copy_in_texts(tx, item.id, trashed, copy).await
}
