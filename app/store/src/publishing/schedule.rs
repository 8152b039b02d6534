//! Publishing one language of an item, at once or for a period, and taking it back.

use domain::invalid::{Invalid, Problem};
use domain::item::ItemRef;
use domain::language::Language;
use domain::publication::Status;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::item;
use super::translations::{Translation, translations};
use crate::access::Editor;
use crate::audit::{self, Entry};
use crate::error::Error;
use crate::sqlite::{Store, Write};

/// Makes a language visible to visitors from `from` (at once if none; what was public before keeps its date) until `until` (for
/// good if none). Gives the item's version afterwards. [`Error::Invalid`] where the text is missing without which nothing is
/// published (`content:de`, `description:de`), at `unpublished_at:de` where the end is not after the start.
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
    let mut tx = store.begin_write().await?;
    let version = publish_in(&mut tx, by, item, version, language, from, until, now).await?;
    tx.commit().await?;
    Ok(version)
}

/// Makes a language a draft again. Its date stays, so that its address is still known as one that was public.
pub async fn unpublish(
    store: &Store,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    let version = unpublish_in(&mut tx, by, item, version, language, now).await?;
    tx.commit().await?;
    Ok(version)
}

/// [`publish`] within a transaction.
#[expect(clippy::too_many_arguments, reason = "each is a thing of its own")]
pub(crate) async fn publish_in(
    tx: &mut Write,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let item = item.into();
    let before = live_language(tx, item, version, language).await?;
    if !has_required_text(tx, item, language).await? {
        let field = format!("{}:{language}", item.kind.required_field());
        return Err(Error::Invalid(Invalid::at(field, Problem::Missing)));
    }
    let from = from.unwrap_or_else(|| before.published_at.filter(|date| *date <= now).unwrap_or(now));
    if until.is_some_and(|until| until <= from) {
        return Err(Error::Invalid(Invalid::at(format!("unpublished_at:{language}"), Problem::EndsBeforeStart)));
    }
    let after = Translation { status: Status::Published, published_at: Some(from), unpublished_at: until, ..before.clone() };
    Act { by, item, version, language, before: &before, after: &after, action: "published" }.write(tx, now).await
}

/// [`unpublish`] within a transaction.
pub(crate) async fn unpublish_in(
    tx: &mut Write,
    by: &Editor,
    item: impl Into<ItemRef>,
    version: i64,
    language: &Language,
    now: Timestamp,
) -> Result<i64, Error> {
    let item = item.into();
    let before = live_language(tx, item, version, language).await?;
    let published_at = before.published_at.filter(|date| *date <= now);
    let after = Translation { status: Status::Draft, published_at, unpublished_at: None, ..before.clone() };
    Act { by, item, version, language, before: &before, after: &after, action: "unpublished" }.write(tx, now).await
}

/// In the trash nothing is published or taken back.
async fn live_language(tx: &mut Write, item: ItemRef, version: i64, language: &Language) -> Result<Translation, Error> {
    if item::deleted_at(tx, item, version).await?.is_some() {
        return Err(Error::NotFound);
    }
    translations(tx, item).await?.remove(language).ok_or(Error::NotFound)
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

/// What is written, and into the log.
struct Act<'a> {
    by: &'a Editor,
    item: ItemRef,
    version: i64,
    language: &'a Language,
    before: &'a Translation,
    after: &'a Translation,
    action: &'static str,
}

impl Act<'_> {
    async fn write(self, tx: &mut Write, now: Timestamp) -> Result<i64, Error> {
        let Self { by, item, language, before, after, action, .. } = self;
        if before == after {
            return Ok(self.version);
        }
        let version = self.version + 1;
        let (kind, tag) = (item.kind.as_str(), language.as_str());
        let (status, published_at, unpublished_at) =
            (name(after.status), after.published_at.map(Timestamp::to_sqlite), after.unpublished_at.map(Timestamp::to_sqlite));
        sqlx::query!(
            "
            update translations
            set status = ?, published_at = ?, unpublished_at = ?
            where item_kind = ? and item_id = ? and language = ?
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
        item::touch(tx, by, item, version, now).await?;
        let (before, after) = (Some(summary(self.version, language, before)), Some(summary(version, language, after)));
        audit::append(tx, by, now, Entry { action, item_kind: kind, item_id: Some(item.id), before, after }).await?;
        Ok(version)
    }
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Published => "published",
    }
}

fn summary(version: i64, language: &Language, stored: &Translation) -> Value {
    json!({
        "version": version,
        "language": language,
        "status": name(stored.status),
        "published_at": stored.published_at.map(Timestamp::to_sqlite),
        "unpublished_at": stored.unpublished_at.map(Timestamp::to_sqlite),
    })
}
