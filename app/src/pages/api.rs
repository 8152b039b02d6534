//! What the page list and the page editor ask the server for. Each function: guard, parse, one store call, answer.

use domain::id::PageId;
use domain::item::ItemTotals;
use domain::language::Language;
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

/// The text as visitors will see it: sanitised HTML by the renderer that also makes the published page. Without a language,
/// pictures have their alternative texts in the default one.
#[server(prefix = "/api/admin", endpoint = "pages/preview", input = Json)]
pub async fn preview(text: String, language: Option<Language>) -> Result<String, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    let state = state()?;
    let text = domain::text::paragraphs(&text, domain::page::limit::CONTENT)
        .map_err(|problem| domain::invalid::Invalid::at("content", problem))?;
    let (ids, settings) = (domain::media::ids_in(&text), state.settings().await?);
    let language = language.unwrap_or_else(|| settings.languages.default.clone());
    let pictures = store::media::preview_pictures(state.store(), &viewer, &ids, &language).await?;
    Ok(state.store().render_pool().run(move || domain::markdown::render_with(&text, pictures).html).await?)
}
