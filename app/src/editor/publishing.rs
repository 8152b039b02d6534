//! The acts of an editor besides saving: publish, schedule and hide a language, drop the draft, trash the item. Each act
//! saves the typed text first, so that it is about the text on the screen.

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use leptos::prelude::*;

use super::item::{Item, ItemField};
use crate::error::AppError;
use crate::form::actions::FormActions;
use crate::form::editable::{FieldOf, IdOf};
use crate::form::fields::FormField;
use crate::form::state::PendingAction;
use crate::items::api::trash_item;
use crate::layout::admin::{toast, with_reauth};

impl<I: Item> FormActions<I> {
    /// Whether the draft of a language can be shown to visitors, and is not what they read. While a conflict waits to be decided,
    /// nothing is published.
    pub fn may_publish(self, language: &Language) -> bool {
        let editing = self.editing;
        let is_new = !editing.is_live(language) || editing.has_changes(language);
        editing.may_change() && is_new && !editing.is_empty_in(language) && !self.is_undecided.get()
    }

    /// Saves, then shows one language of the draft to visitors.
    pub fn publish(self, language: Language) {
        let said = self.editing.publishing_text().published(self.editing.ui_language.language_name(&language));
        let to = language.clone();
        self.publish_by(language, said, move |id, version| I::publish(id, version, to.clone()));
    }

    /// Saves, then publishes one language by `call`, now or at another time; `said` tells that it was done.
    pub fn publish_by<A>(self, language: Language, said: String, call: impl Fn(IdOf<I>, i64) -> A + 'static)
    where
        A: Future<Output = Result<I::Detail, AppError>> + 'static,
    {
        if self.is_undecided.get_untracked() || self.lacks_text(&language) {
            return;
        }
        self.turn(PendingAction::Saving, language, said, call);
    }

    /// Hides one language from visitors.
    pub fn unpublish(self, language: Language) {
        let said = self.editing.publishing_text().unpublished(self.editing.ui_language.language_name(&language));
        let to = language.clone();
        self.turn(PendingAction::Working, language, said, move |id, version| I::unpublish(id, version, to.clone()));
    }

    /// Takes back what waits for its time.
    pub fn cancel(self, language: Language) {
        let said = self.editing.publishing_text().cancelled(self.editing.ui_language.language_name(&language));
        let to = language.clone();
        self.turn(PendingAction::Working, language, said, move |id, version| I::cancel(id, version, to.clone()));
    }

    /// Makes what is live the draft again. What was typed and cannot be saved is kept in this browser.
    pub fn drop_draft(self) {
        let editing = self.editing;
        self.act(PendingAction::Working, async move || {
            let is_sound =
                editing.form.with_untracked(|form| crate::form::fields::Form::problems(form, &editing.languages()).is_empty());
            if is_sound && !self.save_now().await {
                return;
            }
            let Some((id, version)) = self.id_and_version() else { return };
            match with_reauth(|| I::drop_draft(id, version)).await {
                Ok(detail) => {
                    self.show_stored(detail);
                    toast(editing.publishing_text().dropped);
                }
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Publishes the language in focus, or saves where there is nothing to publish.
    pub fn publish_focused(self) {
        let language = self.editing.extension.language.get_untracked();
        if untrack(|| self.may_publish(&language)) { self.publish(language) } else { self.save() }
    }

    pub fn trash(self) {
        self.act(PendingAction::Working, async move || {
            if !self.save_now().await {
                return;
            }
            let Some((id, version)) = self.id_and_version() else { return };
            match with_reauth(|| trash_item(id.into(), version)).await {
                Ok(version) => self.reload(version, self.editing.noun().trashed).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Saves, then acts on one language. Its switch shows the act meanwhile.
    fn turn<A>(self, pending: PendingAction, language: Language, said: String, call: impl Fn(IdOf<I>, i64) -> A + 'static)
    where
        A: Future<Output = Result<I::Detail, AppError>> + 'static,
    {
        let turning = self.editing.extension.turning;
        self.act(pending, async move || {
            turning.set(Some(language));
            if self.save_now().await
                && let Some((id, version)) = self.id_and_version()
            {
                match with_reauth(|| call(id, version)).await {
                    Ok(detail) => {
                        self.rebase(version + 1, detail);
                        toast(said);
                    }
                    Err(error) => self.failed(error).await,
                }
            }
            turning.try_set(None);
        });
    }

    /// Refuses to publish a language without a text, at its field and before anything is sent.
    fn lacks_text(self, language: &Language) -> bool {
        let field = FieldOf::<I>::needed_to_publish(language.clone());
        let lacks = self.editing.form.with_untracked(|form| field.read(form).trim().is_empty());
        if lacks {
            self.refused(Invalid::at(field.to_string(), Problem::Missing));
        }
        lacks
    }
}
