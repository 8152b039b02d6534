//! The list of whitepapers: what visitors see of each language, how often each was read and downloaded.

mod change;
mod filters;
mod query;
mod rows;

use leptos::prelude::*;

use crate::items::list::{ItemTabs, NewItem, NoItems};
use crate::layout::admin::{Failed, Screen, may_edit, use_ui_language};
use crate::listing::bulk::TrashSelectionBar;
use crate::listing::{List, ListView, use_list, use_list_view};
use crate::routes;
use crate::text::listing::Listing;
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::api::{WhitepaperList, list_whitepapers};
use change::PublishSelected;
use filters::Filters;
use rows::Rows;

/// The screen at `/admin/whitepapers`.
#[component]
pub fn WhitepaperListScreen() -> impl IntoView {
    let list = use_list(routes::WHITEPAPERS.to_owned(), list_whitepapers);
    let list_view = use_list_view(list);
    let ui_language = use_ui_language();
    view! {
        <Screen title=Whitepapers::of(ui_language).whitepapers subtitle=use_subtitle(list)>
            {may_edit().then(|| view! { <NewItem path=routes::WHITEPAPERS label=Whitepapers::of(ui_language).list.new/> })}
        </Screen>
        <ItemTabs list/>
        <Filters list/>
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=Listing::of(ui_language).failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoItems list/> }.into_any(),
            ListView::Rows => view! { <div><Rows list/> <TrashSelectionBar list><PublishSelected list/></TrashSelectionBar></div> }.into_any(),
        }}
    }
}

/// `12 whitepapers.`
fn use_subtitle(list: List<WhitepaperList>) -> Signal<String> {
    let text = Whitepapers::of(use_ui_language());
    Signal::derive(move || match list.latest.with(|list| list.as_ref().map_or(0, |list| list.totals.all)) {
        // Takes its room before it is known.
        0 => "\u{a0}".into(),
        count => text.subtitle(count),
    })
}
