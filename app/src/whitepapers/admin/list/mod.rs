//! The list of whitepapers: what visitors see of each language, how often each was read and downloaded.

mod address;
mod change;
mod empty;
mod filters;
mod rows;

use domain::whitepaper::list::WhitepaperTab;
use leptos::prelude::*;

use crate::layout::admin::{Failed, Screen, may_edit, use_go, use_speech};
use crate::listing::bulk::Bulk;
use crate::listing::{List, Shown, use_list, use_shown};
use crate::routes;
use crate::text::listing::Listing;
use crate::text::whitepapers::Whitepapers;
use crate::ui::icon::{Icon, PLUS};
use crate::ui::key::on_key;
use crate::ui::tabs::{Tab, Tabs};
use crate::whitepapers::api::{WhitepaperList, list_whitepapers};
use change::PublishTicked;
use empty::NoWhitepapers;
use filters::Filters;
use rows::Rows;

/// The screen at `/admin/whitepapers`.
#[component]
pub fn WhitepaperListScreen() -> impl IntoView {
    let list = use_list(routes::WHITEPAPERS.to_owned(), list_whitepapers);
    let shown = use_shown(list);
    let speech = use_speech();
    let go = use_go();
    if may_edit() {
        on_key("n", move || go.run((format!("{}/new", routes::WHITEPAPERS), false)));
    }
    view! {
        <Screen title=Whitepapers::of(speech).whitepapers lead=use_lead(list)>
            {may_edit().then(|| view! { <NewWhitepaper/> })}
        </Screen>
        <StateTabs list/>
        <Filters list/>
        {move || match shown.get() {
            Shown::Failed => view! { <Failed title=Listing::of(speech).failed_title answer=list.answer/> }.into_any(),
            Shown::Empty => view! { <NoWhitepapers list/> }.into_any(),
            Shown::Rows => view! { <div><Rows list/> <Bulk list><PublishTicked list/></Bulk></div> }.into_any(),
        }}
    }
}

/// `12 whitepapers.`
fn use_lead(list: List<WhitepaperList>) -> Signal<String> {
    let text = Whitepapers::of(use_speech());
    Signal::derive(move || match list.latest.with(|list| list.as_ref().map_or(0, |list| list.totals.all)) {
        // Takes its room before it is known.
        0 => "\u{a0}".into(),
        count => text.lead(count),
    })
}

#[component]
fn NewWhitepaper() -> impl IntoView {
    let text = Whitepapers::of(use_speech());
    view! {
        <a class="button button-primary" href=format!("{}/new", routes::WHITEPAPERS) aria-keyshortcuts="n">
            <Icon of=PLUS/>
            {text.new}
            <kbd class="kbd-on" aria-hidden="true">"N"</kbd>
        </a>
    }
}

#[component]
fn StateTabs(list: List<WhitepaperList>) -> impl IntoView {
    let speech = use_speech();
    let tab = move |tab: WhitepaperTab| {
        let href = Signal::derive(move || list.href_with(|filter| filter.tab = tab));
        let count = Signal::derive(move || list.latest.with(|list| list.as_ref().map(|list| list.totals.of(tab))));
        let is_current = Signal::derive(move || list.filter.with(|filter| filter.tab == tab));
        view! { <Tab href is_current label=Whitepapers::of(speech).tab(tab) count/> }
    };
    view! { <Tabs label=Listing::of(speech).state>{WhitepaperTab::ALL.map(tab).collect_view()}</Tabs> }
}
