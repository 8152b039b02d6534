//! Drops the draft: the form goes back to the live text.

use leptos::prelude::*;

use super::item::Item;
use crate::form::actions::FormActions;
use crate::ui::dialog::ConfirmDialog;

/// Offered where the draft differs from something that is published.
#[component]
pub fn DropDraft<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let is_open = RwSignal::new(false);
    let is_offered =
        move || editing.may_change() && editing.form_languages().all.iter().any(|language| editing.has_changes(language));
    view! {
        {move || {
            is_offered()
                .then(|| {
                    view! {
                        <p>
                            <button
                                type="button"
                                class="button button-ghost button-small"
                                disabled=move || editing.is_busy()
                                on:click=move |_| is_open.set(true)
                            >
                                {text.drop_draft}
                            </button>
                        </p>
                    }
                })
        }}
        <ConfirmDialog
            id="drop-draft"
            heading=text.drop_draft_heading
            is_open
            cancel_label=editing.text().cancel
            confirm_label=text.drop_draft
            on_confirm=move |()| acting.drop_draft()
        >
            <p>{text.drop_draft_text}</p>
        </ConfirmDialog>
    }
}
