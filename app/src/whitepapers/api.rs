//! What the screens of the whitepapers ask the server for. Each function: guard, parse, one store call, answer.

use std::collections::BTreeMap;

use domain::address::SlugCheck;
use domain::id::{MediaId, WhitepaperId};
use domain::language::Language;
use domain::list::ListPage;
use domain::time::Timestamp;
use domain::whitepaper::list::{
    DownloadFilter, DownloadRow, WhitepaperFacets, WhitepaperFilter, WhitepaperRow, WhitepaperTotals,
};
use domain::whitepaper::{WhitepaperDetail, WhitepaperForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// A page of the list and how many whitepapers its tabs hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhitepaperList {
    pub list_page: ListPage<WhitepaperRow>,
    pub totals: WhitepaperTotals,
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
    use crate::ssr::{guard, now, state};
    let viewer = guard::viewer().await?;
    let state = state()?;
    let settings = state.settings().await?;
    let list_page = store::whitepapers::list(state.store(), &viewer, &filter, &settings.languages, now()).await?;
    let totals = store::whitepapers::totals(state.store(), &viewer, now()).await?;
    let covers: Vec<_> = list_page.items.iter().map(|row| row.cover).collect();
    let covers = store::media::rows(state.store(), &viewer, &covers, &settings.languages).await?;
    let covers = covers.into_iter().filter_map(|cover| Some((cover.id, cover.thumbnail?))).collect();
    Ok(WhitepaperList { list_page, totals, covers })
}

#[server(prefix = "/api/admin", endpoint = "whitepapers/open", input = Json)]
pub async fn open_whitepaper(id: WhitepaperId) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let viewer = guard::viewer().await?;
    Ok(store::whitepapers::detail(state()?.store(), &viewer, id, now()).await?)
}

/// Saves the form and answers with the whitepaper as it is stored now. 422 with problems at fields, 409 `Stale` if someone
/// else saved first.
#[server(prefix = "/api/admin", endpoint = "whitepapers/save", input = Json)]
pub async fn save_whitepaper(form: WhitepaperForm) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    let draft = form.parse(&state.settings().await?.languages)?;
    let saved = store::whitepapers::save(state.store(), &editor, draft, now()).await?;
    Ok(store::whitepapers::detail(state.store(), &editor, saved.id, now()).await?)
}

/// Shows one language to visitors, at once. 422 at `description:…` where there is none.
#[server(prefix = "/api/admin", endpoint = "whitepapers/publish", input = Json)]
pub async fn publish_whitepaper(id: WhitepaperId, version: i64, language: Language) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    store::publishing::publish(state.store(), &editor, id, version, &language, None, None, now()).await?;
    Ok(store::whitepapers::detail(state.store(), &editor, id, now()).await?)
}

/// Shows one language to visitors from a time on, and until another if that is said. 422 at `unpublished_at:…` where the end
/// is not after the start.
#[server(prefix = "/api/admin", endpoint = "whitepapers/schedule", input = Json)]
pub async fn schedule_whitepaper(
    id: WhitepaperId,
    version: i64,
    language: Language,
    from: Timestamp,
    until: Option<Timestamp>,
) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    store::publishing::publish(state.store(), &editor, id, version, &language, Some(from), until, now()).await?;
    Ok(store::whitepapers::detail(state.store(), &editor, id, now()).await?)
}

/// Hides one language from visitors.
#[server(prefix = "/api/admin", endpoint = "whitepapers/unpublish", input = Json)]
pub async fn unpublish_whitepaper(id: WhitepaperId, version: i64, language: Language) -> Result<WhitepaperDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    store::publishing::unpublish(state.store(), &editor, id, version, &language, now()).await?;
    Ok(store::whitepapers::detail(state.store(), &editor, id, now()).await?)
}

/// Into the trash: gone for visitors, its addresses free; it can be restored at any time. Its version afterwards.
#[server(prefix = "/api/admin", endpoint = "whitepapers/trash", input = Json)]
pub async fn trash_whitepaper(id: WhitepaperId, version: i64) -> Result<i64, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    let version = store::publishing::trash(state.store(), &editor, id, version, now()).await?;
    Ok(version)
}

/// Out of the trash, as it was; its version afterwards. 422 at `slug:…` if its address was taken meanwhile.
#[server(prefix = "/api/admin", endpoint = "whitepapers/restore", input = Json)]
pub async fn restore_whitepaper(id: WhitepaperId, version: i64) -> Result<i64, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    let version = store::publishing::restore(state.store(), &editor, id, version, now()).await?;
    Ok(version)
}

/// Checks an address while it is typed; `whitepaper` is the one that may keep its own.
#[server(prefix = "/api/admin", endpoint = "whitepapers/check-slug", input = Json)]
pub async fn check_whitepaper_slug(
    language: Language,
    slug: String,
    whitepaper: Option<WhitepaperId>,
) -> Result<SlugCheck, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    match domain::whitepaper::slug(&slug) {
        Err(problem) => Ok(SlugCheck { problem: Some(problem), free: String::new() }),
        Ok(slug) => {
            let free = store::publishing::propose_slug(
                state()?.store(),
                &viewer,
                domain::item::ItemKind::Whitepaper,
                &language,
                &slug,
                whitepaper.map(|id| id.0),
            )
            .await?;
            let problem = (free != slug).then_some(domain::invalid::Problem::Taken);
            Ok(SlugCheck { problem, free: free.to_string() })
        }
    }
}

/// A free address made of a title.
#[server(prefix = "/api/admin", endpoint = "whitepapers/propose-slug", input = Json)]
pub async fn propose_whitepaper_slug(
    language: Language,
    title: String,
    whitepaper: Option<WhitepaperId>,
) -> Result<String, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    let title: String = title.chars().take(domain::whitepaper::limit::TITLE).collect();
    let slug = domain::text::Slug::propose(&title);
    if slug.is_home() {
        return Ok(String::new());
    }
    Ok(store::publishing::propose_slug(
        state()?.store(),
        &viewer,
        domain::item::ItemKind::Whitepaper,
        &language,
        &slug,
        whitepaper.map(|id| id.0),
    )
    .await?
    .to_string())
}

/// Tags and industries in use, and the campaigns of the downloads.
#[server(prefix = "/api/admin", endpoint = "whitepapers/facets", input = Json)]
pub async fn list_facets() -> Result<WhitepaperFacets, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    Ok(store::whitepapers::facets(state()?.store(), &viewer).await?)
}

/// Who asked for a whitepaper, or for any.
#[server(prefix = "/api/admin", endpoint = "whitepapers/downloads", input = Json)]
pub async fn list_downloads(filter: DownloadFilter) -> Result<DownloadList, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    let list_page = store::whitepapers::downloads(state()?.store(), &viewer, &filter).await?;
    Ok(DownloadList { list_page, is_masked: viewer.role() < domain::access::Role::Editor })
}
