//! Revisions: the whole form of an item, each time it was saved. The last one is its draft.

use std::collections::BTreeMap;

use domain::item::ItemRef;
use domain::language::Language;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::access::Editor;
use crate::error::Error;
use crate::sqlite::Write;

/// The last revision of an item.
#[derive(Debug, Clone)]
pub(super) struct Revision<F> {
    pub(super) id: i64,
    pub(super) form: F,
    pub(super) written_at: BTreeMap<Language, Timestamp>,
}

/// The last revision; None for an item that this program has never saved.
pub(super) async fn latest<F: DeserializeOwned>(
    connection: &mut SqliteConnection,
    item: ItemRef,
) -> Result<Option<Revision<F>>, Error> {
    let kind = item.kind.as_str();
    let row = sqlx::query!(
        r#"
        select
            id as "id!: i64", snapshot,
            (
                select json_group_object(w.key, unixepoch(w.value)) from json_each(written_at) w
            ) as "written_at!: String"
        from revisions
        where item_kind = ? and item_id = ?
        order by number desc
        limit 1
        "#,
        kind,
        item.id,
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let written_at: BTreeMap<Language, i64> = serde_json::from_str(&row.written_at).map_err(Error::unreadable)?;
    Ok(Some(Revision {
        id: row.id,
        form: serde_json::from_str(&row.snapshot).map_err(Error::unreadable)?,
        written_at: written_at.into_iter().map(|(language, at)| (language, Timestamp(at))).collect(),
    }))
}

/// The form of one revision.
pub(super) async fn form<F: DeserializeOwned>(connection: &mut SqliteConnection, id: i64) -> Result<F, Error> {
    let snapshot = sqlx::query_scalar!("select snapshot from revisions where id = ?", id).fetch_one(connection).await?;
    serde_json::from_str(&snapshot).map_err(Error::unreadable)
}

/// Adds a revision; its id.
pub(super) async fn append(
    tx: &mut Write,
    by: &Editor,
    item: ItemRef,
    form: &impl Serialize,
    written_at: &BTreeMap<Language, Timestamp>,
    now: Timestamp,
) -> Result<i64, Error> {
    let written_at: BTreeMap<_, _> = written_at.iter().map(|(language, at)| (language, at.to_sqlite())).collect();
    let (snapshot, written_at) = (json!(form).to_string(), json!(written_at).to_string());
    let (kind, user, at) = (item.kind.as_str(), by.id().map(|id| id.0), now.to_sqlite());
    let id = sqlx::query_scalar!(
        r#"
        insert into revisions (item_kind, item_id, number, snapshot, written_at, created_at, created_by)
        select ?1, ?2, coalesce(max(number), 0) + 1, ?3, ?4, ?5, ?6
        from revisions
        where item_kind = ?1 and item_id = ?2
        returning id as "id!: i64"
        "#,
        kind,
        item.id,
        snapshot,
        written_at,
        at,
        user,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(id)
}
