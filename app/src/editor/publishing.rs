//! What an editor has the server do besides saving: publish and hide a language, and move the item to the trash.

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
use crate::layout::admin::{asking, say};

impl<I: Item> FormActions<I> {
    /// Saves, then shows one language to visitors.
    pub fn publish(self, language: Language) {
        let said = self.editing.editor_text().published(self.editing.speech.language_name(&language));
        let to = language.clone();
        self.publish_by(language, said, move |id, version| I::publish(id, version, to.clone()));
    }

    /// Saves, then has one language shown to visitors by `call`, now or at another time; `said` tells that it was done.
    pub fn publish_by<A>(self, language: Language, said: String, call: impl Fn(IdOf<I>, i64) -> A + 'static)
    where
        A: Future<Output = Result<I::Detail, AppError>> + 'static,
    {
        self.turn(PendingAction::Saving, language.clone(), async move || {
            if self.lacks_text(&language) || !self.save_now().await {
                return;
            }
            let Some((id, version)) = self.place() else { return };
            match asking(|| call(id, version)).await {
                Ok(detail) => {
                    self.rebase(version + 1, detail);
                    say(said);
                }
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Hides one language from visitors. What was typed stays as it is.
    pub fn unpublish(self, language: Language) {
        let editing = self.editing;
        self.turn(PendingAction::Working, language.clone(), async move || {
            let Some((id, version)) = self.place() else { return };
            match asking(|| I::unpublish(id, version, language.clone())).await {
                Ok(detail) => {
                    self.rebase(version + 1, detail);
                    say(editing.editor_text().unpublished(editing.speech.language_name(&language)));
                }
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Publishes the language in focus, or saves it where visitors read it already.
    pub fn publish_focused(self) {
        let language = self.editing.extra.language.get_untracked();
        let is_saved_only = untrack(|| self.editing.is_live(&language) || !self.editing.may_change());
        if is_saved_only { self.save() } else { self.publish(language) }
    }

    pub fn trash(self) {
        self.act(PendingAction::Working, async move || {
            let Some((id, version)) = self.place() else { return };
            match asking(|| trash_item(id.into(), version)).await {
                Ok(version) => self.reload(version, self.editing.noun().trashed).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// An act on one language, which its switch shows meanwhile.
    fn turn<F: Future<Output = ()> + 'static>(
        self,
        pending: PendingAction,
        language: Language,
        act: impl FnOnce() -> F + 'static,
    ) {
        let turning = self.editing.extra.turning;
        self.act(pending, async move || {
            turning.set(Some(language));
            act().await;
            turning.try_set(None);
        });
    }

    /// A language without a text is not published; told at its field, before anything is sent.
    fn lacks_text(self, language: &Language) -> bool {
        let field = FieldOf::<I>::needed_to_publish(language.clone());
        let lacks = self.editing.form.with_untracked(|form| field.read(form).trim().is_empty());
        if lacks {
            self.refused(Invalid::at(field.to_string(), Problem::Missing));
        }
        lacks
    }
}
