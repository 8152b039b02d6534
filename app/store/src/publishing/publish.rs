//! Publishing one language of the draft, at once or at a time, and taking it back.

use domain::invalid::{Invalid, Problem};
use domain::language::{Language, Languages};
use domain::publication::Status;
use domain::time::Timestamp;

use super::content::Content;
use super::render::Rendering;
use super::save::{RenderedTexts, columns, refuse_without_text, save_in, sync_media_uses, write_unpublished};
use super::scheduled_change::ScheduledChange;
use super::stored_item::StoredItem;
use super::text::{self, NewText};
use super::translations::Translation;
use super::{item, period, revisions, scheduled_change};
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::sqlite::Write;

/// The language to publish, and its period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PublishRequest<'a> {
    pub(crate) language: &'a Language,
    /// None: at once; what is public keeps its date and its end.
    pub(crate) from: Option<Timestamp>,
    /// None: for good.
    pub(crate) until: Option<Timestamp>,
}

/// Publishes one language of the draft, and with it what all languages share; the item's version afterwards. A change of a text
/// that visitors read waits for its time in a row of its own.
pub(crate) async fn publish_in<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    request: PublishRequest<'_>,
    rendered: Option<Rendering<'_>>,
    site: &Languages,
    now: Timestamp,
) -> Result<i64, Error> {
    let PublishRequest { language, from, until } = request;
    let current = live_language(stored, language)?;
    let draft = strict_draft(stored, language, site)?;
    let start = from.unwrap_or_else(|| current.published_at.filter(|date| *date <= now).unwrap_or(now));
    let until = current.kept_end(from, now).or(until);
    period::refuse_end_before_start(language, start, until)?;
    let publishing = Publishing { by, stored, language, current, draft: &draft, rendered };
    if current.is_visible(now) && start > now {
        publishing.schedule(tx, start, until, now).await
    } else {
        publishing.apply(tx, start, until, now).await
    }
}

/// The language, which must not be in the trash: nothing is published or taken back there.
pub(super) fn live_language<'a, C: Content>(stored: &'a StoredItem<C>, language: &Language) -> Result<&'a Translation, Error> {
    stored.languages.get(language).filter(|_| stored.deleted_at.is_none()).ok_or(Error::NotFound)
}

/// The draft in one language, parsed by the rules of today.
fn strict_draft<C: Content>(stored: &StoredItem<C>, language: &Language, site: &Languages) -> Result<C, Error> {
    let missing = || Error::Invalid(Invalid::at(format!("{}:{language}", C::KIND.required_field()), Problem::Missing));
    let form = stored.draft_in(language).map_err(|_| missing())?;
    let mut draft = C::parse(form, site).map_err(Error::Invalid)?;
    draft.set_id_and_version(stored.id, stored.version);
    refuse_without_text(&draft, language)?;
    Ok(draft)
}

struct Publishing<'a, C: Content> {
    by: &'a Editor,
    stored: &'a StoredItem<C>,
    language: &'a Language,
    current: &'a Translation,
    draft: &'a C,
    rendered: Option<Rendering<'a>>,
}

impl<C: Content> Publishing<'_, C> {
    fn text(&self) -> Result<&C::Text, Error> {
        self.draft.texts().get(self.language).ok_or(Error::NotFound)
    }

    /// The time at which the draft's text was written.
    fn written_at(&self, now: Timestamp) -> Timestamp {
        self.stored.written_at.get(self.language).copied().unwrap_or(now)
    }

    /// Writes the draft's text into the columns. What all languages share comes with it, unless it waits while others are public.
    async fn apply(&self, tx: &mut Write, start: Timestamp, until: Option<Timestamp>, now: Timestamp) -> Result<i64, Error> {
        let Self { by, stored, language, current, draft, rendered } = *self;
        let (item, live, text) = (stored.item(), &stored.live, self.text()?);
        let are_others_published =
            stored.languages.iter().any(|(other, translation)| other != language && translation.is_published());
        let mut columns = if start <= now || !are_others_published { draft.clone() } else { live.clone() };
        columns.texts_mut().0.clone_from(&live.texts().0);
        columns.texts_mut().0.insert(language.clone(), text.clone());
        columns.set_id_and_version(stored.id, stored.version);
        let after = Translation {
            status: Status::Published,
            published_at: Some(start),
            unpublished_at: until,
            scheduled: None,
            ..current.clone()
        };
        let is_same_period = current.is_published() && current.published_at == Some(start) && current.end() == until;
        if columns == *live && is_same_period && current.scheduled.is_none() {
            return Ok(stored.version);
        }
        if let Some(scheduled) = &current.scheduled {
            scheduled_change::cancel(tx, item, language, scheduled).await?;
        }
        let version = stored.version + 1;
        columns.set_id_and_version(stored.id, version);
        columns.write_columns(tx, stored.id, now).await?;
        item::mark_changed(tx, by, item, version, now).await?;
        for (other, text) in &columns.texts().0 {
            let parts = columns.parts(text);
            let old = live.texts().get(other);
            let is_moved = old.is_some_and(|old| {
                C::with_slug(old, parts.slug) == *text && (old != text || live.parts(old).folded != parts.folded)
            });
            if is_moved {
                text::move_language(tx, item, other, &parts).await?;
            } else if other == language && old != Some(text) {
                let written_at = self.written_at(now);
                let new = NewText { language, parts: &parts, rendered, published_at: None, changed_at: now, written_at };
                text::write_language(tx, item, new).await?;
            }
        }
        if columns.is_changed_for_all(live) {
            text::touch_all(tx, item, now).await?;
        }
        period::set_period(tx, item, language, &after).await?;
        // What was written before the first reader came is no change to them, also where the date is one of the past.
        if current.published_at.is_none() && start < now {
            text::set_changed_at(tx, item, language, start).await?;
        }
        // The language is published from here on, so its changes count too.
        let published = |other: &Language| other == language || stored.is_published(other);
        stored.mark_changes(tx, published, &columns, &stored.draft).await?;
        self.sync_media_uses(tx, &columns).await?;
        self.log(tx, if start > now { Action::Scheduled } else { Action::Published }, version, &after, now).await
    }

    /// Schedules the draft's text: it waits in a row of its own, in place of an earlier change.
    async fn schedule(&self, tx: &mut Write, from: Timestamp, until: Option<Timestamp>, now: Timestamp) -> Result<i64, Error> {
        let Self { by, stored, language, current, draft, rendered } = *self;
        let item = stored.item();
        if let (Some(planned), false) = (&current.scheduled, current.has_changes) {
            return self.move_plan(tx, planned, from, until, now).await;
        }
        let revision_id = match stored.revision {
            Some(id) => id,
            None => revisions::append(tx, by, item, &stored.draft, &stored.written_at, now).await?,
        };
        let scheduled = ScheduledChange { revision_id, from, until, replaced_until: current.end() };
        if current.scheduled.as_ref() == Some(&scheduled) {
            return Ok(stored.version);
        }
        if let Some(earlier) = &current.scheduled {
            scheduled_change::cancel(tx, item, language, earlier).await?;
        }
        let parts = draft.parts(self.text()?);
        let written_at = self.written_at(now);
        let new = NewText { language, parts: &parts, rendered, published_at: None, changed_at: from, written_at };
        scheduled_change::insert(tx, item, new, current, &scheduled).await?;
        let version = stored.version + 1;
        item::mark_changed(tx, by, item, version, now).await?;
        self.sync_media_uses(tx, &stored.live).await?;
        let after = Translation { published_at: Some(from), unpublished_at: until, ..current.clone() };
        self.log(tx, Action::Scheduled, version, &after, now).await
    }

    /// Gives what is planned another time. The draft is what visitors read, so it has nothing to put in the place of the plan.
    async fn move_plan(
        &self,
        tx: &mut Write,
        planned: &ScheduledChange,
        from: Timestamp,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<i64, Error> {
        let Self { by, stored, language, current, .. } = *self;
        let moved = ScheduledChange { from, until, ..planned.clone() };
        if moved == *planned {
            return Ok(stored.version);
        }
        scheduled_change::move_to(tx, stored.item(), language, planned, &moved).await?;
        let version = stored.version + 1;
        item::mark_changed(tx, by, stored.item(), version, now).await?;
        let after = Translation { published_at: Some(from), unpublished_at: until, scheduled: Some(moved), ..current.clone() };
        self.log(tx, Action::Scheduled, version, &after, now).await
    }

    /// Saves which files the item uses. The whole draft may name more files than the published language.
    async fn sync_media_uses(&self, tx: &mut Write, live: &C) -> Result<(), Error> {
        sync_media_uses(tx, self.stored.item(), live, &self.stored.drafted()).await
    }

    async fn log(&self, tx: &mut Write, action: Action, version: i64, after: &Translation, now: Timestamp) -> Result<i64, Error> {
        let before = period::summary(self.stored.version, self.language, self.current);
        let after = period::summary(version, self.language, after);
        audit::append(tx, self.by, now, Entry::of_item(self.stored.item(), action, before, after)).await?;
        Ok(version)
    }
}

/// Makes a language a draft again, and takes back what is scheduled for it. Its date stays, so that its address is still known as one
/// that was public. Its columns hold the draft from then on; a language that the draft does not have any more goes.
pub(crate) async fn unpublish_in<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    language: &Language,
    rendered: &RenderedTexts<'_>,
    now: Timestamp,
) -> Result<i64, Error> {
    make_draft(tx, by, stored, language, rendered, Action::Unpublished, now).await
}

async fn make_draft<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    language: &Language,
    rendered: &RenderedTexts<'_>,
    action: Action,
    now: Timestamp,
) -> Result<i64, Error> {
    let (item, current) = (stored.item(), live_language(stored, language)?);
    let published_at = current.published_at.filter(|date| *date <= now);
    let after = Translation {
        status: Status::Draft,
        published_at,
        unpublished_at: None,
        has_changes: false,
        scheduled: None,
        ..current.clone()
    };
    if *current == after && stored.draft_in(language).is_ok() {
        return Ok(stored.version);
    }
    let version = stored.version + 1;
    if let Some(scheduled) = &current.scheduled {
        scheduled_change::cancel(tx, item, language, scheduled).await?;
    }
    let (draft, is_published) = (stored.drafted(), |other: &Language| other != language && stored.is_published(other));
    let columns = columns(stored, &draft, is_published);
    columns.write_columns(tx, stored.id, now).await?;
    item::mark_changed(tx, by, item, version, now).await?;
    // A text that was never public leaves no redirect, so its date goes before its slug.
    period::set_period(tx, item, language, &after).await?;
    write_unpublished(tx, stored, &columns, is_published, rendered, &stored.written_at, now).await?;
    stored.mark_changes(tx, is_published, &columns, &stored.draft).await?;
    sync_media_uses(tx, item, &columns, &draft).await?;
    let before = period::summary(stored.version, language, current);
    let after = period::summary(version, language, &after);
    audit::append(tx, by, now, Entry::of_item(item, action, before, after)).await?;
    Ok(version)
}

/// Takes back what is scheduled for a language: a change of a live text, or its first publication.
pub(crate) async fn cancel_scheduled_in<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    language: &Language,
    rendered: &RenderedTexts<'_>,
    now: Timestamp,
) -> Result<i64, Error> {
    let (item, current) = (stored.item(), live_language(stored, language)?);
    let Some(scheduled) = &current.scheduled else {
        let is_planned = current.is_published() && current.published_at.is_some_and(|start| start > now);
        if !is_planned {
            return Err(Error::NotFound);
        }
        return make_draft(tx, by, stored, language, rendered, Action::Cancelled, now).await;
    };
    scheduled_change::cancel(tx, item, language, scheduled).await?;
    let version = stored.version + 1;
    item::mark_changed(tx, by, item, version, now).await?;
    sync_media_uses(tx, item, &stored.live, &stored.drafted()).await?;
    let planned = Translation { published_at: Some(scheduled.from), unpublished_at: scheduled.until, ..current.clone() };
    let after = Translation { unpublished_at: current.end(), scheduled: None, ..current.clone() };
    let before = period::summary(stored.version, language, &planned);
    let after = period::summary(version, language, &after);
    audit::append(tx, by, now, Entry::of_item(item, Action::Cancelled, before, after)).await?;
    Ok(version)
}

/// Makes the live text the draft again. Languages that are not published keep their text, because they have no live one.
pub(crate) async fn drop_draft_in<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    now: Timestamp,
) -> Result<i64, Error> {
    if stored.deleted_at.is_some() || !stored.is_any_published() {
        return Err(Error::NotFound);
    }
    let (mut draft, drafted) = (stored.live.clone(), stored.drafted());
    let live = stored.live.texts().0.iter().filter(|(language, _)| stored.is_published(language));
    let kept = drafted.texts().0.iter().filter(|(language, _)| !stored.is_published(language));
    draft.texts_mut().0 = live.chain(kept).map(|(language, text)| (language.clone(), text.clone())).collect();
    save_in(tx, by, stored, &draft, &RenderedTexts::new(), Action::Dropped, now).await
}
