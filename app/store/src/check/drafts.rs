//! What drafts and publishing keep twice: periods, changes, the list of pages, and the uses of files.

use domain::item::ItemRef;
use serde_json::json;

use super::{Finding, FindingKind, MAX_REPORTED};
use crate::error::Error;
use crate::publishing::{Content, DerivedValues};
use crate::sqlite::Write;

/// A scheduled change follows the live text of its language.
pub(super) async fn periods(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let rows = sqlx::query!(
        r#"
        select item_kind as "item_kind!: String", item_id as "item_id!: i64", language as "language!: String"
        from overlapping_periods
        order by item_kind, item_id, language
        limit ?
        "#,
        MAX_REPORTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    findings.extend(
        rows.into_iter().map(|row| Finding {
            what: FindingKind::Period,
            detail: format!("{} {} {}", row.item_kind, row.item_id, row.language),
        }),
    );
    Ok(())
}

/// What the admin's list of pages filters and sorts by.
pub(super) async fn page_list(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let rows = sqlx::query_scalar!(
        r#"
        select p.id as "id!: i64"
        from pages p
        join page_lookups s on s.page_id = p.id
        left join page_lookup l on l.page_id = p.id
        where (
            l.list_title, l.updated_at, l.deleted_at, l.template, l.is_featured, l.draft_languages, l.planned_at,
            l.is_untranslated, l.words
        ) is not (
            s.list_title, s.updated_at, s.deleted_at, s.template, s.is_featured, s.draft_languages, s.planned_at,
            s.is_untranslated, s.words
        )
        order by p.id
        limit ?
        "#,
        MAX_REPORTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    findings.extend(rows.into_iter().map(|id| Finding { what: FindingKind::PageList, detail: format!("page {id}") }));
    Ok(())
}

/// What the program itself compares: a draft with what is live, and the files that both name.
pub(super) async fn items<C: Content>(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let (kind, mut last) = (C::KIND.as_str(), 0);
    let mut found = 0;
    loop {
        let ids = sqlx::query_scalar!(
            r#"select id as "id!: i64" from items where kind = ? and id > ? order by id limit 500"#,
            kind,
            last,
        )
        .fetch_all(&mut **tx)
        .await?;
        let Some(&end) = ids.last() else { return Ok(()) };
        for id in ids {
            let item = ItemRef { kind: C::KIND, id };
            let mut report = |what, detail: String| {
                found += 1;
                if found <= MAX_REPORTED {
                    findings.push(Finding { what, detail: format!("{kind} {id} {detail}") });
                }
            };
            let derived = match DerivedValues::read::<C>(tx, id).await {
                Ok(None) => continue,
                Ok(Some(derived)) => derived,
                Err(Error::Database(error)) => {
                    report(FindingKind::Damaged, error.to_string());
                    continue;
                }
                Err(error) => return Err(error),
            };
            for language in derived.wrong_changes {
                report(FindingKind::Changes, language.to_string());
            }
            let used = uses(tx, item).await?;
            let named = known_files(tx, &json!(derived.files).to_string()).await?;
            if used != named {
                report(FindingKind::MediaUse, format!("names {named:?}, uses {used:?}"));
            }
        }
        last = end;
    }
}

async fn uses(tx: &mut Write, item: ItemRef) -> Result<Vec<i64>, Error> {
    let kind = item.kind.as_str();
    Ok(sqlx::query_scalar!(
        r#"
        select distinct media_id as "media_id!: i64"
        from media_used
        where item_kind = ? and item_id = ?
        order by media_id
        limit 100000
        "#,
        kind,
        item.id,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Those of the ids that the library has.
async fn known_files(tx: &mut Write, ids: &str) -> Result<Vec<i64>, Error> {
    Ok(sqlx::query_scalar!(
        r#"
        select m.id as "id!: i64"
        from media_files m
        where m.id in (select value from json_each(?))
        order by m.id
        limit 100000
        "#,
        ids,
    )
    .fetch_all(&mut **tx)
    .await?)
}
