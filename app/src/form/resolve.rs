//! Resolves a conflict: compares both versions, lets a person decide, saves on top.

use std::collections::BTreeMap;

use domain::invalid::Invalid;
use leptos::prelude::*;

use super::actions::{FormActions, show_notices};
use super::conflict::Conflict;
use super::editable::{Editable, FieldOf};
use super::fields::{Detail, Form, FormField};
use super::merge;
use super::state::PendingAction;
use crate::error::AppError;
use crate::layout::admin::{error_message, toast, with_reauth};
use crate::text::form_conflict::ConflictTexts;
use crate::ui::time::written;

impl<E: Editable> FormActions<E> {
    /// Someone else was first: asks how it stands now.
    pub(super) async fn load_conflict(self) {
        let editing = self.editing;
        let Some((id, _)) = self.id_and_version() else { return };
        let answer = with_reauth(|| E::open(id)).await;
        if editing.form.is_disposed() {
            return;
        }
        match answer {
            Ok(theirs) => self.show_conflict(theirs),
            Err(AppError::NotFound) => self.ask(Conflict::Gone),
            Err(error) => self.failure.set(Some(error_message(&error, editing.ui_language))),
        }
    }

    /// Opens the conflict dialog where the form and the stored version cannot be merged automatically.
    pub fn show_conflict(self, theirs: E::Detail) {
        let editing = self.editing;
        let (base, typed) = (editing.base.get_untracked(), editing.form.get_untracked());
        let changes = editing.remote_changes(&theirs);
        match Conflict::<E>::between(&base, &typed, theirs, &editing.form_languages()) {
            // Nothing of mine is at stake: theirs is shown, and said.
            Conflict::Changed(versions) if versions.differences.is_empty() || typed == base => {
                let time = written(versions.theirs.updated_at(), true);
                let notice = ConflictTexts::of(editing.ui_language).overtaken(editing.noun(), &changes, &time);
                let decided = versions.theirs.form().version();
                editing.rebase(&base, decided, versions.theirs);
                self.is_undecided.set(false);
                self.failure.set(Some(notice));
                show_notices();
            }
            conflict => {
                self.remote_changes.set(Some(changes));
                self.ask(conflict);
            }
        }
    }

    /// Until it is decided, everything beside the form shows how the item stands now.
    fn ask(self, conflict: Conflict<E>) {
        self.is_undecided.set(true);
        if let Conflict::Changed(versions) | Conflict::Trashed(versions) = &conflict {
            self.editing.stored.set(Some(versions.theirs.clone()));
        }
        self.conflict.set(Some(conflict));
    }

    /// Puts what was decided in a conflict in place, and saves it on top of the version it was decided against. `mine` is the
    /// form that the decision was about; what came into the form since stays.
    pub fn resolve_conflict(self, mine: &E::Form, theirs: E::Detail, merged: E::Form) {
        self.decided();
        let merged = self.with_later_changes(mine, merged);
        let needs_saving = merged != *theirs.form();
        self.go_on_from(theirs, merged);
        if needs_saving {
            self.save();
        }
    }

    /// It is gone for good: what was typed becomes a new one.
    pub fn save_as_new(self) {
        self.decided();
        self.editing.stored.set(None);
        self.editing.opened.set(None);
        self.editing.base.set(E::Form::default());
        self.editing.form.update(|form| form.set_id(None, 0));
        self.save();
    }

    /// Restores what someone trashed while it was edited, then saves what was typed on top. `mine` is the form that the decision was
    /// about, as for [`Self::resolve_conflict`].
    pub fn restore_and_save(self, mine: E::Form, theirs: E::Detail, mut merged: E::Form) {
        let Some(id) = theirs.form().id() else { return };
        self.decided();
        self.act(PendingAction::Working, async move || {
            let restored = match with_reauth(|| E::restore(id, theirs.form().version())).await {
                Ok(version) => version,
                Err(AppError::Invalid(problems)) => return self.restore_decided(&mine, theirs, merged, problems).await,
                Err(error) => return self.failed(error).await,
            };
            let detail = match with_reauth(|| E::open(id)).await {
                Ok(detail) => detail,
                Err(error) => return self.failed(error).await,
            };
            if self.editing.form.is_disposed() {
                return;
            }
            merged.set_id(Some(id), restored);
            let merged = self.with_later_changes(&mine, merged);
            if detail.form().version() == restored {
                // The restore itself may have changed something: a whitepaper takes the copy of its file that is in the library.
                let merged = self.changes_onto(theirs.form(), &merged, detail.form());
                self.go_on_from(detail, merged);
                if self.save_now().await {
                    toast(self.editing.text().saved);
                }
                return;
            }
            // Someone saved in between: what was decided meets what they wrote.
            let mut base = theirs.form().clone();
            base.set_id(Some(id), restored);
            self.editing.base.set(base);
            self.editing.form.set(merged);
            self.show_conflict(detail);
        });
    }

    /// The restore that was decided on is refused: the form goes on from the version in the trash. Where what was decided mends all
    /// `problems`, it is saved in the trash and restored from there.
    async fn restore_decided(self, mine: &E::Form, theirs: E::Detail, merged: E::Form, mut problems: Invalid) {
        if self.editing.form.is_disposed() {
            return;
        }
        let merged = self.with_later_changes(mine, merged);
        problems.0.retain(|(name, _)| FieldOf::<E>::parse(name).is_none_or(|field| field.is_same(&merged, theirs.form())));
        self.go_on_from(theirs, merged);
        match problems.is_empty() {
            true => self.restore_now().await,
            false => self.restore_failed(AppError::Invalid(problems)).await,
        }
    }

    /// Types on in `form`, on top of the version `stored`.
    fn go_on_from(self, stored: E::Detail, form: E::Form) {
        let editing = self.editing;
        editing.base.set(stored.form().clone());
        editing.opened.set(Some(stored.clone()));
        editing.stored.set(Some(stored));
        editing.form.set(form);
        editing.problems.set(Invalid::default());
        editing.is_refused.set(false);
    }

    /// The conflict is over.
    fn decided(self) {
        self.conflict.set(None);
        self.is_undecided.set(false);
    }

    /// `merged`, with what came into the form since it was `mine`.
    fn with_later_changes(self, mine: &E::Form, merged: E::Form) -> E::Form {
        self.editing.form.with_untracked(|form| self.changes_onto(mine, form, &merged))
    }

    /// `target`, with what differs between `base` and `changed`.
    fn changes_onto(self, base: &E::Form, changed: &E::Form, target: &E::Form) -> E::Form {
        let changes = merge::differences(base, changed, target, &self.editing.form_languages());
        merge::merged(target, &changes, &BTreeMap::new())
    }
}
