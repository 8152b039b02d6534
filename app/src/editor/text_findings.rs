//! What the server finds in the texts of an item for its checklist, and the place in a text at which it was typed.

use std::time::Duration;

use domain::insertion::unit_range;
use domain::language::Language;
use domain::text_findings::TextFindings;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlTextAreaElement;
use web_sys::wasm_bindgen::JsCast;

use super::item::{Item, ItemField};
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::items::api::find_in_text;
use crate::layout::admin::with_reauth;
use crate::ui::debounce::Debounce;

/// The checklist may be slower than the preview beside it.
const WAIT: Duration = Duration::from_millis(1_200);

/// Keeps the findings in each text, as far as the server was asked. Those in a text are asked for when its typing pauses.
pub(super) fn watch_text_findings<I: Item>(editing: FormState<I>) {
    let known = editing.extension.found;
    for language in editing.form_languages().all {
        let field = FieldOf::<I>::content(language.clone());
        let content = Memo::new(move |_| editing.read(&field));
        let question = StoredValue::new(0_u32);
        let ask = move || {
            let (text, language) = (content.get_untracked(), language.clone());
            question.update_value(|question| *question += 1);
            let this = question.get_value();
            spawn_local(async move {
                // Only links and pictures are looked for.
                let found = if text.contains("](") || text.contains("]:") {
                    with_reauth(|| find_in_text(text.clone(), language.clone())).await
                } else {
                    Ok(TextFindings::default())
                };
                // Without an answer the checklist says nothing of them.
                if let (Ok(found), true) = (found, question.try_get_value() == Some(this)) {
                    known.try_update(|known| known.insert(language, found));
                }
            });
        };
        let debounce = Debounce::new();
        Effect::new(move |before: Option<()>| {
            content.track();
            let ask = ask.clone();
            if before.is_none() { ask() } else { debounce.then(WAIT, ask) }
        });
    }
}

/// Selects a character of a text by its line and its number in it, both from 1, and brings it into view.
pub fn select_at<I: Item>(language: &Language, line: usize, column: usize) {
    let Some(area) = area_of::<I>(language) else { return };
    let text = area.value();
    let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = text[before..].char_indices().nth(column - 1).map_or(text.len(), |(at, _)| before + at);
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let range = unit_range(&text, &(at..end));
    select(&area, range.start as u32, range.end as u32);
}

fn area_of<I: Item>(language: &Language) -> Option<HtmlTextAreaElement> {
    let id = FieldOf::<I>::content(language.clone()).to_string();
    document().get_element_by_id(&id)?.dyn_into().ok()
}

/// A browser scrolls to the caret of a text that gets the focus, and not to a selection that a script makes.
fn select(area: &HtmlTextAreaElement, start: u32, end: u32) {
    let _ = area.blur();
    let _ = area.set_selection_range(start, start);
    let _ = area.focus();
    let _ = area.set_selection_range(start, end);
}
