//! The tabs of a list, with how many rows each holds.

use leptos::prelude::*;

use super::{List, ListResponse};
use crate::layout::admin::use_ui_language;
use crate::text::listing::Listing;
use crate::ui::tabs::{Tab, Tabs};

#[component]
pub fn ListTabs<L: ListResponse, T: Copy + PartialEq + Send + Sync + 'static>(
    list: List<L>,
    /// In the order in which they are shown.
    #[prop(into)]
    tabs: Vec<(T, &'static str)>,
    read: fn(&L::Filter) -> T,
    write: fn(&mut L::Filter, T),
    /// Of a tab whose rows nobody counts, nothing.
    count: fn(&L, T) -> Option<i64>,
) -> impl IntoView {
    let tab = move |(tab, label)| {
        let href = Signal::derive(move || list.href_with(|filter| write(filter, tab)));
        let count = Signal::derive(move || list.latest.with(|list| list.as_ref().and_then(|list| count(list, tab))));
        let is_current = Signal::derive(move || list.filter.with(read) == tab);
        view! { <Tab href is_current label count/> }
    };
    view! { <Tabs label=Listing::of(use_ui_language()).state>{tabs.into_iter().map(tab).collect_view()}</Tabs> }
}
