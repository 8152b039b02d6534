//! Trying parked mails again, one by one or all that are selected.

use domain::list::ListPage;
use domain::mail::{MailFilter, MailRow, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::layout::admin::{error_message, toast, use_ui_language, with_reauth};
use crate::listing::bulk::{SelectionBar, current_path, finish};
use crate::listing::selection::ListRow;
use crate::listing::{List, ListResponse};
use crate::mail::api::{MailList, retry_mail};
use crate::text::UiLanguage;
use crate::text::outbox::Outbox;
use crate::ui::icon::{Icon, RESTORE};

impl ListResponse for MailList {
    type Filter = MailFilter;
    type Row = MailRow;

    fn list_page(&self) -> &ListPage<MailRow> {
        &self.list_page
    }
}

impl ListRow for MailRow {
    fn key(&self) -> i64 {
        self.id.0
    }

    fn name(&self) -> &str {
        &self.to_address
    }

    fn is_selectable(&self) -> bool {
        self.state == MailState::Parked
    }

    fn selection_label(&self, ui_language: UiLanguage) -> String {
        ui_language.select_mail(&self.to_address)
    }
}

/// The button at the end of a row.
#[component]
pub(super) fn Retry(row: MailRow) -> impl IntoView {
    let ui_language = use_ui_language();
    let is_busy = RwSignal::new(false);
    let label = ui_language.retry_mail(&row.to_address);
    view! {
        <button
            type="button"
            class="button button-secondary button-small"
            aria-label=label
            disabled=move || is_busy.get()
            on:click=move |_| retry(vec![row.clone()], is_busy, ui_language)
        >
            <Icon of=RESTORE/>
            {Outbox::of(ui_language).retry}
        </button>
    }
}

/// The bar that acts on all that are selected.
#[component]
pub(super) fn RetrySelected(list: List<MailList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let is_busy = RwSignal::new(false);
    view! {
        <SelectionBar list>
            <button
                type="button"
                class="button button-ghost button-small"
                disabled=move || is_busy.get()
                on:click=move |_| retry(list.selected.get_untracked(), is_busy, ui_language)
            >
                <Icon of=RESTORE/>
                {Outbox::of(ui_language).retry}
            </button>
        </SelectionBar>
    }
}

/// Lets them be tried again, says how many are, and asks for the list again.
fn retry(rows: Vec<MailRow>, is_busy: RwSignal<bool>, ui_language: UiLanguage) {
    let began_at = current_path();
    is_busy.set(true);
    spawn_local(async move {
        let ids: Vec<_> = rows.into_iter().map(|row| row.id).collect();
        match with_reauth(|| retry_mail(ids.clone())).await {
            Ok(count) => toast(ui_language.mails_retried(count)),
            Err(error) => toast(error_message(&error, ui_language)),
        }
        finish(&began_at, is_busy);
    });
}
