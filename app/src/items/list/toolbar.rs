//! The line over a list of items: search, the filters of its noun, and a checkbox for featured items.

use leptos::prelude::*;

use super::ItemList;
use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::listing::filter_bar::{FilterBar, FilterCheckbox};
use crate::text::listing::Listing;

#[component]
pub(super) fn Toolbar<L: ItemList>(list: List<L>) -> impl IntoView {
    let text = L::texts(use_ui_language());
    view! {
        <FilterBar
            list
            label=text.filter
            id="item-search"
            search_label=text.search
            placeholder=text.search_hint
            read=|filter: &L::Filter| &filter.search
            write=|filter: &mut L::Filter, words| filter.search = words
        >
            {L::own_filters(list)}
            <FilterCheckbox
                list
                label=Listing::of(use_ui_language()).featured
                read=|filter: &L::Filter| filter.featured_only
                write=|filter: &mut L::Filter, only| filter.featured_only = only
            />
        </FilterBar>
    }
}
