//! When a language is public: the status and the period of its row.

use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::content::Content;
use super::publish::live_language;
use super::stored_item::StoredItem;
use super::translations::Translation;
use super::{item, scheduled_change};
use crate::access::Editor;
use crate::audit::{self, Action, Entry};
use crate::error::Error;
use crate::sqlite::Write;

/// Writes whether a language is published, and from when to when.
pub(super) async fn set_period(tx: &mut Write, item: ItemRef, language: &Language, to: &Translation) -> Result<(), Error> {
    let (kind, tag, status) = (item.kind.as_str(), language.as_str(), name(to.status));
    let (published_at, unpublished_at) = (to.published_at.map(Timestamp::to_sqlite), to.unpublished_at.map(Timestamp::to_sqlite));
    sqlx::query!(
        "
        update translations
        set status = ?, published_at = ?, unpublished_at = ?
        where item_kind = ? and item_id = ? and language = ? and revision_id is null
        ",
        status,
        published_at,
        unpublished_at,
        kind,
        item.id,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sets the end of what is published in a language, and leaves its text alone.
pub(crate) async fn set_end_in<C: Content>(
    tx: &mut Write,
    by: &Editor,
    stored: &StoredItem<C>,
    language: &Language,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let (item, current) = (stored.item(), live_language(stored, language)?);
    if !current.is_published() {
        return Err(Error::NotFound);
    }
    refuse_end_before_start(language, current.published_at.unwrap_or(now), until)?;
    if current.end() == until {
        return Ok(stored.version);
    }
    let after = Translation { unpublished_at: until, scheduled: None, ..current.clone() };
    match &current.scheduled {
        Some(scheduled) => scheduled_change::set_replaced_until(tx, item, language, scheduled, until).await?,
        None => set_period(tx, item, language, &after).await?,
    }
    let version = stored.version + 1;
    item::mark_changed(tx, by, item, version, now).await?;
    let before = Translation { unpublished_at: current.end(), ..current.clone() };
    let before = summary(stored.version, language, &before);
    let after = summary(version, language, &after);
    audit::append(tx, by, now, Entry::of_item(item, Action::EndChanged, before, after)).await?;
    Ok(version)
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Published => "published",
    }
}

/// The entry of a language in the audit log.
pub(super) fn summary(version: i64, language: &Language, stored: &Translation) -> Value {
    json!({
        "version": version,
        "language": language,
        "status": name(stored.status),
        "published_at": stored.published_at.map(Timestamp::to_sqlite),
        "unpublished_at": stored.unpublished_at.map(Timestamp::to_sqlite),
    })
}

/// [`Error::Invalid`] at `unpublished_at:de` where the end is not after the start.
pub(super) fn refuse_end_before_start(language: &Language, start: Timestamp, end: Option<Timestamp>) -> Result<(), Error> {
    if end.is_none_or(|end| end > start) {
        return Ok(());
    }
    Err(Error::Invalid(Invalid::at(format!("unpublished_at:{language}"), Problem::EndsBeforeStart)))
}

/// [`Error::Invalid`] at `published_at:de` where the start is before 1970, as that of a year with two digits is.
pub(super) fn refuse_ancient_start(language: &Language, start: Option<Timestamp>) -> Result<(), Error> {
    if start.is_none_or(|start| start.0 >= 0) {
        return Ok(());
    }
    Err(Error::Invalid(Invalid::at(format!("published_at:{language}"), Problem::NotADate)))
}
