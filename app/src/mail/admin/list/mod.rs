//! The outbox: one row a mail, with its state, and the way back for what is parked.

mod address;
mod empty;
mod filters;
mod retry;
mod rows;

use domain::mail::{MailFilter, MailRow, MailTab};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_query_map};

use crate::layout::admin::{Answer, Answered, Failed, Screen, asking, say, sentence, use_answer, use_speech};
use crate::mail::api::{self, list_mail, test_mail};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::outbox::Outbox;
use crate::ui::icon::{EYE, Icon, MAIL};
use crate::ui::tabs::{Tab, Tabs};
use empty::Empty;
use filters::Filters;
use retry::Bulk;
use rows::Rows;

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct List {
    /// As the address has it.
    filter: Memo<MailFilter>,
    answer: Answer<api::MailList>,
    /// The latest list that came.
    latest: Memo<Option<api::MailList>>,
    /// The rows that are ticked; only what is parked can be.
    ticked: RwSignal<Vec<MailRow>>,
}

/// The screen at `/admin/mail`.
#[component]
pub fn MailList() -> impl IntoView {
    let list = use_list();
    let shown = use_shown(list);
    let speech = use_speech();
    let lead = Signal::derive(move || match list.latest.get() {
        Some(mails) => speech.mail_way(mails.way.as_ref()),
        // Takes its room before it is known.
        None => "\u{a0}".into(),
    });
    view! {
        <Screen title=Admin::of(speech).mail lead>
            <a class="button button-secondary" href=routes::MAIL_TEMPLATES><Icon of=EYE/>{Outbox::of(speech).templates}</a>
            <TestMail list/>
        </Screen>
        <StateTabs list/>
        <Filters list/>
        {move || match shown.get() {
            Shown::Failed => view! { <Failed title=Outbox::of(speech).failed_title answer=list.answer/> }.into_any(),
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
            Answered::Here(mails) if mails.stretch.rows.is_empty() => Shown::Empty,
            Answered::Here(_) | Answered::Waiting => Shown::Rows,
        })
    })
}

fn use_list() -> List {
    let (path, query) = (use_location().pathname, use_query_map());
    // On the way to another screen the address changes first; that is no other list.
    let filter = Memo::new(move |before: Option<&MailFilter>| match before {
        Some(before) if path.get() != routes::MAIL => before.clone(),
        _ => address::read(|name| query.read().get(name)),
    });
    let answer = use_answer(move || filter.get(), list_mail);
    let latest = Memo::new(move |before: Option<&Option<api::MailList>>| match answer.state().get() {
        Answered::Here(mails) => Some(mails),
        _ => before.cloned().flatten(),
    });
    let ticked = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        latest.track();
        ticked.set(Vec::new());
    });
    List { filter, answer, latest, ticked }
}

/// Mails oneself, and shows the mail in the list.
#[component]
fn TestMail(list: List) -> impl IntoView {
    let speech = use_speech();
    let is_busy = RwSignal::new(false);
    let send = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            match asking(test_mail).await {
                Ok(address) => say(speech.test_mail_to(&address)),
                Err(error) => say(sentence(&error, speech)),
            }
            if is_busy.try_set(false).is_none() {
                list.answer.again();
            }
        });
    };
    view! {
        <button type="button" class="button button-primary" disabled=move || is_busy.get() on:click=send>
            <Icon of=MAIL/>
            {Outbox::of(speech).send_test}
        </button>
    }
}

#[component]
fn StateTabs(list: List) -> impl IntoView {
    let speech = use_speech();
    let tab = move |tab: MailTab| {
        let href =
            Signal::derive(move || list.filter.with(|filter| address::href(&address::with(filter, |filter| filter.tab = tab))));
        let count = Signal::derive(move || list.latest.get().map(|mails| mails.totals.of(tab)));
        let is_current = Signal::derive(move || list.filter.with(|filter| filter.tab == tab));
        view! { <Tab href is_current label=speech.mail_tab(tab) count/> }
    };
    view! { <Tabs label=Outbox::of(speech).state>{MailTab::ALL.map(tab).collect_view()}</Tabs> }
}
