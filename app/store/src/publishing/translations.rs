//! The languages of an item, as they are stored.

use std::collections::{BTreeMap, HashMap};

use domain::item::{ItemKind, ItemRef};
use domain::language::{Language, Languages};
use domain::publication::{LanguageState, LanguageStatus, Status, language_state};
use domain::text::Slug;
use domain::time::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use super::decode;
use super::scheduled_change::ScheduledChange;
use crate::error::Error;

/// A language of an item, without its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Translation {
    pub(crate) slug: Slug,
    pub(crate) status: Status,
    pub(crate) published_at: Option<Timestamp>,
    /// If a change is scheduled, this is its time at the latest.
    pub(crate) unpublished_at: Option<Timestamp>,
    pub(crate) written_at: Timestamp,
    /// Whether the draft differs from what is published.
    pub(crate) has_changes: bool,
    /// A change that waits for its time.
    pub(crate) scheduled: Option<ScheduledChange>,
    /// A scheduled change whose time has come, but which the columns do not hold yet. The fields above are those of this change.
    pub(crate) due: Option<ScheduledChange>,
}

impl Translation {
    pub(crate) fn is_published(&self) -> bool {
        self.status == Status::Published
    }

    /// Whether visitors read it.
    pub(crate) fn is_visible(&self, now: Timestamp) -> bool {
        let is_over = self.unpublished_at.is_some_and(|end| end <= now);
        self.is_published() && self.published_at.is_some_and(|start| start <= now) && !is_over
    }

    /// The end of the live text without a scheduled change.
    pub(crate) fn end(&self) -> Option<Timestamp> {
        self.scheduled.as_ref().map_or(self.unpublished_at, |scheduled| scheduled.replaced_until)
    }

    /// The end that publishing at once keeps: that of a text that visitors read now. With a start, or for a hidden text, there is none.
    pub(crate) fn kept_end(&self, from: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        self.end().filter(|_| from.is_none() && self.is_visible(now))
    }

    /// `source_written_at` as [`source_written_at`] tells it.
    pub(crate) fn state(&self, source_written_at: Option<Timestamp>, now: Timestamp) -> LanguageState {
        language_state(self.status, self.published_at, self.end(), self.written_at, source_written_at, now)
    }

    /// As [`Self::state`], for a row of a list.
    pub(crate) fn status(&self, source_written_at: Option<Timestamp>, now: Timestamp) -> LanguageStatus {
        LanguageStatus {
            state: self.state(source_written_at, now),
            has_changes: self.is_published() && self.has_changes,
            planned: self.scheduled.as_ref().map(|scheduled| scheduled.from),
        }
    }
}

/// When the live text in the default language was written, if there is one.
pub(crate) fn source_written_at<'a>(
    own: impl IntoIterator<Item = (&'a Language, &'a Translation)>,
    languages: &Languages,
    now: Timestamp,
) -> Option<Timestamp> {
    let (_, source) = own.into_iter().find(|(language, _)| languages.is_default(language))?;
    source.is_visible(now).then_some(source.written_at)
}

/// The languages of an item.
pub(crate) async fn translations(
    connection: &mut SqliteConnection,
    item: impl Into<ItemRef>,
    now: Timestamp,
) -> Result<BTreeMap<Language, Translation>, Error> {
    let item = item.into();
    let found = of_items(connection, item.kind, &json!([item.id]).to_string(), now).await?.remove(&item.id);
    Ok(found.unwrap_or_default().into_iter().collect())
}

/// The languages of items of a kind, each item's by their tags. `ids` is a JSON array.
pub(crate) async fn of_items(
    connection: &mut SqliteConnection,
    kind: ItemKind,
    ids: &str,
    now: Timestamp,
) -> Result<HashMap<i64, Vec<(Language, Translation)>>, Error> {
    let kind = kind.as_str();
    let rows = sqlx::query!(
        r#"
        select
            t.item_id, t.language, t.slug, t.status, t.has_changes, t.revision_id,
            unixepoch(t.published_at) as "published_at?: i64",
            unixepoch(t.unpublished_at) as "unpublished_at?: i64",
            unixepoch(coalesce(t.written_at, t.changed_at)) as "written_at!: i64",
            unixepoch(t.replaced_until) as "replaced_until?: i64"
        from json_each(?2) wanted
        cross join translations t on t.item_kind = ?1 and t.item_id = wanted.value
        order by t.item_id, t.language, t.revision_id is not null
        limit 10000
        "#,
        kind,
        ids,
    )
    .fetch_all(connection)
    .await?;
    let mut languages: HashMap<i64, Vec<(Language, Translation)>> = HashMap::new();
    for row in rows {
        let own = languages.entry(row.item_id).or_default();
        let (slug, until) = (decode::slug(&row.slug)?, row.unpublished_at.map(Timestamp));
        let written_at = Timestamp(row.written_at);
        let published_at = row.published_at.map(Timestamp);
        match (row.revision_id, published_at, own.last_mut()) {
            (Some(revision_id), Some(from), Some((_, live))) => {
                let scheduled = ScheduledChange { revision_id, from, until, replaced_until: row.replaced_until.map(Timestamp) };
                if from > now {
                    live.scheduled = Some(scheduled);
                } else {
                    (live.slug, live.unpublished_at, live.written_at) = (slug, until, written_at);
                    live.due = Some(scheduled);
                }
            }
            _ => {
                let status = decode::status(&row.status);
                let (scheduled, due, has_changes, unpublished_at) = (None, None, row.has_changes, until);
                let translation =
                    Translation { slug, status, published_at, unpublished_at, written_at, has_changes, scheduled, due };
                own.push((decode::language(&row.language)?, translation));
            }
        }
    }
    Ok(languages)
}
