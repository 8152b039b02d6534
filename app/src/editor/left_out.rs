//! Says which characters of a text are not stored, while it is typed.

use domain::language::Language;
use domain::text::{Removed, RemovedKind, Shape, clean};
use leptos::prelude::*;

use super::item::{Item, ItemField};
use crate::form::editable::FieldOf;
use crate::form::keys::select;
use crate::form::state::FormState;
use crate::text::form::FormTexts;

/// The characters that are left out of a long text, each with a button that shows its place.
#[component]
pub fn LeftOut<I: Item>(editing: FormState<I>, language: Language, value: Memo<String>) -> impl IntoView {
    let text = editing.editor_text();
    let cleaned = Memo::new(move |_| value.with(|value| clean(value, Shape::Lines)).removed);
    let id = StoredValue::new(FieldOf::<I>::content(language).to_string());
    let show = move |removed: Removed| {
        let place = removed.at..removed.at + removed.character.len_utf8();
        value.with_untracked(|text| select(id.get_value(), text, &place));
    };
    let place = move |removed: Removed| {
        view! {
            <li>
                {text.left_out_at(removed)}
                " "
                <button type="button" class="link" on:click=move |_| show(removed)>
                    {text.show}
                </button>
            </li>
        }
    };
    // Programs on Windows begin every text with the mark of its order of bytes: nobody misses it.
    let places = move || {
        let places = cleaned.get().into_iter().filter(|removed| removed.kind == RemovedKind::Control);
        places.map(place).collect_view()
    };
    let has_any = move || cleaned.with(|cleaned| cleaned.iter().any(|removed| removed.kind == RemovedKind::Control));
    view! {
        <div role="status">
            {move || has_any().then(|| view! { <div class="field-help"><p>{FormTexts::of(editing.ui_language).left_out(RemovedKind::Control)}</p><ul>{places}</ul></div> })}
        </div>
    }
}
