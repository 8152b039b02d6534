//! The line over the library: search, kind, tag, days, order, and how the files are looked at. Each change is a new address.

use domain::media::MediaKind;
use leptos::prelude::*;

use super::query::{self, LibraryQuery, ORDERS, View};
use crate::layout::admin::{use_go, use_ui_language};
use crate::listing::List;
use crate::listing::filter_bar::{FilterBar, FilterChoice, FilterDays, FilterValue};
use crate::media::api::MediaList;
use crate::text::media::Media as Text;
use crate::ui::icon::{GRID, Icon, LIST};

#[component]
pub(super) fn Filters(list: List<MediaList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let kinds = MediaKind::ALL.map(|kind| (kind.as_str(), ui_language.media_kind(kind)));
    let orders = ORDERS.map(|(name, sort, direction)| (name, ui_language.media_order(sort, direction)));
    // The list looks for new files by itself; options that are the same stay as they are while one is chosen.
    let tags = Memo::new(move |_| {
        let tags = list.latest.with(|list| list.as_ref().map(|list| list.facets.tags.clone())).unwrap_or_default();
        tags.into_iter().map(|facet| facet.name).collect::<Vec<_>>()
    });
    view! {
        <FilterBar
            list
            label=text.filter
            id="media-search"
            search_label=text.search
            placeholder=text.search_hint
            read=|query: &LibraryQuery| &query.filter.search
            write=|query: &mut LibraryQuery, words| query.filter.search = words
        >
            <FilterChoice
                list
                id="media-kind"
                label=text.kind
                every=text.every_kind
                options=kinds
                read=|query: &LibraryQuery| query.filter.kind.map_or("", MediaKind::as_str)
                write=|query: &mut LibraryQuery, name: &str| query.filter.kind = MediaKind::parse(name)
            />
            <FilterValue
                list
                id="media-tag"
                label=text.tag
                every=text.every_tag
                known=tags
                read=|query: &LibraryQuery| &query.filter.tag
                write=|query: &mut LibraryQuery, tag| query.filter.tag = tag
            />
            <FilterDays
                list
                ids=["media-since", "media-until"]
                label=text.uploaded
                read=|query: &LibraryQuery| [query.since.clone(), query.until.clone()]
                write=|query: &mut LibraryQuery, [since, until]| (query.since, query.until) = (since, until)
            />
            <FilterChoice
                list
                id="media-order"
                label=text.order
                options=orders
                read=|query: &LibraryQuery| query::name_of_order(&query.filter)
                write=|query: &mut LibraryQuery, name: &str| (query.filter.sort, query.filter.direction) = query::order_of(name)
            />
            <Views list/>
        </FilterBar>
    }
}

/// Tiles or rows.
#[component]
fn Views(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let go = use_go();
    let button = move |view: View, label: &'static str, icon: &'static str| {
        let show = move |_| {
            let query = list.filter.with_untracked(|query| query.with_view(view));
            go.run((list.href(&query), true));
        };
        view! {
            <button
                type="button"
                class="button button-secondary button-icon"
                aria-label=label
                title=label
                aria-pressed=move || if list.filter.with(|query| query.view == view) { "true" } else { "false" }
                on:click=show
            >
                <Icon of=icon/>
            </button>
        }
    };
    view! {
        <span class="button-group" role="group" aria-label=text.view>
            {button(View::Grid, text.grid, GRID)} {button(View::List, text.list, LIST)}
        </span>
    }
}
