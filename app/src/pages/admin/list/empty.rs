//! An empty list says why it is empty and what to do.

use domain::page::PageTab;
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_speech};
use crate::listing::List;
use crate::listing::empty::{Empty, WayOut, Why};
use crate::pages::api::PageList;
use crate::routes;
use crate::text::listing::Listing;
use crate::text::page_list::PageList as Text;

#[component]
pub(super) fn NoPages(list: List<PageList>) -> impl IntoView {
    let (text, common) = (Text::of(use_speech()), Listing::of(use_speech()));
    let of_tab = move || {
        let has_pages = list.latest.with(|list| list.as_ref().is_some_and(|list| list.totals.all > 0));
        let (title, text, way) = match list.filter.with(|filter| filter.tab) {
            PageTab::Trash => (common.trash_empty_title, common.trash_empty_text, None),
            PageTab::All if !has_pages && may_edit() => {
                let way = WayOut::Link { label: text.first_page, href: format!("{}/new", routes::PAGES), is_first: true };
                (text.none_yet_title, text.none_yet_text, Some(way))
            }
            PageTab::All => (text.none_yet_title, text.none_yet_viewer, None),
            _ => (common.none_in_tab_title, text.none_in_tab_text, None),
        };
        Why { title, text, way }
    };
    let narrowed = move || Why::narrowed(list, common.nothing_found_title, text.nothing_found_text);
    let why = move || Why::past_end(list).or_else(narrowed).unwrap_or_else(of_tab);
    view! { <Empty why=Signal::derive_local(why)/> }
}
