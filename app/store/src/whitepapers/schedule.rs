//! Publishing one language of a whitepaper, at once or for a period, and taking it back.

use domain::id::WhitepaperId;
use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::stored::{Stored, StoredLanguage};
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::sqlite::{Store, Write};

/// Makes a language visible to visitors from `from` (at once if none; one that was public before keeps its date) until
/// `until` (for good if none). Gives the version afterwards. [`Error::Invalid`] at `description:de` where there is no
/// description, at `unpublished_at:de` where the end is not after the start.
#[expect(clippy::too_many_arguments, reason = "each is a thing of its own")]
pub async fn publish(
    store: &Store,
    by: &Editor,
    id: WhitepaperId,
    version: i64,
    language: &Language,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    let stored = Stored::read_version(&mut tx, id, version).await?;
    let version = publish_in(&mut tx, by, &stored, language, from, until, now).await?;
    tx.commit().await?;
    Ok(version)
}

/// Makes a language a draft again. Its date stays, so that its address is still known as one that was public.
pub async fn unpublish(
    store: &Store,
    by: &Editor,
    id: WhitepaperId,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    let stored = Stored::read_version(&mut tx, id, version).await?;
    let version = unpublish_in(&mut tx, by, &stored, language, now).await?;
    tx.commit().await?;
    Ok(version)
}

/// [`publish`] within a transaction.
async fn publish_in(
    tx: &mut Write,
    by: &Editor,
    stored: &Stored,
    language: &Language,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = live_language(stored, language)?;
    let text = stored.draft.texts.get(language).ok_or(Error::NotFound)?;
    if text.description.is_none() {
        return Err(Error::Invalid(Invalid::at(format!("description:{language}"), Problem::Missing)));
    }
    let from = from.unwrap_or_else(|| before.published_at.filter(|date| *date <= now).unwrap_or(now));
    if until.is_some_and(|until| until <= from) {
        return Err(Error::Invalid(Invalid::at(format!("unpublished_at:{language}"), Problem::EndsBeforeStart)));
    }
    let after = StoredLanguage { status: Status::Published, published_at: Some(from), unpublished_at: until, ..before.clone() };
    write(tx, by, stored, language, &after, "published", now).await
}

/// [`unpublish`] within a transaction.
async fn unpublish_in(tx: &mut Write, by: &Editor, stored: &Stored, language: &Language, now: Timestamp) -> Result<i64, Error> {
    let before = live_language(stored, language)?;
    let published_at = before.published_at.filter(|date| *date <= now);
    let after = StoredLanguage { status: Status::Draft, published_at, unpublished_at: None, ..before.clone() };
    write(tx, by, stored, language, &after, "unpublished", now).await
}

/// In the trash nothing is published or taken back.
fn live_language<'a>(stored: &'a Stored, language: &Language) -> Result<&'a StoredLanguage, Error> {
    if stored.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    stored.languages.get(language).ok_or(Error::NotFound)
}

async fn write(
    tx: &mut Write,
    by: &Editor,
    stored: &Stored,
    language: &Language,
    after: &StoredLanguage,
    action: &'static str,
    now: Timestamp,
) -> Result<i64, Error> {
    let before = live_language(stored, language)?;
    if before == after {
        return Ok(stored.draft.version);
    }
    let id = stored.draft.id.ok_or(Error::NotFound)?;
    let version = stored.draft.version + 1;
    let (tag, at, user) = (language.as_str(), now.to_sqlite(), by.id().map(|id| id.0));
    let (status, published_at, unpublished_at) =
        (name(after.status), after.published_at.map(Timestamp::to_sqlite), after.unpublished_at.map(Timestamp::to_sqlite));
    sqlx::query!(
        "
        update whitepaper_languages
        set status = ?, published_at = ?, unpublished_at = ?
        where whitepaper_id = ? and language = ?
        ",
        status,
        published_at,
        unpublished_at,
        id.0,
        tag,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("update whitepapers set updated_at = ?, updated_by = ?, version = ? where id = ?", at, user, version, id.0)
        .execute(&mut **tx)
        .await?;
    let (before, after) = (Some(summary(stored.draft.version, language, before)), Some(summary(version, language, after)));
    audit::append(tx, by, now, Entry { action, item_kind: "whitepaper", item_id: Some(id.0), before, after }).await?;
    Ok(version)
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Published => "published",
    }
}

fn summary(version: i64, language: &Language, stored: &StoredLanguage) -> Value {
    json!({
        "version": version,
        "language": language,
        "status": name(stored.status),
        "published_at": stored.published_at.map(Timestamp::to_sqlite),
        "unpublished_at": stored.unpublished_at.map(Timestamp::to_sqlite),
    })
}
