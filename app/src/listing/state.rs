//! The state of one language of a row for visitors, as a link into its editor at this language.

use domain::language::Language;
use domain::publication::{LanguageState, LanguageStatus};
use leptos::prelude::*;

use crate::layout::admin::{may_edit, use_ui_language};
use crate::text::listing::Listing;
use crate::ui::time::written;

/// Only the word, without a link, if there is no text and the person may not write one.
#[component]
pub fn StateLink(
    /// The address of the row's editor.
    editor: String,
    /// The row's title.
    title: String,
    language: Language,
    status: LanguageStatus,
    /// Visitors see nothing of a row in the trash, whatever its state is.
    in_trash: bool,
) -> impl IntoView {
    let ui_language = use_ui_language();
    let LanguageStatus { state, has_changes, planned } = status;
    let class = classes(state, in_trash);
    let word = match state {
        LanguageState::Planned(at) => written(at, true),
        _ => ui_language.language_state(state).to_owned(),
    };
    let word = if has_changes { ui_language.with_changes(&word) } else { word };
    if state == LanguageState::Missing && !may_edit() {
        return view! { <span class=class>{word}</span> }.into_any();
    }
    let planned_word = matches!(state, LanguageState::Planned(_)).then(|| ui_language.language_state(state));
    let trash_word = in_trash.then_some(Listing::of(ui_language).in_trash);
    let context = [planned_word, Some(ui_language.language_name(&language)), Some(title.as_str()), trash_word]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    let href = format!("{editor}?language={language}");
    // As one name: beside words that are only read aloud, browsers put a blank before the comma.
    let own_name = format!("{word}, {context}");
    let own = view! { <a class=class title=trash_word href=href.clone() aria-label=own_name>{word}</a> };
    let Some(at) = planned else { return own.into_any() };
    let time = written(at, true);
    let change = format!("{time}, {}, {context}", Listing::of(ui_language).planned_change);
    view! {
        <span class="states">
            {own} <a class=classes(LanguageState::Planned(at), in_trash) href=href aria-label=change>{time}</a>
        </span>
    }
    .into_any()
}

/// The classes of its mark.
fn classes(state: LanguageState, in_trash: bool) -> &'static str {
    match state {
        _ if in_trash => "pole pole-missing",
        LanguageState::Missing => "pole pole-missing",
        LanguageState::Draft => "pole pole-draft",
        LanguageState::Planned(_) => "pole pole-planned",
        LanguageState::Live => "pole pole-live",
        LanguageState::Outdated => "pole pole-outdated",
        LanguageState::Ended => "pole pole-ended",
    }
}
