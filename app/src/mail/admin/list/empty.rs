//! An empty outbox says why it is empty and what to do.

use domain::mail::MailTab;
use leptos::prelude::*;

use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::listing::empty::{EmptyList, EmptyState};
use crate::mail::api::MailList;
use crate::text::outbox::Outbox;

#[component]
pub(super) fn NoMails(list: List<MailList>) -> impl IntoView {
    let text = Outbox::of(use_ui_language());
    let of_tab = move || match list.filter.with(|filter| filter.tab) {
        MailTab::All => EmptyState { title: text.none_yet_title, text: text.none_yet_text, action: None },
        _ => EmptyState { title: text.none_in_tab_title, text: text.none_in_tab_text, action: None },
    };
    view! { <EmptyList list nothing_found_text=text.nothing_found_text none=of_tab/> }
}
