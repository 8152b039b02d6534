//! An empty list says why it is empty and what to do.

use domain::list::From;
use domain::whitepaper::list::{WhitepaperFilter, WhitepaperTab};
use leptos::prelude::*;

use super::address;
use crate::layout::admin::{may_edit, use_speech};
use crate::listing::List;
use crate::listing::empty::{Empty, WayOut, Why};
use crate::routes;
use crate::text::listing::Listing;
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::api::WhitepaperList;

#[component]
pub(super) fn NoWhitepapers(list: List<WhitepaperList>) -> impl IntoView {
    let (text, common) = (Whitepapers::of(use_speech()), Listing::of(use_speech()));
    let way = |label, href, is_first| Some(WayOut { label, href, is_first });
    let why = move || {
        let filter = list.filter.get();
        let has_any = list.latest.with(|list| list.as_ref().is_some_and(|list| list.totals.all > 0));
        let (title, text, way) = if filter.from != From::Start {
            let start = WhitepaperFilter { from: From::Start, ..filter };
            (common.past_end_title, common.past_end_text, way(common.to_start, list.href(&start), false))
        } else if address::is_narrowed(&filter) {
            let all = WhitepaperFilter { tab: filter.tab, size: filter.size, ..WhitepaperFilter::default() };
            (common.nothing_found_title, text.nothing_found_text, way(common.clear_filters, list.href(&all), false))
        } else {
            match filter.tab {
                WhitepaperTab::Trash => (common.trash_empty_title, common.trash_empty_text, None),
                WhitepaperTab::All if !has_any && may_edit() => {
                    let new = format!("{}/new", routes::WHITEPAPERS);
                    (text.none_yet_title, text.none_yet_text, way(text.first, new, true))
                }
                WhitepaperTab::All => (text.none_yet_title, text.none_yet_viewer, None),
                _ => (common.none_in_tab_title, text.none_in_tab_text, None),
            }
        };
        Why { title, text, way }
    };
    view! { <Empty why=Signal::derive_local(why)/> }
}
