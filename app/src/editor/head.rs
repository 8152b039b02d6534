//! The head of the editor: the title, whether it is stored, and the buttons.

use leptos::prelude::*;

use super::item::{Item, ItemField};
use super::trash::TrashButton;
use crate::form::actions::FormActions;
use crate::form::editable::FieldOf;
use crate::form::fields::Detail;
use crate::form::loader::above;
use crate::form::state::{FormState, PendingAction};
use crate::layout::admin::use_screen;
use crate::ui::time::written;

#[component]
pub fn Head<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let title = Memo::new(move |_| title(editing));
    use_screen(title, above::<I>());
    view! {
        <div class="page-header editor-head">
            <div>
                <h1 tabindex="-1">{move || title.get()}</h1>
                <p role="status">{move || state(editing)}</p>
            </div>
            <div class="page-actions">
                <TrashButton acting/>
                {editing.may_edit().then(|| view! { <PublishButton acting/> <SaveButton acting/> })}
            </div>
        </div>
    }
}

/// The title in the default language, else in the first that has one.
fn title<I: Item>(editing: FormState<I>) -> String {
    let shown = editing.shown();
    let mut languages = vec![shown.default.clone()];
    languages.extend(shown.all);
    let title =
        languages.into_iter().map(|language| editing.read(&FieldOf::<I>::title(language))).find(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| editing.item_text().new_item.to_owned())
}

/// Whether what is typed is stored.
fn state<I: Item>(editing: FormState<I>) -> String {
    let text = editing.text();
    match editing.pending.get() {
        Some(PendingAction::Saving) => return text.saving.to_owned(),
        Some(PendingAction::Working) => return text.working.to_owned(),
        None => {}
    }
    let is_changed = editing.is_changed();
    editing.stored.with(|stored| match stored {
        None if is_changed => text.never_saved.to_owned(),
        None => text.nothing_yet.to_owned(),
        Some(_) if is_changed => text.unsaved.to_owned(),
        Some(stored) => text.saved_at(&written(stored.updated_at(), true), stored.updated_by()),
    })
}

/// Says what saving does: visitors see it at once where a changed language is live.
#[component]
fn SaveButton<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let label = move || {
        let languages = editing.shown();
        let live = languages.all.iter().filter(|language| editing.is_live(language) && editing.is_changed_in(language)).count();
        editing.editor_text().save(live)
    };
    view! {
        <button
            type="button"
            class="button button-primary"
            aria-keyshortcuts="Control+S"
            disabled=move || editing.is_busy()
            on:click=move |_| acting.save()
        >
            {label}
            " "
            <kbd class="kbd-on" aria-hidden="true">{text.control_key} " S"</kbd>
        </button>
    }
}

/// For the language that is typed in, while visitors do not read it.
#[component]
fn PublishButton<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    move || {
        let language = editing.extra.language.get();
        (editing.may_change() && !editing.is_live(&language) && !editing.is_empty_in(&language)).then(|| {
            let label = editing.editor_text().publish(editing.speech.language_name(&language));
            view! {
                <button
                    type="button"
                    class="button button-secondary"
                    aria-keyshortcuts="Control+Enter"
                    disabled=move || editing.is_busy()
                    on:click=move |_| acting.publish(language.clone())
                >
                    {label}
                    " "
                    <kbd aria-hidden="true">{text.control_key} " ↵"</kbd>
                </button>
            }
        })
    }
}
