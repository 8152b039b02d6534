//! One whitepaper as its editor's screen shows it, and what tags are in use.

use domain::id::{MediaId, WhitepaperId};
use domain::time::Timestamp;
use domain::whitepaper::list::WhitepaperFacets;
use domain::whitepaper::{FileFacts, OwnWhitepaperDetail, WhitepaperDetail, WhitepaperDraft};
use sqlx::SqliteConnection;

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
    let file = file(&mut tx, stored.draft.file.unwrap_or(stored.live.file)).await?;
    let cover = match stored.draft.cover {
        Some(cover) => Some(self::file(&mut tx, cover).await?),
        None => None,
    };
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
    let own = OwnWhitepaperDetail { file, cover, views: counts.views, downloads: counts.downloads, leads };
    Ok(stored.detail(own, &languages, now))
}

async fn file(connection: &mut SqliteConnection, id: MediaId) -> Result<FileFacts, Error> {
    let row = sqlx::query!(
        r#"
        select original_filename, mime_type, file_size, deleted_at is not null as "is_trashed!: bool"
        from media_files
        where id = ?
        "#,
        id.0
    )
    .fetch_optional(connection)
    .await?;
    // A draft in the trash may name a file that is gone for good.
    Ok(row.map_or(FileFacts { id, name: String::new(), mime_type: String::new(), size_bytes: 0, is_trashed: true }, |row| {
        FileFacts {
            id,
            name: row.original_filename,
            mime_type: row.mime_type,
            size_bytes: row.file_size,
            is_trashed: row.is_trashed,
        }
    }))
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
