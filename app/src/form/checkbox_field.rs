//! A checkbox of the form, with its label and its help.

use leptos::prelude::*;

use super::editable::{Editable, FieldOf};
use super::fields::checkbox_value;
use super::state::FormState;

#[component]
pub fn CheckboxField<E: Editable>(
    editing: FormState<E>,
    field: FieldOf<E>,
    label: &'static str,
    help: &'static str,
) -> impl IntoView {
    let id = field.to_string();
    let help_id = format!("{id}-help");
    let is_set = {
        let field = field.clone();
        move || !editing.read(&field).is_empty()
    };
    let change = move |event| editing.write(&field, checkbox_value(event_target_checked(&event)));
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=id.clone()
                name=id.clone()
                aria-describedby=help_id.clone()
                disabled=move || !editing.may_edit()
                prop:checked=is_set
                on:change=change
            />
            <label for=id>{label}</label>
            <p class="field-help" id=help_id>{help}</p>
        </div>
    }
}
