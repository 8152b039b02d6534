//! Whether the file is sound: SQLite's own checks, and that what is stored in two places says the same.

mod drafts;

use domain::item::ItemKind;

use drafts::{items, page_list, periods};

use crate::Store;
use crate::error::Error;
use crate::publishing::with_content;
use crate::sqlite::Write;

/// Something that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: FindingKind,
    /// For the operator: which row, which value.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// The file itself is damaged.
    Damaged,
    /// A row points at one that is not there.
    PointsNowhere,
    /// The search index is not that of the published texts.
    SearchIndex,
    /// A translation's copy of a column differs from its item.
    Translation,
    /// A stored total differs from the count.
    Total,
    /// A summary of an item is not what its languages say.
    Summary,
    /// The slugs that an item holds are not those of its texts.
    Slug,
    /// Two texts of one language are live at once.
    Period,
    /// A language is said to have changes where it has none, or to have none where it has some.
    Changes,
    /// A row of the list of pages is not what its page says.
    PageList,
    /// The files that an item uses are not those that it names.
    MediaUse,
}

/// At most so many findings of each kind are told.
const MAX_REPORTED: i64 = 20;

/// Looks through the whole file, which takes time in proportion to its size; nobody can write meanwhile. Empty where all is well.
pub async fn check(store: &Store) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let mut tx = store.begin_write().await?;
    damages(&mut tx, &mut findings).await?;
    search_index(&mut tx, &mut findings).await?;
    translations(&mut tx, &mut findings).await?;
    totals(&mut tx, &mut findings).await?;
    summaries(&mut tx, &mut findings).await?;
    slugs(&mut tx, &mut findings).await?;
    periods(&mut tx, &mut findings).await?;
    page_list(&mut tx, &mut findings).await?;
    for kind in ItemKind::ALL {
        match with_content!(kind, Draft => items::<Draft>(&mut tx, &mut findings).await) {
            // A kind without a form has no derived values.
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    tx.rollback().await?;
    Ok(findings)
}

async fn damages(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let lines: Vec<String> = sqlx::query_scalar("pragma integrity_check(20)").fetch_all(&mut **tx).await?;
    findings.extend(lines.into_iter().filter(|line| line != "ok").map(|detail| Finding { what: FindingKind::Damaged, detail }));
    let rows = sqlx::query_as::<_, (String, Option<i64>, String)>(
        r#"select "table", rowid, parent from pragma_foreign_key_check limit ?"#,
    )
    .bind(MAX_REPORTED)
    .fetch_all(&mut **tx)
    .await?;
    findings.extend(rows.into_iter().map(|(table, id, parent)| Finding {
        what: FindingKind::PointsNowhere,
        detail: format!("{table} {} -> {parent}", id.unwrap_or_default()),
    }));
    Ok(())
}

/// SQLite answers an unsound index with an error.
async fn search_index(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    match sqlx::query("insert into search_fts (search_fts, rank) values ('integrity-check', 1)").execute(&mut **tx).await {
        Ok(_) => Ok(()),
        Err(sqlx::Error::Database(error)) => {
            findings.push(Finding { what: FindingKind::SearchIndex, detail: error.message().to_owned() });
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Title and trash of a translation are those of its item; the words of the index are compared with it by the index itself.
async fn translations(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let rows = sqlx::query!(
        r#"
        select t.item_kind, t.item_id, t.language
        from translations t
        join items i on i.kind = t.item_kind and i.id = t.item_id
        where t.revision_id is null and t.title <> coalesce(i.title ->> t.language, '') or t.deleted_at is not i.deleted_at
        order by t.id
        limit ?
        "#,
        MAX_REPORTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    findings.extend(rows.into_iter().map(|row| Finding {
        what: FindingKind::Translation,
        detail: format!("{} {} {}", row.item_kind, row.item_id, row.language),
    }));
    Ok(())
}

async fn totals(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let rows = sqlx::query!(
        r#"with
            counted (name, value) as (
                select 'pages.all', count(*) from pages where deleted_at is null
                union all
                select 'pages.drafts', count(*) from pages where deleted_at is null and draft_languages > 0
                union all
                select 'pages.trash', count(*) from pages where deleted_at is not null
                union all
                select 'whitepapers.all', count(*) from whitepapers where deleted_at is null
                union all
                select 'whitepapers.drafts', count(*) from whitepapers where deleted_at is null and draft_languages > 0
                union all
                select 'whitepapers.trash', count(*) from whitepapers where deleted_at is not null
                union all
                select 'mail.waiting', count(*) from mail_outbox where status = 'waiting'
                union all
                select 'mail.sent', count(*) from mail_outbox where status = 'sent'
                union all
                select 'mail.failed', count(*) from mail_outbox where status = 'failed'
                union all
                select 'media.all', count(*) from media_files where deleted_at is null
                union all
                select 'media.trash', count(*) from media_files where deleted_at is not null
                union all
                select 'media.bytes', coalesce(sum(file_size), 0) from media_files where deleted_at is null
                union all
                select 'webinars.' || w.id || '.seats_taken', (
                    select count(*)
                    from webinar_registrations r
                    where r.webinar_id = w.id and r.cancelled_at is null and r.waiting_since is null
                )
                from webinars w
            ),
            kept (name, value) as (
                select name, value from totals
                union all
                select 'webinars.' || id || '.seats_taken', seats_taken from webinars
            )
        select c.name as "name!: String", k.value as "kept?: i64", c.value as "counted!: i64"
        from counted c
        left join kept k on k.name = c.name
        where k.value is not c.value
        limit ?"#,
        MAX_REPORTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    findings.extend(rows.into_iter().map(|row| Finding {
        what: FindingKind::Total,
        detail: format!(
            "{}: kept {}, counted {}",
            row.name,
            row.kept.map_or("none".into(), |kept| kept.to_string()),
            row.counted
        ),
    }));
    Ok(())
}

async fn summaries(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let rows = sqlx::query!(
        r#"
        select i.kind as "kind!: String", i.id as "id!: i64"
        from items i
        join item_summaries s on s.item_kind = i.kind and s.item_id = i.id
        where (i.slug, i.published_at) is not (s.slug, s.published_at)
            or (i.status, i.draft_languages, i.list_title) is not (s.status, s.draft_languages, s.list_title)
                and i.kind <> 'webinar'
        order by i.kind, i.id
        limit ?
        "#,
        MAX_REPORTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    findings
        .extend(rows.into_iter().map(|row| Finding { what: FindingKind::Summary, detail: format!("{} {}", row.kind, row.id) }));
    Ok(())
}

async fn slugs(tx: &mut Write, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let rows = sqlx::query!(
        r#"
        select item_kind as "item_kind!: String", item_id as "item_id!: i64", language as "language!: String", slug as "slug!: String"
        from (
            select * from (
                select item_kind, item_id, language, slug from item_slugs
                except
                select item_kind, item_id, language, slug from slug_claims
            )
            union all
            select * from (
                select item_kind, item_id, language, slug from slug_claims
                except
                select item_kind, item_id, language, slug from item_slugs
            )
        )
        order by item_kind, item_id, language, slug
        limit ?
        "#,
        MAX_REPORTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    findings.extend(rows.into_iter().map(|row| Finding {
        what: FindingKind::Slug,
        detail: format!("{} {} {} {}", row.item_kind, row.item_id, row.language, row.slug),
    }));
    Ok(())
}
