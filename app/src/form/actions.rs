//! The actions of a form on the server, above all saving, and what follows each answer.

use std::ops::Range;

use domain::invalid::{Invalid, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conflict::Conflict;
use super::editable::{Editable, FieldOf, FormExtension, IdOf};
use super::fields::{Detail, Form, FormField};
use super::keys::{KeyAct, select};
use super::local_draft;
use super::remote_changes::RemoteChanges;
use super::state::{FormState, PendingAction};
use crate::error::AppError;
use crate::layout::admin::{error_message, toast, with_reauth};
use crate::ui::dialog::is_dialog_open;
use crate::ui::toast::retract;

/// The acts of the screen, for its buttons and keys.
pub struct FormActions<E: Editable> {
    pub editing: FormState<E>,
    /// The conflict with somebody who saved first, shown until it is decided.
    pub conflict: RwSignal<Option<Conflict<E>>>,
    /// The changes that led to that conflict.
    pub remote_changes: RwSignal<Option<RemoteChanges>>,
    /// True until the conflict is decided, also after the dialog was closed.
    pub is_undecided: RwSignal<bool>,
    /// The failure that belongs to no field, as a sentence.
    pub failure: RwSignal<Option<String>>,
    /// The key that was pressed while an act was under way.
    pressed: StoredValue<Option<KeyAct<E>>>,
    /// Shows a field to the person: its tab, then itself.
    go_to: Callback<FieldOf<E>>,
    /// Called when a new item was created, with its id.
    on_created: Callback<IdOf<E>>,
}

impl<E: Editable> Clone for FormActions<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Editable> Copy for FormActions<E> {}

impl<E: Editable> FormActions<E> {
    pub fn new(editing: FormState<E>, go_to: Callback<FieldOf<E>>, on_created: Callback<IdOf<E>>) -> Self {
        let (conflict, is_undecided, failure) = (RwSignal::new(None), RwSignal::new(false), RwSignal::new(None));
        let (remote_changes, pressed) = (RwSignal::new(None), StoredValue::new(None));
        Self { editing, conflict, remote_changes, is_undecided, failure, pressed, go_to, on_created }
    }

    /// Shows a field to the person.
    pub fn show(self, field: FieldOf<E>) {
        self.go_to.run(field);
    }

    /// Shows a place in a field: `place` in bytes of its text, which is then selected.
    pub fn show_at(self, field: FieldOf<E>, place: Option<Range<usize>>) {
        self.show(field.clone());
        let text = self.editing.form.with_untracked(|form| field.read(form));
        if let Some(place) = place.filter(|place| text.get(place.clone()).is_some()) {
            select(field.to_string(), &text, &place);
        }
    }

    /// Saves the form.
    pub fn save(self) {
        let text = self.editing.text();
        self.act(PendingAction::Saving, async move || {
            if self.save_now().await {
                toast(text.saved);
            }
        });
    }

    /// Saves the form before it is left, and tells whether it is stored now.
    pub fn save_then(self, then: Callback<()>) {
        self.act(PendingAction::Saving, async move || {
            if self.save_now().await {
                then.try_run(());
            }
        });
    }

    pub fn restore(self) {
        self.act(PendingAction::Working, async move || self.restore_now().await);
    }

    pub(super) async fn restore_now(self) {
        // Changes that make the restore possible are saved first.
        if !self.save_now().await {
            return;
        }
        let Some((id, version)) = self.id_and_version() else { return };
        match with_reauth(|| E::restore(id, version)).await {
            Ok(version) => self.reload(version, self.editing.noun().restored).await,
            Err(error) => self.restore_failed(error).await,
        }
    }

    /// Shows why it stays in the trash: most often its slug was given to another one meanwhile.
    pub(super) async fn restore_failed(self, error: AppError) {
        let editing = self.editing;
        let text = editing.text();
        let AppError::Invalid(problems) = &error else { return self.failed(error).await };
        let refused = problems.0.iter().find_map(|(name, problem)| Some((FieldOf::<E>::parse(name)?, problem)));
        // The server refused the stored form, not the typed one.
        let refusal = editing.base.try_with_untracked(|base| match &refused {
            Some((field, Problem::Taken)) => text.taken_meanwhile(&field.read(base)),
            _ => text.not_restored.to_owned(),
        });
        self.failed(error).await;
        editing.refusal.try_set(refusal);
    }

    /// One act at a time.
    pub fn act<F: Future<Output = ()> + 'static>(self, pending: PendingAction, act: impl FnOnce() -> F + 'static) {
        let editing = self.editing;
        if editing.pending.with_untracked(Option::is_some) || !editing.is_editor() {
            return;
        }
        editing.pending.set(Some(pending));
        retract(editing.text().saved);
        self.failure.set(None);
        spawn_local(async move {
            act().await;
            if editing.pending.try_set(None).is_none() {
                self.act_of_key();
            }
        });
    }

    /// Runs the act of a key, at once or after the one that is under way.
    pub fn press(self, key: KeyAct<E>) {
        match self.editing.pending.with_untracked(Option::is_some) {
            true => self.pressed.set_value(Some(key)),
            false => (key.act)(self),
        }
    }

    /// Runs what was asked for by a key while another act was under way, if that left something to do, and nothing to decide first.
    fn act_of_key(self) {
        let Some(key) = self.pressed.try_update_value(Option::take).flatten() else { return };
        let is_clear = self.conflict.with_untracked(Option::is_none) && self.failure.with_untracked(Option::is_none);
        if is_clear && !is_dialog_open() && untrack(|| (key.is_needed)(self)) {
            (key.act)(self);
        }
    }

    /// Whether the form is stored afterwards.
    pub async fn save_now(self) -> bool {
        let editing = self.editing;
        if untrack(|| editing.id().is_some() && !editing.is_changed()) {
            // The person took the refused change back, so its problems go.
            editing.problems.set(Invalid::default());
            editing.is_refused.set(false);
            return true;
        }
        E::Extension::before_save(editing).await;
        let Some(form) = editing.form.try_get_untracked() else { return false };
        let problems = form.problems(&editing.languages());
        if !problems.is_empty() {
            self.refused(problems);
            return false;
        }
        let answer = with_reauth(|| E::save(form.clone())).await;
        if editing.form.try_get_untracked().is_none() {
            return false;
        }
        match answer {
            Ok(detail) => {
                let is_new = form.id().is_none();
                let id = detail.form().id();
                local_draft::forget(editing);
                editing.rebase(&form, form.version() + 1, detail);
                editing.problems.set(Invalid::default());
                editing.is_refused.set(false);
                self.is_undecided.set(false);
                E::Extension::saved(editing);
                if let Some(id) = id.filter(|_| is_new) {
                    self.on_created.run(id);
                }
                true
            }
            Err(error) => {
                self.failed(error).await;
                false
            }
        }
    }

    /// Shows the problems that the server would find or has found, and leads to the first field with one.
    pub fn refused(self, mut problems: Invalid) {
        self.editing.sort(&mut problems);
        let first = problems.0.iter().find_map(|(name, _)| FieldOf::<E>::parse(name));
        self.editing.problems.set(problems);
        self.editing.refusal.set(None);
        self.editing.is_refused.set(true);
        if let Some(field) = first {
            // None where the form has been left meanwhile.
            self.go_to.try_run(field);
        }
    }

    pub async fn failed(self, error: AppError) {
        let editing = self.editing;
        match error {
            AppError::Invalid(problems) => match problems.0.iter().find_map(|(name, _)| E::refusal(name, editing.ui_language)) {
                Some(error_message) => {
                    self.failure.try_set(Some(error_message.to_owned()));
                    show_notices();
                }
                None => self.refused(problems),
            },
            AppError::Stale | AppError::NotFound | AppError::Conflict => self.load_conflict().await,
            error => {
                let message = error_message(&error, editing.ui_language);
                let is_kept = error.may_pass() && untrack(|| editing.is_changed() && !editing.draft.is_refused.get());
                let kept = if is_kept { editing.text().still_kept } else { "" };
                self.failure.try_set(Some(format!("{message} {kept}").trim_end().to_owned()));
                show_notices();
            }
        }
    }

    /// Loads the item after an act that made the version `answered`, and shows the toast `done`. Keeps what was typed.
    pub async fn reload(self, answered: i64, done: &'static str) {
        let Some((id, _)) = self.id_and_version() else { return };
        match with_reauth(|| E::open(id)).await {
            Ok(detail) => {
                self.rebase(answered, detail);
                toast(done);
                show_notices();
            }
            Err(error) => _ = self.failure.try_set(Some(error_message(&error, self.editing.ui_language))),
        }
    }

    /// Takes what is stored after an act that made the version `answered`; what was typed stays.
    pub fn rebase(self, answered: i64, detail: E::Detail) {
        if let Some(base) = self.editing.base.try_get_untracked() {
            self.editing.rebase(&base, answered, detail);
        }
    }

    /// Takes what is stored now in place of what was typed, which is kept in this browser where it was not stored.
    pub fn show_stored(self, detail: E::Detail) {
        if !self.editing.form.is_disposed() {
            local_draft::set_aside(self.editing);
            self.editing.show_stored(detail);
        }
    }

    /// Id and version of the stored item.
    pub fn id_and_version(self) -> Option<(IdOf<E>, i64)> {
        self.editing.base.try_with_untracked(|base| Some((base.id()?, base.version())))?
    }
}

/// The id of the notices at the top of the screen.
pub(super) const NOTICES: &str = "form:notices";

/// Scrolls to the notices at the top of the screen.
pub fn show_notices() {
    if let Some(notice) = document().get_element_by_id(NOTICES) {
        notice.scroll_into_view_with_bool(false);
    }
}
