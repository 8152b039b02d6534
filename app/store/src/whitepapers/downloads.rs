//! Who asked for whitepapers, as the admin lists them.

use domain::access::Role;
use domain::id::{DownloadId, WhitepaperId};
use domain::language::Language;
use domain::list::{ListPage, MAX_SIZE, PageScan, SortKey, SortOrder, SortValue};
use domain::search::{glob, typed_phrase};
use domain::time::Timestamp;
use domain::whitepaper::list::{DownloadFilter, DownloadRow};

use crate::access::{Editor, Viewer};
use crate::consents;
use crate::error::Error;
use crate::settings;
use crate::sqlite::Store;

/// Rows of an export that are read at once.
const MAX_EXPORTED_ROWS: u32 = 500;

/// One page of the downloads, as it was asked for. Who may not export sees no one's name and address, and cannot search by
/// them either.
pub async fn downloads(store: &Store, by: &Viewer, filter: &DownloadFilter) -> Result<ListPage<DownloadRow>, Error> {
    page(store, by, filter, MAX_SIZE, true).await
}

/// As [`downloads`], for a file of all of them: longer pages, without a total.
pub async fn export(store: &Store, by: &Editor, filter: &DownloadFilter) -> Result<ListPage<DownloadRow>, Error> {
    page(store, by, filter, MAX_EXPORTED_ROWS, false).await
}

async fn page(
    store: &Store,
    by: &Viewer,
    filter: &DownloadFilter,
    max_rows: u32,
    is_counted: bool,
) -> Result<ListPage<DownloadRow>, Error> {
    let default = settings::load(store).await?.languages.default;
    let is_masked = by.role() < Role::Editor;
    let order = SortOrder { name: "arrival", value: SortValue::Id, direction: filter.direction };
    let scan = PageScan::new(&filter.paging, order, max_rows);
    let (start, is_descending) = (scan.start().map(|key| key.id), !scan.is_ascending());
    let (default, search, limit) = (default.as_str(), glob(&typed_phrase(&filter.search)), scan.limit());
    let (whitepaper, campaign) = (filter.whitepaper.map(|id| id.0), filter.campaign.as_deref());
    let (since, until) = (filter.since.map(Timestamp::to_sqlite), filter.until.map(Timestamp::to_sqlite));
    let rows = sqlx::query!(
        r#"
        with wanted (id) as (
            select d.id
            from whitepaper_downloads d
            where (?1 is null or d.whitepaper_id = ?1)
                and (?2 is null or d.utm_campaign = ?2)
                and (?3 is null or d.downloaded_at >= ?3)
                and (?4 is null or d.downloaded_at < ?4)
                and (not ?5 or exists (
                    select 1
                    from consents c
                    where lower(c.email) = lower(d.email) and c.kind = 'marketing'
                        and c.confirmed_at is not null and c.withdrawn_at is null
                ))
                and (
                    ?6 = ''
                    or coalesce(d.company, '') || iif(?7, '', ' ' || d.first_name || ' ' || d.last_name || ' ' || d.email) glob ?6
                )
        )
        select
            d.id as "id!: i64",
            d.whitepaper_id,
            coalesce(
                coalesce(w.title, d.whitepaper_title) ->> ?8,
                (select t.value from json_each(coalesce(w.title, d.whitepaper_title)) t order by t.key limit 1),
                ''
            ) as "whitepaper_title!: String",
            d.first_name, d.last_name, d.email, d.company, d.job_title, d.phone, d.language, d.download_source, d.utm_source,
            d.utm_medium, d.utm_campaign, d.referrer,
            unixepoch(c.asked_at) as "asked_at?: i64",
            unixepoch(c.confirmed_at) as "confirmed_at?: i64",
            unixepoch(c.withdrawn_at) as "withdrawn_at?: i64",
            unixepoch(d.downloaded_at) as "downloaded_at!: i64",
            unixepoch(d.completed_at) as "completed_at?: i64",
            iif(?12, (select count(*) from wanted), 0) as "total!: i64"
        from wanted
        join whitepaper_downloads d on d.id = wanted.id
        left join whitepapers w on w.id = d.whitepaper_id
        left join consents c on c.id = (
            select o.id
            from consents o
            where lower(o.email) = lower(d.email) and o.kind = 'marketing'
            order by o.confirmed_at is not null and o.withdrawn_at is null desc, o.asked_at desc, o.id desc
            limit 1
        )
        where ?9 is null or iif(?10, d.id < ?9, d.id > ?9)
        order by iif(?10, -d.id, d.id)
        limit ?11
        "#,
        whitepaper,
        campaign,
        since,
        until,
        filter.marketing_only,
        search,
        is_masked,
        default,
        start,
        is_descending,
        limit,
        is_counted,
    )
    .fetch_all(store.readers())
    .await?;
    let total = is_counted.then(|| rows.first().map_or(0, |row| row.total));
    let rows = rows.into_iter().map(|row| {
        let row = DownloadRow {
            id: DownloadId(row.id),
            whitepaper: row.whitepaper_id.map(WhitepaperId),
            whitepaper_title: row.whitepaper_title,
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            company: row.company,
            job_title: row.job_title,
            phone: row.phone,
            language: row.language.and_then(|tag| Language::parse(&tag).ok()),
            source: row.download_source,
            utm_source: row.utm_source,
            utm_medium: row.utm_medium,
            utm_campaign: row.utm_campaign,
            referrer: row.referrer,
            consent: consents::state(row.asked_at, row.confirmed_at, row.withdrawn_at),
            downloaded_at: Timestamp(row.downloaded_at),
            completed_at: row.completed_at.map(Timestamp),
        };
        if is_masked { masked(row) } else { row }
    });
    Ok(scan.page(rows.collect(), total, |row: &DownloadRow| SortKey { value: String::new(), id: row.id.0 }))
}

/// Enough to tell rows apart, not enough to know the person.
fn masked(row: DownloadRow) -> DownloadRow {
    let initial = |text: &str| text.chars().next().map(|first| format!("{first}…")).unwrap_or_default();
    let email = match row.email.split_once('@') {
        Some((local, domain)) => format!("{}@{domain}", initial(local)),
        None => initial(&row.email),
    };
    DownloadRow {
        first_name: initial(&row.first_name),
        last_name: initial(&row.last_name),
        email,
        phone: row.phone.as_deref().map(initial),
        ..row
    }
}
