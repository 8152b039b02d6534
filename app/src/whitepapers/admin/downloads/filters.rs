//! The line over the downloads: search, days, campaign, consent. Each change is a new address.

use domain::time::Timestamp;
use domain::whitepaper::list::DownloadFilter;
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_go, use_ui_language};
use crate::listing::List;
use crate::listing::filter_select::FilterSelect;
use crate::text::downloads::Downloads;
use crate::ui::search_field::SearchField;
use crate::ui::time::{read_typed, typed};
use crate::whitepapers::admin::facets::use_facets;
use crate::whitepapers::api::DownloadList;

#[component]
pub(super) fn Filters(list: List<DownloadList>) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let go = use_go();
    let narrow = move |change: &dyn Fn(&mut DownloadFilter), replace: bool| {
        go.run((untrack(|| list.href_with(change)), replace));
    };
    // Letters that are typed do not fill the history.
    let search = Callback::new(move |words: String| narrow(&|filter| filter.search.clone_from(&words), true));
    let agreed = move |event| {
        let only = event_target_checked(&event);
        narrow(&|filter| filter.marketing_only = only, false);
    };
    view! {
        <form class="toolbar" role="search" aria-label=text.filter on:submit=|event| event.prevent_default()>
            <SearchField
                id="download-search"
                label=text.search
                placeholder=if may_edit() { text.search_hint } else { text.search_hint_masked }
                words=Signal::derive(move || list.filter.with(|filter| filter.search.clone()))
                on_search=search
            />
            <Days list/>
            <Campaigns list/>
            <label class="chip">
                <input type="checkbox" prop:checked=move || list.filter.with(|filter| filter.marketing_only) on:change=agreed/>
                {text.marketing_only}
            </label>
        </form>
    }
}

/// Whole days of the reader's zone; the last one is included.
#[component]
fn Days(list: List<DownloadList>) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let go = use_go();
    let day = |at: Option<Timestamp>| at.map(|at| typed(at, true)).unwrap_or_default();
    let since = move || list.filter.with(|filter| day(filter.since));
    let until = move || list.filter.with(|filter| day(filter.until.map(|until| Timestamp(until.0 - 1))));
    let choose = move |change: &dyn Fn(&mut DownloadFilter)| go.run((untrack(|| list.href_with(change)), false));
    let begin = move |event| {
        let since = read_typed(&event_target_value(&event));
        choose(&|filter| filter.since = since);
    };
    let end = move |event| {
        let until = read_typed(&event_target_value(&event)).map(next_midnight);
        choose(&|filter| filter.until = until);
    };
    view! {
        <label class="row downloads-day" for="download-since">
            {text.since}
            <input class="input" id="download-since" type="date" prop:value=since on:change=begin/>
        </label>
        <label class="row downloads-day" for="download-until">
            {text.until}
            <input class="input" id="download-until" type="date" prop:value=until on:change=end/>
        </label>
    }
}

/// The day may have 23 or 25 hours; in each case its next midnight is the first of the day that holds this moment.
fn next_midnight(midnight: Timestamp) -> Timestamp {
    let next_day = typed(Timestamp(midnight.0 + 26 * 3600), true);
    read_typed(&next_day).unwrap_or(Timestamp(midnight.0 + 24 * 3600))
}

/// Those under which anything was downloaded, and the one in the address.
#[component]
fn Campaigns(list: List<DownloadList>) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let go = use_go();
    let facets = use_facets();
    let choose = Callback::new(move |campaign: Option<String>| {
        go.run((untrack(|| list.href_with(|filter| filter.campaign = campaign)), false));
    });
    view! {
        <FilterSelect
            id="download-campaign"
            label=text.campaign
            every=text.every_campaign
            known=Signal::derive(move || facets.with(|facets| facets.campaigns.clone()))
            chosen=Signal::derive(move || list.filter.with(|filter| filter.campaign.clone()))
            on_choose=choose
        />
    }
}
