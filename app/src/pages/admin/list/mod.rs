//! The list of pages: one row a page, one column a language, and the state of each as a link into the editor.

mod address;
mod change;
mod empty;
mod filters;
mod rows;

use domain::page::PageTab;
use leptos::prelude::*;

use crate::layout::admin::{Failed, Screen, may_edit, use_desk, use_go, use_speech};
use crate::listing::bulk::Bulk;
use crate::listing::{List, Shown, use_list, use_shown};
use crate::pages::api::{PageList, list_pages};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::text::page_list::PageList as Text;
use crate::ui::icon::{Icon, PLUS};
use crate::ui::key::on_key;
use crate::ui::tabs::{Tab, Tabs};
use empty::NoPages;
use filters::Filters;
use rows::Rows;

/// The screen at `/admin/pages`.
#[component]
pub fn PageListScreen() -> impl IntoView {
    let list = use_list(routes::PAGES.to_owned(), list_pages);
    let shown = use_shown(list);
    let speech = use_speech();
    let go = use_go();
    if may_edit() {
        on_key("n", move || go.run((format!("{}/new", routes::PAGES), false)));
    }
    view! {
        <Screen title=Admin::of(speech).pages lead=use_lead(list)>{may_edit().then(|| view! { <NewPage/> })}</Screen>
        <StateTabs list/>
        <Filters list/>
        {move || match shown.get() {
            Shown::Failed => view! { <Failed title=Listing::of(speech).failed_title answer=list.answer/> }.into_any(),
            Shown::Empty => view! { <NoPages list/> }.into_any(),
            Shown::Rows => view! { <div><Rows list/> <Bulk list/></div> }.into_any(),
        }}
    }
}

/// `38 pages in English and German.`
fn use_lead(list: List<PageList>) -> Signal<String> {
    let (speech, languages) = (use_speech(), use_desk().languages.all);
    Signal::derive(move || match list.latest.get() {
        Some(page_list) if page_list.totals.all > 0 => speech.pages_in_languages(page_list.totals.all, &languages),
        // Takes its room before it is known.
        _ => "\u{a0}".into(),
    })
}

#[component]
fn NewPage() -> impl IntoView {
    let text = Text::of(use_speech());
    view! {
        <a class="button button-primary" href=format!("{}/new", routes::PAGES) aria-keyshortcuts="n">
            <Icon of=PLUS/>
            {text.new_page}
            <kbd class="kbd-on" aria-hidden="true">"N"</kbd>
        </a>
    }
}

#[component]
fn StateTabs(list: List<PageList>) -> impl IntoView {
    let speech = use_speech();
    let tab = move |tab: PageTab| {
        let href = Signal::derive(move || list.href_with(|filter| filter.tab = tab));
        let count = Signal::derive(move || list.latest.with(|list| list.as_ref().map(|list| list.totals.of(tab))));
        let is_current = Signal::derive(move || list.filter.with(|filter| filter.tab == tab));
        view! { <Tab href is_current label=speech.page_tab(tab) count/> }
    };
    view! { <Tabs label=Listing::of(speech).state>{PageTab::ALL.map(tab).collect_view()}</Tabs> }
}
