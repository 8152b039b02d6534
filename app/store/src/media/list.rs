//! The list of files: filtered, searched, sorted, paged by key; and where they lie.

use domain::id::MediaId;
use domain::language::Languages;
use domain::list::{ListPage, MAX_SIZE, PageScan, SortKey, SortOrder, SortValue};
use domain::media::{Format, MediaFacet, MediaFacets, MediaFilter, MediaRow, MediaSort, MediaTab, MediaTotals};
use domain::search::typed_words;
use domain::time::Timestamp;
use serde_json::json;

use super::rows;
use crate::access::Viewer;
use crate::error::Error;
use crate::sqlite::{Read, Store};

/// One page of the list, as it was asked for.
pub async fn list(store: &Store, _by: &Viewer, filter: &MediaFilter, languages: &Languages) -> Result<ListPage<MediaRow>, Error> {
    let mut tx = store.begin_read().await?;
    let sql_filter = SqlFilter::new(filter, languages);
    let scan = PageScan::new(&filter.paging, order(filter), MAX_SIZE);
    let keys = scan_index(&mut tx, &sql_filter, filter.sort, &scan).await?;
    let total = count(&mut tx, &sql_filter).await?;
    let page = scan.page(keys, Some(total), SortKey::clone);
    let ids: Vec<MediaId> = page.items.iter().map(|key| MediaId(key.id)).collect();
    let rows = rows::read(&mut tx, &ids, languages).await?;
    tx.commit().await?;
    Ok(page.with_items(rows))
}

fn order(filter: &MediaFilter) -> SortOrder {
    let (name, value) = match filter.sort {
        MediaSort::Added => ("added", SortValue::Time),
        MediaSort::Name => ("name", SortValue::Text),
        MediaSort::Size => ("size", SortValue::Number { digits: 1 }),
    };
    SortOrder { name, value, direction: filter.direction }
}

/// How many files there are.
pub async fn totals(store: &Store, _by: &Viewer, languages: &Languages) -> Result<MediaTotals, Error> {
    let mut tx = store.begin_read().await?;
    let rows = sqlx::query!("select name, value from totals where name in ('media.all', 'media.trash', 'media.bytes') limit 3")
        .fetch_all(&mut *tx)
        .await?;
    let filter = MediaFilter { tab: MediaTab::MissingAlt, ..MediaFilter::default() };
    let missing_alt = count(&mut tx, &SqlFilter::new(&filter, languages)).await?;
    tx.commit().await?;
    let mut totals = MediaTotals { missing_alt, ..MediaTotals::default() };
    for row in rows {
        match row.name.as_str() {
            "media.all" => totals.all = row.value,
            "media.trash" => totals.trash = row.value,
            _ => totals.size_bytes = row.value,
        }
    }
    Ok(totals)
}

/// Folders and tags of all files that are not in the trash.
pub async fn facets(store: &Store, _by: &Viewer) -> Result<MediaFacets, Error> {
    let folders = sqlx::query_as!(
        MediaFacet,
        r#"
        select coalesce(folder, '/') as "name!: String", count(*) as "files!: i64"
        from media_files
        where deleted_at is null
        group by 1
        order by 1
        limit 1000
        "#
    )
    .fetch_all(store.readers())
    .await?;
    let tags = sqlx::query_as!(
        MediaFacet,
        r#"
        select min(t.value) as "name!: String", count(*) as "files!: i64"
        from media_files m, json_each(m.tags) t
        where m.deleted_at is null
        group by lower(t.value)
        order by lower(t.value)
        limit 1000
        "#
    )
    .fetch_all(store.readers())
    .await?;
    Ok(MediaFacets { folders, tags })
}

/// The filter of the list as parameters of the queries.
struct SqlFilter {
    is_trash: bool,
    mime_types: Option<String>,
    folder: Option<String>,
    tag: Option<String>,
    added_from: Option<String>,
    added_before: Option<String>,
    tab: &'static str,
    languages: String,
    words: String,
}

impl SqlFilter {
    fn new(filter: &MediaFilter, languages: &Languages) -> Self {
        let of_kind = |kind| Format::ALL.into_iter().filter(|format| format.kind() == kind).map(Format::mime_type).collect();
        let mime_types: Option<Vec<&str>> = filter.kind.map(of_kind);
        Self {
            is_trash: filter.tab == MediaTab::Trash,
            mime_types: mime_types.map(|types| json!(types).to_string()),
            folder: filter.folder.as_ref().map(|folder| folder.as_str().to_owned()).filter(|folder| folder != "/"),
            tag: filter.tag.as_ref().map(|tag| tag.to_lowercase()),
            added_from: filter.added_from.map(Timestamp::to_sqlite),
            added_before: filter.added_before.map(Timestamp::to_sqlite),
            tab: filter.tab.as_str(),
            languages: json!(languages.all).to_string(),
            words: json!(typed_words(&filter.search)).to_string(),
        }
    }
}

/// The keys of one page, found by scanning an index in the order of the list.
async fn scan_index(tx: &mut Read, sql_filter: &SqlFilter, sort: MediaSort, scan: &PageScan) -> Result<Vec<SortKey>, Error> {
    let (from, limit) = (scan.start_or_end(), scan.limit());
    macro_rules! scan_index {
        ($select:literal, $start:literal, $order:literal) => {
            sqlx::query_as!(
                SortKey,
                $select
                    + " from media_files where (deleted_at is not null) = ?1
                    and (?2 is null or mime_type in (select value from json_each(?2)))
                    and (?3 is null or folder = ?3 or substr(folder, 1, length(?3) + 1) = ?3 || '/')
                    and (?4 is null or exists (select 1 from json_each(tags) t where lower(t.value) = ?4))
                    and (?5 is null or created_at >= ?5)
                    and (?6 is null or created_at < ?6)
                    and (?7 <> 'missing-alt' or mime_type like 'image/%' and not is_decorative and exists (
                        select 1
                        from json_each(?8) s
                        where coalesce(trim(alt_text ->> ('$.\"' || s.value || '\"')), '') = ''
                    ))
                    and (?7 <> 'unused' or not exists (
                        select 1 from media_used u where u.media_id = media_files.id and not u.is_in_trash
                    ))
                    and not exists (select 1 from json_each(?9) w where instr(words, w.value) = 0)"
                    + $start
                    + $order
                    + " limit ?12",
                sql_filter.is_trash,
                sql_filter.mime_types,
                sql_filter.folder,
                sql_filter.tag,
                sql_filter.added_from,
                sql_filter.added_before,
                sql_filter.tab,
                sql_filter.languages,
                sql_filter.words,
                from.value,
                from.id,
                limit,
            )
            .fetch_all(&mut **tx)
            .await?
        };
    }
    let keys = match (sort, scan.is_ascending()) {
        (MediaSort::Added, true) => scan_index!(
            r#"select created_at as "value!: String", id as "id!: i64""#,
            " and (created_at, id) > (?10, ?11)",
            " order by created_at, id"
        ),
        (MediaSort::Added, false) => scan_index!(
            r#"select created_at as "value!: String", id as "id!: i64""#,
            " and (created_at, id) < (?10, ?11)",
            " order by created_at desc, id desc"
        ),
        (MediaSort::Name, true) => scan_index!(
            r#"select filename as "value!: String", id as "id!: i64""#,
            " and (filename, id) > (?10, ?11)",
            " order by filename, id"
        ),
        (MediaSort::Name, false) => scan_index!(
            r#"select filename as "value!: String", id as "id!: i64""#,
            " and (filename, id) < (?10, ?11)",
            " order by filename desc, id desc"
        ),
        (MediaSort::Size, true) => scan_index!(
            r#"select cast(file_size as text) as "value!: String", id as "id!: i64""#,
            " and (file_size, id) > (cast(?10 as integer), ?11)",
            " order by file_size, id"
        ),
        (MediaSort::Size, false) => scan_index!(
            r#"select cast(file_size as text) as "value!: String", id as "id!: i64""#,
            " and (file_size, id) < (cast(?10 as integer), ?11)",
            " order by file_size desc, id desc"
        ),
    };
    Ok(keys)
}

async fn count(tx: &mut Read, sql_filter: &SqlFilter) -> Result<i64, Error> {
    let count = sqlx::query_scalar!(
        r#"
        select count(*) as "count!: i64"
        from media_files
        where (deleted_at is not null) = ?1
            and (?2 is null or mime_type in (select value from json_each(?2)))
            and (?3 is null or folder = ?3 or substr(folder, 1, length(?3) + 1) = ?3 || '/')
            and (?4 is null or exists (select 1 from json_each(tags) t where lower(t.value) = ?4))
            and (?5 is null or created_at >= ?5)
            and (?6 is null or created_at < ?6)
            and (?7 <> 'missing-alt' or mime_type like 'image/%' and not is_decorative and exists (
                select 1 from json_each(?8) s where coalesce(trim(alt_text ->> ('$."' || s.value || '"')), '') = ''
            ))
            and (?7 <> 'unused' or not exists (
                select 1 from media_used u where u.media_id = media_files.id and not u.is_in_trash
            ))
            and not exists (select 1 from json_each(?9) w where instr(words, w.value) = 0)
        "#,
        sql_filter.is_trash,
        sql_filter.mime_types,
        sql_filter.folder,
        sql_filter.tag,
        sql_filter.added_from,
        sql_filter.added_before,
        sql_filter.tab,
        sql_filter.languages,
        sql_filter.words,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(count)
}
