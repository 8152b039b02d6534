//! The button that saves a form which is not published.

use leptos::prelude::*;

use super::actions::FormActions;
use super::editable::Editable;

#[component]
pub fn SaveButton<E: Editable>(acting: FormActions<E>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    view! {
        <button
            type="button"
            class="button button-primary"
            aria-keyshortcuts="Control+S"
            disabled=move || editing.is_busy()
            on:click=move |_| acting.save()
        >
            {text.save}
            " "
            <kbd class="kbd-on" aria-hidden="true">{text.control_key} " S"</kbd>
        </button>
    }
}
