//! A term with a field for each language.

use domain::glossary::{TermKind, TermRow};
use domain::language::Language;
use domain::whitepaper::Category;
use leptos::prelude::*;

use super::edits::Edits;
use crate::form::left_out::LeftOutNote;
use crate::layout::admin::{may_edit, use_ui_language};
use crate::text::UiLanguage;
use crate::text::glossary::GlossaryTexts;
use crate::ui::field::FieldError;

#[component]
pub(super) fn Row(row: TermRow, edits: Edits) -> impl IntoView {
    let text = GlossaryTexts::of(use_ui_language());
    let languages = edits.languages().all;
    let row = StoredValue::new(row);
    let (kind, term, uses) = row.with_value(|row| (row.kind, row.term.clone(), row.uses));
    let is_changed = Memo::new(move |_| row.with_value(|row| edits.is_changed(row)));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        edits.save_all(None);
    };
    view! {
        <li>
            <form class="term" aria-label=term.clone() on:submit=submit>
                <div class="term-name">
                    <strong class="name">{term.clone()}</strong>
                    <p class="small soft">
                        {text.of_kind(kind)} " · " {text.used(uses)} {move || is_changed.get().then(|| format!(" · {}", text.is_unsaved))}
                    </p>
                </div>
                <div class="term-labels">
                    {languages.into_iter().map(|language| view! { <Label row language edits/> }).collect_view()}
                </div>
                // Enter in a field saves. A form with several fields needs a button for that.
                <button class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
            </form>
        </li>
    }
}

/// The field of one language. Where no label is typed it shows what readers get instead.
#[component]
fn Label(row: StoredValue<TermRow>, language: Language, edits: Edits) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = GlossaryTexts::of(ui_language);
    let (id, placeholder) = row.with_value(|row| (field_id(row, &language), fallback(row, &language)));
    let (missing_id, error_id) = (format!("{id}-missing"), format!("{id}-error"));
    let described_by = format!("{missing_id} {error_id}");
    let name = ui_language.language_name(&language).to_owned();
    let lang = language.to_string();
    let language = StoredValue::new(language);
    let value = Memo::new(move |_| row.with_value(|row| language.with_value(|language| edits.read(row, language))));
    let error = Memo::new(move |_| row.with_value(|row| language.with_value(|language| edits.error(row, language))));
    let theirs = Memo::new(move |_| row.with_value(|row| language.with_value(|language| edits.theirs(row, language))));
    let is_missing = Memo::new(move |_| {
        value.with(|value| value.trim().is_empty())
            && row.with_value(|row| {
                let bare = TermRow { labels: Default::default(), ..row.clone() };
                language.with_value(|language| bare.lacks(language, &edits.languages()))
            })
    });
    let typed =
        move |event| row.with_value(|row| language.with_value(|language| edits.write(row, language, event_target_value(&event))));
    let take =
        move |theirs: String| row.with_value(|row| language.with_value(|language| edits.write(row, language, theirs.clone())));
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{name}</label>
            <input
                class="input" id=id lang=lang autocomplete="off" placeholder=placeholder readonly=!may_edit()
                aria-describedby=described_by aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get() on:input=typed
            />
            <p class="term-missing" id=missing_id>{move || is_missing.get().then_some(text.is_missing)}</p>
            <FieldError id=error_id error/>
            <LeftOutNote value/>
            {move || theirs.get().map(|theirs| {
                let shown = text.stored_meanwhile(&theirs);
                view! {
                    <p class="small">
                        {shown} " "
                        <button type="button" class="button button-ghost button-small" on:click=move |_| take(theirs.clone())>
                            {text.take}
                        </button>
                    </p>
                }
            })}
        </div>
    }
}

/// An id of its own for each term, without the signs that a term may hold: spaces divide ids.
fn field_id(row: &TermRow, language: &Language) -> String {
    let letters = row.term.chars().map(|c| if c.is_alphanumeric() { c.to_string() } else { format!("_{:x}_", u32::from(c)) });
    format!("{}:{}:{language}", row.kind.as_str(), letters.collect::<String>())
}

/// What readers of this language get without a label.
fn fallback(row: &TermRow, language: &Language) -> String {
    match (row.kind, Category::parse(&row.term)) {
        (TermKind::Category, Ok(category)) => UiLanguage::of(language).category(category).to_owned(),
        _ => row.term.clone(),
    }
}
