//! What waits for its time in a language, when what is live ends, and the question before a plan or a text is taken away.

use domain::language::Language;
use domain::publication::Period;
use leptos::prelude::*;

use super::item::Item;
use super::publish::names_of;
use super::translations::{PlanAct, PlanQuestion};
use crate::form::actions::FormActions;
use crate::form::state::FormState;
use crate::ui::dialog::Dialog;
use crate::ui::time::written;

/// The plan of a language, whether the draft is what is planned, and the button that cancels it; the end of what is live.
#[component]
pub fn Plan<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.plan_text();
    let language = StoredValue::new(language);
    let name = language.with_value(|language| editing.ui_language.language_name(language).to_owned());
    let ends = {
        let name = name.clone();
        move || {
            let language = language.get_value();
            let period = editing.publication(|publication| publication.periods.get(&language).copied()).flatten();
            let until = period.and_then(|period| period.until).filter(|_| editing.is_live(&language));
            until.map(|until| view! { <p class="field-help">{text.ends(&name, &written(until, true))}</p> })
        }
    };
    let plan = move || {
        let language = language.get_value();
        let told = sentence(editing, &language, true)?;
        let differing = editing.plan_differences(&language);
        let about_draft = match differing.is_empty() {
            true => text.is_draft.to_owned(),
            false => text.differs(&names_of(acting, &differing)),
        };
        let shown = language.clone();
        let show = (!differing.is_empty()).then(|| {
            view! {
                <button
                    type="button"
                    class="button button-secondary button-small"
                    on:click=move |_| editing.extension.planned.set(Some(shown.clone()))
                >
                    {text.show_planned(&name)}
                </button>
            }
        });
        let button = editing.may_change().then(|| {
            let label = text.cancel(&name);
            view! {
                <div class="publish-acts">
                    <button
                        type="button"
                        class="button button-secondary button-small"
                        disabled=move || editing.is_busy()
                        on:click=move |_| acting.ask_about_plan(language.clone(), PlanAct::Cancel)
                    >
                        {label}
                    </button>
                </div>
            }
        });
        Some(view! {
            <div class="publish-part">
                <p class="field-help">{told} " " {about_draft}</p>
                {show}
                {button}
            </div>
        })
    };
    view! {
        {ends}
        {plan}
    }
}

/// What is planned for a language, as a sentence.
fn sentence<I: Item>(editing: FormState<I>, language: &Language, brief: bool) -> Option<String> {
    let text = editing.plan_text();
    let Period { from, until } = editing.plan(language)?;
    let (from, until) = (written(from?, brief), until.map(|until| written(until, brief)));
    Some(match editing.is_live(language) {
        true => text.change_planned(&from, until.as_deref()),
        false => text.first_planned(editing.ui_language.language_name(language), &from, until.as_deref()),
    })
}

/// Asks before publishing, switching off or cancelling takes a plan back, or the last text in a language away.
#[component]
pub fn PlanDialog<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.plan_text();
    let question = editing.extension.question;
    let is_open = RwSignal::new(false);
    Effect::new(move |_| is_open.set(question.with(Option::is_some)));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            question.set(None);
        }
        is_open
    });
    let heading = Signal::derive(move || {
        question
            .with(|question| {
                let PlanQuestion { language, act } = question.as_ref()?;
                let name = editing.ui_language.language_name(language);
                Some(match act {
                    PlanAct::Publish => text.ask_publish(name),
                    PlanAct::Unpublish => text.ask_unpublish(name),
                    PlanAct::Cancel => text.ask_cancel(name),
                })
            })
            .unwrap_or_default()
    });
    view! {
        <Dialog id="plan" heading is_open>
            {move || question.get().map(|question| view! { <WaysOut acting question/> })}
        </Dialog>
    }
}

#[component]
fn WaysOut<I: Item>(acting: FormActions<I>, question: PlanQuestion) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.plan_text();
    let asked = editing.extension.question;
    let PlanQuestion { language, act } = question;
    // As it was when the question was asked.
    let (told, is_live, differing) =
        untrack(|| (sentence(editing, &language, false), editing.is_live(&language), editing.plan_differences(&language)));
    let may_move = act == PlanAct::Publish && !differing.is_empty();
    let is_lost = told.is_some() && !differing.is_empty();
    let lost = is_lost.then(|| text.goes_with_plan(&untrack(|| names_of(acting, &differing))));
    let is_emptied = act == PlanAct::Unpublish && untrack(|| editing.is_empty_in(&language));
    let emptied = is_emptied.then(|| text.emptied(editing.ui_language.language_name(&language), is_live));
    // The form has no copy of the public text beside the draft.
    let is_replaced =
        act == PlanAct::Unpublish && is_live && !is_emptied && untrack(|| !editing.changes(Some(&language)).is_empty());
    let replaced = is_replaced.then_some(text.live_text_goes);
    let (consequence, confirm, keep) = match (act, is_live) {
        // Without a plan it is only about the text.
        (PlanAct::Unpublish, true) if told.is_none() && !is_emptied => {
            (text.if_hidden_now, text.switch_off, editing.text().cancel)
        }
        (PlanAct::Unpublish, _) if told.is_none() => ("", text.switch_off, editing.text().cancel),
        (PlanAct::Publish, _) => (text.if_published, text.drop_and_publish, editing.text().cancel),
        (PlanAct::Unpublish, true) => (text.if_hidden, text.drop_and_hide, editing.text().cancel),
        (PlanAct::Unpublish, false) => (text.if_off, text.drop_and_hide, editing.text().cancel),
        (PlanAct::Cancel, true) => (text.if_cancelled_live, text.drop, text.keep),
        (PlanAct::Cancel, false) => (text.if_cancelled, text.drop, text.keep),
    };
    let to_move = language.clone();
    let drop_plan = move |_| {
        asked.set(None);
        let language = language.clone();
        match act {
            PlanAct::Publish => acting.publish_now(language),
            PlanAct::Unpublish => acting.unpublish_now(language),
            PlanAct::Cancel => acting.cancel(language),
        }
    };
    let move_draft = move |_| {
        asked.set(None);
        acting.move_into_plan(to_move.clone());
    };
    view! {
        <div class="dialog-body">
            {told.map(|told| view! { <p>{told}</p> })}
            {(!consequence.is_empty()).then(|| view! { <p>{consequence}</p> })}
            {replaced.map(|replaced| view! { <p>{replaced}</p> })}
            {lost.map(|lost| view! { <p>{lost}</p> })}
            {emptied.map(|emptied| view! { <p>{emptied}</p> })}
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" autofocus on:click=move |_| asked.set(None)>{keep}</button>
            <button type="button" class="button button-danger" on:click=drop_plan>{confirm}</button>
            {may_move
                .then(|| view! { <button type="button" class="button button-primary" on:click=move_draft>{text.move_draft}</button> })}
        </div>
    }
}
