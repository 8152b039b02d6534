//! What the page list and the page editor ask the server for. Each function: guard, parse, one store call, answer.

use domain::id::PageId;
use domain::item::ItemTotals;
use domain::list::ListPage;
use domain::page::{FrontPage, PageDetail, PageFilter, PageForm, PageRow};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// One page of the list of pages and how many pages its tabs hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageList {
    pub list_page: ListPage<PageRow>,
    pub totals: ItemTotals,
    pub front_page: FrontPage,
}

#[server(prefix = "/api/admin", endpoint = "pages/list", input = Json)]
pub async fn list_pages(filter: PageFilter) -> Result<PageList, AppError> {
    use crate::ssr::{app_context, guard, now};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    let settings = context.settings().await?;
    let list_page = store::pages::list(context.store(), &viewer, &filter, &settings.languages, now()).await?;
    let totals = store::pages::totals(context.store(), &viewer, now()).await?;
    let front_page = store::pages::front_page(context.store(), &viewer, &settings.languages, now()).await?;
    Ok(PageList { list_page, totals, front_page })
}

#[server(prefix = "/api/admin", endpoint = "pages/open", input = Json)]
pub async fn open_page(id: PageId) -> Result<PageDetail, AppError> {
    use crate::ssr::{app_context, guard, now};
    let viewer = guard::viewer().await?;
    Ok(store::pages::detail(app_context()?.store(), &viewer, id, now()).await?)
}

/// Saves the form and answers with the page as it is stored now. 422 with problems at fields, 409 `Stale` if someone else
/// saved first.
#[server(prefix = "/api/admin", endpoint = "pages/save", input = Json)]
pub async fn save_page(form: PageForm) -> Result<PageDetail, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let context = app_context()?;
    let draft = form.parse(&context.settings().await?.languages)?;
    let saved = store::pages::save(context.store(), &editor, draft, now()).await?;
    Ok(store::pages::detail(context.store(), &editor, saved.id, now()).await?)
}
