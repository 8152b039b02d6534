//! The admin's list of whitepapers.

use domain::id::{MediaId, WhitepaperId};
use domain::item::{ItemKind, ItemSort, ItemTotals};
use domain::language::Languages;
use domain::list::{ListPage, MAX_SIZE, PageScan, SortKey, SortOrder, SortValue};
use domain::search::typed_words;
use domain::time::Timestamp;
use domain::whitepaper::list::{WhitepaperFilter, WhitepaperRow, WhitepaperSort};

use super::content;
use crate::access::Viewer;
use crate::error::Error;
use crate::publishing::{self, ItemColumns};
use crate::sqlite::{Read, Store};

/// One page of the list, as it was asked for.
pub async fn list(
    store: &Store,
    _by: &Viewer,
    filter: &WhitepaperFilter,
    languages: &Languages,
    now: Timestamp,
) -> Result<ListPage<WhitepaperRow>, Error> {
    let mut tx = store.begin_read().await?;
    let scan = PageScan::new(&filter.paging, order(filter), MAX_SIZE);
    let (keys, total) = keys(&mut tx, filter, &scan, now).await?;
    let page = scan.page(keys, Some(total), SortKey::clone);
    let ids: Vec<i64> = page.items.iter().map(|key| key.id).collect();
    let rows = rows(&mut tx, &ids, languages, now).await?;
    tx.commit().await?;
    Ok(page.with_items(rows))
}

/// Numbers are sorted as text, so all have the same length.
fn order(filter: &WhitepaperFilter) -> SortOrder {
    let value = match filter.sort {
        WhitepaperSort::Title => SortValue::Text,
        WhitepaperSort::Changed => SortValue::Time,
        WhitepaperSort::Views | WhitepaperSort::Downloads | WhitepaperSort::Conversion => SortValue::Number { digits: 15 },
    };
    SortOrder { name: filter.sort.as_str(), value, direction: filter.direction }
}

/// How many whitepapers the tabs hold.
pub async fn totals(store: &Store, _by: &Viewer, now: Timestamp) -> Result<ItemTotals, Error> {
    let now = now.to_sqlite();
    let row = sqlx::query!(
        r#"
        select
            (select value from totals where name = 'whitepapers.all') as "all!: i64",
            (select value from totals where name = 'whitepapers.drafts') as "drafts!: i64",
            (select value from totals where name = 'whitepapers.trash') as "trash!: i64",
            count(*) filter (where l.is_untranslated) as "untranslated!: i64",
            count(*) filter (where l.planned_at > ?) as "planned!: i64"
        from whitepapers w
        join whitepaper_lists l on l.whitepaper_id = w.id
        where w.deleted_at is null
        limit 1
        "#,
        now,
    )
    .fetch_one(store.readers())
    .await?;
    let (all, untranslated, drafts) = (row.all, row.untranslated, row.drafts);
    Ok(ItemTotals { all, untranslated, drafts, planned: row.planned, trash: row.trash })
}

/// The keys of one page in the order in which they are read, and how many there are in all.
async fn keys(tx: &mut Read, filter: &WhitepaperFilter, scan: &PageScan, now: Timestamp) -> Result<(Vec<SortKey>, i64), Error> {
    let words = typed_words(&filter.search);
    let (words, now, limit) = (serde_json::json!(words).to_string(), now.to_sqlite(), scan.limit());
    let (tab, sort, category) =
        (filter.tab.as_str(), filter.sort.as_str(), filter.extra.category.map(|category| category.as_str()));
    let (start, is_descending) = (scan.start(), !scan.is_ascending());
    let (value, id) = (start.map(|key| key.value.as_str()), start.map(|key| key.id));
    let rows = sqlx::query!(
        r#"
        with keyed (id, value) as (
            select
                w.id,
                case ?1
                    when 'title' then w.list_title
                    when 'views' then printf('%015d', coalesce(w.view_count, 0))
                    when 'downloads' then printf('%015d', coalesce(w.download_count, 0))
                    when 'conversion' then printf(
                        '%015d',
                        iif(
                            coalesce(w.view_count, 0) = 0,
                            0,
                            min(1000000, coalesce(w.download_count, 0) * 1000000 / w.view_count)
                        )
                    )
                    else coalesce(w.updated_at, w.created_at)
                end
            from whitepapers w
            join whitepaper_lists l on l.whitepaper_id = w.id
            where
                case ?2
                    when 'trash' then w.deleted_at is not null
                    when 'drafts' then w.deleted_at is null and w.draft_languages > 0
                    when 'planned' then w.deleted_at is null and l.planned_at > ?3
                    when 'untranslated' then w.deleted_at is null and l.is_untranslated
                    else w.deleted_at is null
                end
                and (?4 is null or w.category = ?4)
                and (?5 is null or w.requires_registration = ?5)
                and (not ?6 or w.featured)
                and (?12 is null or ?12 in (select value from json_each(w.tags)))
                and (?13 is null or ?13 in (select value from json_each(w.industry)))
                and not exists (select 1 from json_each(?7) word where instr(l.words, word.value) = 0)
        )
        select id as "id!: i64", value as "value!: String", (select count(*) from keyed) as "total!: i64"
        from keyed
        where ?8 is null or case when ?10 then (value, id) < (?8, ?9) else (value, id) > (?8, ?9) end
        order by
            case when not ?10 then value end, case when ?10 then value end desc, case when ?10 then -id else id end
        limit ?11
        "#,
        sort,
        tab,
        now,
        category,
        filter.extra.requires_registration,
        filter.featured_only,
        words,
        value,
        id,
        is_descending,
        limit,
        filter.extra.tag,
        filter.extra.industry,
    )
    .fetch_all(&mut **tx)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows.into_iter().map(|row| SortKey { value: row.value, id: row.id }).collect(), total))
}

/// The rows of these whitepapers, in this order.
async fn rows(tx: &mut Read, ids: &[i64], languages: &Languages, now: Timestamp) -> Result<Vec<WhitepaperRow>, Error> {
    let json = serde_json::json!(ids).to_string();
    let mut own = publishing::of_items(tx, ItemKind::Whitepaper, &json, now).await?;
    let rows = sqlx::query!(
        r#"
        select
            w.id, w.version, w.title, w.category,
            coalesce(w.thumbnail_id, w.file_id) as "cover?: i64",
            coalesce(w.requires_registration, 1) as "requires_registration!: bool",
            coalesce(w.featured, 0) as "featured!: bool",
            coalesce(w.view_count, 0) as "views!: i64",
            coalesce(w.download_count, 0) as "downloads!: i64",
            unixepoch(coalesce(w.updated_at, w.created_at)) as "updated_at!: i64",
            u.first_name || ' ' || u.last_name as "updated_by?: String"
        from json_each(?) wanted
        cross join whitepapers w on w.id = wanted.value
        left join admin_users u on u.id = w.updated_by
        order by wanted.key
        limit ?
        "#,
        json,
        MAX_SIZE,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let own = own.remove(&row.id).unwrap_or_default();
            let columns = ItemColumns {
                item: WhitepaperId(row.id).into(),
                version: row.version,
                title: &row.title,
                updated_at: row.updated_at,
                updated_by: row.updated_by,
                is_featured: row.featured,
            };
            Ok(WhitepaperRow {
                item: columns.row(&own, languages, now)?,
                category: content::category(row.category.as_deref()),
                cover: row.cover.map(MediaId),
                requires_registration: row.requires_registration,
                views: row.views,
                downloads: row.downloads,
            })
        })
        .collect()
}
