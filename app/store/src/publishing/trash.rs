//! The trash, in which an item waits to be restored or purged. Its slugs are free meanwhile.

use domain::item::{ItemKind, ItemRef};
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::content::with_content;
use super::item;
use super::stored_item::StoredItem;
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::import;
use crate::sqlite::Store;

/// Puts an item in the trash; its version afterwards.
pub async fn trash(store: &Store, by: &Editor, item: impl Into<ItemRef>, version: i64, now: Timestamp) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    if item::check_version(&mut tx, item, version).await?.is_some() {
        return Err(Error::NotFound);
    }
    let after = version + 1;
    item::set_deleted_at(&mut tx, by, item, Some(now), after, now).await?;
    let (before, after_json) = (summary(version, None), summary(after, Some(now)));
    let (item_kind, item_id) = (item.kind.as_str(), Some(item.id));
    audit::append(&mut tx, by, now, Entry { action: Action::Trashed, item_kind, item_id, before, after: after_json }).await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes an item out of the trash as it was, published where it was; its version afterwards. A text whose slug another of its kind
/// holds by now comes back at the slug of the draft, which an editor can change in the trash, and so does a scheduled change;
/// [`Error::Taken`] at `slug:de` where that is not free either.
pub async fn restore(store: &Store, by: &Editor, item: impl Into<ItemRef>, version: i64, now: Timestamp) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    let Some(deleted_at) = item::check_version(&mut tx, item, version).await? else { return Err(Error::NotFound) };
    let kind = item.kind.as_str();
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
                    and r.number = (select max(l.number) from revisions l where l.item_kind = ?1 and l.item_id = ?2)
            )
        ",
        kind,
        item.id,
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
    if item.kind == ItemKind::Page {
        import::give_up_taken_path(&mut tx, item.id).await?;
    }
    let after = version + 1;
    item::set_deleted_at(&mut tx, by, item, None, after, now).await?;
    // A text that came back at the draft's slug may differ from it no more.
    with_content!(item.kind, Draft => StoredItem::<Draft>::mark_own_changes(&mut tx, item.id, now).await)?;
    let (before, after_json) = (summary(version, Some(deleted_at)), summary(after, None));
    let (item_kind, item_id) = (kind, Some(item.id));
    audit::append(&mut tx, by, now, Entry { action: Action::Restored, item_kind, item_id, before, after: after_json }).await?;
    tx.commit().await?;
    Ok(after)
}

fn summary(version: i64, deleted_at: Option<Timestamp>) -> Option<Value> {
    Some(json!({ "version": version, "deleted_at": deleted_at.map(Timestamp::to_sqlite) }))
}
