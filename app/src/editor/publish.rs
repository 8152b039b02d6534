//! The card of publishing: a switch for each language, the changes of the draft, and the time at which they are shown.

use domain::language::Language;
use domain::publication::{LanguageState, Period};
use leptos::html;
use leptos::prelude::*;

use super::drop_draft::DropDraft;
use super::item::Item;
use super::schedule::Schedule;
use crate::form::actions::FormActions;
use crate::ui::time::written;

#[component]
pub fn PublishCard<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let one = move |language: Language| {
        view! {
            <div class="publish-language">
                <Switch acting language=language.clone()/>
                <Changes acting language=language.clone()/>
                <Plan acting language/>
            </div>
        }
    };
    let shared = move || {
        let changes = editing.changes(None);
        (!changes.is_empty()).then(|| {
            let names = names_of(acting, &changes);
            view! { <p class="field-help publish-shared">{text.shared_changes(&names)}</p> }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="publish:heading">
            <h2 class="card-title" id="publish:heading">{text.publish_heading}</h2>
            <div class="switches">{editing.form_languages().all.into_iter().map(one).collect_view()}</div>
            {shared}
            {move || acting.is_undecided.get().then(|| view! { <p class="field-help">{text.undecided}</p> })}
            <Schedule acting/>
            <DropDraft acting/>
            {editing.may_edit().then(|| view! { <p class="field-help">{text.publish_help}</p> })}
        </section>
    }
}

/// The labels of fields, divided by commas.
fn names_of<I: Item>(acting: FormActions<I>, fields: &[crate::form::editable::FieldOf<I>]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| I::name(field, acting.editing.ui_language)).collect();
    names.join(", ")
}

/// The switch of a language. It shows the stored state, so it turns when the server has answered.
#[component]
fn Switch<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let node = NodeRef::<html::Input>::new();
    let language = StoredValue::new(language);
    let is_on = move || {
        language.with_value(|language| {
            matches!(editing.state(language), Some(LanguageState::Live | LanguageState::Outdated | LanguageState::Planned(_)))
        })
    };
    let is_closed = move || {
        let is_empty = || language.with_value(|language| editing.is_empty_in(language));
        !editing.may_change() || (!is_on() && (is_empty() || acting.is_undecided.get()))
    };
    let is_busy =
        move || language.with_value(|language| editing.extension.turning.with(|turning| turning.as_ref() == Some(language)));
    let turn = move |_| {
        let was_on = untrack(is_on);
        if let Some(input) = node.get_untracked() {
            input.set_checked(was_on);
        }
        let language = language.get_value();
        if was_on { acting.unpublish(language) } else { acting.publish(language) }
    };
    let name = language.with_value(|language| editing.ui_language.language_name(language).to_owned());
    view! {
        <label class="switch">
            <span>
                {name}
                {move || is_busy().then(|| view! { <span class="soft">" " {text.turning}</span> })}
            </span>
            <input
                class="switch-input"
                type="checkbox"
                role="switch"
                node_ref=node
                prop:checked=is_on
                disabled=is_closed
                on:change=turn
            />
        </label>
    }
}

/// The fields in which the draft differs from what is published, and a button that publishes them.
#[component]
fn Changes<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let name = editing.ui_language.language_name(&language).to_owned();
    move || {
        if !editing.has_changes(&language) {
            return None;
        }
        let changes = editing.changes(Some(&language));
        let told = (!changes.is_empty()).then(|| {
            let names = names_of(acting, &changes);
            let is_live = editing.is_live(&language);
            view! { <p class="field-help">{text.differs(is_live, &names)}</p> }
        });
        let button = acting.may_publish(&language).then(|| {
            let (label, to) = (text.publish_changes(&name), language.clone());
            view! {
                <button
                    type="button"
                    class="link"
                    disabled=move || editing.is_busy()
                    on:click=move |_| acting.publish(to.clone())
                >
                    {label}
                </button>
            }
        });
        Some(view! { <div class="publish-changes">{told} {button}</div> })
    }
}

/// The scheduled change or first publication of a language, with a button that cancels it.
#[component]
fn Plan<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let name = editing.ui_language.language_name(&language).to_owned();
    move || {
        let planned: Option<Period> = editing.publication(|publication| publication.planned.get(&language).copied()).flatten();
        let told = match (planned, editing.state(&language)) {
            (Some(Period { from: Some(from), until: None }), _) => text.change_planned(&written(from, true)),
            (Some(Period { from: Some(from), until: Some(until) }), _) => {
                text.change_planned_until(&written(from, true), &written(until, true))
            }
            (_, Some(LanguageState::Planned(from))) => text.planned(&written(from, true)),
            _ => return None,
        };
        let button = editing.may_change().then(|| {
            let (label, to) = (text.cancel_plan(&name), language.clone());
            view! {
                <button
                    type="button"
                    class="link"
                    disabled=move || editing.is_busy()
                    on:click=move |_| acting.cancel(to.clone())
                >
                    {label}
                </button>
            }
        });
        Some(view! { <div class="publish-changes"><p class="field-help">{told}</p> {button}</div> })
    }
}
