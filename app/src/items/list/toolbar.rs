//! The line over a list of items: search, the filters of its noun, and whether only what is featured is shown.

use leptos::prelude::*;

use super::{ItemList, TabFilter};
use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::listing::filters::{FilterBar, FilterCheckbox};
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
            read=L::Filter::search
            write=L::Filter::set_search
        >
            {L::own_filters(list)}
            <FilterCheckbox
                list
                label=Listing::of(use_ui_language()).featured
                read=L::Filter::is_featured_only
                write=L::Filter::set_featured_only
            />
        </FilterBar>
    }
}
