//! Asks the server where the links of the texts lead, for the checklist.

use std::time::Duration;

use domain::link_check::LinkCheck;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::{Item, ItemField};
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::items::api::check_links;
use crate::layout::admin::with_reauth;
use crate::ui::debounce::Debounce;
use crate::ui::listen::on_window;

/// The checklist may be slower than the preview beside it.
const WAIT: Duration = Duration::from_millis(800);

/// Keeps what the server found in each text. It is asked at once, and again when the typing pauses.
pub(super) fn watch_links<I: Item>(editing: FormState<I>) {
    let known = editing.extension.links;
    for language in editing.form_languages().all {
        let field = FieldOf::<I>::content(language.clone());
        let content = Memo::new(move |_| editing.read(&field));
        // An answer counts only if nothing was asked after it.
        let question = StoredValue::new(0_u32);
        let ask = move || {
            let (text, language) = (content.get_untracked(), language.clone());
            question.update_value(|question| *question += 1);
            let this = question.get_value();
            spawn_local(async move {
                let check = if has_links(&text) {
                    with_reauth(|| check_links(text.clone(), language.clone())).await
                } else {
                    Ok(LinkCheck::default())
                };
                // Without an answer the checklist says nothing of them.
                if let (Ok(check), true) = (check, question.try_get_value() == Some(this)) {
                    known.try_update(|known| known.insert(language, check));
                }
            });
        };
        let debounce = Debounce::new();
        let ask_later = ask.clone();
        Effect::new(move |before: Option<()>| {
            content.track();
            let ask = ask_later.clone();
            if before.is_none() { ask() } else { debounce.then(WAIT, ask) }
        });
        // The target of a link may have been published in another window.
        on_window(leptos::ev::focus, move |_| {
            if content.with_untracked(|text| has_links(text)) {
                ask();
            }
        });
    }
}

/// Links, pictures and definitions, tags of HTML and blocks all hold one of these.
fn has_links(text: &str) -> bool {
    ["](", "]:", "<", ":::"].iter().any(|sign| text.contains(sign))
}
