//! What the search field asks for while someone types.

use domain::item::ItemKind;
use domain::search::Fragment;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::GetUrl;

use crate::error::AppError;

/// One suggestion: a title with the matching parts marked, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub title: Vec<Fragment>,
    pub path: String,
    pub kind: ItemKind,
}

/// Up to six published things in this language whose text holds what was typed; any input is accepted.
#[server(prefix = "/api", endpoint = "suggest", input = GetUrl)]
pub async fn suggest(language: String, typed: String) -> Result<Vec<Suggestion>, AppError> {
    use crate::ssr::{app_context, now};
    let context = app_context()?;
    let settings = context.settings().await?;
    let (Some(language), Some(query)) = (settings.languages.find(&language), domain::search::Query::parse(&typed)) else {
        return Ok(Vec::new());
    };
    let found = store::search::suggest(context.store(), language, &query, 6, &settings.languages, now()).await?;
    Ok(found.into_iter().map(|hit| Suggestion { title: hit.title, path: hit.path, kind: hit.kind }).collect())
}
