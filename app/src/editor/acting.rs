//! What the editor has the server do: save, publish, unpublish, trash, restore; and what becomes of each answer.

use std::collections::BTreeMap;

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;

use super::conflict::Conflict;
use super::editing::{Doing, Editing};
use super::item::{Detail, FieldOf, Form, FormField, IdOf, Item};
use super::{local_draft, merge, slug};
use crate::error::AppError;
use crate::layout::admin::{asking, say, sentence};

/// The acts of the screen, for its buttons and keys.
pub struct Acting<I: Item> {
    pub editing: Editing<I>,
    /// Someone else was first; shown until decided.
    pub conflict: RwSignal<Option<Conflict<I>>>,
    /// What failed, other than fields, as a sentence.
    pub failure: RwSignal<Option<String>>,
    /// Shows a field to the person: its tab, then itself.
    go_to: Callback<FieldOf<I>>,
    /// It exists now, under this address.
    came_to_be: Callback<IdOf<I>>,
}

impl<I: Item> Clone for Acting<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Item> Copy for Acting<I> {}

impl<I: Item> Acting<I> {
    pub fn new(editing: Editing<I>, go_to: Callback<FieldOf<I>>, came_to_be: Callback<IdOf<I>>) -> Self {
        Self { editing, conflict: RwSignal::new(None), failure: RwSignal::new(None), go_to, came_to_be }
    }

    /// Shows a field to the person.
    pub fn show(self, field: FieldOf<I>) {
        self.go_to.run(field);
    }

    /// Saves what was typed.
    pub fn save(self) {
        let text = self.editing.text();
        self.act(Doing::Saving, async move || {
            if self.save_now().await {
                say(text.saved);
            }
        });
    }

    /// Saves what was typed, and tells whether it is stored now: before leaving.
    pub fn save_then(self, then: Callback<()>) {
        self.act(Doing::Saving, async move || {
            if self.save_now().await {
                then.try_run(());
            }
        });
    }

    /// Saves, then shows one language to visitors.
    pub fn publish(self, language: Language) {
        let said = self.editing.text().published(self.editing.speech.language_name(&language));
        let to = language.clone();
        self.publish_by(language, said, move |id, version| I::publish(id, version, to.clone()));
    }

    /// Saves, then has one language shown to visitors by `call`, now or at another time; `said` tells that it was done.
    pub fn publish_by<A>(self, language: Language, said: String, call: impl Fn(IdOf<I>, i64) -> A + 'static)
    where
        A: Future<Output = Result<I::Detail, AppError>> + 'static,
    {
        self.act(Doing::Publishing(language.clone()), async move || {
            if self.lacks_text(&language) || !self.save_now().await {
                return;
            }
            let Some((id, version)) = self.place() else { return };
            match asking(|| call(id, version)).await {
                Ok(detail) => {
                    self.adopt(detail);
                    say(said);
                }
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Hides one language from visitors. What was typed stays as it is.
    pub fn unpublish(self, language: Language) {
        let editing = self.editing;
        self.act(Doing::Unpublishing(language.clone()), async move || {
            let Some((id, version)) = self.place() else { return };
            match asking(|| I::unpublish(id, version, language.clone())).await {
                Ok(detail) => {
                    self.adopt(detail);
                    say(editing.text().unpublished(editing.speech.language_name(&language)));
                }
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Publishes the language in focus, or saves it where visitors read it already.
    pub fn publish_focused(self) {
        let language = self.editing.language.get_untracked();
        let is_saved_only = untrack(|| self.editing.is_live(&language) || !self.editing.may_publish());
        if is_saved_only { self.save() } else { self.publish(language) }
    }

    pub fn trash(self) {
        let text = self.editing.text();
        self.act(Doing::Moving, async move || {
            let Some((id, version)) = self.place() else { return };
            match asking(|| I::trash(id, version)).await {
                Ok(_) => self.reload(text.trashed).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    pub fn restore(self) {
        let text = self.editing.text();
        self.act(Doing::Moving, async move || {
            // A slug that was changed to be restored goes first.
            if !self.save_now().await {
                return;
            }
            let Some((id, version)) = self.place() else { return };
            match asking(|| I::restore(id, version)).await {
                Ok(_) => self.reload(text.restored).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Puts what was decided in a conflict in place, and saves it on top of the version it was decided against. `mine` is the
    /// form that the decision was about; what came into the form since stays.
    pub fn settle(self, mine: &I::Form, theirs: I::Detail, merged: I::Form) {
        let editing = self.editing;
        self.conflict.set(None);
        let merged = self.with_later_changes(mine, merged);
        let needs_saving = merged != *theirs.form();
        editing.base.set(theirs.form().clone());
        editing.stored.set(Some(theirs));
        editing.form.set(merged);
        editing.problems.set(Invalid::default());
        editing.is_refused.set(false);
        if needs_saving {
            self.save();
        }
    }

    /// It is gone for good: what was typed becomes a new one.
    pub fn save_as_new(self) {
        self.conflict.set(None);
        self.editing.stored.set(None);
        self.editing.base.set(I::Form::default());
        self.editing.form.update(|form| form.place(None, 0));
        self.save();
    }

    /// Restores what someone trashed while it was edited, then saves what was typed on top. `mine` is as for [`Self::settle`].
    pub fn restore_and_save(self, mine: I::Form, theirs: I::Detail, mut merged: I::Form) {
        let Some(id) = theirs.form().id() else { return };
        self.conflict.set(None);
        self.act(Doing::Moving, async move || {
            let restored = match asking(|| I::restore(id, theirs.form().version())).await {
                Ok(version) => version,
                Err(error) => return self.failed(error).await,
            };
            let detail = match asking(|| I::open(id)).await {
                Ok(detail) => detail,
                Err(error) => return self.failed(error).await,
            };
            // Some where the editor has been left meanwhile.
            if self.editing.doing.try_set(None).is_some() {
                return;
            }
            if detail.form().version() == restored {
                merged.place(Some(id), restored);
                return self.settle(&mine, detail, merged);
            }
            // Someone saved in between: what was decided now meets what they wrote.
            let mut base = theirs.form().clone();
            base.place(Some(id), restored);
            merged.place(Some(id), restored);
            let merged = self.with_later_changes(&mine, merged);
            self.editing.base.set(base);
            self.editing.form.set(merged);
            self.decide_between(detail);
        });
    }

    /// `merged`, with what came into the form since it was `mine`.
    fn with_later_changes(self, mine: &I::Form, merged: I::Form) -> I::Form {
        let languages = self.editing.shown();
        let later = self.editing.form.with_untracked(|form| merge::differences(mine, form, &merged, &languages));
        merge::merged(&merged, &later, &BTreeMap::new())
    }

    /// One act at a time.
    fn act<F: Future<Output = ()> + 'static>(self, doing: Doing, act: impl FnOnce() -> F + 'static) {
        let editing = self.editing;
        if editing.doing.with_untracked(Option::is_some) || !editing.may_edit() {
            return;
        }
        editing.doing.set(Some(doing));
        self.failure.set(None);
        spawn_local(async move {
            act().await;
            editing.doing.try_set(None);
        });
    }

    /// Whether the form is stored afterwards.
    async fn save_now(self) -> bool {
        let editing = self.editing;
        if untrack(|| editing.id().is_some() && !editing.is_changed()) {
            // What was refused was taken back.
            editing.problems.set(Invalid::default());
            editing.is_refused.set(false);
            return true;
        }
        self.propose_missing_slugs().await;
        let Some(form) = editing.form.try_get_untracked() else { return false };
        let problems = form.problems(&editing.languages());
        if !problems.is_empty() {
            self.refused(problems);
            return false;
        }
        let answer = asking(|| I::save(form.clone())).await;
        if editing.form.try_get_untracked().is_none() {
            return false;
        }
        match answer {
            Ok(detail) => {
                let is_new = form.id().is_none();
                let id = detail.form().id();
                local_draft::forget(editing);
                editing.adopt(&form, detail);
                editing.problems.set(Invalid::default());
                editing.is_refused.set(false);
                editing.slugs.set(Default::default());
                if let Some(id) = id.filter(|_| is_new) {
                    self.came_to_be.run(id);
                }
                true
            }
            Err(error) => {
                self.failed(error).await;
                false
            }
        }
    }

    /// Someone saved before the proposal for a title was there.
    async fn propose_missing_slugs(self) {
        let editing = self.editing;
        for language in editing.proposing.get_untracked() {
            let field = FieldOf::<I>::slug(language.clone());
            let is_missing = |form: &I::Form| !form.is_empty_in(&language) && field.read(form).is_empty() && !form.is_slugless();
            // None where the editor has been left during the proposal before.
            let Some(is_missing) = editing.form.try_with_untracked(is_missing) else { return };
            if is_missing
                && let Some(slug) = slug::proposal(editing, &language).await
                && !editing.form.is_disposed()
            {
                editing.write(&field, slug);
            }
        }
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

    fn refused(self, problems: Invalid) {
        let first = problems.0.iter().find_map(|(name, _)| FieldOf::<I>::parse(name));
        self.editing.problems.set(problems);
        self.editing.is_refused.set(true);
        if let Some(field) = first {
            // None where the editor has been left meanwhile.
            self.go_to.try_run(field);
        }
    }

    async fn failed(self, error: AppError) {
        let editing = self.editing;
        match error {
            AppError::Invalid(problems) => self.refused(problems),
            AppError::Stale | AppError::NotFound | AppError::Conflict => self.meet().await,
            error => {
                let sentence = sentence(&error, editing.speech);
                let kept = if error.may_pass() { editing.text().still_kept } else { "" };
                self.failure.try_set(Some(format!("{sentence} {kept}").trim_end().to_owned()));
                show_news();
            }
        }
    }

    /// Someone else was first: asks how it stands now.
    async fn meet(self) {
        let editing = self.editing;
        let Some((id, _)) = self.place() else { return };
        let answer = asking(|| I::open(id)).await;
        if editing.form.is_disposed() {
            return;
        }
        match answer {
            Ok(theirs) => self.decide_between(theirs),
            Err(AppError::NotFound) => self.conflict.set(Some(Conflict::Gone)),
            Err(error) => self.failure.set(Some(sentence(&error, editing.speech))),
        }
    }

    /// Asks the person where what was typed and what is stored now do not go together by themselves.
    fn decide_between(self, theirs: I::Detail) {
        let editing = self.editing;
        let (base, typed) = (editing.base.get_untracked(), editing.form.get_untracked());
        match Conflict::<I>::between(&base, &typed, theirs, &editing.shown()) {
            // Nothing of mine is at stake: theirs is shown, and said.
            Conflict::Changed(versions) if versions.differences.is_empty() || typed == base => {
                let news = editing.text().was_changed(versions.theirs.updated_by());
                editing.adopt(&base, versions.theirs);
                self.failure.set(Some(news));
                show_news();
            }
            conflict => self.conflict.set(Some(conflict)),
        }
    }

    /// As it is now, after a move to or from the trash.
    async fn reload(self, done: &'static str) {
        let Some((id, _)) = self.place() else { return };
        match asking(|| I::open(id)).await {
            Ok(detail) => {
                self.adopt(detail);
                say(done);
                show_news();
            }
            Err(error) => self.failure.set(Some(sentence(&error, self.editing.speech))),
        }
    }

    fn adopt(self, detail: I::Detail) {
        if let Some(base) = self.editing.base.try_get_untracked() {
            self.editing.adopt(&base, detail);
        }
    }

    fn place(self) -> Option<(IdOf<I>, i64)> {
        self.editing.base.try_with_untracked(|base| Some((base.id()?, base.version())))?
    }
}

/// What is said at the top of the screen, to whoever is further down.
fn show_news() {
    if let Some(news) = document().get_element_by_id("editor:news") {
        news.scroll_into_view_with_bool(false);
    }
}

/// Where it is edited.
pub fn address_of<I: Item>(id: IdOf<I>) -> String {
    format!("{}/{id}", I::LIST)
}

/// For moves within the admin by full address.
pub fn in_place() -> NavigateOptions {
    NavigateOptions { resolve: false, replace: true, scroll: false, ..NavigateOptions::default() }
}
