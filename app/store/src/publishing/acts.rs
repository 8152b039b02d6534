//! The acts on an item besides saving, for every kind. Each act names the version that its editor saw ([`Error::Stale`] if the item
//! has another by now) and answers the version afterwards. If there is nothing to do, the version stays. [`Error::NotFound`] for a
//! kind that has no form yet.

use std::collections::BTreeMap;

use domain::item::ItemRef;
use domain::language::Language;
use domain::time::Timestamp;

use super::content::{Content, with_content};
use super::publish::{self, PublishRequest};
use super::render::RenderedSource;
use super::stored_item::StoredItem;
use super::{period, render};
use crate::access::Editor;
use crate::error::Error;
use crate::settings;
use crate::sqlite::Store;

/// Publishes one language of the draft from `from` until `until`. Without `from` it is public at once; a text that visitors read now
/// keeps its start and its end. Without `until` it has no end. What all languages share goes live too, unless the start lies ahead
/// while another language is public. A change of a live text waits in a row of its own; publishing at once replaces it.
/// [`Error::Invalid`] where the draft breaks a rule of its form, at `content:de` or `description:de` where the required text is
/// missing, at `unpublished_at:de` where the end is not after the start, at `published_at:de` where the start is before 1970.
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
    period::refuse_ancient_start(language, from)?;
    let (item, request) = (item.into(), PublishRequest { language, from, until });
    with_content!(item.kind, Draft => publish_draft::<Draft>(store, by, item, version, request, now).await)
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
    let rendered = render::render_unless_busy(store, source.into_iter().collect()).await?;
    let mut tx = store.begin_write().await?;
    let stored = StoredItem::<C>::begin_version(&mut tx, item.id, version, now).await?;
    let rendering = rendered.get(request.language).map(RenderedSource::rendering);
    let version = publish::publish_in(&mut tx, by, &stored, request, rendering, &site, now).await?;
    render::commit_rendered(store, tx, &rendered).await?;
    Ok(version)
}

/// Makes a language a draft again, and takes back what is scheduled for it. Its date stays, so that its address is still known as
/// one that was public. A language that the draft does not have any more goes.
pub async fn unpublish(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    Act::Unpublish(language).run(store, by, item.into(), version, now).await
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
    Act::CancelScheduled(language).run(store, by, item.into(), version, now).await
}

/// Makes what is live the draft again, as a new revision. Languages that are not published keep their text. [`Error::NotFound`]
/// where nothing is published, and in the trash.
pub async fn drop_draft(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    now: Timestamp,
) -> Result<i64, Error> {
    Act::DropDraft.run(store, by, item.into(), version, now).await
}

/// Sets the end of what is published in a language, none for no end, and leaves text and draft as they are. [`Error::NotFound`]
/// where it is not published; [`Error::Invalid`] at `unpublished_at:de` where the end is not after the start.
pub async fn set_end(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    Act::SetEnd(language, until).run(store, by, item.into(), version, now).await
}

/// An act that takes something back, or sets its end.
enum Act<'a> {
    SetEnd(&'a Language, Option<Timestamp>),
    Unpublish(&'a Language),
    CancelScheduled(&'a Language),
    DropDraft,
}

impl Act<'_> {
    async fn run(self, store: &Store, by: &Editor, item: ItemRef, version: i64, now: Timestamp) -> Result<i64, Error> {
        with_content!(item.kind, Draft => self.run_on::<Draft>(store, by, item.id, version, now).await)
    }

    async fn run_on<C: Content>(self, store: &Store, by: &Editor, id: i64, version: i64, now: Timestamp) -> Result<i64, Error> {
        let rendered = self.render::<C>(store, id, version, now).await?;
        let texts = rendered.iter().map(|(language, source)| (language.clone(), source.rendering())).collect();
        let mut tx = store.begin_write().await?;
        let stored = StoredItem::<C>::begin_version(&mut tx, id, version, now).await?;
        let version = match self {
            Self::SetEnd(language, until) => period::set_end_in(&mut tx, by, &stored, language, until, now).await?,
            Self::Unpublish(language) => publish::unpublish_in(&mut tx, by, &stored, language, &texts, now).await?,
            Self::CancelScheduled(language) => publish::cancel_scheduled_in(&mut tx, by, &stored, language, &texts, now).await?,
            Self::DropDraft => publish::drop_draft_in(&mut tx, by, &stored, now).await?,
        };
        render::commit_rendered(store, tx, &rendered).await?;
        Ok(version)
    }

    /// Renders the draft of a language that becomes one again.
    async fn render<C: Content>(
        &self,
        store: &Store,
        id: i64,
        version: i64,
        now: Timestamp,
    ) -> Result<BTreeMap<Language, RenderedSource>, Error> {
        let (Self::Unpublish(language) | Self::CancelScheduled(language)) = self else { return Ok(BTreeMap::new()) };
        let source = {
            let mut reader = store.readers().acquire().await?;
            let stored = StoredItem::<C>::read_version(&mut reader, id, version, now).await?;
            stored.markdown_of(language).filter(|_| stored.languages.get(*language).is_some_and(|own| own.has_changes))
        };
        render::render_unless_busy(store, source.into_iter().collect()).await
    }
}
