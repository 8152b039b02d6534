//! The line over the downloads: search, days, campaign, consent. Each change is a new address.

use domain::time::Timestamp;
use domain::whitepaper::list::DownloadFilter;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::layout::admin::{asking, may_edit, use_go, use_speech};
use crate::listing::List;
use crate::text::downloads::Downloads;
use crate::ui::search_field::SearchField;
use crate::ui::time::{read_typed, typed};
use crate::whitepapers::api::{DownloadList, list_facets};

#[component]
pub(super) fn Filters(list: List<DownloadList>) -> impl IntoView {
    let text = Downloads::of(use_speech());
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
    let text = Downloads::of(use_speech());
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
    let text = Downloads::of(use_speech());
    let go = use_go();
    let known = RwSignal::new(Vec::<String>::new());
    spawn_local(async move {
        // Without an answer there is nothing to choose from.
        if let Ok(facets) = asking(list_facets).await {
            known.try_set(facets.campaigns);
        }
    });
    let chosen = move || list.filter.with(|filter| filter.campaign.clone().unwrap_or_default());
    let options = move || {
        let chosen = chosen();
        let mut all = known.get();
        if !chosen.is_empty() && !all.contains(&chosen) {
            all.push(chosen.clone());
        }
        let option = |campaign: String| {
            let is_chosen = campaign == chosen;
            view! { <option value=campaign.clone() selected=is_chosen>{campaign.clone()}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        let campaign = Some(event_target_value(&event)).filter(|campaign| !campaign.is_empty());
        go.run((untrack(|| list.href_with(|filter| filter.campaign = campaign)), false));
    };
    let select = move || {
        view! {
            <label class="unseen" for="download-campaign">{text.campaign}</label>
            <select class="select" id="download-campaign" on:change=choose>
                <option value="" selected=chosen().is_empty()>{text.every_campaign}</option>
                {options}
            </select>
        }
    };
    let is_offered = Memo::new(move |_| known.with(|known| !known.is_empty()) || !chosen().is_empty());
    move || is_offered.get().then(select)
}
