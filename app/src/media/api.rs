//! What the media library asks the server for. Each function: guard, parse, one store call, answer. Files themselves come in at
//! `POST /admin/media/upload` and `POST /admin/media/{id}/replace` (`server::uploads`).

use domain::id::MediaId;
use domain::list::ListPage;
use domain::media::{BulkResult, MediaDescription, MediaDetail, MediaFacets, MediaFilter, MediaForm, MediaRow, MediaTotals};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// A page of the list of files, how many there are, and where they lie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediaList {
    pub list_page: ListPage<MediaRow>,
    pub totals: MediaTotals,
    pub facets: MediaFacets,
    /// The largest file that may be uploaded.
    pub max_megabytes: i64,
}

#[server(prefix = "/api/admin", endpoint = "media/list", input = Json)]
pub async fn list_media(filter: MediaFilter) -> Result<MediaList, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    let settings = context.settings().await?;
    let list_page = store::media::list(context.store(), &viewer, &filter, &settings.languages).await?;
    let totals = store::media::totals(context.store(), &viewer, &settings.languages).await?;
    let facets = store::media::facets(context.store(), &viewer).await?;
    Ok(MediaList { list_page, totals, facets, max_megabytes: settings.media_max_megabytes })
}

#[server(prefix = "/api/admin", endpoint = "media/open", input = Json)]
pub async fn open_media(id: MediaId) -> Result<MediaDetail, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    Ok(store::media::detail(context.store(), &viewer, id, &context.settings().await?.languages).await?)
}

/// Saves the form and answers with the file as it is stored now. 422 with problems at fields, 409 `Stale` if someone else saved
/// first. Pages that show it are rendered again.
#[server(prefix = "/api/admin", endpoint = "media/save", input = Json)]
pub async fn save_media(form: MediaForm) -> Result<MediaDetail, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let context = app_context()?;
    let languages = &context.settings().await?.languages;
    let draft = form.parse(languages)?;
    let id = draft.id;
    store::media::save(context.store(), &editor, &draft, now()).await?;
    Ok(store::media::detail(context.store(), &editor, id, languages).await?)
}

/// Puts files into a folder. 422 at `folder`.
#[server(prefix = "/api/admin", endpoint = "media/move", input = Json)]
pub async fn move_media(ids: Vec<MediaId>, folder: String) -> Result<BulkResult, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let folder = domain::media::Folder::parse(&folder).map_err(|problem| domain::invalid::Invalid::at("folder", problem))?;
    Ok(store::media::move_to(app_context()?.store(), &editor, &domain::list::chosen(ids)?, &folder, now()).await?)
}

/// Adds tags to files, and takes others from them. Both are divided by commas. 422 at `add` or `remove`.
#[server(prefix = "/api/admin", endpoint = "media/tag", input = Json)]
pub async fn tag_media(ids: Vec<MediaId>, add: String, remove: String) -> Result<BulkResult, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let mut invalid = domain::invalid::Invalid::default();
    let add = invalid.take("add", domain::media::Tags::parse(&add));
    let remove = invalid.take("remove", domain::media::Tags::parse(&remove));
    let (Some(add), Some(remove)) = (add, remove) else { return Err(invalid.into()) };
    Ok(store::media::tag(app_context()?.store(), &editor, &domain::list::chosen(ids)?, &add, &remove, now()).await?)
}

/// Into the trash, as the screen of a file asks for it; its version afterwards. 409 `Stale` if someone else saved first, `Conflict`
/// while something uses it.
#[server(prefix = "/api/admin", endpoint = "media/trash-file", input = Json)]
pub async fn trash_file(id: MediaId, version: i64) -> Result<i64, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    Ok(store::media::trash_file(app_context()?.store(), &editor, id, version, now()).await?)
}

/// Out of the trash, as the screen of a file asks for it; its version afterwards. 409 `Stale` if someone else saved first, 422 at
/// `file` if the library has the same file by now.
#[server(prefix = "/api/admin", endpoint = "media/restore-file", input = Json)]
pub async fn restore_file(id: MediaId, version: i64) -> Result<i64, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    Ok(store::media::restore_file(app_context()?.store(), &editor, id, version, now()).await?)
}

/// Several into the trash; what something uses stays and is told.
#[server(prefix = "/api/admin", endpoint = "media/trash", input = Json)]
pub async fn trash_media(ids: Vec<MediaId>) -> Result<BulkResult, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    Ok(store::media::trash(app_context()?.store(), &editor, &domain::list::chosen(ids)?, now()).await?)
}

/// Several out of the trash.
#[server(prefix = "/api/admin", endpoint = "media/restore", input = Json)]
pub async fn restore_media(ids: Vec<MediaId>) -> Result<BulkResult, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    Ok(store::media::restore(app_context()?.store(), &editor, &domain::list::chosen(ids)?, now()).await?)
}

/// Out of the trash for ever; admins only. The files leave the disk at once.
#[server(prefix = "/api/admin", endpoint = "media/purge", input = Json)]
pub async fn purge_media(ids: Vec<MediaId>) -> Result<BulkResult, AppError> {
    use crate::ssr::{app_context, guard, now};
    let admin = guard::admin().await?;
    Ok(store::media::purge(app_context()?.store(), &admin, &domain::list::chosen(ids)?, now()).await?)
}

/// What the checklist of an editor wants to know of the files that a text shows.
#[server(prefix = "/api/admin", endpoint = "media/describe", input = Json)]
pub async fn describe_media(ids: Vec<MediaId>) -> Result<Vec<MediaDescription>, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    Ok(store::media::describe(context.store(), &viewer, &domain::list::chosen(ids)?, &context.settings().await?.languages)
        .await?)
}
