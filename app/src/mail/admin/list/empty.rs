//! An empty outbox says why it is empty and what to do.

use domain::list::From;
use domain::mail::{MailFilter, MailTab};
use leptos::prelude::*;

use super::{List, address};
use crate::layout::admin::use_speech;
use crate::text::outbox::Outbox;
use crate::text::listing::Listing;
use crate::ui::drawing::EmptyLines;

#[component]
pub(super) fn Empty(list: List) -> impl IntoView {
    let speech = use_speech();
    let (text, lists) = (Outbox::of(speech), Listing::of(speech));
    let why = move || {
        let filter = list.filter.get();
        let start = MailFilter { from: From::Start, ..filter.clone() };
        let all = MailFilter { tab: filter.tab, size: filter.size, ..MailFilter::default() };
        match (&filter.from, address::is_narrowed(&filter), filter.tab) {
            (From::After(_) | From::Before(_), ..) => {
                (lists.past_end_title, lists.past_end_text, Some((lists.to_start, address::href(&start))))
            }
            (From::Start, true, _) => {
                (text.nothing_found_title, text.nothing_found_text, Some((lists.clear_filters, address::href(&all))))
            }
            (From::Start, false, MailTab::All) => (text.none_yet_title, text.none_yet_text, None),
            (From::Start, false, _) => (text.none_in_tab_title, text.none_in_tab_text, None),
        }
    };
    let shown = move || {
        let (title, text, way) = why();
        view! {
            <EmptyLines/>
            <h2 class="heading">{title}</h2>
            <p>{text}</p>
            {way.map(|(label, href)| view! { <p><a class="button button-secondary" href=href>{label}</a></p> })}
        }
    };
    view! { <section class="card empty empty-tall" aria-live="polite">{shown}</section> }
}
