//! The list of pages: one row a page, one column a language, and the state of each as a link into the editor.

mod address;
mod change;
mod empty;
mod filters;
mod rows;

use domain::page::{PageFilter, PageRow, PageTab};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use crate::layout::admin::{Answer, Answered, Failed, Screen, may_edit, use_answer, use_desk, use_go, use_speech};
use crate::pages::api::{self, list_pages};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::page_list::PageList as Text;
use crate::ui::icon::{Icon, PLUS};
use crate::ui::key::on_key;
use crate::ui::tabs::{Tab, Tabs};
use change::Bulk;
use empty::Empty;
use filters::Filters;
use rows::Rows;

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct List {
    /// As the address has it.
    filter: Memo<PageFilter>,
    answer: Answer<api::PageList>,
    /// The latest list that came.
    latest: Memo<Option<api::PageList>>,
    /// The rows that are ticked.
    ticked: RwSignal<Vec<PageRow>>,
}

/// The screen at `/admin/pages`.
#[component]
pub fn PageList() -> impl IntoView {
    let list = use_list();
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
            Shown::Failed => view! { <Failed title=Text::of(speech).failed_title answer=list.answer/> }.into_any(),
            Shown::Empty => view! { <Empty list/> }.into_any(),
            Shown::Rows => view! { <div><Rows list/> <Bulk list/></div> }.into_any(),
        }}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Rows,
    Empty,
    Failed,
}

/// The table stands while the next answer is on its way; only its rows change.
fn use_shown(list: List) -> Memo<Shown> {
    Memo::new(move |_| {
        list.answer.state().with(|state| match state {
            Answered::Failed(_) => Shown::Failed,
            Answered::Here(page_list) if page_list.stretch.rows.is_empty() => Shown::Empty,
            Answered::Here(_) | Answered::Waiting => Shown::Rows,
        })
    })
}

fn use_list() -> List {
    let (path, query) = (use_location().pathname, use_query_map());
    // On the way to another screen the address changes first; that is no other list.
    let filter = Memo::new(move |before: Option<&PageFilter>| match before {
        Some(before) if path.get() != routes::PAGES => before.clone(),
        _ => address::read(|name| query.read().get(name)),
    });
    let answer = use_answer(move || filter.get(), list_pages);
    let latest = Memo::new(move |before: Option<&Option<api::PageList>>| match answer.state().get() {
        Answered::Here(page_list) => Some(page_list),
        _ => before.cloned().flatten(),
    });
    let ticked = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        latest.track();
        ticked.set(Vec::new());
    });
    List { filter, answer, latest, ticked }
}

/// `38 pages in English and German.`
fn use_lead(list: List) -> Signal<String> {
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
fn StateTabs(list: List) -> impl IntoView {
    let speech = use_speech();
    let tab = move |tab: PageTab| {
        let href =
            Signal::derive(move || list.filter.with(|filter| address::href(&address::with(filter, |filter| filter.tab = tab))));
        let count = Signal::derive(move || {
            let totals = list.latest.get()?.totals;
            match tab {
                PageTab::All => Some(totals.all),
                PageTab::Drafts => Some(totals.drafts),
                PageTab::Trash => Some(totals.trash),
                PageTab::Untranslated | PageTab::Planned => None,
            }
        });
        let is_current = Signal::derive(move || list.filter.with(|filter| filter.tab == tab));
        view! { <Tab href is_current label=speech.page_tab(tab) count/> }
    };
    view! { <Tabs label=Text::of(speech).state>{PageTab::ALL.map(tab).collect_view()}</Tabs> }
}
