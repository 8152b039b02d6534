//! An empty list says why it is empty and what to do.

use domain::list::From;
use domain::page::{PageFilter, PageTab};
use leptos::prelude::*;

use super::{PageList, address};
use crate::layout::admin::{may_edit, use_speech};
use crate::listing::List;
use crate::listing::empty::{Empty, WayOut, Why};
use crate::routes;
use crate::text::listing::Listing;
use crate::text::page_list::PageList as Text;

#[component]
pub(super) fn NoPages(list: List<PageList>) -> impl IntoView {
    let (text, common) = (Text::of(use_speech()), Listing::of(use_speech()));
    let to = |label, href| Some(WayOut { label, href, is_first: false });
    let why = move || {
        let filter = list.filter.get();
        let has_pages = list.latest.with(|list| list.as_ref().is_some_and(|list| list.totals.all > 0));
        let (title, text, way) = match (&filter.from, address::is_narrowed(&filter), filter.tab) {
            (From::After(_) | From::Before(_), ..) => {
                let start = PageFilter { from: From::Start, ..filter };
                (common.past_end_title, common.past_end_text, to(common.to_start, list.href(&start)))
            }
            (From::Start, true, _) => {
                let all = PageFilter { tab: filter.tab, size: filter.size, ..PageFilter::default() };
                (common.nothing_found_title, text.nothing_found_text, to(common.clear_filters, list.href(&all)))
            }
            (From::Start, false, PageTab::Trash) => (common.trash_empty_title, common.trash_empty_text, None),
            (From::Start, false, PageTab::All) if !has_pages && may_edit() => {
                let way = WayOut { label: text.first_page, href: format!("{}/new", routes::PAGES), is_first: true };
                (text.none_yet_title, text.none_yet_text, Some(way))
            }
            (From::Start, false, PageTab::All) => (text.none_yet_title, text.none_yet_viewer, None),
            (From::Start, false, _) => (common.none_in_tab_title, text.none_in_tab_text, None),
        };
        Why { title, text, way }
    };
    view! { <Empty why=Signal::derive_local(why)/> }
}
