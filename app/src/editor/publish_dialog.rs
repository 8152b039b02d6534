//! The question before a language is published that the checklist has something against.

use domain::language::Language;
use leptos::prelude::*;

use super::item::Item;
use crate::form::actions::FormActions;
use crate::text::checklist::ChecklistTexts;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{CLOSE, Icon};

#[component]
pub fn PublishDialog<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = ChecklistTexts::of(editing.ui_language);
    let unready = editing.extension.unready;
    let is_open = RwSignal::new(false);
    Effect::new(move |_| is_open.set(unready.with(Option::is_some)));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            unready.set(None);
        }
        is_open
    });
    let heading = Signal::derive(move || {
        unready.with(|language| {
            language.as_ref().map(|language| text.ask_publish(editing.ui_language.language_name(language))).unwrap_or_default()
        })
    });
    view! {
        <Dialog id="unready" heading is_open>
            {move || unready.get().map(|language| view! { <Question acting language/> })}
        </Dialog>
    }
}

#[component]
fn Question<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = ChecklistTexts::of(editing.ui_language);
    let unready = editing.extension.unready;
    let findings = stops(acting, &language);
    let publish = move |_| {
        unready.set(None);
        acting.publish_unready(language.clone());
    };
    view! {
        <div class="dialog-body">
            <p>{text.not_in_order(findings.len())}</p>
            <Stops findings/>
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" autofocus on:click=move |_| unready.set(None)>{text.back}</button>
            <button type="button" class="button button-danger" on:click=publish>{text.publish_anyway}</button>
        </div>
    }
}

/// What the checklist says should be corrected before this language goes out, as it is now.
pub(super) fn stops<I: Item>(acting: FormActions<I>, language: &Language) -> Vec<String> {
    let editing = acting.editing;
    let text = ChecklistTexts::of(editing.ui_language);
    let list = untrack(|| editing.checklist());
    list.stops(language).into_iter().map(|check| text.finding(&check.finding, editing.item_text())).collect()
}

#[component]
pub(super) fn Stops(findings: Vec<String>) -> impl IntoView {
    let line = |finding| view! { <li class="checks-stop"><Icon of=CLOSE/><span>{finding}</span></li> };
    view! { <ul class="checks">{findings.into_iter().map(line).collect_view()}</ul> }
}
