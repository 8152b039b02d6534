//! The head of the editor: the title, whether it is stored, and the buttons.

use leptos::prelude::*;

use super::item::{Item, ItemField};
use super::trash::TrashButton;
use crate::form::actions::FormActions;
use crate::form::editable::FieldOf;
use crate::form::fields::Detail;
use crate::form::loader::list_crumbs;
use crate::form::state::{FormState, PendingAction};
use crate::layout::admin::use_screen;
use crate::ui::time::written;

#[component]
pub fn Head<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let title = Memo::new(move |_| title(editing));
    use_screen(title, list_crumbs::<I>());
    view! {
        <div class="page-header editor-head">
            <div>
                <h1 tabindex="-1">{move || title.get()}</h1>
                <p role="status">{move || state(editing)}</p>
            </div>
            <div class="page-actions">
                <TrashButton acting/>
                {editing.may_edit().then(|| view! { <SaveButton acting/> <PublishButton acting/> })}
            </div>
        </div>
    }
}

/// The title in the default language, else in the first that has one.
fn title<I: Item>(editing: FormState<I>) -> String {
    let shown = editing.form_languages();
    let mut languages = vec![shown.default.clone()];
    languages.extend(shown.all);
    let title =
        languages.into_iter().map(|language| editing.read(&FieldOf::<I>::title(language))).find(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| editing.item_text().new_item.to_owned())
}

/// Whether the form is saved.
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

/// Saves the draft; visitors see nothing of it. It is lit where there is something to save and nothing to publish.
#[component]
fn SaveButton<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let may_publish = move || editing.extension.language.with(|language| acting.may_publish(language));
    let class = move || match editing.is_changed() && !may_publish() {
        true => "button button-primary",
        false => "button button-secondary",
    };
    view! {
        <button
            type="button"
            class=class
            aria-keyshortcuts="Control+S"
            disabled=move || editing.is_busy()
            on:click=move |_| acting.save()
        >
            {editing.publishing_text().save_draft}
            " "
            <kbd aria-hidden="true">{text.control_key} " S"</kbd>
        </button>
    }
}

/// Publishes the language in focus. It is enabled while the draft of that language differs from what visitors read, and always there:
/// nothing moves when it can be pressed, and nobody publishes who was about to save.
#[component]
fn PublishButton<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.text();
    let is_offered = Memo::new(move |_| editing.extension.language.with(|language| acting.may_publish(language)));
    let name = move || editing.extension.language.with(|language| editing.ui_language.language_name(language).to_owned());
    let label = move || {
        let act = editing.extension.language.with(|language| editing.publish_act(language));
        editing.publishing_text().publish_by_act(act, &name())
    };
    view! {
        <button
            type="button"
            class=move || if is_offered.get() { "button button-primary" } else { "button button-secondary publish-idle" }
            aria-keyshortcuts="Control+Enter"
            disabled=move || !is_offered.get() || editing.is_busy()
            on:click=move |_| acting.publish(editing.extension.language.get_untracked())
        >
            <span class="publish-label">{label}</span>
            <span class="publish-short-label">{move || editing.publishing_text().publish(&name())}</span>
            " "
            <kbd class="kbd-on" aria-hidden="true">{text.control_key} " ↵"</kbd>
        </button>
    }
}
