//! Server functions that are the same for every kind of item. Each function: guard, parse, one store call, answer.

use domain::address::SlugCheck;
use domain::item::{ItemKind, ItemRef};
use domain::language::Language;
use domain::link_check::LinkCheck;
use domain::media::MediaDescription;
use domain::page::{PageDetail, PageForm};
use domain::time::Timestamp;
use domain::whitepaper::{WhitepaperDetail, WhitepaperForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// An item as its editor shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnyItemDetail {
    Page(Box<PageDetail>),
    Whitepaper(Box<WhitepaperDetail>),
}

/// The answer as that of one kind; of another it is given back.
macro_rules! detail_of_kind {
    ($kind:ident, $detail:ty) => {
        impl TryFrom<AnyItemDetail> for $detail {
            type Error = AnyItemDetail;

            fn try_from(detail: AnyItemDetail) -> Result<Self, AnyItemDetail> {
                match detail {
                    AnyItemDetail::$kind(detail) => Ok(*detail),
                    other => Err(other),
                }
            }
        }
    };
}
detail_of_kind!(Page, PageDetail);
detail_of_kind!(Whitepaper, WhitepaperDetail);

/// Publishes one language of the draft, at once. 422 at the required text if it is missing.
#[server(prefix = "/api/admin", endpoint = "items/publish", input = Json)]
pub async fn publish_item(item: ItemRef, version: i64, language: Language) -> Result<AnyItemDetail, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    store::publishing::publish(act.store(), act.editor(), item, version, &language, None, None, now()).await?;
    act.detail().await
}

/// The draft of an item in one language, and what the checklist wants to know of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelectedDraft {
    /// Its texts in other languages are left out.
    pub form: AnyItemForm,
    /// The files that its text names.
    pub library: Vec<MediaDescription>,
    pub links: LinkCheck,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnyItemForm {
    Page(Box<PageForm>),
    Whitepaper(Box<WhitepaperForm>),
}

/// The drafts of the selected rows of a list in one language, without those that are gone. 422 at `items` for more than a page of a
/// list has.
#[server(prefix = "/api/admin", endpoint = "items/selected-drafts", input = Json)]
pub async fn selected_drafts(items: Vec<ItemRef>, language: Language) -> Result<Vec<SelectedDraft>, AppError> {
    crate::ssr::selected_items::drafts(items, language).await
}

/// As [`publish_item`], for the selected rows of a list with their versions. The result of each, in their order. 422 at `items` for
/// more than a page of a list has.
#[server(prefix = "/api/admin", endpoint = "items/publish-selected", input = Json)]
pub async fn publish_selected(items: Vec<(ItemRef, i64)>, language: Language) -> Result<Vec<Result<(), AppError>>, AppError> {
    crate::ssr::selected_items::publish(items, language).await
}

/// Publishes one language of the draft from `from` until `until`. Visitors read the old text until then. 422 at `unpublished_at:…` where the end is not after the start.
#[server(prefix = "/api/admin", endpoint = "items/schedule", input = Json)]
pub async fn schedule_item(
    item: ItemRef,
    version: i64,
    language: Language,
    from: Timestamp,
    until: Option<Timestamp>,
) -> Result<AnyItemDetail, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    store::publishing::publish(act.store(), act.editor(), item, version, &language, Some(from), until, now()).await?;
    act.detail().await
}

/// Sets the end of what is published in one language, or takes it away; its text and the draft stay as they are. 422 at
/// `unpublished_at:…` where the end is not after the start, 404 where the language is not published.
#[server(prefix = "/api/admin", endpoint = "items/end", input = Json)]
pub async fn end_item(
    item: ItemRef,
    version: i64,
    language: Language,
    until: Option<Timestamp>,
) -> Result<AnyItemDetail, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    store::publishing::set_end(act.store(), act.editor(), item, version, &language, until, now()).await?;
    act.detail().await
}

/// Takes back what waits for its time in one language: a change of a live text, or its first publication. 404 where nothing waits.
#[server(prefix = "/api/admin", endpoint = "items/cancel", input = Json)]
pub async fn cancel_item(item: ItemRef, version: i64, language: Language) -> Result<AnyItemDetail, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    store::publishing::cancel_scheduled(act.store(), act.editor(), item, version, &language, now()).await?;
    act.detail().await
}

/// Makes what is live the draft again. 404 where nothing is.
#[server(prefix = "/api/admin", endpoint = "items/drop-draft", input = Json)]
pub async fn drop_draft(item: ItemRef, version: i64) -> Result<AnyItemDetail, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    store::publishing::drop_draft(act.store(), act.editor(), item, version, now()).await?;
    act.detail().await
}

/// Hides one language from visitors.
#[server(prefix = "/api/admin", endpoint = "items/unpublish", input = Json)]
pub async fn unpublish_item(item: ItemRef, version: i64, language: Language) -> Result<AnyItemDetail, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    store::publishing::unpublish(act.store(), act.editor(), item, version, &language, now()).await?;
    act.detail().await
}

/// Into the trash: gone for visitors, its addresses free; it can be restored at any time. Its version afterwards.
#[server(prefix = "/api/admin", endpoint = "items/trash", input = Json)]
pub async fn trash_item(item: ItemRef, version: i64) -> Result<i64, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    Ok(store::publishing::trash(act.store(), act.editor(), item, version, now()).await?)
}

/// Out of the trash, as it was; its version afterwards. 422 at `slug:…` if its address was taken meanwhile.
#[server(prefix = "/api/admin", endpoint = "items/restore", input = Json)]
pub async fn restore_item(item: ItemRef, version: i64) -> Result<i64, AppError> {
    use crate::ssr::items::ItemAct;
    use crate::ssr::now;
    let act = ItemAct::begin(item).await?;
    Ok(store::publishing::restore(act.store(), act.editor(), item, version, now()).await?)
}

/// Checks an address while it is typed; `item_id` is the item that may keep its own.
#[server(prefix = "/api/admin", endpoint = "items/check-slug", input = Json)]
pub async fn check_slug(kind: ItemKind, language: Language, slug: String, item_id: Option<i64>) -> Result<SlugCheck, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    match domain::address::parse_slug(kind, &slug, &context.settings().await?.languages) {
        Err(problem) => Ok(SlugCheck { problem: Some(problem), free: String::new() }),
        Ok(slug) => {
            let free = store::publishing::propose_slug(context.store(), &viewer, kind, &language, &slug, item_id).await?;
            let problem = (free != slug).then_some(domain::invalid::Problem::Taken);
            Ok(SlugCheck { problem, free: free.to_string() })
        }
    }
}

/// A free address made of a title: `Über uns` becomes `ueber-uns`, or `ueber-uns-2` where that is taken.
#[server(prefix = "/api/admin", endpoint = "items/propose-slug", input = Json)]
pub async fn propose_slug(kind: ItemKind, language: Language, title: String, item_id: Option<i64>) -> Result<String, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let title: String = title.chars().take(domain::page::limit::TITLE).collect();
    let slug = domain::text::Slug::propose(&title);
    if slug.is_home() {
        return Ok(String::new());
    }
    Ok(store::publishing::propose_slug(app_context()?.store(), &viewer, kind, &language, &slug, item_id).await?.to_string())
}

/// The text as visitors will see it: sanitised HTML by the renderer that also makes the published page. Without a language,
/// pictures have their alternative texts, and notes their titles, in the default one.
#[server(prefix = "/api/admin", endpoint = "items/preview", input = Json)]
pub async fn preview(text: String, language: Option<Language>) -> Result<String, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    let text = domain::text::paragraphs(&text, domain::page::limit::CONTENT)
        .map_err(|problem| domain::invalid::Invalid::at("content", problem))?;
    let (ids, settings) = (domain::media::ids_in(&text), context.settings().await?);
    let language = language.unwrap_or_else(|| settings.languages.default.clone());
    let pictures = store::media::preview_pictures(context.store(), &viewer, &ids, &language).await?;
    Ok(context.store().render_pool().run(move || domain::markdown::render_with(&text, &language, pictures).html).await?)
}

/// Where the links of a text to this site and within itself lead, and its pictures of other sites.
#[server(prefix = "/api/admin", endpoint = "items/check-links", input = Json)]
pub async fn check_links(text: String, language: Language) -> Result<LinkCheck, AppError> {
    use crate::ssr::{app_context, guard, links};
    let viewer = guard::viewer().await?;
    let text = domain::text::paragraphs(&text, domain::page::limit::CONTENT)
        .map_err(|problem| domain::invalid::Invalid::at("content", problem))?;
    links::check(&app_context()?, &viewer, text, language).await
}
