//! When a language is public: the period of its row, and the acts on it for a noun that has no draft yet.

use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::item;
use super::publish::Order;
use super::translations::{Translation, translations};
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::sqlite::Write;

/// Publishes one language as it is, which has no draft beside it.
pub(super) async fn publish_bare(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    version: i64,
    order: Order<'_>,
    now: Timestamp,
) -> Result<i64, Error> {
    let Order { language, from, until } = order;
    let before = live_language(tx, item, version, language, now).await?;
    if !has_required_text(tx, item, language).await? {
        let field = format!("{}:{language}", item.kind.required_field());
        return Err(Error::Invalid(Invalid::at(field, Problem::Missing)));
    }
    let from = from.unwrap_or_else(|| before.published_at.filter(|date| *date <= now).unwrap_or(now));
    refuse_end_before_start(language, from, until)?;
    let after = Translation { status: Status::Published, published_at: Some(from), unpublished_at: until, ..before.clone() };
    StatusChange { by, item, version, language, before: &before, after: &after, action: "published" }.write(tx, now).await
}

/// Makes a language a draft again that has none beside it.
pub(super) async fn unpublish_bare(
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

/// Takes a first publication back that waits for its time.
pub(super) async fn cancel_bare(
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
    unpublish_bare(tx, by, item, version, language, now).await
}

pub(super) fn refuse_end_before_start(language: &Language, start: Timestamp, end: Option<Timestamp>) -> Result<(), Error> {
    if end.is_none_or(|end| end > start) {
        return Ok(());
    }
    Err(Error::Invalid(Invalid::at(format!("unpublished_at:{language}"), Problem::EndsBeforeStart)))
}

/// In the trash nothing is published or taken back.
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
