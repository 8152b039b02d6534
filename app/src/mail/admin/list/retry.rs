//! Trying parked mails again, one by one or all that are ticked.

use domain::mail::MailRow;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::List;
use crate::layout::admin::{asking, focus_heading, say, sentence, use_speech};
use crate::mail::api::retry_mail;
use crate::text::Speech;
use crate::text::outbox::Outbox;
use crate::text::listing::Listing;
use crate::ui::icon::{CLOSE, Icon, RESTORE};

/// The button at the end of a row.
#[component]
pub(super) fn Retry(list: List, row: MailRow) -> impl IntoView {
    let speech = use_speech();
    let is_busy = RwSignal::new(false);
    let label = speech.retry_mail(&row.to_address);
    view! {
        <button
            type="button"
            class="button button-secondary button-small"
            aria-label=label
            disabled=move || is_busy.get()
            on:click=move |_| retry(list, vec![row.clone()], is_busy, speech)
        >
            <Icon of=RESTORE/>
            {Outbox::of(speech).retry}
        </button>
    }
}

/// The bar that acts on all that are ticked.
#[component]
pub(super) fn Bulk(list: List) -> impl IntoView {
    let speech = use_speech();
    let lists = Listing::of(speech);
    let is_busy = RwSignal::new(false);
    let clear = move |_| {
        list.ticked.set(Vec::new());
        focus_heading();
    };
    let is_shown = Memo::new(move |_| list.ticked.with(|ticked| !ticked.is_empty()));
    let bar = move || {
        view! {
            <div class="bulk toolbar" role="region" aria-label=lists.selection>
                <span role="status"><strong>{move || list.ticked.with(Vec::len)}</strong>" "{lists.selected}</span>
                <span class="toolbar-line"></span>
                <button
                    type="button"
                    class="button button-ghost button-small"
                    disabled=move || is_busy.get()
                    on:click=move |_| retry(list, list.ticked.get_untracked(), is_busy, speech)
                >
                    <Icon of=RESTORE/>
                    {Outbox::of(speech).retry}
                </button>
                <button
                    type="button"
                    class="button button-ghost button-icon button-small"
                    aria-label=lists.clear_selection
                    on:click=clear
                >
                    <Icon of=CLOSE/>
                </button>
            </div>
        }
    };
    move || is_shown.get().then(bar)
}

/// Lets them be tried again, says how many are, and asks for the list again.
fn retry(list: List, rows: Vec<MailRow>, is_busy: RwSignal<bool>, speech: Speech) {
    is_busy.set(true);
    spawn_local(async move {
        let ids: Vec<_> = rows.into_iter().map(|row| row.id).collect();
        match asking(|| retry_mail(ids.clone())).await {
            Ok(count) => say(speech.mails_retried(count)),
            Err(error) => say(sentence(&error, speech)),
        }
        // The screen may have been left meanwhile, and the button that was pressed is gone with its row.
        if is_busy.try_set(false).is_none() {
            focus_heading();
            list.answer.again();
        }
    });
}
