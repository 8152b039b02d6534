//! The problems of a refused save, above the form: one line for each field, leading there.

use leptos::prelude::*;

use super::actions::FormActions;
use super::editable::{Editable, FieldOf};
use super::fields::FormField;
use crate::ui::icon::{Icon, WARNING};

#[component]
pub fn Problems<E: Editable>(acting: FormActions<E>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let is_shown = move || editing.is_refused.get() && editing.problems.with(|problems| !problems.is_empty());
    let is_shown = Memo::new(move |_| is_shown());
    let line = move |(name, field): (String, FieldOf<E>)| {
        let of = editing.name_of(&field);
        let problem =
            move || editing.problems.with(|problems| problems.of(&name).map(|problem| editing.ui_language.problem(problem)));
        view! {
            <li>
                <button type="button" class="link" on:click=move |_| acting.show(field.clone())>{of}</button>
                ": "
                {problem}
            </li>
        }
    };
    // A line stays while others come and go, because the focus may stand in it.
    let lines = move || {
        let fields = move || {
            editing.problems.with(|problems| {
                problems.0.iter().filter_map(|(name, _)| Some((name.clone(), FieldOf::<E>::parse(name)?))).collect::<Vec<_>>()
            })
        };
        view! { <For each=fields key=|(name, _)| name.clone() children=line/> }
    };
    // Always there, because a live region that comes with its text is not read aloud.
    view! {
        <div role="alert">
            {move || {
                is_shown
                    .get()
                    .then(|| {
                        view! {
                            <div class="alert alert-danger">
                                <Icon of=WARNING/>
                                <div>
                                    <p class="alert-title">{move || editing.refusal.get().unwrap_or_else(|| text.refused.to_owned())}</p>
                                    <ul class="form-problems">{lines()}</ul>
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
