//! The outbox as admins see it: a list paged by key, and the retry of parked mails. It shows no texts: they hold links that are
//! meant for one person.

use domain::id::MailId;
use domain::list::{ListPage, MAX_SIZE, PageScan, SortKey, SortOrder, SortValue};
use domain::mail::{Failure, MailFilter, MailRow, MailState, MailTab, MailTotals};
use domain::search::{glob, typed_phrase};
use domain::time::Timestamp;
use serde_json::json;

use crate::Store;
use crate::access::Admin;
use crate::audit::{self, Action, Entry};
use crate::error::Error;

/// One page of the outbox in the order in which the mails came, as it was asked for.
pub async fn list(store: &Store, _by: &Admin, filter: &MailFilter, now: Timestamp) -> Result<ListPage<MailRow>, Error> {
    let order = SortOrder { name: "arrival", value: SortValue::Id, direction: filter.direction };
    let scan = PageScan::new(&filter.paging, order, MAX_SIZE);
    let rows = scan_index(store, filter, &scan, now).await?;
    let is_whole = filter.kind.is_none() && filter.search.trim().is_empty();
    let total = if is_whole { Some(totals(store, _by).await?.of(filter.tab)) } else { None };
    Ok(scan.page(rows, total, |row| SortKey { value: String::new(), id: row.id.0 }))
}

/// The columns of a row.
struct Stored {
    id: i64,
    kind: String,
    language: String,
    to_address: String,
    to_name: Option<String>,
    subject: String,
    status: String,
    is_leased: bool,
    attempts: i64,
    last_error: Option<String>,
    next_attempt_at: i64,
    created_at: i64,
    sent_at: Option<i64>,
    is_file: bool,
}

async fn scan_index(store: &Store, filter: &MailFilter, scan: &PageScan, now: Timestamp) -> Result<Vec<MailRow>, Error> {
    let (from, size) = (scan.start_or_end().id, scan.limit());
    let (status, kind) = (status(filter.tab), filter.kind.map(|kind| kind.as_str()));
    let (words, now) = (pattern(&filter.search), now.to_sqlite());
    macro_rules! scan_index {
        ($sql:literal) => {
            sqlx::query_as!(Stored, $sql, from, status, kind, words, now, size).fetch_all(store.readers()).await?
        };
    }
    // Each order, with and without a state, scans an index of its own.
    let rows = match (status.is_some(), scan.is_ascending()) {
        (false, false) => scan_index!(
            r#"
            select
                id as "id!: i64", kind, language, to_address, to_name, subject, status,
                coalesce(leased_until > ?5, 0) as "is_leased!: bool", attempts, last_error,
                unixepoch(next_attempt_at) as "next_attempt_at!: i64", unixepoch(created_at) as "created_at!: i64",
                unixepoch(sent_at) as "sent_at?: i64", is_file as "is_file!: bool"
            from mail_outbox
            where id < ?1 and ?2 is null and (?3 is null or kind = ?3)
                and (?4 is null or to_address || ' ' || coalesce(to_name, '') || ' ' || subject glob ?4)
            order by id desc
            limit ?6
            "#
        ),
        (false, true) => scan_index!(
            r#"
            select
                id as "id!: i64", kind, language, to_address, to_name, subject, status,
                coalesce(leased_until > ?5, 0) as "is_leased!: bool", attempts, last_error,
                unixepoch(next_attempt_at) as "next_attempt_at!: i64", unixepoch(created_at) as "created_at!: i64",
                unixepoch(sent_at) as "sent_at?: i64", is_file as "is_file!: bool"
            from mail_outbox
            where id > ?1 and ?2 is null and (?3 is null or kind = ?3)
                and (?4 is null or to_address || ' ' || coalesce(to_name, '') || ' ' || subject glob ?4)
            order by id
            limit ?6
            "#
        ),
        (true, false) => scan_index!(
            r#"
            select
                id as "id!: i64", kind, language, to_address, to_name, subject, status,
                coalesce(leased_until > ?5, 0) as "is_leased!: bool", attempts, last_error,
                unixepoch(next_attempt_at) as "next_attempt_at!: i64", unixepoch(created_at) as "created_at!: i64",
                unixepoch(sent_at) as "sent_at?: i64", is_file as "is_file!: bool"
            from mail_outbox
            where id < ?1 and status = ?2 and (?3 is null or kind = ?3)
                and (?4 is null or to_address || ' ' || coalesce(to_name, '') || ' ' || subject glob ?4)
            order by id desc
            limit ?6
            "#
        ),
        (true, true) => scan_index!(
            r#"
            select
                id as "id!: i64", kind, language, to_address, to_name, subject, status,
                coalesce(leased_until > ?5, 0) as "is_leased!: bool", attempts, last_error,
                unixepoch(next_attempt_at) as "next_attempt_at!: i64", unixepoch(created_at) as "created_at!: i64",
                unixepoch(sent_at) as "sent_at?: i64", is_file as "is_file!: bool"
            from mail_outbox
            where id > ?1 and status = ?2 and (?3 is null or kind = ?3)
                and (?4 is null or to_address || ' ' || coalesce(to_name, '') || ' ' || subject glob ?4)
            order by id
            limit ?6
            "#
        ),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// As the column holds it.
fn status(tab: MailTab) -> Option<&'static str> {
    match tab {
        MailTab::All => None,
        MailTab::Waiting => Some("waiting"),
        MailTab::Sent => Some("sent"),
        MailTab::Parked => Some("failed"),
    }
}

/// A pattern that finds the typed text anywhere.
fn pattern(search: &str) -> Option<String> {
    let pattern = glob(&typed_phrase(search));
    (!pattern.is_empty()).then_some(pattern)
}

fn row(stored: Stored) -> MailRow {
    let state = match (stored.status.as_str(), stored.is_leased) {
        ("sent", _) if stored.is_file => MailState::Saved(Timestamp(stored.sent_at.unwrap_or(stored.created_at))),
        ("sent", _) => MailState::Sent(Timestamp(stored.sent_at.unwrap_or(stored.created_at))),
        ("failed", _) => MailState::Parked,
        (_, true) => MailState::Sending,
        (_, false) => MailState::Waiting(Timestamp(stored.next_attempt_at)),
    };
    MailRow {
        id: MailId(stored.id),
        kind: stored.kind,
        language: stored.language,
        to_address: stored.to_address,
        to_name: stored.to_name,
        subject: stored.subject,
        state,
        tries: stored.attempts,
        failure: stored.last_error.as_deref().map(Failure::parse),
        created_at: Timestamp(stored.created_at),
    }
}

/// How many mails wait, were sent and are parked.
pub async fn totals(store: &Store, _by: &Admin) -> Result<MailTotals, Error> {
    let rows = sqlx::query!("select name, value from totals where name in ('mail.waiting', 'mail.sent', 'mail.failed') limit 3")
        .fetch_all(store.readers())
        .await?;
    let mut totals = MailTotals::default();
    for row in rows {
        match row.name.as_str() {
            "mail.waiting" => totals.waiting = row.value,
            "mail.sent" => totals.sent = row.value,
            _ => totals.parked = row.value,
        }
    }
    Ok(totals)
}

/// Lets parked mails be tried again, from the first try on. Answers how many; those that are not parked stay as they are.
pub async fn retry(store: &Store, by: &Admin, ids: &[MailId], now: Timestamp) -> Result<usize, Error> {
    let (wanted, at) = (json!(ids).to_string(), now.to_sqlite());
    let mut tx = store.begin_write().await?;
    let rows = sqlx::query!(
        r#"update mail_outbox
        set status = 'waiting', attempts = 0, next_attempt_at = ?1
        where status = 'failed' and id in (select value from json_each(?2) limit ?3)
        returning id as "id!: i64", kind"#,
        at,
        wanted,
        MAX_SIZE,
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        let after = Some(json!({ "kind": row.kind }));
        let entry = Entry { action: Action::Retried, item_kind: "mail", item_id: Some(row.id), before: None, after };
        audit::append(&mut tx, by, now, entry).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_no_pattern() {
        assert_eq!(pattern(" 5*[% "), Some("*[5][*][[][%]*".into()));
        assert_eq!(pattern("  "), None);
    }
}
