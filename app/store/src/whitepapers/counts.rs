//! How often whitepapers were read and downloaded by people.

use std::collections::HashMap;

use domain::id::{DownloadId, WhitepaperId};
use domain::time::Timestamp;

use crate::error::Error;
use crate::sqlite::Store;

/// Adds the views that were gathered since the last time.
pub async fn add_views(store: &Store, views: &HashMap<WhitepaperId, u32>) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    for (id, count) in views {
        sqlx::query!("update whitepapers set view_count = coalesce(view_count, 0) + ? where id = ?", count, id.0)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Counts a file that arrived completely. `download` is the form behind it; None for a download without a form.
pub async fn count_completed(
    store: &Store,
    whitepaper: WhitepaperId,
    download: Option<DownloadId>,
    now: Timestamp,
) -> Result<(), Error> {
    let (download, now) = (download.map(|id| id.0), now.to_sqlite());
    let mut tx = store.begin_write().await?;
    sqlx::query!("update whitepapers set download_count = coalesce(download_count, 0) + 1 where id = ?", whitepaper.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update whitepaper_downloads set completed_at = coalesce(completed_at, ?) where id = ?", now, download)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
