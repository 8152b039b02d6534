//! What the page list and the page editor ask the server for. Each function: guard, parse, one store call, answer.

use domain::address::SlugCheck;
use domain::id::PageId;
use domain::language::Language;
use domain::list::ListPage;
use domain::page::{PageDetail, PageFilter, PageForm, PageRow, PageTotals};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// One page of the list of pages and how many pages its tabs hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageList {
    pub list_page: ListPage<PageRow>,
    pub totals: PageTotals,
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

/// Shows one language to visitors, at once. A text must be there.
#[server(prefix = "/api/admin", endpoint = "pages/publish", input = Json)]
pub async fn publish_page(id: PageId, version: i64, language: Language) -> Result<PageDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    store::publishing::publish(state.store(), &editor, id, version, &language, None, None, now()).await?;
    Ok(store::pages::detail(state.store(), &editor, id, now()).await?)
}

/// Hides one language from visitors.
#[server(prefix = "/api/admin", endpoint = "pages/unpublish", input = Json)]
pub async fn unpublish_page(id: PageId, version: i64, language: Language) -> Result<PageDetail, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    store::publishing::unpublish(state.store(), &editor, id, version, &language, now()).await?;
    Ok(store::pages::detail(state.store(), &editor, id, now()).await?)
}

/// Into the trash: gone for visitors, its addresses free; it can be restored at any time. Its version afterwards.
#[server(prefix = "/api/admin", endpoint = "pages/trash", input = Json)]
pub async fn trash_page(id: PageId, version: i64) -> Result<i64, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    let version = store::publishing::trash(state.store(), &editor, id, version, now()).await?;
    Ok(version)
}

/// Out of the trash, as it was; its version afterwards. 422 at `slug:…` if its address was taken meanwhile.
#[server(prefix = "/api/admin", endpoint = "pages/restore", input = Json)]
pub async fn restore_page(id: PageId, version: i64) -> Result<i64, AppError> {
    use crate::ssr::{guard, now, state};
    let editor = guard::editor().await?;
    let state = state()?;
    let version = store::publishing::restore(state.store(), &editor, id, version, now()).await?;
    Ok(version)
}

/// Checks an address while it is typed; `page` is the page that may keep its own.
#[server(prefix = "/api/admin", endpoint = "pages/check-slug", input = Json)]
pub async fn check_slug(language: Language, slug: String, page: Option<PageId>) -> Result<SlugCheck, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    let state = state()?;
    let settings = state.settings().await?;
    let parsed = domain::text::Slug::parse(&slug).and_then(|slug| {
        domain::address::check_free(&slug, &settings.languages)?;
        Ok(slug)
    });
    match parsed {
        Err(problem) => Ok(SlugCheck { problem: Some(problem), free: String::new() }),
        Ok(slug) => {
            let free = store::publishing::propose_slug(
                state.store(),
                &viewer,
                domain::item::ItemKind::Page,
                &language,
                &slug,
                page.map(|id| id.0),
            )
            .await?;
            let problem = (free != slug).then_some(domain::invalid::Problem::Taken);
            Ok(SlugCheck { problem, free: free.to_string() })
        }
    }
}

/// A free address made of a title: `Über uns` becomes `ueber-uns`, or `ueber-uns-2` where that is taken.
#[server(prefix = "/api/admin", endpoint = "pages/propose-slug", input = Json)]
pub async fn propose_slug(language: Language, title: String, page: Option<PageId>) -> Result<String, AppError> {
    use crate::ssr::{guard, state};
    let viewer = guard::viewer().await?;
    let title: String = title.chars().take(domain::page::limit::TITLE).collect();
    let slug = domain::text::Slug::propose(&title);
    if slug.is_home() {
        return Ok(String::new());
    }
    Ok(store::publishing::propose_slug(
        state()?.store(),
        &viewer,
        domain::item::ItemKind::Page,
        &language,
        &slug,
        page.map(|id| id.0),
    )
    .await?
    .to_string())
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
