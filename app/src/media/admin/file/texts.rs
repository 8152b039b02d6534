//! The languages side by side: title, alternative text and description of each.

use domain::language::Language;
use leptos::prelude::*;

use super::editing::Editing;
use crate::media::fields::{MediaField, Part};
use crate::ui::field::Field;

#[component]
pub(super) fn Texts(editing: Editing) -> impl IntoView {
    let text = editing.text();
    let languages = editing.languages().all;
    let is_image = Memo::new(move |_| editing.stored.with(|stored| stored.row.format.is_image()));
    let decorative = move || is_image.get().then(|| view! { <Decorative editing/> });
    view! {
        <section class="card stack" aria-labelledby="media-texts">
            <h2 class="card-title" id="media-texts">{text.texts}</h2>
            {decorative}
            <div class="media-texts">
                {languages.into_iter().map(|language| view! { <OneLanguage editing language is_image/> }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Decorative(editing: Editing) -> impl IntoView {
    let text = editing.text();
    view! {
        <label class="check">
            <input
                type="checkbox"
                id="is_decorative"
                aria-describedby="decorative-help"
                disabled=move || !editing.may_edit()
                prop:checked=move || editing.form.with(|form| form.is_decorative)
                on:change=move |event| {
                    let is_on = event_target_checked(&event);
                    editing.form.update(|form| form.is_decorative = is_on);
                }
            />
            <span>{text.decorative}</span>
            <span class="field-help" id="decorative-help">{text.decorative_help}</span>
        </label>
    }
}

#[component]
fn OneLanguage(editing: Editing, language: Language, is_image: Memo<bool>) -> impl IntoView {
    let text = editing.text();
    let name = editing.speech.language_name(&language).to_owned();
    let heading = format!("language:{language}");
    let field = |part| MediaField::Text(part, language.clone());
    let (title, description) = (field(Part::Title), field(Part::Description));
    let alt = StoredValue::new(field(Part::Alt));
    let needs_alt = Memo::new(move |_| is_image.get() && !editing.form.with(|form| form.is_decorative));
    let alt =
        move || needs_alt.get().then(|| view! { <TextField editing field=alt.get_value() label=text.alt help=text.alt_help/> });
    view! {
        <section class="media-text" aria-labelledby=heading.clone()>
            <h3 class="field-label" id=heading.clone()>{name}</h3>
            <TextField editing field=title label=text.title is_line=true/>
            {alt}
            <TextField editing field=description label=text.description/>
        </section>
    }
}

/// One text of the form with its label and what is wrong with it.
#[component]
pub(super) fn TextField(
    editing: Editing,
    field: MediaField,
    label: &'static str,
    #[prop(optional)] is_line: bool,
    #[prop(optional)] help: Option<&'static str>,
) -> impl IntoView {
    let id = field.to_string();
    let lang = match &field {
        MediaField::Text(_, language) => Some(language.to_string()),
        _ => None,
    };
    let error = editing.problem(&field);
    let field = StoredValue::new(field);
    let value = Memo::new(move |_| field.with_value(|field| editing.read(field)));
    let typed = move |event| field.with_value(|field| editing.write(field, event_target_value(&event)));
    let is_closed = move || !editing.may_edit();
    let control = if is_line {
        view! {
            <input
                class="input" name=id.clone() lang=lang autocomplete="off" readonly=is_closed
                prop:value=move || value.get() on:input=typed
            />
        }
        .into_any()
    } else {
        view! {
            <textarea
                class="textarea media-alt" name=id.clone() lang=lang rows="2" readonly=is_closed
                prop:value=move || value.get() on:input=typed
            ></textarea>
        }
        .into_any()
    };
    match help {
        Some(help) => view! { <Field id label help error>{control}</Field> }.into_any(),
        None => view! { <Field id label error>{control}</Field> }.into_any(),
    }
}
