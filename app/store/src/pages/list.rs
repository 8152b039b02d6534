//! The list of pages in the admin: filtered, searched, sorted, paged by key.
//!
//! The ids of one page of the list are found first, in the narrow rows of `page_lookup`; then their rows are read. A filter with
//! few matches (`small_result`) uses its own index and sorts; one with many scans the index of the list's order.

mod keys;

use domain::id::PageId;
use domain::item::{ItemKind, ItemSort, ItemTab, ItemTotals};
use domain::language::Languages;
use domain::list::{ListPage, MAX_SIZE, PageScan, SortKey, SortOrder, SortValue};
use domain::page::{PageFilter, PageRow, PageSort};
use domain::time::Timestamp;

use self::keys::{ScanRange, SqlFilter};
use super::content;
use crate::access::Viewer;
use crate::error::Error;
use crate::publishing::{self, ItemColumns};
use crate::sqlite::{Read, Store};

/// One page of the list, as it was asked for.
pub async fn list(
    store: &Store,
    _by: &Viewer,
    filter: &PageFilter,
    languages: &Languages,
    now: Timestamp,
) -> Result<ListPage<PageRow>, Error> {
    let mut tx = store.begin_read().await?;
    let scan = PageScan::new(&filter.paging, order(filter), MAX_SIZE);
    let sql_filter = SqlFilter::new(filter, now);
    let range = ScanRange::new(filter, &scan);
    let small_result = keys::small_result(&mut tx, &sql_filter).await?;
    let (keys, total) = match &small_result {
        Some(ids) => {
            let keys = keys::sort_ids(&mut tx, &sql_filter, &range, ids).await?;
            (keys, Some(keys::count(&mut tx, &sql_filter, ids).await?))
        }
        None => (keys::scan_index(&mut tx, &sql_filter, &range).await?, stored_total(&mut tx, filter).await?),
    };
    let page = scan.page(keys, total, SortKey::clone);
    let ids: Vec<i64> = page.items.iter().map(|key| key.id).collect();
    let rows = rows(&mut tx, &ids, languages, now).await?;
    tx.commit().await?;
    Ok(page.with_items(rows))
}

fn order(filter: &PageFilter) -> SortOrder {
    let value = match filter.sort {
        PageSort::Title => SortValue::Text,
        PageSort::Changed => SortValue::Time,
    };
    SortOrder { name: filter.sort.as_str(), value, direction: filter.direction }
}

/// How many pages the tabs hold; most of it is kept, the rest counted along an index.
pub async fn totals(store: &Store, _by: &Viewer, now: Timestamp) -> Result<ItemTotals, Error> {
    let now = now.to_sqlite();
    let row = sqlx::query!(
        r#"
        select
            (select value from totals where name = 'pages.all') as "all!: i64",
            (select value from totals where name = 'pages.drafts') as "drafts!: i64",
            (select value from totals where name = 'pages.trash') as "trash!: i64",
            (select count(*) from page_lookup where deleted_at is null and is_untranslated = 1) as "untranslated!: i64",
            (select count(*) from page_lookup where deleted_at is null and planned_at > ?) as "planned!: i64"
        limit 1
        "#,
        now,
    )
    .fetch_one(store.readers())
    .await?;
    let (all, untranslated, drafts) = (row.all, row.untranslated, row.drafts);
    Ok(ItemTotals { all, untranslated, drafts, planned: row.planned, trash: row.trash })
}

/// The length of a whole tab, where it is kept.
async fn stored_total(tx: &mut Read, filter: &PageFilter) -> Result<Option<i64>, Error> {
    if filter.extra.template.is_some() || filter.featured_only || !filter.search.trim().is_empty() {
        return Ok(None);
    }
    let name = match filter.tab {
        ItemTab::All => "pages.all",
        ItemTab::Drafts => "pages.drafts",
        ItemTab::Trash => "pages.trash",
        ItemTab::Untranslated | ItemTab::Planned => return Ok(None),
    };
    Ok(sqlx::query_scalar!("select value from totals where name = ?", name).fetch_optional(&mut **tx).await?)
}

/// The rows of these pages, in this order.
async fn rows(tx: &mut Read, ids: &[i64], languages: &Languages, now: Timestamp) -> Result<Vec<PageRow>, Error> {
    let json = serde_json::json!(ids).to_string();
    let mut own = publishing::of_items(tx, ItemKind::Page, &json, now).await?;
    let pages = sqlx::query!(
        r#"
        select
            p.id, p.version, p.title,
            coalesce(p.template, 'default') as "template!: String",
            coalesce(p.is_featured, 0) as "is_featured!: bool",
            unixepoch(coalesce(p.updated_at, p.created_at)) as "updated_at!: i64",
            u.first_name || ' ' || u.last_name as "updated_by?: String"
        from json_each(?) wanted
        cross join pages p on p.id = wanted.value
        left join admin_users u on u.id = p.updated_by
        order by wanted.key
        limit ?
        "#,
        json,
        MAX_SIZE,
    )
    .fetch_all(&mut **tx)
    .await?;
    pages
        .into_iter()
        .map(|page| {
            let own = own.remove(&page.id).unwrap_or_default();
            let columns = ItemColumns {
                item: PageId(page.id).into(),
                version: page.version,
                title: &page.title,
                updated_at: page.updated_at,
                updated_by: page.updated_by,
                is_featured: page.is_featured,
            };
            Ok(PageRow { item: columns.row(&own, languages, now)?, template: content::template(&page.template)? })
        })
        .collect()
}
