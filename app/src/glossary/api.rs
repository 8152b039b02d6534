//! What the screen of the glossary asks the server for. Each function: guard, parse, one store call, answer.

use domain::glossary::{TermFilter, TermForm, TermKind, TermRow};
use domain::list::ListPage;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// A page of the terms, and how many of all lack a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TermList {
    pub list_page: ListPage<TermRow>,
    pub missing: i64,
}

#[server(prefix = "/api/admin", endpoint = "glossary/list", input = Json)]
pub async fn list_terms(filter: TermFilter) -> Result<TermList, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    let languages = &context.settings().await?.languages;
    let (list_page, missing) = store::glossary::list(context.store(), &viewer, &filter, languages).await?;
    Ok(TermList { list_page, missing })
}

#[server(prefix = "/api/admin", endpoint = "glossary/open", input = Json)]
pub async fn open_term(kind: TermKind, term: String) -> Result<TermRow, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    Ok(store::glossary::term(context.store(), &viewer, kind, &term, &context.settings().await?.languages).await?)
}

/// Saves the labels of one term and answers with them as they are stored now. 422 at `label:de`, 409 `Stale` if someone else saved
/// first.
#[server(prefix = "/api/admin", endpoint = "glossary/save", input = Json)]
pub async fn save_term(form: TermForm) -> Result<TermRow, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let context = app_context()?;
    let languages = &context.settings().await?.languages;
    let draft = form.parse(languages)?;
    Ok(store::glossary::save(context.store(), &editor, &draft, languages, now()).await?)
}
