//! The tags, industries and campaigns that lists can be narrowed to.

use domain::whitepaper::list::WhitepaperFacets;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::layout::admin::with_reauth;
use crate::whitepapers::api::list_facets;

/// Nothing until the server has answered; without an answer there is nothing to choose from.
pub fn use_facets() -> RwSignal<WhitepaperFacets> {
    let known = RwSignal::new(WhitepaperFacets::default());
    spawn_local(async move {
        if let Ok(facets) = with_reauth(list_facets).await {
            known.try_set(facets);
        }
    });
    known
}
