//! The words of what is planned for a language: shown as visitors will see them, and taken into the form.

use domain::block;
use domain::language::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::{Item, ItemField};
use super::publish::names_of;
use crate::form::actions::FormActions;
use crate::form::editable::FieldOf;
use crate::form::fields::FormField;
use crate::items::api::preview;
use crate::layout::admin::{error_message, toast_with_action, with_reauth};
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::ui::dialog::Dialog;

#[component]
pub fn PlannedTextDialog<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.plan_text();
    let shown = editing.extension.planned;
    let is_open = RwSignal::new(false);
    Effect::new(move |_| is_open.set(shown.with(Option::is_some)));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            shown.set(None);
        }
        is_open
    });
    let heading = Signal::derive(move || {
        let name = |language: &Language| text.planned_heading(editing.ui_language.language_name(language));
        shown.with(|language| language.as_ref().map(name).unwrap_or_default())
    });
    view! {
        <Dialog id="planned" heading is_open>
            {move || shown.get().map(|language| view! { <PlannedText acting language/> })}
        </Dialog>
    }
}

#[component]
fn PlannedText<I: Item>(acting: FormActions<I>, language: Language) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.plan_text();
    let shown = editing.extension.planned;
    // As it was when the dialog was opened.
    let planned = |field: &FieldOf<I>| {
        untrack(|| editing.publication(|publication| publication.planned_form(&language).map(|form| field.read(form))))
            .flatten()
            .unwrap_or_default()
    };
    let title = planned(&FieldOf::<I>::title(language.clone()));
    let html = rendered(acting, planned(&FieldOf::<I>::content(language.clone())), language.clone());
    let differing = untrack(|| editing.plan_differences(&language));
    let values: Vec<(FieldOf<I>, String)> = differing.iter().map(|field| (field.clone(), planned(field))).collect();
    let told = match differing.is_empty() {
        true => text.is_draft.to_owned(),
        false => text.replaces(&names_of(acting, &differing)),
    };
    let may_take = untrack(|| editing.may_change()) && !values.is_empty();
    let take = move |_| {
        shown.set(None);
        let before: Vec<_> = values.iter().map(|(field, _)| (field.clone(), untrack(|| editing.read(field)))).collect();
        write(acting, &values);
        toast_with_action(text.taken, Listing::of(editing.ui_language).undo, move || write(acting, &before));
    };
    view! {
        <div class="dialog-body">
            <p>{told}</p>
            <div class="preview preview-page card" lang=language.to_string()>
                <p class="title">{title}</p>
                <div class="preview-text blocks" inner_html=move || html.get()></div>
            </div>
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" autofocus on:click=move |_| shown.set(None)>
                {Admin::of(editing.ui_language).close}
            </button>
            {may_take.then(|| view! { <button type="button" class="button button-primary" on:click=take>{text.take}</button> })}
        </div>
    }
}

/// Nothing where the form has been left meanwhile.
fn write<I: Item>(acting: FormActions<I>, values: &[(FieldOf<I>, String)]) {
    if acting.editing.form.is_disposed() {
        return;
    }
    for (field, value) in values {
        acting.editing.write(field, value.clone());
    }
}

/// The text by the server's own renderer; the reason where it does not come.
fn rendered<I: Item>(acting: FormActions<I>, content: String, language: Language) -> RwSignal<String> {
    let html = RwSignal::new(String::new());
    let ui_language = acting.editing.ui_language;
    spawn_local(async move {
        let answer = match content.trim().is_empty() {
            true => Ok(String::new()),
            false => with_reauth(|| preview(content.clone(), Some(language.clone()))).await,
        };
        html.try_set(match answer {
            Ok(answer) => block::fill(&answer, |live, of, count, _| Some(ui_language.live_list(live, of, count))),
            Err(error) => format!("<p>{}</p>", error_message(&error, ui_language)),
        });
    });
    html
}
