//! Publishing, unpublishing and cancelling for a kind of item that has no draft beside its live text.

use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::publication::Status;
use domain::time::Timestamp;

use super::item;
use super::period::{refuse_end_before_start, set_period, summary};
use super::publish::PublishRequest;
use super::translations::{Translation, translations};
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::sqlite::Write;

/// Publishes one language as it is stored.
pub(super) async fn publish(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    version: i64,
    request: PublishRequest<'_>,
    now: Timestamp,
) -> Result<i64, Error> {
    let PublishRequest { language, from, until } = request;
    let before = live_language(tx, item, version, language, now).await?;
    if !has_required_text(tx, item, language).await? {
        let field = format!("{}:{language}", item.kind.required_field());
        return Err(Error::Invalid(Invalid::at(field, Problem::Missing)));
    }
    let from = from.unwrap_or_else(|| before.published_at.filter(|date| *date <= now).unwrap_or(now));
    let until = before.kept_end(request.from, now).or(until);
    refuse_end_before_start(language, from, until)?;
    let after = Translation { status: Status::Published, published_at: Some(from), unpublished_at: until, ..before.clone() };
    StatusChange { by, item, version, language, before: &before, after: &after, action: "published" }.write(tx, now).await
}

/// Makes a language a draft again.
pub(super) async fn unpublish(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = live_language(tx, item, version, language, now).await?;
    let published_at = before.published_at.filter(|date| *date <= now);
    let after = Translation { status: Status::Draft, published_at, unpublished_at: None, ..before.clone() };
    StatusChange { by, item, version, language, before: &before, after: &after, action: "unpublished" }.write(tx, now).await
}

/// Sets the end of what is published.
pub(super) async fn set_end(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    version: i64,
    language: &Language,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = live_language(tx, item, version, language, now).await?;
    if !before.is_published() {
        return Err(Error::NotFound);
    }
    refuse_end_before_start(language, before.published_at.unwrap_or(now), until)?;
    let after = Translation { unpublished_at: until, ..before.clone() };
    StatusChange { by, item, version, language, before: &before, after: &after, action: "end_changed" }.write(tx, now).await
}

/// Takes back a first publication that waits for its time.
pub(super) async fn cancel_scheduled(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = live_language(tx, item, version, language, now).await?;
    if !before.is_published() || before.is_visible(now) {
        return Err(Error::NotFound);
    }
    unpublish(tx, by, item, version, language, now).await
}

/// The language, which must not be in the trash: nothing is published or taken back there.
async fn live_language(
    tx: &mut Write,
    item: ItemRef,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<Translation, Error> {
    if item::check_version(tx, item, version).await?.is_some() {
        return Err(Error::NotFound);
    }
    translations(tx, item, now).await?.remove(language).ok_or(Error::NotFound)
}

async fn has_required_text(tx: &mut Write, item: ItemRef, language: &Language) -> Result<bool, Error> {
    let (kind, tag) = (item.kind.as_str(), language.as_str());
    let text = sqlx::query_scalar!(
        r#"
        select required as "required?: String"
        from translation_sources
        where item_kind = ? and item_id = ? and language = ?
        "#,
        kind,
        item.id,
        tag,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(text.is_some_and(|text| !text.trim().is_empty()))
}

/// A change of one language's status, for the row and for the audit log.
struct StatusChange<'a> {
    by: &'a Editor,
    item: ItemRef,
    version: i64,
    language: &'a Language,
    before: &'a Translation,
    after: &'a Translation,
    action: &'static str,
}

impl StatusChange<'_> {
    async fn write(self, tx: &mut Write, now: Timestamp) -> Result<i64, Error> {
        let Self { by, item, language, before, after, action, .. } = self;
        if before == after {
            return Ok(self.version);
        }
        let version = self.version + 1;
        set_period(tx, item, language, after).await?;
        item::mark_changed(tx, by, item, version, now).await?;
        let (before, after) = (Some(summary(self.version, language, before)), Some(summary(version, language, after)));
        let entry = Entry { action, item_kind: item.kind.as_str(), item_id: Some(item.id), before, after };
        audit::append(tx, by, now, entry).await?;
        Ok(version)
    }
}
