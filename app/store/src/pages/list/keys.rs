//! Which pages stand in one page of the list, found in `page_lookup`.

use domain::item::ItemTab;
use domain::list::{PageScan, SortKey};
use domain::page::{PageFilter, PageSort};
use domain::search::{glob, typed_words};
use domain::time::Timestamp;

use crate::error::Error;
use crate::sqlite::Read;

/// Up to so many pages are sorted; of more, the list's index is scanned.
const SMALL_RESULT: i64 = 3_000;

/// The filter of the list as parameters of the queries.
pub(super) struct SqlFilter {
    tab: &'static str,
    is_trash: bool,
    template: Option<&'static str>,
    featured_only: bool,
    /// For `page_lookup_fts`: the words of three letters and more.
    words: Option<String>,
    /// The shorter ones as patterns, a JSON array: the index knows only parts of three letters.
    short_words: String,
    now: String,
}

impl SqlFilter {
    pub(super) fn new(filter: &PageFilter, now: Timestamp) -> Self {
        let (long, short): (Vec<String>, Vec<String>) =
            typed_words(&filter.search).into_iter().partition(|word| word.chars().count() >= 3);
        let long: Vec<String> = long.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        let short: Vec<String> = short.iter().map(|word| glob(word)).collect();
        Self {
            tab: filter.tab.as_str(),
            is_trash: filter.tab == ItemTab::Trash,
            template: filter.extra.template.map(|template| template.as_str()),
            featured_only: filter.featured_only,
            words: (!long.is_empty()).then(|| long.join(" ")),
            short_words: serde_json::json!(short).to_string(),
            now: now.to_sqlite(),
        }
    }
}

/// Where the list is read from, in which direction, and how many rows.
pub(super) struct ScanRange {
    by_title: bool,
    is_ascending: bool,
    from: SortKey,
    limit: i64,
}

impl ScanRange {
    pub(super) fn new(filter: &PageFilter, scan: &PageScan) -> Self {
        let (by_title, is_ascending) = (filter.sort == PageSort::Title, scan.is_ascending());
        Self { by_title, is_ascending, from: scan.start_or_end(), limit: scan.limit() }
    }
}

/// The ids (as a JSON array) of all pages that match the search, or else the first filter, if there are few. The other filters
/// are not applied yet.
pub(super) async fn small_result(tx: &mut Read, sql_filter: &SqlFilter) -> Result<Option<String>, Error> {
    let most = SMALL_RESULT + 1;
    let found = match &sql_filter.words {
        Some(words) => {
            let row = sqlx::query!(
                r#"
                select count(*) as "count!: i64", json_group_array(id) as "ids!: String"
                from (select rowid as id from page_lookup_fts where page_lookup_fts match ?1 limit ?2)
                "#,
                words,
                most,
            )
            .fetch_one(&mut **tx)
            .await?;
            (row.count, row.ids)
        }
        None if sql_filter.tab.is_empty() && sql_filter.template.is_none() && !sql_filter.featured_only => return Ok(None),
        None => {
            let row = sqlx::query!(
                r#"
                select count(*) as "count!: i64", json_group_array(page_id) as "ids!: String"
                from (
                    select page_id from page_lookup where ?1 = 'trash' and deleted_at is not null
                    union all
                    select page_id from page_lookup where ?1 = 'drafts' and deleted_at is null and draft_languages > 0
                    union all
                    select page_id from page_lookup where ?1 = 'planned' and deleted_at is null and planned_at > ?2
                    union all
                    select page_id from page_lookup where ?1 = 'untranslated' and deleted_at is null and is_untranslated = 1
                    union all
                    select page_id from page_lookup where ?1 = '' and ?3 and deleted_at is null and is_featured = 1
                    union all
                    select page_id from page_lookup where ?1 = '' and not ?3 and deleted_at is null and template = ?4
                    limit ?5
                )
                "#,
                sql_filter.tab,
                sql_filter.now,
                sql_filter.featured_only,
                sql_filter.template,
                most,
            )
            .fetch_one(&mut **tx)
            .await?;
            (row.count, row.ids)
        }
    };
    Ok(Some(found).filter(|(count, _)| *count <= SMALL_RESULT).map(|(_, ids)| ids))
}

/// How many of a few pages fit all filters.
pub(super) async fn count(tx: &mut Read, sql_filter: &SqlFilter, ids: &str) -> Result<i64, Error> {
    let count = sqlx::query_scalar!(
        r#"
        select count(*) as "count!: i64"
        from page_lookup
        where page_id in (select value from json_each(?1))
            and (deleted_at is not null) = ?2
            and (?3 is null or template = ?3)
            and (not ?4 or is_featured = 1)
            and (?5 <> 'drafts' or draft_languages > 0)
            and (?5 <> 'planned' or planned_at > ?6)
            and (?5 <> 'untranslated' or is_untranslated = 1)
            and not exists (select 1 from json_each(?7) w where page_lookup.words not glob w.value)
        "#,
        ids,
        sql_filter.is_trash,
        sql_filter.template,
        sql_filter.featured_only,
        sql_filter.tab,
        sql_filter.now,
        sql_filter.short_words,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(count)
}

/// The keys of a few pages, sorted.
pub(super) async fn sort_ids(tx: &mut Read, sql_filter: &SqlFilter, range: &ScanRange, ids: &str) -> Result<Vec<SortKey>, Error> {
    let from = &range.from;
    let keys = if range.is_ascending {
        sqlx::query_as!(
            SortKey,
            r#"
            select value as "value!: String", page_id as "id!: i64"
            from (
                select page_id, iif(?1, list_title, updated_at) as value
                from page_lookup
                where page_id in (select value from json_each(?2))
                    and (deleted_at is not null) = ?3
                    and (?4 is null or template = ?4)
                    and (not ?5 or is_featured = 1)
                    and (?6 <> 'drafts' or draft_languages > 0)
                    and (?6 <> 'planned' or planned_at > ?7)
                    and (?6 <> 'untranslated' or is_untranslated = 1)
                    and not exists (select 1 from json_each(?8) w where page_lookup.words not glob w.value)
            )
            where (value, page_id) > (?9, ?10)
            order by value, page_id
            limit ?11
            "#,
            range.by_title,
            ids,
            sql_filter.is_trash,
            sql_filter.template,
            sql_filter.featured_only,
            sql_filter.tab,
            sql_filter.now,
            sql_filter.short_words,
            from.value,
            from.id,
            range.limit,
        )
        .fetch_all(&mut **tx)
        .await?
    } else {
        sqlx::query_as!(
            SortKey,
            r#"
            select value as "value!: String", page_id as "id!: i64"
            from (
                select page_id, iif(?1, list_title, updated_at) as value
                from page_lookup
                where page_id in (select value from json_each(?2))
                    and (deleted_at is not null) = ?3
                    and (?4 is null or template = ?4)
                    and (not ?5 or is_featured = 1)
                    and (?6 <> 'drafts' or draft_languages > 0)
                    and (?6 <> 'planned' or planned_at > ?7)
                    and (?6 <> 'untranslated' or is_untranslated = 1)
                    and not exists (select 1 from json_each(?8) w where page_lookup.words not glob w.value)
            )
            where (value, page_id) < (?9, ?10)
            order by value desc, page_id desc
            limit ?11
            "#,
            range.by_title,
            ids,
            sql_filter.is_trash,
            sql_filter.template,
            sql_filter.featured_only,
            sql_filter.tab,
            sql_filter.now,
            sql_filter.short_words,
            from.value,
            from.id,
            range.limit,
        )
        .fetch_all(&mut **tx)
        .await?
    };
    Ok(keys)
}

/// The keys of all pages, found by scanning an index in the order of the list.
pub(super) async fn scan_index(tx: &mut Read, sql_filter: &SqlFilter, range: &ScanRange) -> Result<Vec<SortKey>, Error> {
    let from = &range.from;
    macro_rules! scan_index {
        ($sql:literal) => {
            sqlx::query_as!(
                SortKey,
                $sql,
                from.value,
                from.id,
                sql_filter.is_trash,
                sql_filter.template,
                sql_filter.featured_only,
                sql_filter.tab,
                sql_filter.now,
                sql_filter.short_words,
                sql_filter.words,
                range.limit,
            )
            .fetch_all(&mut **tx)
            .await?
        };
    }
    let keys = match (range.by_title, range.is_ascending) {
        (true, true) => scan_index!(
            r#"
            select list_title as "value!: String", page_id as "id!: i64"
            from page_lookup
            where (list_title, page_id) > (?1, ?2)
                and (deleted_at is not null) = ?3
                and (?4 is null or template = ?4)
                and (not ?5 or is_featured = 1)
                and (?6 <> 'drafts' or draft_languages > 0)
                and (?6 <> 'planned' or planned_at > ?7)
                and (?6 <> 'untranslated' or is_untranslated = 1)
                and not exists (select 1 from json_each(?8) w where page_lookup.words not glob w.value)
                and (?9 is null or exists (
                    select 1 from page_lookup_fts f where f.page_lookup_fts match ?9 and f.rowid = page_lookup.page_id
                ))
            order by list_title, page_id
            limit ?10
            "#
        ),
        (true, false) => scan_index!(
            r#"
            select list_title as "value!: String", page_id as "id!: i64"
            from page_lookup
            where (list_title, page_id) < (?1, ?2)
                and (deleted_at is not null) = ?3
                and (?4 is null or template = ?4)
                and (not ?5 or is_featured = 1)
                and (?6 <> 'drafts' or draft_languages > 0)
                and (?6 <> 'planned' or planned_at > ?7)
                and (?6 <> 'untranslated' or is_untranslated = 1)
                and not exists (select 1 from json_each(?8) w where page_lookup.words not glob w.value)
                and (?9 is null or exists (
                    select 1 from page_lookup_fts f where f.page_lookup_fts match ?9 and f.rowid = page_lookup.page_id
                ))
            order by list_title desc, page_id desc
            limit ?10
            "#
        ),
        (false, true) => scan_index!(
            r#"
            select updated_at as "value!: String", page_id as "id!: i64"
            from page_lookup
            where (updated_at, page_id) > (?1, ?2)
                and (deleted_at is not null) = ?3
                and (?4 is null or template = ?4)
                and (not ?5 or is_featured = 1)
                and (?6 <> 'drafts' or draft_languages > 0)
                and (?6 <> 'planned' or planned_at > ?7)
                and (?6 <> 'untranslated' or is_untranslated = 1)
                and not exists (select 1 from json_each(?8) w where page_lookup.words not glob w.value)
                and (?9 is null or exists (
                    select 1 from page_lookup_fts f where f.page_lookup_fts match ?9 and f.rowid = page_lookup.page_id
                ))
            order by updated_at, page_id
            limit ?10
            "#
        ),
        (false, false) => scan_index!(
            r#"
            select updated_at as "value!: String", page_id as "id!: i64"
            from page_lookup
            where (updated_at, page_id) < (?1, ?2)
                and (deleted_at is not null) = ?3
                and (?4 is null or template = ?4)
                and (not ?5 or is_featured = 1)
                and (?6 <> 'drafts' or draft_languages > 0)
                and (?6 <> 'planned' or planned_at > ?7)
                and (?6 <> 'untranslated' or is_untranslated = 1)
                and not exists (select 1 from json_each(?8) w where page_lookup.words not glob w.value)
                and (?9 is null or exists (
                    select 1 from page_lookup_fts f where f.page_lookup_fts match ?9 and f.rowid = page_lookup.page_id
                ))
            order by updated_at desc, page_id desc
            limit ?10
            "#
        ),
    };
    Ok(keys)
}
