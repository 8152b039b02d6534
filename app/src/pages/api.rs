//! What the page list and the page editor ask the server for. Each function: guard, parse, one store call, answer.

use domain::id::PageId;
use domain::item::ItemTotals;
use domain::list::ListPage;
use domain::page::{PageDetail, PageFilter, PageForm, PageRow};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// One page of the list of pages and how many pages its tabs hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageList {
    pub list_page: ListPage<PageRow>,
    pub totals: ItemTotals,
}

#[server(prefix = "/api/admin", endpoint = "pages/list", input = Json)]
pub async fn list_pages(filter: PageFilter) -> Result<PageList, AppError> {
    use crate::ssr::{guard, now, state};
    let viewer = guard::viewer().await?;
    let state = state()?;
    let settings = state.settings().await?;
    let list_page = store::pages::list(state.store(), &viewer, &filter, &settings.languages, now()).await?;
    let totals = store::pages::totals(state.store(), &viewer, now()).await?;
    Ok(PageList { list_page, totals })
}

#[server(prefix = "/api/admin", endpoint = "pages/open", input = Json)]
pub async fn open_page(id: PageId) -> Result<PageDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let viewer = guard::viewer().await?;
    Ok(store::pages::detail(state()?.store(), &viewer, id, now()).await?)
}

/// Saves the form and answers with the page as it is stored now. 422 with problems at fields, 409 `Stale` if someone else
/// saved first.
#[server(prefix = "/api/admin", endpoint = "pages/save", input = Json)]
pub async fn save_page(form: PageForm) -> Result<PageDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    let draft = form.parse(&state.settings().await?.languages)?;
    let saved = store::pages::save(state.store(), &editor, draft, now()).await?;
    Ok(store::pages::detail(state.store(), &editor, saved.id, now()).await?)
}
