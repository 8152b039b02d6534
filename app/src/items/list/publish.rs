//! The buttons that publish one language of all selected items.

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use domain::publication::LanguageState;
use leptos::prelude::*;

use super::{HasItem, ItemList};
use crate::error::AppError;
use crate::items::api::publish_row;
use crate::layout::admin::{error_message, toast, use_admin, use_ui_language};
use crate::listing::List;
use crate::listing::bulk::{BulkToasts, act_on_rows, last_of};
use crate::text::UiLanguage;
use crate::text::listing::Listing;
use crate::text::publishing::PublishingTexts;

/// One button a language.
#[component]
pub(super) fn PublishSelected<L: ItemList>(list: List<L>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = PublishingTexts::of(ui_language);
    let is_busy = RwSignal::new(false);
    let button = move |language: Language| {
        let label = text.publish(ui_language.language_name(&language));
        let act = move |_| publish(list, language.clone(), is_busy, ui_language);
        view! {
            <button type="button" class="button button-ghost button-small" disabled=move || is_busy.get() on:click=act>
                {label}
            </button>
        }
    };
    use_admin().languages.all.into_iter().map(button).collect_view()
}

fn publish<L: ItemList>(list: List<L>, language: Language, is_busy: RwSignal<bool>, ui_language: UiLanguage) {
    let (noun, item_list_text) = (L::noun_texts(ui_language), L::texts(ui_language));
    let text = PublishingTexts::of(ui_language);
    let name = ui_language.language_name(&language).to_owned();
    let lacking = name.clone();
    let required = format!("{}:{language}", L::KIND.required_field());
    let missing = Invalid::at(&required, Problem::Missing);
    let toasts = BulkToasts {
        done: move |rows: Vec<L::Row>| toast(noun.published(&name, rows.len(), last_of(&rows))),
        failed: move |title: &str, error: AppError| {
            let not_moved = |reason: &str| Listing::of(ui_language).not_moved(title, reason);
            match &error {
                AppError::Invalid(invalid) if invalid.of(&required) == Some(&Problem::Missing) => {
                    item_list_text.not_ready(ui_language, &lacking, title)
                }
                AppError::Invalid(_) => not_moved(text.needs_correction),
                error => not_moved(&error_message(error, ui_language)),
            }
        },
    };
    act_on_rows(list.selected.get_untracked(), is_busy, ui_language, toasts, move |mut row: L::Row| {
        let (language, missing) = (language.clone(), missing.clone());
        async move {
            let item = row.item();
            if item.states.iter().any(|(own, status)| *own == language && status.state == LanguageState::Missing) {
                return Err(AppError::Invalid(missing));
            }
            row.item_mut().version = publish_row(item.item(), item.version, language).await?;
            Ok(row)
        }
    });
}
