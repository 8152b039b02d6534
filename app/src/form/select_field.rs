//! A field of the form with a few choices that are always the same.

use leptos::prelude::*;

use super::editable::{Editable, FieldOf};
use super::state::FormState;
use crate::ui::field::Field;

#[component]
pub fn SelectField<E: Editable>(
    editing: FormState<E>,
    field: FieldOf<E>,
    label: &'static str,
    #[prop(optional)] help: &'static str,
    /// Value and label, in the order in which they are shown.
    #[prop(into)]
    options: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let id = field.to_string();
    let field = StoredValue::new(field);
    let chosen = Memo::new(move |_| field.with_value(|field| editing.read(field)));
    let option = move |(value, label): (&'static str, &'static str)| {
        view! { <option value=value prop:selected=move || chosen.with(|chosen| chosen == value)>{label}</option> }
    };
    let problem = move || field.with_value(|field| editing.problem(field));
    let error = Signal::derive(move || problem().map(|problem| editing.ui_language.problem(&problem)));
    let change = move |event| field.with_value(|field| editing.write(field, event_target_value(&event)));
    view! {
        <Field id=id.clone() label help error>
            <select class="select" name=id disabled=move || !editing.may_edit() on:change=change>
                {options.into_iter().map(option).collect_view()}
            </select>
        </Field>
    }
}
