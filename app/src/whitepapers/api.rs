//! What the screens of the whitepapers ask the server for. Each function: guard, parse, one store call, answer.

use std::collections::BTreeMap;

use domain::id::{MediaId, WhitepaperId};
use domain::item::ItemTotals;
use domain::list::ListPage;
use domain::whitepaper::list::{DownloadFilter, DownloadRow, WhitepaperFacets, WhitepaperFilter, WhitepaperRow};
use domain::whitepaper::{WhitepaperDetail, WhitepaperForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// A page of the list and how many whitepapers its tabs hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhitepaperList {
    pub list_page: ListPage<WhitepaperRow>,
    pub totals: ItemTotals,
    /// Where a small picture of each cover is read, as far as there is one.
    pub covers: BTreeMap<MediaId, String>,
}

/// A page of the downloads. Personal data is masked where the viewer may not see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DownloadList {
    pub list_page: ListPage<DownloadRow>,
    pub is_masked: bool,
}

#[server(prefix = "/api/admin", endpoint = "whitepapers/list", input = Json)]
pub async fn list_whitepapers(filter: WhitepaperFilter) -> Result<WhitepaperList, AppError> {
    use crate::ssr::{app_context, guard, now};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    let settings = context.settings().await?;
    let list_page = store::whitepapers::list(context.store(), &viewer, &filter, &settings.languages, now()).await?;
    let totals = store::whitepapers::totals(context.store(), &viewer, now()).await?;
    let covers: Vec<_> = list_page.items.iter().filter_map(|row| row.cover).collect();
    let covers = store::media::rows(context.store(), &viewer, &covers, &settings.languages).await?;
    let covers = covers.into_iter().filter_map(|cover| Some((cover.id, cover.thumbnail?))).collect();
    Ok(WhitepaperList { list_page, totals, covers })
}

#[server(prefix = "/api/admin", endpoint = "whitepapers/open", input = Json)]
pub async fn open_whitepaper(id: WhitepaperId) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{app_context, guard, now};
    let viewer = guard::viewer().await?;
    Ok(store::whitepapers::detail(app_context()?.store(), &viewer, id, now()).await?)
}

/// Saves the form and answers with the whitepaper as it is stored now. 422 with problems at fields, 409 `Stale` if someone
/// else saved first.
#[server(prefix = "/api/admin", endpoint = "whitepapers/save", input = Json)]
pub async fn save_whitepaper(form: WhitepaperForm) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let context = app_context()?;
    let draft = form.parse(&context.settings().await?.languages)?;
    let saved = store::whitepapers::save(context.store(), &editor, draft, now()).await?;
    Ok(store::whitepapers::detail(context.store(), &editor, saved.id, now()).await?)
}

/// Tags and industries in use, and the campaigns of the downloads.
#[server(prefix = "/api/admin", endpoint = "whitepapers/facets", input = Json)]
pub async fn list_facets() -> Result<WhitepaperFacets, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    Ok(store::whitepapers::facets(app_context()?.store(), &viewer).await?)
}

/// Who asked for a whitepaper, or for any.
#[server(prefix = "/api/admin", endpoint = "whitepapers/downloads", input = Json)]
pub async fn list_downloads(filter: DownloadFilter) -> Result<DownloadList, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let list_page = store::whitepapers::downloads(app_context()?.store(), &viewer, &filter).await?;
    Ok(DownloadList { list_page, is_masked: viewer.role() < domain::access::Role::Editor })
}
