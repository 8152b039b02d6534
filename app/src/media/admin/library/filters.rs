//! The line over the library: search, kind, tag, days, order, and how the files are looked at. Each change is a new address.

use domain::media::{MediaFilter, MediaKind};
use leptos::prelude::*;

use super::Library;
use super::address::{self, ORDERS, Place, View};
use crate::layout::admin::{use_go, use_speech};
use crate::text::media::Media as Text;
use crate::ui::icon::{GRID, Icon, LIST};
use crate::ui::search_field::SearchField;

#[component]
pub(super) fn Filters(library: Library) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let go = use_go();
    let to = move |place: &Place, replace: bool| go.run((address::href(place), replace));
    let narrow = move |change: &dyn Fn(&mut MediaFilter), replace: bool| {
        to(&library.place.with_untracked(|place| place.with(change)), replace);
    };
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| narrow(&|filter| filter.search.clone_from(&words), true));
    let kind = move |event| {
        let kind = MediaKind::parse(&event_target_value(&event));
        narrow(&|filter| filter.kind = kind, false);
    };
    let order = move |event| {
        let order = address::order_of(&event_target_value(&event));
        narrow(&|filter| (filter.sort, filter.direction) = order, false);
    };
    let chosen_kind = move || library.place.with(|place| place.filter().kind.map_or("", MediaKind::as_str));
    let chosen_order = move || library.place.with(|place| address::name_of_order(place.filter()));
    let kind_option = |kind: MediaKind| view! { <option value=kind.as_str()>{speech.media_kind(kind)}</option> };
    let order_option = |(name, sort, direction)| view! { <option value=name>{speech.media_order(sort, direction)}</option> };
    view! {
        <form class="toolbar" role="search" aria-label=text.filter on:submit=|event| event.prevent_default()>
            <SearchField
                id="media-search"
                label=text.search
                placeholder=text.search_hint
                words=Signal::derive(move || library.place.with(|place| place.filter().search.clone()))
                on_search=search
            />
            <label class="unseen" for="media-kind">{text.kind}</label>
            <select class="select" id="media-kind" on:change=kind prop:value=chosen_kind>
                <option value="">{text.every_kind}</option>
                {MediaKind::ALL.map(kind_option).collect_view()}
            </select>
            <TagChoice library/>
            <Days library/>
            <label class="unseen" for="media-order">{text.order}</label>
            <select class="select" id="media-order" on:change=order prop:value=chosen_order>
                {ORDERS.map(order_option).collect_view()}
            </select>
            <Views library/>
        </form>
    }
}

/// The tags that files have; nothing while there are none.
#[component]
fn TagChoice(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let go = use_go();
    let chosen = move || library.place.with(|place| place.filter().tag.clone()).unwrap_or_default();
    let tags = Memo::new(move |_| {
        let shelves = library.latest.with(|latest| latest.as_ref().map(|list| list.shelves.tags.clone())).unwrap_or_default();
        let mut tags: Vec<String> = shelves.into_iter().map(|shelf| shelf.name).collect();
        // One that came with the address is shown even where no file has it.
        let chosen = chosen();
        if !chosen.is_empty() && !tags.contains(&chosen) {
            tags.push(chosen);
        }
        tags
    });
    let choose = move |event| {
        let tag = Some(event_target_value(&event)).filter(|tag| !tag.is_empty());
        let place = library.place.with_untracked(|place| place.with(|filter| filter.tag = tag));
        go.run((address::href(&place), false));
    };
    let option = move |tag: String| {
        let is_chosen = tag == untrack(chosen);
        view! { <option value=tag.clone() selected=is_chosen>{tag.clone()}</option> }
    };
    move || {
        (!tags.with(Vec::is_empty)).then(|| {
            view! {
                <label class="unseen" for="media-tag">{text.tag}</label>
                <select class="select" id="media-tag" on:change=choose prop:value=chosen>
                    <option value="">{text.every_tag}</option>
                    {tags.get().into_iter().map(option).collect_view()}
                </select>
            }
        })
    }
}

/// From which day to which.
#[component]
fn Days(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let go = use_go();
    let to = move |since: String, until: String| {
        let place = library.place.with_untracked(|place| place.between(since, until));
        go.run((address::href(&place), false));
    };
    let since = move || library.place.with(|place| place.since.clone());
    let until = move || library.place.with(|place| place.until.clone());
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
fn Views(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let go = use_go();
    let button = move |view: View, label: &'static str, icon: &'static str| {
        let show = move |_| {
            let place = library.place.with_untracked(|place| place.seen_as(view));
            go.run((address::href(&place), true));
        };
        view! {
            <button
                type="button"
                class="button button-secondary button-icon"
                aria-label=label
                title=label
                aria-pressed=move || if library.place.with(|place| place.view == view) { "true" } else { "false" }
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
