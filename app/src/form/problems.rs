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
    let lines = move || {
        let problems = editing.problems.get();
        let line = |(name, problem): (String, domain::invalid::Problem)| {
            let message = editing.ui_language.problem(&problem);
            FieldOf::<E>::parse(&name).map(|field| {
                let of = editing.name_of(&field);
                view! {
                    <li>
                        <button type="button" class="link" on:click=move |_| acting.show(field.clone())>{of}</button>
                        ": "
                        {message}
                    </li>
                }
            })
        };
        problems.0.into_iter().filter_map(line).collect_view()
    };
    // Always there, because a live region that comes with its text is not read aloud.
    view! {
        <div role="alert">
            {move || {
                is_shown()
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
