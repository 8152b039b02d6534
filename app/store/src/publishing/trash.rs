//! The trash, in which an item waits to be restored or purged. Its slugs are free meanwhile.

use domain::id::MediaId;
use domain::item::ItemRef;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::content::{Content, with_content};
use super::render::commit_and_rerender;
use super::stored_item::StoredItem;
use super::{copies, item};
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::media;
use crate::sqlite::{Store, Write};

/// Puts an item in the trash; its version afterwards.
pub async fn trash(store: &Store, by: &Editor, item: impl Into<ItemRef>, version: i64, now: Timestamp) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    if item::check_version(&mut tx, item, version).await?.is_some() {
        return Err(Error::NotFound);
    }
    let after = version + 1;
    item::set_deleted_at(&mut tx, by, item, Some(now), after, now).await?;
    let entry = Entry::of_item(item, Action::Trashed, summary(version, None), summary(after, Some(now)));
    audit::append(&mut tx, by, now, entry).await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes an item out of the trash; its version afterwards. Its languages are published as before. If another item has taken a slug,
/// the text gets the slug that an editor saved while the item was in the trash, and so does a scheduled change. If there is none, or
/// it is taken too, the answer is [`Error::Taken`] at `slug:de`. A draft's slug from before the trash is never used. The files that
/// the item shows leave their trash too.
pub async fn restore(store: &Store, by: &Editor, item: impl Into<ItemRef>, version: i64, now: Timestamp) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    let Some(deleted_at) = item::check_version(&mut tx, item, version).await? else { return Err(Error::NotFound) };
    let (kind, trashed_at) = (item.kind.as_str(), deleted_at.to_sqlite());
    sqlx::query!(
        "
        update translations
        set slug = (
            select x.value ->> 'slug'
            from revisions r, json_each(r.snapshot, '$.texts') x
            where r.item_kind = ?1 and r.item_id = ?2 and x.key = translations.language
            order by r.number desc
            limit 1
        )
        where item_kind = ?1 and item_id = ?2
            and exists (
                select 1
                from slug_claims c
                where c.item_kind = ?1 and c.language = translations.language and c.slug = translations.slug
            )
            and exists (
                select 1
                from revisions r, json_each(r.snapshot, '$.texts') x
                where r.item_kind = ?1 and r.item_id = ?2 and x.key = translations.language
                    and coalesce(
                        (
                            select ?4 > a.after ->> '$.version'
                            from audit_log a
                            where a.item_kind = ?1 and a.item_id = ?2 and a.action = 'trashed'
                            order by a.id desc
                            limit 1
                        ),
                        r.created_at > ?3
                    )
                    and r.number = (select max(l.number) from revisions l where l.item_kind = ?1 and l.item_id = ?2)
            )
        ",
        kind,
        item.id,
        trashed_at,
        version,
    )
    .execute(&mut *tx)
    .await?;
    let taken = sqlx::query_scalar!(
        r#"
        select own.language as "language!: String"
        from (
            select language, slug
            from translations
            where item_kind = ?1 and item_id = ?2
            union
            select cast(x.key as text), x.value ->> 'slug'
            from revisions r, json_each(r.snapshot, '$.texts') x
            where r.item_kind = ?1 and r.item_id = ?2
                and r.number = (select max(l.number) from revisions l where l.item_kind = ?1 and l.item_id = ?2)
        ) own
        join slug_claims c on c.item_kind = ?1 and c.language = own.language and c.slug = own.slug
        order by own.language
        limit 1
        "#,
        kind,
        item.id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(language) = taken {
        return Err(Error::taken(format!("slug:{language}")));
    }
    with_content!(item.kind, Draft => Draft::before_restore(&mut tx, item.id).await)?;
    let after = version + 1;
    item::set_deleted_at(&mut tx, by, item, None, after, now).await?;
    take_files_out(&mut tx, by, item, now).await?;
    with_content!(item.kind, Draft => catch_up::<Draft>(&mut tx, item.id, now).await)?;
    let entry = Entry::of_item(item, Action::Restored, summary(version, Some(deleted_at)), summary(after, None));
    audit::append(&mut tx, by, now, entry).await?;
    commit_and_rerender(store, tx).await?;
    Ok(after)
}

/// Takes the files of an item out of the trash. Where a copy of one is in the library by now, the item takes the copy.
async fn take_files_out(tx: &mut Write, by: &Editor, item: ItemRef, now: Timestamp) -> Result<(), Error> {
    let kind = item.kind.as_str();
    let trashed = sqlx::query_scalar!(
        r#"
        select distinct m.id as "id!: i64"
        from media_used u
        join media_files m on m.id = u.media_id
        where u.item_kind = ? and u.item_id = ? and m.deleted_at is not null
        order by m.id
        limit 1000
        "#,
        kind,
        item.id,
    )
    .fetch_all(&mut **tx)
    .await?;
    for id in trashed {
        match media::restore_in(tx, by, MediaId(id), now).await {
            Err(Error::Taken { .. }) => copies::take(tx, item, MediaId(id)).await?,
            restored => restored?,
        }
    }
    Ok(())
}

/// Brings up to date what time and the trash have changed: scheduled changes that are due are in the columns, and the languages say
/// whether the draft differs.
async fn catch_up<C: Content>(tx: &mut Write, id: i64, now: Timestamp) -> Result<(), Error> {
    let stored = StoredItem::<C>::begin(tx, id, now).await?;
    stored.mark_changes(tx, |language| stored.is_published(language), &stored.live, &stored.draft).await
}

fn summary(version: i64, deleted_at: Option<Timestamp>) -> Value {
    json!({ "version": version, "deleted_at": deleted_at.map(Timestamp::to_sqlite) })
}
