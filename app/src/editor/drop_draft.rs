//! Drops the draft: the form goes back to what is published, or planned.

use domain::publication::LanguageState;
use leptos::prelude::*;

use super::item::Item;
use crate::form::actions::FormActions;
use crate::form::state::FormState;
use crate::text::publishing::DroppedDraft;
use crate::ui::dialog::ConfirmDialog;

/// Offered where the draft differs from something that is published.
#[component]
pub fn DropDraft<I: Item>(acting: FormActions<I>) -> impl IntoView {
    let editing = acting.editing;
    let text = editing.publishing_text();
    let is_open = RwSignal::new(false);
    let is_offered =
        move || editing.may_change() && editing.form_languages().all.iter().any(|language| editing.has_changes(language));
    view! {
        {move || {
            is_offered()
                .then(|| {
                    view! {
                        <div class="publish-acts">
                            <button
                                type="button"
                                class="button button-secondary button-small"
                                disabled=move || editing.is_busy()
                                on:click=move |_| is_open.set(true)
                            >
                                {text.drop_draft}
                            </button>
                        </div>
                    }
                })
        }}
        <ConfirmDialog
            id="drop-draft"
            heading=text.drop_draft_heading
            is_open
            cancel_label=editing.text().cancel
            confirm_label=text.drop_draft
            on_confirm=move |()| acting.drop_draft()
        >
            <p>{move || text.drop_draft(&dropped(editing))}</p>
        </ConfirmDialog>
    }
}

/// What dropping the draft does in each language.
fn dropped<I: Item>(editing: FormState<I>) -> DroppedDraft {
    let mut of = DroppedDraft::default();
    for language in editing.form_languages().all {
        let name = || editing.ui_language.language_name(&language).to_owned();
        let has_changes = editing.has_changes(&language);
        match editing.state(&language) {
            Some(LanguageState::Live | LanguageState::Outdated) if has_changes => of.to_live.push(name()),
            Some(LanguageState::Planned(_)) if has_changes => of.to_planned.push(name()),
            Some(LanguageState::Ended) if has_changes => of.to_ended.push(name()),
            Some(LanguageState::Draft) if !editing.is_empty_in(&language) => of.kept.push(name()),
            _ => {}
        }
        if editing.plan(&language).is_some() {
            of.planned.push(name());
        }
    }
    of
}
