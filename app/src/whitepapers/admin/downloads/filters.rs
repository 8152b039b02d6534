//! The line over the downloads: search, days, campaign, consent. Each change is a new address.

use domain::time::Timestamp;
use domain::whitepaper::list::DownloadFilter;
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_ui_language};
use crate::listing::List;
use crate::listing::filter_bar::{FilterBar, FilterCheckbox, FilterDays, FilterValue};
use crate::text::downloads::Downloads;
use crate::ui::time::{read_typed, typed};
use crate::whitepapers::admin::facets::use_facets;
use crate::whitepapers::api::DownloadList;

#[component]
pub(super) fn Filters(list: List<DownloadList>) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let facets = use_facets();
    view! {
        <FilterBar
            list
            label=text.filter
            id="download-search"
            search_label=text.search
            placeholder=if may_edit() { text.search_hint } else { text.search_hint_masked }
            read=|filter: &DownloadFilter| &filter.search
            write=|filter: &mut DownloadFilter, words| filter.search = words
        >
            <FilterDays list ids=["download-since", "download-until"] label=text.when read=days write=set_days/>
            <FilterValue
                list
                id="download-campaign"
                label=text.campaign
                every=text.every_campaign
                known=Signal::derive(move || facets.with(|facets| facets.campaigns.clone()))
                read=|filter: &DownloadFilter| &filter.campaign
                write=|filter: &mut DownloadFilter, campaign| filter.campaign = campaign
            />
            <FilterCheckbox
                list
                label=text.marketing_only
                read=|filter: &DownloadFilter| filter.marketing_only
                write=|filter: &mut DownloadFilter, only| filter.marketing_only = only
            />
        </FilterBar>
    }
}

/// Whole days of the reader's zone; the last one is included.
fn days(filter: &DownloadFilter) -> [String; 2] {
    let day = |at: Option<Timestamp>| at.map(|at| typed(at, true)).unwrap_or_default();
    [day(filter.since), day(filter.until.map(|until| Timestamp(until.0 - 1)))]
}

fn set_days(filter: &mut DownloadFilter, [since, until]: [String; 2]) {
    filter.since = read_typed(&since);
    filter.until = read_typed(&until).map(next_midnight);
}

/// The day may have 23 or 25 hours; in each case its next midnight is the first of the day that holds this moment.
fn next_midnight(midnight: Timestamp) -> Timestamp {
    let next_day = typed(Timestamp(midnight.0 + 26 * 3600), true);
    read_typed(&next_day).unwrap_or(Timestamp(midnight.0 + 24 * 3600))
}
