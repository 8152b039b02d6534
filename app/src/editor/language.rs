//! The card of one language beside the others: its name, what visitors see of it, and its fields on rows that all languages share.

use domain::language::Language;
use domain::publication::LanguageState;
use leptos::prelude::*;

use super::item::Item;
use crate::form::state::FormState;
use crate::ui::icon::{EYE, Icon};
use crate::ui::time::written;

/// Its children are the fields; typing in them selects this language.
#[component]
pub fn LanguageCard<I: Item>(editing: FormState<I>, language: Language, children: Children) -> impl IntoView {
    let heading = format!("name:{language}");
    let in_focus = focused(editing, language.clone());
    let is_missing = {
        let language = language.clone();
        move || editing.state(&language).is_none()
    };
    view! {
        <section
            class="card editor"
            aria-labelledby=heading
            on:focusin=in_focus
            data-missing=move || is_missing().then_some("")
        >
            <div class="card-head">
                <h2 class="card-title" id=heading.clone()>{editing.ui_language.language_name(&language).to_owned()}</h2>
                <span class="row editor-state">
                    <State editing language=language.clone()/>
                    <ToPreview editing language/>
                </span>
            </div>
            {children()}
        </section>
    }
}

/// Remembers the language in which somebody types.
pub fn focused<I: Item, E>(editing: FormState<I>, language: Language) -> impl Fn(E) + Clone {
    move |_| {
        if editing.extension.language.with_untracked(|now| *now != language) {
            editing.extension.language.set(language.clone());
        }
    }
}

/// The state of the language for visitors; a link to it where they see it.
#[component]
pub fn State<I: Item>(editing: FormState<I>, language: Language) -> impl IntoView {
    let text = editing.editor_text();
    move || {
        if editing.is_in_trash() {
            return view! { <span class="pole pole-missing">{text.state_in_trash}</span> }.into_any();
        }
        let state = editing.state(&language);
        let class = match state {
            None | Some(LanguageState::Missing) => "pole pole-missing",
            Some(LanguageState::Draft | LanguageState::Ended) => "pole pole-draft",
            Some(LanguageState::Planned(_)) => "pole pole-planned",
            Some(LanguageState::Live) => "pole pole-live",
            Some(LanguageState::Outdated) => "pole pole-outdated",
        };
        let word = match state {
            Some(LanguageState::Planned(at)) => editing.plan_text().planned(&written(at, true)),
            None if editing.is_changed_in(&language) => text.never_saved.to_owned(),
            state => text.state(state).to_owned(),
        };
        let word = if editing.has_changes(&language) { editing.ui_language.with_changes(&word) } else { word };
        match editing.live_slug(&language) {
            Some(slug) => {
                let href = I::prefix(&language, &editing.languages()) + &slug;
                let href = if slug.is_empty() && href.len() > 1 { href.trim_end_matches('/').to_owned() } else { href };
                view! { <a class=class href=href target="_blank">{word}<span class="visually-hidden">", " {text.view_on_site}</span></a> }
                    .into_any()
            }
            None => view! { <span class=class>{word}</span> }.into_any(),
        }
    }
}

#[component]
fn ToPreview<I: Item>(editing: FormState<I>, language: Language) -> impl IntoView {
    let label = editing.editor_text().preview_of(editing.ui_language.language_name(&language));
    let show = move |_| {
        editing.extension.language.set(language.clone());
        if let Some(preview) = document().get_element_by_id("preview:card") {
            preview.scroll_into_view();
        }
    };
    view! {
        <button type="button" class="button button-ghost button-icon button-small" aria-label=label.clone() title=label on:click=show>
            <Icon of=EYE/>
        </button>
    }
}
