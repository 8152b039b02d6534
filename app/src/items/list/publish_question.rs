//! The question before one language of several items is published: how many they are, and which of them the checklist has something
//! against. Those stay as they are, unless the person ticks them.

use std::collections::{BTreeMap, BTreeSet};

use domain::invalid::{Invalid, Problem};
use domain::item::{ItemRef, ItemRow};
use domain::language::{Language, Languages};
use domain::publication::LanguageState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::publish::{Asked, Selection};
use crate::editor::checklist::{Facts, checklist};
use crate::editor::item::Item;
use crate::error::AppError;
use crate::items::api::{AnyItemForm, SelectedDraft, publish_selected, selected_drafts};
use crate::layout::admin::{error_message, toast, use_admin, use_ui_language, with_reauth};
use crate::listing::bulk::{current_path, finish, toast_failures};
use crate::pages::admin::editor::Page;
use crate::text::UiLanguage;
use crate::text::checklist::ChecklistTexts;
use crate::text::listing::Listing;
use crate::text::publish_selected::PublishSelectedTexts;
use crate::text::publishing::PublishingTexts;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{CLOSE, Icon};
use crate::whitepapers::admin::editor::Whitepaper;

/// Asks the server about what is selected, then the person.
#[component]
pub fn PublishQuestion() -> impl IntoView {
    let asked = expect_context::<Asked>();
    let ui_language = use_ui_language();
    let text = PublishSelectedTexts(ui_language);
    let found = RwSignal::new(None::<Found>);
    let is_open = RwSignal::new(false);
    let languages = StoredValue::new(use_admin().languages);
    Effect::new(move |_| {
        if let Some(selection) = asked.get() {
            find(selection, Parts { asked, found, is_open }, languages.get_value(), ui_language);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        // Closed without an answer, nothing is asked any more; an answer has taken what was found.
        if was_open == Some(true) && !is_open && found.with_untracked(Option::is_some) {
            found.set(None);
            asked.set(None);
        }
        is_open
    });
    let heading = Signal::derive(move || {
        found
            .with(|found| {
                found
                    .as_ref()
                    .map(|Found { selection, .. }| text.heading(selection.noun, count_of(selection), &selection.language))
            })
            .unwrap_or_default()
    });
    view! {
        <Dialog id="publish-selected" heading is_open>
            {move || found.get_untracked().map(|found_now| view! { <Question found=found_now parts=Parts { asked, found, is_open }/> })}
        </Dialog>
    }
}

#[derive(Clone, Copy)]
struct Parts {
    asked: Asked,
    found: RwSignal<Option<Found>>,
    is_open: RwSignal<bool>,
}

/// What is selected and can be published, and what speaks against some of it.
#[derive(Clone)]
struct Found {
    selection: Selection,
    unready: Vec<UnreadyItem>,
}

/// An item in whose text the checklist finds what should be corrected before it goes out.
#[derive(Debug, Clone)]
struct UnreadyItem {
    item: ItemRef,
    findings: Vec<String>,
}

fn find(selection: Selection, parts: Parts, languages: Languages, ui_language: UiLanguage) {
    let items: Vec<ItemRef> =
        selection.rows.iter().filter(|row| !is_missing(row, &selection.language)).map(ItemRow::item).collect();
    if items.is_empty() {
        return publish(selection, parts.asked, ui_language);
    }
    spawn_local(async move {
        let drafts = with_reauth(|| selected_drafts(items.clone(), selection.language.clone())).await;
        if parts.asked.is_disposed() {
            return;
        }
        match drafts {
            Ok(drafts) => {
                let look = |draft| unready(draft, &selection.language, &languages, ui_language);
                let unready: Vec<UnreadyItem> = drafts.into_iter().filter_map(look).collect();
                // One that nothing speaks against is published at once, as in its editor.
                if unready.is_empty() && selection.rows.len() == 1 {
                    return publish(selection, parts.asked, ui_language);
                }
                parts.found.set(Some(Found { selection, unready }));
                parts.is_open.set(true);
            }
            Err(error) => {
                toast(error_message(&error, ui_language));
                parts.asked.set(None);
            }
        }
    });
}

/// How many have a text in the language.
fn count_of(selection: &Selection) -> usize {
    selection.rows.iter().filter(|row| !is_missing(row, &selection.language)).count()
}

fn is_missing(row: &ItemRow, language: &Language) -> bool {
    row.states.iter().any(|(own, status)| own == language && status.state == LanguageState::Missing)
}

/// None where the editor of the item would publish the language without a question.
fn unready(draft: SelectedDraft, language: &Language, languages: &Languages, ui_language: UiLanguage) -> Option<UnreadyItem> {
    let SelectedDraft { form, library, links } = draft;
    let library = library.into_iter().map(|one| (one.id, one)).collect();
    let facts = Facts {
        states: &BTreeMap::new(),
        // A slug that is taken is refused when the draft is saved.
        slugs: &BTreeMap::new(),
        library: &library,
        links: &BTreeMap::from([(language.clone(), links)]),
        languages,
    };
    let (item, findings) = match form {
        AnyItemForm::Page(form) => (form.id.map(ItemRef::from), findings::<Page>(&form, facts, language, ui_language)),
        AnyItemForm::Whitepaper(form) => {
            (form.id.map(ItemRef::from), findings::<Whitepaper>(&form, facts, language, ui_language))
        }
    };
    item.filter(|_| !findings.is_empty()).map(|item| UnreadyItem { item, findings })
}

fn findings<I: Item>(form: &I::Form, facts: Facts<'_>, language: &Language, ui_language: UiLanguage) -> Vec<String> {
    let (list, text) = (checklist(form, facts), ChecklistTexts::of(ui_language));
    list.stops(language).into_iter().map(|check| text.finding(&check.finding, I::item_texts(ui_language))).collect()
}

#[component]
fn Question(found: Found, parts: Parts) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = PublishSelectedTexts(ui_language);
    let Found { selection, unready } = found;
    let noun = selection.noun;
    let all = count_of(&selection);
    let left_out = RwSignal::new(unready.iter().map(|one| one.item).collect::<BTreeSet<ItemRef>>());
    let count = move || all - left_out.with(BTreeSet::len);
    let hint = (!unready.is_empty()).then(|| view! { <p>{text.unready(unready.len())}</p> });
    let titles = selection.rows.clone();
    let line = move |one: UnreadyItem| {
        let item = one.item;
        let title = titles.iter().find(|row| row.item() == item).map(|row| row.title.clone()).unwrap_or_default();
        let id = format!("publish-selected-{}", item.id);
        let reasons_id = format!("{id}-reasons");
        let turn = move |event| {
            let is_in = event_target_checked(&event);
            left_out.update(|left_out| {
                if is_in {
                    left_out.remove(&item)
                } else {
                    left_out.insert(item)
                };
            });
        };
        let reasons =
            one.findings.into_iter().map(|finding| view! { <li class="checks-stop"><Icon of=CLOSE/><span>{finding}</span></li> });
        view! {
            <li class="stack stack-tight">
                <label class="check">
                    <input
                        type="checkbox"
                        id=id
                        aria-describedby=reasons_id.clone()
                        prop:checked=move || left_out.with(|left_out| !left_out.contains(&item))
                        on:change=turn
                    />
                    <span>{title}</span>
                </label>
                <ul class="checks" id=reasons_id>{reasons.collect_view()}</ul>
            </li>
        }
    };
    let confirm = move |_| {
        let mut selection = selection.clone();
        left_out.with_untracked(|left_out| selection.rows.retain(|row| !left_out.contains(&row.item())));
        parts.found.set(None);
        parts.is_open.set(false);
        publish(selection, parts.asked, ui_language);
    };
    view! {
        <div class="dialog-body">
            <p>{text.seen_at_once(all)}</p>
            {hint}
            <ul class="stack">{unready.into_iter().map(line).collect_view()}</ul>
        </div>
        <div class="dialog-actions">
            <button type="button" class="button button-ghost" autofocus on:click=move |_| parts.is_open.set(false)>{text.cancel()}</button>
            <button type="button" class="button button-primary" disabled=move || count() == 0 on:click=confirm>
                {move || text.publish(noun, count())}
            </button>
        </div>
    }
}

/// Publishes what has a text, then says what became live and why something did not, and fetches the list again.
fn publish(selection: Selection, asked: Asked, ui_language: UiLanguage) {
    let began_at = current_path();
    let Selection { rows, language, noun, list_text } = selection;
    let name = ui_language.language_name(&language).to_owned();
    let (missing, rows): (Vec<ItemRow>, Vec<ItemRow>) = rows.into_iter().partition(|row| is_missing(row, &language));
    spawn_local(async move {
        let mut failed: Vec<String> = missing.iter().map(|row| list_text.not_ready(ui_language, &name, &row.title)).collect();
        let mut done = Vec::new();
        let items: Vec<(ItemRef, i64)> = rows.iter().map(|row| (row.item(), row.version)).collect();
        let mut is_signed_out = false;
        match with_reauth(|| publish_selected(items.clone(), language.clone())).await {
            Ok(results) => {
                for (row, result) in rows.iter().zip(results) {
                    match result {
                        Ok(()) => done.push(row),
                        Err(error) => failed.push(failure(row, &error, &language, list_text, ui_language)),
                    }
                }
            }
            Err(error) => {
                is_signed_out = error == AppError::SignedOut;
                failed.push(error_message(&error, ui_language));
            }
        }
        toast_failures(failed, ui_language);
        if let Some(last) = done.last() {
            toast(noun.published(&name, done.len(), &last.title));
        }
        asked.try_set(None);
        // After a refused sign-in the list is not fetched, because that would open the dialog again.
        if !is_signed_out {
            finish(&began_at, RwSignal::new(false));
        }
    });
}

fn failure(
    row: &ItemRow,
    error: &AppError,
    language: &Language,
    list_text: &crate::text::item_list::ItemListTexts,
    ui_language: UiLanguage,
) -> String {
    let required = format!("{}:{language}", row.kind.required_field());
    let lacks = |invalid: &Invalid| invalid.of(&required) == Some(&Problem::Missing);
    let not_moved = |reason: &str| Listing::of(ui_language).not_moved(&row.title, reason);
    match error {
        AppError::Invalid(invalid) if lacks(invalid) => {
            list_text.not_ready(ui_language, ui_language.language_name(language), &row.title)
        }
        AppError::Invalid(_) => not_moved(PublishingTexts::of(ui_language).needs_correction),
        error => not_moved(&error_message(error, ui_language)),
    }
}
