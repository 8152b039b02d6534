//! The card of publishing: a switch for each language, the changes of the draft, and the time at which they are shown.

use domain::language::Language;
use domain::publication::LanguageState;
use leptos::html;
use leptos::prelude::*;

use super::drop_draft::DropDraft;
use super::item::Item;
use super::plan::{Plan, PlanDialog};
use super::planned_text::PlannedTextDialog;
use super::publish_dialog::PublishDialog;
use super::schedule::{ScheduleButton, ScheduleDialog, Scheduling};
use crate::form::actions::FormActions;

#[component]
pub fn PublishCard<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let scheduling = Scheduling::new(editing.form_languages().default);
    let one = move |language: Language| {
        view! {
            <div class="publish-language">
                <Switch acting language=language.clone()/>
                <Plan acting language=language.clone()/>
                <Changes acting language scheduling/>
            </div>
        }
    };
    let shared = move || {
        let changes = editing.changes(None);
        (!changes.is_empty()).then(|| {
            let names = names_of(acting, &changes);
            view! { <p class="field-help publish-shared">{text.shared_changes(&names, changes.len())}</p> }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="publish:heading">
            <h2 class="card-title" id="publish:heading">{text.publish_heading}</h2>
            <div class="switches">{editing.form_languages().all.into_iter().map(one).collect_view()}</div>
            {shared}
            {move || acting.is_undecided.get().then(|| view! { <p class="field-help">{text.undecided}</p> })}
            <DropDraft acting/>
            {editing.may_edit().then(|| view! { <p class="field-help">{text.publish_help}</p> })}
            <ScheduleDialog acting scheduling/>
            <PlanDialog acting/>
            <PlannedTextDialog acting/>
            <PublishDialog acting/>
        </section>
    }
}

/// The labels of fields, divided by commas.
pub(super) fn names_of<I: Item>(acting: FormActions<I>, fields: &[crate::form::editable::FieldOf<I>]) -> String {
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

/// How the draft of a language differs from what visitors read, and the buttons that publish and schedule it.
#[component]
fn Changes<I: Item>(acting: FormActions<I>, language: Language, scheduling: Scheduling) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let language = StoredValue::new(language);
    let name = language.with_value(|language| editing.ui_language.language_name(language).to_owned());
    let told = {
        let name = name.clone();
        move || {
            let language = language.get_value();
            let names = || names_of(acting, &editing.changes(Some(&language)));
            match editing.state(&language) {
                Some(LanguageState::Live | LanguageState::Outdated) if editing.is_empty_in(&language) => {
                    Some(text.emptied(&name))
                }
                Some(LanguageState::Live | LanguageState::Outdated) => {
                    Some(names()).filter(|names| !names.is_empty()).map(|names| text.not_live(&names))
                }
                Some(LanguageState::Ended) => {
                    Some(names()).filter(|names| !names.is_empty()).map(|names| text.differs_from_ended(&names))
                }
                _ => None,
            }
        }
    };
    let publish = move || {
        let language = language.get_value();
        (editing.is_published(&language) && acting.may_publish(&language)).then(|| {
            let label = text.publish_by_act(editing.publish_act(&language), &name);
            view! {
                <button
                    type="button"
                    class="button button-secondary button-small"
                    disabled=move || editing.is_busy()
                    on:click=move |_| acting.publish(language.clone())
                >
                    {label}
                </button>
            }
        })
    };
    view! {
        <div class="publish-part">
            {move || told().map(|told| view! { <p class="field-help">{told}</p> })}
            {move || {
                editing
                    .may_change()
                    .then(|| {
                        view! {
                            <div class="publish-acts">
                                {publish.clone()} <ScheduleButton acting language=language.get_value() scheduling/>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
