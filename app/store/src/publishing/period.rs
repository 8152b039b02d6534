//! When a language is public: the status and the period of its row.

use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::translations::Translation;
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
