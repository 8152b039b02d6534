//! The table of the outbox.

use domain::list::{From, SIZES};
use domain::mail::{Failure, Kind, MailFilter, MailRow, MailState};
use leptos::prelude::*;

use super::retry::Retry;
use super::{List, address};
use crate::layout::admin::{use_go, use_speech};
use crate::text::admin::Admin;
use crate::text::outbox::Outbox;
use crate::text::listing::Listing;
use crate::ui::pager::{Pager, PagerSize};
use crate::ui::table::{SkeletonRows, SortHead, TableFrame};
use crate::ui::time::{LocalTime, zone};

const COLUMNS: usize = 7;

#[component]
pub(super) fn Rows(list: List) -> impl IntoView {
    let text = Outbox::of(use_speech());
    let row = move |row: MailRow| view! { <Row list row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.answer.is_busy())>
                <table class="table">
                    <caption class="unseen">{text.caption}</caption>
                    <Head list/>
                    {move || match list.latest.get() {
                        Some(mails) => view! { <tbody>{mails.stretch.rows.into_iter().map(row).collect_view()}</tbody> }.into_any(),
                        None => view! { <SkeletonRows rows=8 columns=COLUMNS has_ticks=true/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <Way list/>
        </div>
    }
}

#[component]
fn Head(list: List) -> impl IntoView {
    let text = Outbox::of(use_speech());
    let href = Signal::derive(move || list.filter.with(|filter| address::href(&address::turned(filter))));
    let sorted = Signal::derive(move || list.filter.with(|filter| Some(filter.direction)));
    view! {
        <thead>
            <tr>
                <td class="tick"><TickAll list/></td>
                <th scope="col">{text.mail}</th>
                <th scope="col">{text.kind}</th>
                <th scope="col">{text.state}</th>
                <th scope="col">{text.tries}</th>
                <SortHead label=text.came href sorted/>
                <th scope="col"><span class="unseen">{text.actions}</span></th>
            </tr>
        </thead>
    }
}

/// Of the rows that can be ticked.
#[component]
fn TickAll(list: List) -> impl IntoView {
    let rows = move || {
        let rows = list.latest.get().map(|mails| mails.stretch.rows).unwrap_or_default();
        rows.into_iter().filter(|row| row.state == MailState::Parked).collect::<Vec<_>>()
    };
    let ticked = move || list.ticked.with(Vec::len);
    let tick_all = move |event| list.ticked.set(if event_target_checked(&event) { rows() } else { Vec::new() });
    view! {
        <input
            type="checkbox"
            aria-label=Listing::of(use_speech()).select_all
            disabled=move || rows().is_empty()
            prop:checked=move || (1..).contains(&ticked()) && ticked() == rows().len()
            prop:indeterminate=move || (1..rows().len()).contains(&ticked())
            on:change=tick_all
        />
    }
}

#[component]
fn Row(list: List, row: MailRow) -> impl IntoView {
    let speech = use_speech();
    let MailRow { kind, language, to_address, to_name, subject, state, tries, failure, created_at, .. } = row.clone();
    let lang = (language != speech.tag()).then_some(language);
    let kind = Kind::parse(&kind).map_or(kind, |kind| speech.mail_kind(kind).into());
    let is_parked = state == MailState::Parked;
    view! {
        <tr>
            <td class="tick">{is_parked.then(|| view! { <Tick list row=row.clone()/> })}</td>
            <th scope="row">
                <strong class="name email">{to_address}</strong>
                {to_name.map(|name| view! { " " <span class="small soft">{name}</span> })}
                <br/>
                <span class="small soft" lang=lang>{subject}</span>
                {failure.map(|failure| view! { <Why failure/> })}
            </th>
            <td class="soft">{kind}</td>
            <td><State state/></td>
            <td class="soft">{(tries > 0).then(|| speech.tries_of(tries))}</td>
            <td class="soft"><LocalTime at=created_at brief=true/></td>
            <td class="act">{is_parked.then(|| view! { <Retry list row=row.clone()/> })}</td>
        </tr>
    }
}

#[component]
fn Tick(list: List, row: MailRow) -> impl IntoView {
    let id = row.id;
    let label = use_speech().select_mail(&row.to_address);
    let tick = move |event| {
        list.ticked.update(|ticked| {
            ticked.retain(|one| one.id != id);
            if event_target_checked(&event) {
                ticked.push(row.clone());
            }
        });
    };
    let is_ticked = move || list.ticked.with(|ticked| ticked.iter().any(|one| one.id == id));
    view! { <input type="checkbox" aria-label=label prop:checked=is_ticked on:change=tick/> }
}

/// Why the last try failed, with the words of the other side.
#[component]
fn Why(failure: Failure) -> impl IntoView {
    let Failure { kind, detail } = failure;
    view! {
        <p class="mail-why">
            {use_speech().mail_failure(kind)}
            {(!detail.is_empty()).then(|| view! { ": " <samp lang="en">{detail}</samp> })}
        </p>
    }
}

#[component]
fn State(state: MailState) -> impl IntoView {
    let text = Outbox::of(use_speech());
    match state {
        MailState::Waiting(at) => view! {
            <span class="pole pole-planned">{text.waiting}</span>
            <br/>
            <span class="small soft">{text.next_try} " " <LocalTime at brief=true/></span>
        }
        .into_any(),
        MailState::Sending => view! { <span class="pole pole-draft">{text.sending}</span> }.into_any(),
        MailState::Sent(at) => view! {
            <span class="pole pole-live">{text.sent}</span>
            <br/>
            <span class="small soft"><LocalTime at brief=true/></span>
        }
        .into_any(),
        MailState::Parked => view! { <span class="pole pole-danger">{text.parked}</span> }.into_any(),
    }
}

/// How much of the list is shown, in which zone its times are, and the way on.
#[component]
fn Way(list: List) -> impl IntoView {
    let speech = use_speech();
    let lists = Listing::of(speech);
    let go = use_go();
    let to = move |from: From| list.filter.with(|filter| address::href(&MailFilter { from, ..filter.clone() }));
    let previous = Signal::derive(move || list.latest.get()?.stretch.before.map(|key| to(From::Before(key))));
    let next = Signal::derive(move || list.latest.get()?.stretch.after.map(|key| to(From::After(key))));
    let shown = move || list.latest.get().map(|mails| speech.mails_of(mails.stretch.rows.len(), mails.stretch.total));
    let resize = Callback::new(move |size| {
        let filter = list.filter.with_untracked(|filter| address::with(filter, |filter| filter.size = size));
        go.run((address::href(&filter), false));
    });
    view! {
        <Pager label=lists.stretches previous_label=lists.previous next_label=lists.next previous next>
            <span role="status">{move || shown().unwrap_or_else(|| Admin::of(speech).loading.to_owned())}</span>
            <span>
                {lists.show}
                <PagerSize
                    label=lists.rows_per_page
                    size=Signal::derive(move || list.filter.with(|filter| filter.size))
                    sizes=&SIZES
                    on_choice=resize
                />
            </span>
            <span class="pager-zone">{lists.times_in(&zone())}</span>
        </Pager>
    }
}
