//! The table of the outbox.

use domain::mail::{Failure, Kind, MailRow, MailState};
use leptos::prelude::*;

use super::retry::Retry;
use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::listing::footer::ListFooter;
use crate::listing::selection::{SelectAllRows, SelectRow};
use crate::listing::sort::ColumnHead;
use crate::mail::api::MailList;
use crate::text::listing::Listing;
use crate::text::outbox::Outbox;
use crate::ui::table::{SkeletonRows, TableFrame};
use crate::ui::time::LocalTime;

const COLUMNS: usize = 7;

#[component]
pub(super) fn Rows(list: List<MailList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Outbox::of(ui_language);
    let row = move |row: MailRow| view! { <Row list row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.request.is_busy())>
                <table class="table table-cards">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <Head list/>
                    {move || match list.latest.get() {
                        Some(mails) => view! { <tbody>{mails.list_page.items.into_iter().map(row).collect_view()}</tbody> }.into_any(),
                        None => view! { <SkeletonRows rows=8 columns=COLUMNS has_checkboxes=true/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <ListFooter list count=move |count| ui_language.mails(count)/>
        </div>
    }
}

#[component]
fn Head(list: List<MailList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, common) = (Outbox::of(ui_language), Listing::of(ui_language));
    view! {
        <thead>
            <tr>
                <td class="tick"><SelectAllRows list/></td>
                <th scope="col">{text.mail}</th>
                <th scope="col">{text.kind}</th>
                <th scope="col">{common.state}</th>
                <th scope="col">{text.tries}</th>
                <ColumnHead list sort=() label=text.came/>
                <th scope="col"><span class="visually-hidden">{common.actions}</span></th>
            </tr>
        </thead>
    }
}

#[component]
fn Row(list: List<MailList>, row: MailRow) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, common) = (Outbox::of(ui_language), Listing::of(ui_language));
    let MailRow { kind, language, to_address, to_name, subject, state, tries, failure, created_at, .. } = row.clone();
    let lang = (language != ui_language.tag()).then_some(language);
    let kind = Kind::parse(&kind).map_or(kind, |kind| ui_language.mail_kind(kind).into());
    let is_parked = state == MailState::Parked;
    view! {
        <tr>
            <td class="tick"><SelectRow list row=row.clone()/></td>
            <th scope="row">
                <strong class="name email">{to_address}</strong>
                {to_name.map(|name| view! { " " <span class="small soft">{name}</span> })}
                <br/>
                <span class="small soft" lang=lang>{subject}</span>
                {failure.map(|failure| view! { <FailureReason failure/> })}
            </th>
            <td class="soft"><span class="cell-label">{text.kind}</span>{kind}</td>
            <td><span class="cell-label">{common.state}</span><div><State state/></div></td>
            <td class="soft">{(tries > 0).then(|| view! { <span class="cell-label">{text.tries}</span> {ui_language.tries_of(tries)} })}</td>
            <td class="soft"><span class="cell-label">{text.came}</span><LocalTime at=created_at brief=true/></td>
            <td class="act">{is_parked.then(|| view! { <Retry row=row.clone()/> })}</td>
        </tr>
    }
}

/// Why the last try failed, with the words of the other side.
#[component]
fn FailureReason(failure: Failure) -> impl IntoView {
    let Failure { kind, detail } = failure;
    view! {
        <p class="mail-why">
            {use_ui_language().mail_failure(kind)}
            {(!detail.is_empty()).then(|| view! { ": " <samp lang="en">{detail}</samp> })}
        </p>
    }
}

#[component]
fn State(state: MailState) -> impl IntoView {
    let text = Outbox::of(use_ui_language());
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
        MailState::Saved(at) => view! {
            <span class="pole pole-outdated">{text.saved}</span>
            <br/>
            <span class="small soft"><LocalTime at brief=true/></span>
        }
        .into_any(),
        MailState::Parked => view! { <span class="pole pole-danger">{text.parked}</span> }.into_any(),
    }
}
