//! The text as visitors will see it, made by the server's own renderer while it is typed.

use std::time::Duration;

use domain::block;
use domain::language::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;

use super::item::{Item, ItemField};
use crate::error::AppError;
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::items::api::preview;
use crate::layout::admin::{error_message, with_reauth};
use crate::ui::debounce::Debounce;

const WAIT: Duration = Duration::from_millis(300);

/// The preview of the language in focus.
#[component]
pub fn Preview<I: Item>(editing: FormState<I>) -> impl IntoView {
    let text = editing.editor_text();
    let html = RwSignal::new(String::new());
    let late = RwSignal::new(None::<AppError>);
    let content = Memo::new(move |_| editing.read(&FieldOf::<I>::content(editing.extension.language.get())));
    let title = Memo::new(move |_| editing.read(&FieldOf::<I>::title(editing.extension.language.get())));
    render(editing, content, html, late);
    let lang = move || editing.extension.language.get().to_string();
    let shown =
        move || html.with(|html| block::fill(html, |live, of, count, _| Some(editing.ui_language.live_list(live, of, count))));
    // Without a title of its own in a hero the page shows it above the text.
    let own_title = move || {
        let title = title.get();
        (!title.trim().is_empty() && html.with(|html| !block::has_title(html))).then(|| view! { <p class="title">{title}</p> })
    };
    let lateness =
        move || late.get().map(|error| format!("{} {}", text.preview_late, error_message(&error, editing.ui_language)));
    view! {
        <section class="card preview" id="preview:card" aria-labelledby="preview:heading">
            <div class="card-head">
                <h2 class="card-title" id="preview:heading">{text.preview}</h2>
                <LanguageSwitch editing/>
            </div>
            <p class="field-help" role="status">{lateness}</p>
            <div class="preview-page" lang=lang on:click=open_elsewhere>
                {own_title}
                <div class="preview-text blocks" inner_html=shown></div>
                {move || content.with(|content| content.trim().is_empty()).then(|| view! { <p class="soft" lang=editing.ui_language.tag()>{text.preview_empty}</p> })}
            </div>
        </section>
    }
}

#[component]
fn LanguageSwitch<I: Item>(editing: FormState<I>) -> impl IntoView {
    let text = editing.editor_text();
    let languages = editing.form_languages().all;
    let button = move |language: Language| {
        let name = editing.ui_language.language_name(&language).to_owned();
        let is_shown = {
            let language = language.clone();
            move || editing.extension.language.with(|shown| *shown == language)
        };
        view! {
            <button
                type="button"
                class="button button-secondary button-small"
                aria-pressed=move || if is_shown() { "true" } else { "false" }
                on:click=move |_| editing.extension.language.set(language.clone())
            >
                {name}
            </button>
        }
    };
    (languages.len() > 1).then(|| {
        view! {
            <span class="button-group" role="group" aria-label=text.preview_language>{languages.into_iter().map(button).collect_view()}</span>
        }
    })
}

/// Asks the server when the typing pauses; an answer that was overtaken is dropped.
fn render<I: Item>(editing: FormState<I>, content: Memo<String>, html: RwSignal<String>, late: RwSignal<Option<AppError>>) {
    let debounce = Debounce::new();
    let question = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let content = content.get();
        // A preview that got no answer is asked for again once the server has stored something.
        editing.stored.track();
        question.update_value(|question| *question += 1);
        let this = question.get_value();
        let ask = move || {
            // The alternative texts of pictures are those of this language.
            let language = editing.extension.language.get_untracked();
            spawn_local(async move {
                let answer = if content.trim().is_empty() {
                    Ok(String::new())
                } else {
                    with_reauth(|| preview(content.clone(), Some(language.clone()))).await
                };
                if question.try_get_value() == Some(this) {
                    match answer {
                        Ok(answer) => {
                            late.set(None);
                            html.set(answer);
                        }
                        Err(error) => late.set(Some(error)),
                    }
                }
            });
        };
        if before.is_none() { ask() } else { debounce.then(WAIT, ask) }
    });
}

/// A link in the preview must not leave the form.
fn open_elsewhere(event: leptos::ev::MouseEvent) {
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("a[href]").ok().flatten())
        .and_then(|link| link.get_attribute("href"));
    if let Some(href) = link.filter(|href| !href.starts_with('#')) {
        event.prevent_default();
        let _ = window().open_with_url_and_target_and_features(&href, "_blank", "noopener");
    }
}
