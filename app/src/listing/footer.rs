//! The footer of a list: count, time zone, page size, and the links to the next and previous page.

use domain::list::{Cursor, SIZES};
use leptos::prelude::*;

use super::{Filter, List, ListResponse};
use crate::layout::admin::{use_go, use_ui_language};
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::ui::pager::{Pager, PagerSize};
use crate::ui::time::zone;

#[component]
pub fn ListFooter<L: ListResponse>(
    list: List<L>,
    /// `3 pages`: so many rows, where the total is not known.
    #[prop(into)]
    count: Callback<usize, String>,
    #[prop(default = Listing::of(use_ui_language()).pages)] label: &'static str,
    #[prop(default = Listing::of(use_ui_language()).rows_per_page)] size_label: &'static str,
    /// Whether rows show times, whose zone is then told.
    #[prop(default = true)]
    has_times: bool,
) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Listing::of(ui_language);
    let go = use_go();
    let to = move |cursor: Cursor| {
        let mut filter = list.filter.get();
        filter.paging_mut().cursor = cursor;
        list.href(&filter)
    };
    let page = move || list.latest.with(|list| list.as_ref().map(|list| list.list_page().clone()));
    let previous = Signal::derive(move || page()?.previous.map(to));
    let next = Signal::derive(move || page()?.next.map(to));
    let shown = move || page().map(|page| text.shown_of(page.items.len(), page.total, |rows| count.run(rows)));
    let resize = Callback::new(move |size| go.run((untrack(|| list.href_with(|filter| filter.paging_mut().size = size)), false)));
    view! {
        <Pager label previous_label=text.previous next_label=text.next previous next>
            <span role="status">{move || shown().unwrap_or_else(|| Admin::of(ui_language).loading.to_owned())}</span>
            <span>
                {text.show}
                <PagerSize
                    label=size_label
                    size=Signal::derive(move || list.filter.with(|filter| filter.paging().size))
                    sizes=&SIZES
                    on_choice=resize
                />
            </span>
            {has_times.then(|| view! { <span class="pager-zone">{text.times_in(&zone())}</span> })}
        </Pager>
    }
}
