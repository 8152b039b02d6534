//! The acts of an editor besides saving: publish, schedule and hide a language, drop the draft, trash the item. Each act
//! saves the typed text first, so that it is about the text on the screen.

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use domain::publication::Period;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::item::{Item, ItemField, ItemForm};
use super::translations::{PlanAct, PlanQuestion};
use crate::error::AppError;
use crate::form::actions::FormActions;
use crate::form::editable::{FieldOf, IdOf};
use crate::form::fields::FormField;
use crate::form::state::PendingAction;
use crate::items::api::trash_item;
use crate::layout::admin::{toast, with_reauth};
use crate::ui::time::{is_past, written};

impl<I: Item> FormActions<I> {
    /// Whether the draft of a language can be shown to visitors, and is not what they read. While a conflict waits to be decided,
    /// nothing is published.
    pub fn may_publish(self, language: &Language) -> bool {
        let editing = self.editing;
        let is_new = !editing.is_live(language) || editing.has_changes(language);
        editing.may_change() && is_new && !editing.is_empty_in(language) && !self.is_undecided.get()
    }

    /// Publishes a language. Where the checklist has something against it, that is asked about first.
    pub fn publish(self, language: Language) {
        let is_asked = !self.is_undecided.get_untracked() && !self.lacks_text(&language) && !untrack(|| self.editing.is_busy());
        if is_asked && !untrack(|| self.editing.checklist()).stops(&language).is_empty() {
            return self.editing.extension.unready.set(Some(language));
        }
        self.publish_unready(language);
    }

    /// Publishes a language, whatever the checklist says. Where that takes a plan back, it is asked about first.
    pub fn publish_unready(self, language: Language) {
        if untrack(|| self.editing.publish_act(&language)).drops_plan() && !self.is_undecided.get_untracked() {
            return self.ask_about_plan(language, PlanAct::Publish);
        }
        self.publish_now(language);
    }

    /// Saves, then shows one language of the draft to visitors, and takes back what is planned for it.
    pub fn publish_now(self, language: Language) {
        let said = self.said_published(&language);
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

    /// Hides a language from visitors. Where they read it now, or a plan or the last text in it goes with that, it is asked about
    /// first.
    pub fn unpublish(self, language: Language) {
        let editing = self.editing;
        if untrack(|| editing.is_live(&language) || editing.plan(&language).is_some() || editing.is_empty_in(&language)) {
            return self.ask_about_plan(language, PlanAct::Unpublish);
        }
        self.unpublish_now(language);
    }

    /// Hides one language from visitors, and takes back what is planned for it.
    pub fn unpublish_now(self, language: Language) {
        let editing = self.editing;
        let (was_live, dropped) = (untrack(|| editing.is_live(&language)), self.planned_time(&language));
        let name = editing.ui_language.language_name(&language);
        let is_empty = untrack(|| editing.is_empty_in(&language));
        let said = editing.publishing_text().unpublished(name, was_live, is_empty, dropped.as_deref());
        let to = language.clone();
        self.turn(PendingAction::Working, language, said, move |id, version| I::unpublish(id, version, to.clone()));
    }

    /// Puts the draft of a language into its plan, whose times stay.
    pub fn move_into_plan(self, language: Language) {
        let Some(Period { from: Some(from), until }) = untrack(|| self.editing.plan(&language)) else { return };
        self.schedule(language, from, until);
    }

    /// Saves, then shows the draft of a language from a time on. A time that has passed publishes it at once.
    pub fn schedule(self, language: Language, from: Timestamp, until: Option<Timestamp>) {
        let editing = self.editing;
        let (text, name) = (editing.plan_text(), editing.ui_language.language_name(&language));
        let (starts, ends) = (written(from, true), until.map(|until| written(until, true)));
        let said = match until {
            Some(until) if is_past(until) => text.ended(name, &written(until, true)),
            _ if is_past(from) => self.said_published(&language),
            _ if untrack(|| editing.is_live(&language)) => text.change_scheduled(name, &starts, ends.as_deref()),
            _ => text.scheduled(name, &starts, ends.as_deref()),
        };
        let to = language.clone();
        self.publish_by(language, said, move |id, version| I::schedule(id, version, to.clone(), from, until));
    }

    /// Sets the end of what visitors read in a language, or takes it away. The draft is saved, and stays a draft.
    pub fn set_end(self, language: Language, until: Option<Timestamp>) {
        let (text, name) = (self.editing.plan_text(), self.editing.ui_language.language_name(&language));
        let said = match until {
            Some(until) if is_past(until) => text.ended(name, &written(until, true)),
            Some(until) => text.ends(name, &written(until, true)),
            None => text.no_end(name),
        };
        let to = language.clone();
        self.turn(PendingAction::Working, language, said, move |id, version| I::set_end(id, version, to.clone(), until));
    }

    /// Asks before a plan or a text is taken away.
    pub fn ask_about_plan(self, language: Language, act: PlanAct) {
        if !untrack(|| self.editing.is_busy()) {
            self.editing.extension.question.set(Some(PlanQuestion { language, act }));
        }
    }

    fn said_published(self, language: &Language) -> String {
        let name = self.editing.ui_language.language_name(language);
        self.editing.publishing_text().published(name, self.planned_time(language).as_deref())
    }

    /// The time for which a language is planned, in words.
    fn planned_time(self, language: &Language) -> Option<String> {
        untrack(|| self.editing.plan(language)).and_then(|plan| plan.from).map(|from| written(from, true))
    }

    /// Takes back what waits for its time.
    pub fn cancel(self, language: Language) {
        let said = self.editing.plan_text().cancelled(self.editing.ui_language.language_name(&language));
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

    /// Whether the language in focus can be published, or something is to be saved.
    pub fn needs_publish(self) -> bool {
        self.editing.is_changed() || self.editing.extension.language.with(|language| self.may_publish(language))
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

    /// Refuses to publish a language without a text, or an item without its file, at the fields and before anything is sent.
    fn lacks_text(self, language: &Language) -> bool {
        let field = FieldOf::<I>::needed_to_publish(language.clone());
        let mut missing = Invalid::default();
        self.editing.form.with_untracked(|form| {
            if field.read(form).trim().is_empty() {
                missing.add(field.to_string(), Problem::Missing);
            }
            if let Some((file, false)) = form.needed_file() {
                missing.add(file.to_string(), Problem::Missing);
            }
        });
        let lacks = !missing.is_empty();
        if lacks {
            self.refused(missing);
        }
        lacks
    }
}
