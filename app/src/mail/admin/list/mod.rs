//! The outbox: one row a mail, with its state, and the retry of parked mails.

mod empty;
mod filters;
mod query;
mod retry;
mod rows;

use domain::mail::{MailFilter, MailTab, MailTransport};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::layout::admin::{Failed, Screen, error_message, toast, use_ui_language, with_reauth};
use crate::listing::tabs::ListTabs;
use crate::listing::{List, ListView, use_list, use_list_view};
use crate::mail::api::{MailList, list_mail, test_mail};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::outbox::Outbox;
use crate::ui::alert::{Alert, Tone};
use crate::ui::icon::{EYE, Icon, MAIL};
use empty::NoMails;
use filters::Filters;
use retry::RetrySelected;
use rows::Rows;

/// The screen at `/admin/mail`.
#[component]
pub fn MailListScreen() -> impl IntoView {
    let list = use_list(routes::MAIL.to_owned(), list_mail);
    let list_view = use_list_view(list);
    let ui_language = use_ui_language();
    let transport = Memo::new(move |_| list.latest.with(|mails| mails.as_ref().map(|mails| mails.transport.clone())));
    let subtitle = Signal::derive(move || match transport.get() {
        Some(Some(MailTransport::Folder(_))) => String::new(),
        Some(transport) => ui_language.mail_transport(transport.as_ref()),
        // Takes its room before it is known.
        None => "\u{a0}".into(),
    });
    let warning = move || match transport.get() {
        Some(Some(folder @ MailTransport::Folder(_))) => {
            let message = ui_language.mail_transport(Some(&folder));
            Some(view! { <Alert tone=Tone::Warning><p>{message}</p></Alert> })
        }
        _ => None,
    };
    view! {
        <Screen title=Admin::of(ui_language).mail subtitle>
            <a class="button button-secondary" href=routes::MAIL_TEMPLATES><Icon of=EYE/>{Outbox::of(ui_language).templates}</a>
            <TestMail list/>
        </Screen>
        {warning}
        <ListTabs
            list
            tabs=MailTab::ALL.map(|tab| (tab, ui_language.mail_tab(tab)))
            read=|filter: &MailFilter| filter.tab
            write=|filter: &mut MailFilter, tab| filter.tab = tab
            count=|list: &MailList, tab| Some(list.totals.of(tab))
        />
        <Filters list/>
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=Outbox::of(ui_language).failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoMails list/> }.into_any(),
            ListView::Rows => view! { <div><Rows list/> <RetrySelected list/></div> }.into_any(),
        }}
    }
}

/// Mails oneself, and shows the mail in the list.
#[component]
fn TestMail(list: List<MailList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let is_busy = RwSignal::new(false);
    let send = move |_| {
        is_busy.set(true);
        let is_mailed = list
            .latest
            .with_untracked(|mails| matches!(mails.as_ref().map(|mails| &mails.transport), Some(Some(MailTransport::Server(_)))));
        spawn_local(async move {
            match with_reauth(test_mail).await {
                Ok(address) => toast(ui_language.test_mail_to(&address, is_mailed)),
                Err(error) => toast(error_message(&error, ui_language)),
            }
            if is_busy.try_set(false).is_none() {
                list.request.again();
            }
        });
    };
    view! {
        <button type="button" class="button button-primary" disabled=move || is_busy.get() on:click=send>
            <Icon of=MAIL/>
            {Outbox::of(ui_language).send_test}
        </button>
    }
}
