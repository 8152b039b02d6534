//! One whitepaper as its editor's screen shows it, and what tags are in use.

use domain::id::WhitepaperId;
use domain::time::Timestamp;
use domain::whitepaper::list::WhitepaperFacets;
use domain::whitepaper::{WhitepaperDetail, WhitepaperDraft, WhitepaperExtra};

use crate::access::Viewer;
use crate::error::Error;
use crate::publishing::StoredItem;
use crate::settings;
use crate::sqlite::Store;

/// A whitepaper with all its texts, in the trash too.
pub async fn detail(store: &Store, _by: &Viewer, id: WhitepaperId, now: Timestamp) -> Result<WhitepaperDetail, Error> {
    let languages = settings::load(store).await?.languages;
    let mut tx = store.begin_read().await?;
    let stored = StoredItem::<WhitepaperDraft>::read(&mut tx, id.0, now).await?;
    let counts = sqlx::query!(
        r#"
        select coalesce(view_count, 0) as "views!: i64", coalesce(download_count, 0) as "downloads!: i64"
        from whitepapers
        where id = ?
        "#,
        id.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let leads =
        sqlx::query_scalar!(r#"select count(*) as "leads!: i64" from whitepaper_downloads where whitepaper_id = ?"#, id.0)
            .fetch_one(&mut *tx)
            .await?;
    tx.commit().await?;
    let extra = WhitepaperExtra { views: counts.views, downloads: counts.downloads, leads };
    Ok(stored.detail(extra, &languages, now))
}

/// The values in use, in alphabetical order.
pub async fn facets(store: &Store, _by: &Viewer) -> Result<WhitepaperFacets, Error> {
    let rows = sqlx::query!(
        r#"
        select 'tag' as "kind!: String", cast(t.value as text) as "value!: String"
        from whitepapers w, json_each(w.tags) t
        where w.deleted_at is null
        union
        select 'industry', cast(t.value as text)
        from whitepapers w, json_each(w.industry) t
        where w.deleted_at is null
        union
        select 'campaign', utm_campaign
        from whitepaper_downloads
        where utm_campaign is not null
        order by 1, 2
        limit 1000
        "#,
    )
    .fetch_all(store.readers())
    .await?;
    let mut facets = WhitepaperFacets::default();
    for row in rows {
        match row.kind.as_str() {
            "tag" => facets.tags.push(row.value),
            "industry" => facets.industries.push(row.value),
            _ => facets.campaigns.push(row.value),
        }
    }
    Ok(facets)
}
