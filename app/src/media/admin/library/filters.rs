//! The line over the library: search, kind, tag, days, order, and how the files are looked at. Each change is a new address.

use domain::media::MediaKind;
use leptos::prelude::*;

use super::query::{self, LibraryQuery, ORDERS, View};
use crate::layout::admin::{use_go, use_ui_language};
use crate::listing::List;
use crate::listing::filter_select::FilterSelect;
use crate::media::api::MediaList;
use crate::text::media::Media as Text;
use crate::ui::icon::{GRID, Icon, LIST};
use crate::ui::search_field::SearchField;

#[component]
pub(super) fn Filters(list: List<MediaList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let go = use_go();
    let narrow = move |change: &dyn Fn(&mut LibraryQuery), replace: bool| {
        go.run((untrack(|| list.href_with(change)), replace));
    };
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| narrow(&|query| query.filter.search.clone_from(&words), true));
    let kind = move |event| {
        let kind = MediaKind::parse(&event_target_value(&event));
        narrow(&|query| query.filter.kind = kind, false);
    };
    let order = move |event| {
        let order = query::order_of(&event_target_value(&event));
        narrow(&|query| (query.filter.sort, query.filter.direction) = order, false);
    };
    let chosen_kind = move || list.filter.with(|query| query.filter.kind.map_or("", MediaKind::as_str));
    let chosen_order = move || list.filter.with(|query| query::name_of_order(&query.filter));
    let kind_option = |kind: MediaKind| view! { <option value=kind.as_str()>{ui_language.media_kind(kind)}</option> };
    let order_option = |(name, sort, direction)| view! { <option value=name>{ui_language.media_order(sort, direction)}</option> };
    view! {
        <form class="toolbar" role="search" aria-label=text.filter on:submit=|event| event.prevent_default()>
            <SearchField
                id="media-search"
                label=text.search
                placeholder=text.search_hint
                words=Signal::derive(move || list.filter.with(|query| query.filter.search.clone()))
                on_search=search
            />
            <label class="visually-hidden" for="media-kind">{text.kind}</label>
            <select class="select" id="media-kind" on:change=kind prop:value=chosen_kind>
                <option value="">{text.every_kind}</option>
                {MediaKind::ALL.map(kind_option).collect_view()}
            </select>
            <Tags list/>
            <Days list/>
            <label class="visually-hidden" for="media-order">{text.order}</label>
            <select class="select" id="media-order" on:change=order prop:value=chosen_order>
                {ORDERS.map(order_option).collect_view()}
            </select>
            <Views list/>
        </form>
    }
}

/// Those that files have.
#[component]
fn Tags(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let go = use_go();
    // The list looks for new files by itself; options that are the same stay as they are while one is chosen.
    let known = Memo::new(move |_| {
        let tags = list.latest.with(|list| list.as_ref().map(|list| list.facets.tags.clone())).unwrap_or_default();
        tags.into_iter().map(|facet| facet.name).collect::<Vec<_>>()
    });
    let choose = Callback::new(move |tag: Option<String>| {
        go.run((untrack(|| list.href_with(|query| query.filter.tag = tag)), false));
    });
    view! {
        <FilterSelect
            id="media-tag"
            label=text.tag
            every=text.every_tag
            known
            chosen=Signal::derive(move || list.filter.with(|query| query.filter.tag.clone()))
            on_choose=choose
        />
    }
}

/// From which day to which.
#[component]
fn Days(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let go = use_go();
    let to = move |since: String, until: String| {
        go.run((untrack(|| list.href_with(|query| (query.since, query.until) = (since, until))), false));
    };
    let since = move || list.filter.with(|query| query.since.clone());
    let until = move || list.filter.with(|query| query.until.clone());
    view! {
        <span class="media-dates" role="group" aria-label=text.uploaded>
            <label for="media-since">{text.since}</label>
            <input
                class="input media-date"
                id="media-since"
                type="date"
                max=until
                prop:value=since
                on:change=move |event| to(event_target_value(&event), untrack(until))
            />
            <label for="media-until">{text.until}</label>
            <input
                class="input media-date"
                id="media-until"
                type="date"
                min=since
                prop:value=until
                on:change=move |event| to(untrack(since), event_target_value(&event))
            />
        </span>
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
