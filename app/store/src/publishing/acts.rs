//! The acts on an item besides saving, for every kind. Each act names the version that its editor saw ([`Error::Stale`] if the item
//! has another by now) and answers the version afterwards. If there is nothing to do, the version stays.

use std::collections::BTreeSet;

use domain::item::{ItemKind, ItemRef};
use domain::language::Language;
use domain::page::PageDraft;
use domain::time::Timestamp;
use domain::whitepaper::WhitepaperDraft;

use super::content::Content;
use super::publish::{self, PublishRequest};
use super::stored_item::StoredItem;
use super::{item, render, without_draft};
use crate::access::Editor;
use crate::error::Error;
use crate::settings;
use crate::sqlite::Store;

/// Makes the draft of a language what visitors read, from `from` (at once if none; what was public before keeps its date) until
/// `until` (for good if none). What all languages share comes with it, unless that time is still to come while another language
/// is public. A change of a text that visitors read waits for its time beside it; published at once, the draft takes the place of
/// what was scheduled. [`Error::Invalid`] where the draft breaks a rule of its form, where the text is missing without which nothing
/// is published (`content:de`, `description:de`), at `unpublished_at:de` where the end is not after the start.
#[expect(clippy::too_many_arguments, reason = "each is a thing of its own")]
pub async fn publish(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let (item, request) = (item.into(), PublishRequest { language, from, until });
    match item.kind {
        ItemKind::Page => publish_draft::<PageDraft>(store, by, item, version, request, now).await,
        ItemKind::Whitepaper => publish_draft::<WhitepaperDraft>(store, by, item, version, request, now).await,
        ItemKind::Webinar => {
            let mut tx = store.begin_write().await?;
            let version = without_draft::publish(&mut tx, by, item, version, request, now).await?;
            tx.commit().await?;
            Ok(version)
        }
    }
}

async fn publish_draft<C: Content>(
    store: &Store,
    by: &Editor,
    item: ItemRef,
    version: i64,
    request: PublishRequest<'_>,
    now: Timestamp,
) -> Result<i64, Error> {
    let site = settings::load(store).await?.languages;
    let source = {
        let mut reader = store.readers().acquire().await?;
        StoredItem::<C>::read_version(&mut reader, item.id, version, now).await?.markdown_of(request.language)
    };
    let rendered = render::render_all(store, source.into_iter().collect()).await?;
    let mut tx = store.begin_write().await?;
    let stored = StoredItem::<C>::begin_version(&mut tx, item.id, version, now).await?;
    let version = publish::publish_in(&mut tx, by, &stored, request, rendered.get(request.language), &site, now).await?;
    tx.commit().await?;
    if render::shows_media(rendered.values()) {
        // A file may have changed while the text was rendered.
        render::rerender_stale(store).await?;
    }
    Ok(version)
}

/// Makes a language a draft again, and takes back what is scheduled for it. Its date stays, so that its address is still known as one
/// that was public. A language that the draft does not have any more goes.
pub async fn unpublish(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    let version = match item.kind {
        ItemKind::Page => {
            let stored = StoredItem::<PageDraft>::begin_version(&mut tx, item.id, version, now).await?;
            publish::unpublish_in(&mut tx, by, &stored, language, now).await?
        }
        ItemKind::Whitepaper => {
            let stored = StoredItem::<WhitepaperDraft>::begin_version(&mut tx, item.id, version, now).await?;
            publish::unpublish_in(&mut tx, by, &stored, language, now).await?
        }
        ItemKind::Webinar => without_draft::unpublish(&mut tx, by, item, version, language, now).await?,
    };
    tx.commit().await?;
    Ok(version)
}

/// Takes back what waits for its time in a language: a change of a live text, or its first publication. [`Error::NotFound`] where
/// nothing waits.
pub async fn cancel_scheduled(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    let version = match item.kind {
        ItemKind::Page => {
            let stored = StoredItem::<PageDraft>::begin_version(&mut tx, item.id, version, now).await?;
            publish::cancel_scheduled_in(&mut tx, by, &stored, language, now).await?
        }
        ItemKind::Whitepaper => {
            let stored = StoredItem::<WhitepaperDraft>::begin_version(&mut tx, item.id, version, now).await?;
            publish::cancel_scheduled_in(&mut tx, by, &stored, language, now).await?
        }
        ItemKind::Webinar => without_draft::cancel_scheduled(&mut tx, by, item, version, language, now).await?,
    };
    tx.commit().await?;
    Ok(version)
}

/// Makes what is live the draft again, as a new revision. Languages that are not published keep their text. [`Error::NotFound`]
/// where nothing is published, in the trash, and of a noun that has no drafts.
pub async fn drop_draft(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    now: Timestamp,
) -> Result<i64, Error> {
    let item = item.into();
    let mut tx = store.begin_write().await?;
    let version = match item.kind {
        ItemKind::Page => {
            let stored = StoredItem::<PageDraft>::begin_version(&mut tx, item.id, version, now).await?;
            publish::drop_draft_in(&mut tx, by, &stored, now).await?
        }
        ItemKind::Whitepaper => {
            let stored = StoredItem::<WhitepaperDraft>::begin_version(&mut tx, item.id, version, now).await?;
            publish::drop_draft_in(&mut tx, by, &stored, now).await?
        }
        ItemKind::Webinar => {
            item::check_version(&mut tx, item, version).await?;
            return Err(Error::NotFound);
        }
    };
    tx.commit().await?;
    Ok(version)
}

/// Puts scheduled changes whose time has come into the columns of their items; how many items there were. Visitors read them without
/// it: this keeps the specification's columns close to what is public. What nobody can parse any more stays as it is.
pub async fn apply_due_changes(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let at = now.to_sqlite();
    let due = sqlx::query!(
        r#"
        select item_kind, item_id
        from live_translations
        where revision_id > 0 and visible_from <= ?1 and ?1 < visible_until
        limit 1000
        "#,
        at,
    )
    .fetch_all(store.readers())
    .await?;
    let mut applied = 0;
    let due: BTreeSet<_> = due.into_iter().map(|row| (row.item_kind, row.item_id)).collect();
    for (kind, id) in due {
        let mut tx = store.begin_write().await?;
        let done = match super::kind(&kind)? {
            ItemKind::Page => StoredItem::<PageDraft>::begin(&mut tx, id, now).await.map(|_| ()),
            ItemKind::Whitepaper => StoredItem::<WhitepaperDraft>::begin(&mut tx, id, now).await.map(|_| ()),
            ItemKind::Webinar => Ok(()),
        };
        match done {
            Ok(()) => {
                tx.commit().await?;
                applied += 1;
            }
            Err(Error::Invalid(_) | Error::NotFound) => tx.rollback().await?,
            Err(error) => return Err(error),
        }
    }
    Ok(applied)
}
