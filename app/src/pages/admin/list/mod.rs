//! The list of pages: one row a page, one column a language, and the state of each as a link into the editor.

mod change;
mod filters;
mod query;
mod rows;

use leptos::prelude::*;

use crate::items::list::{ItemTabs, NewItem, NoItems};
use crate::layout::admin::{Failed, Screen, may_edit, use_admin, use_ui_language};
use crate::listing::bulk::TrashSelectionBar;
use crate::listing::{List, ListView, use_list, use_list_view};
use crate::pages::api::{PageList, list_pages};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::text::page_list::PageList as Text;
use filters::Filters;
use rows::Rows;

/// The screen at `/admin/pages`.
#[component]
pub fn PageListScreen() -> impl IntoView {
    let list = use_list(routes::PAGES.to_owned(), list_pages);
    let list_view = use_list_view(list);
    let ui_language = use_ui_language();
    view! {
        <Screen title=Admin::of(ui_language).pages subtitle=use_subtitle(list)>{may_edit().then(|| view! { <NewItem path=routes::PAGES label=Text::of(ui_language).list.new/> })}</Screen>
        <ItemTabs list/>
        <Filters list/>
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=Listing::of(ui_language).failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoItems list/> }.into_any(),
            ListView::Rows => view! { <div><Rows list/> <TrashSelectionBar list/></div> }.into_any(),
        }}
    }
}

/// `38 pages in English and German.`
fn use_subtitle(list: List<PageList>) -> Signal<String> {
    let (ui_language, languages) = (use_ui_language(), use_admin().languages.all);
    Signal::derive(move || match list.latest.get() {
        Some(page_list) if page_list.totals.all > 0 => ui_language.pages_in_languages(page_list.totals.all, &languages),
        // Takes its room before it is known.
        _ => "\u{a0}".into(),
    })
}
