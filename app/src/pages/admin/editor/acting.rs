//! What the editor has the server do: save, publish, unpublish, trash, restore; and what becomes of each answer.

use domain::invalid::{Invalid, Problem};
use domain::language::Language;
use domain::page::{PageDetail, PageForm, TextForm};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;

use super::conflict::Conflict;
use super::editing::{Doing, Editing};
use super::fields::{FormField, Part};
use super::{kept, slug};
use crate::error::AppError;
use crate::layout::admin::{asking, say, sentence};
use crate::pages::api::{open_page, publish_page, restore_page, save_page, trash_page, unpublish_page};
use crate::routes;

/// The acts of the screen, for its buttons and keys.
#[derive(Clone, Copy)]
pub struct Acting {
    pub editing: Editing,
    /// Someone else was first; shown until decided.
    pub conflict: RwSignal<Option<Conflict>>,
    /// What failed, other than fields, as a sentence.
    pub failure: RwSignal<Option<String>>,
    /// Shows a field to the person: its tab, then itself.
    go_to: Callback<FormField>,
    /// The page exists now, under this address.
    came_to_be: Callback<domain::id::PageId>,
}

impl Acting {
    pub fn new(editing: Editing, go_to: Callback<FormField>, came_to_be: Callback<domain::id::PageId>) -> Self {
        Self { editing, conflict: RwSignal::new(None), failure: RwSignal::new(None), go_to, came_to_be }
    }

    /// Shows a field to the person.
    pub fn show(self, field: FormField) {
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
                then.run(());
            }
        });
    }

    /// Saves, then shows one language to visitors.
    pub fn publish(self, language: Language) {
        let editing = self.editing;
        self.act(Doing::Publishing(language.clone()), async move || {
            if self.lacks_text(&language) || !self.save_now().await {
                return;
            }
            let Some((id, version)) = self.place() else { return };
            match asking(|| publish_page(id, version, language.clone())).await {
                Ok(detail) => {
                    self.adopt(detail);
                    say(editing.text().published(editing.speech.language_name(&language)));
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
            match asking(|| unpublish_page(id, version, language.clone())).await {
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
            match asking(|| trash_page(id, version)).await {
                Ok(()) => self.reload(text.trashed).await,
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
            match asking(|| restore_page(id, version)).await {
                Ok(()) => self.reload(text.restored).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Puts what was decided in a conflict in place, and saves it on top of the version it was decided against.
    pub fn settle(self, theirs: PageDetail, merged: PageForm) {
        let editing = self.editing;
        self.conflict.set(None);
        let needs_saving = merged != theirs.form;
        editing.base.set(theirs.form.clone());
        editing.stored.set(Some(theirs));
        editing.form.set(merged);
        editing.problems.set(Invalid::default());
        editing.is_refused.set(false);
        if needs_saving {
            self.save();
        }
    }

    /// The page is gone for good: what was typed becomes a new page.
    pub fn save_as_new(self) {
        self.conflict.set(None);
        let fresh = PageForm { id: None, version: 0, ..PageForm::default() };
        self.editing.stored.set(None);
        self.editing.base.set(fresh);
        self.editing.form.update(|form| (form.id, form.version) = (None, 0));
        self.save();
    }

    /// Restores a page that someone trashed while it was edited, then saves what was typed on top.
    pub fn restore_and_save(self, theirs: PageDetail, merged: PageForm) {
        let Some(id) = theirs.form.id else { return };
        self.conflict.set(None);
        self.act(Doing::Moving, async move || {
            if let Err(error) = asking(|| restore_page(id, theirs.form.version)).await {
                return self.failed(error).await;
            }
            match asking(|| open_page(id)).await {
                Ok(detail) => {
                    let merged = PageForm { version: detail.form.version, ..merged };
                    self.editing.doing.set(None);
                    self.settle(detail, merged);
                }
                Err(error) => self.failed(error).await,
            }
        });
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
            return true;
        }
        self.propose_missing_slugs().await;
        let Some(form) = editing.form.try_get_untracked() else { return false };
        if let Err(problems) = form.clone().parse(&editing.languages()) {
            self.refused(problems);
            return false;
        }
        let answer = asking(|| save_page(form.clone())).await;
        if editing.form.try_get_untracked().is_none() {
            return false;
        }
        match answer {
            Ok(detail) => {
                let is_new = form.id.is_none();
                let id = detail.form.id;
                kept::forget(editing, form.id);
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
            let field = FormField::Text(Part::Slug, language.clone());
            let is_missing = editing.form.with_untracked(|form| {
                let is_empty = form.texts.get(&language).is_none_or(TextForm::is_empty);
                !is_empty && field.read(form).is_empty() && form.template != "home"
            });
            if is_missing && let Some(slug) = slug::proposal(editing, &language).await {
                editing.write(&field, slug);
            }
        }
    }

    /// A language without a text is not published; told at its field, before anything is sent.
    fn lacks_text(self, language: &Language) -> bool {
        let content = |form: &PageForm| form.texts.get(language).is_none_or(|text| text.content.trim().is_empty());
        let lacks = self.editing.form.with_untracked(content);
        if lacks {
            self.refused(Invalid::at(format!("content:{language}"), Problem::Missing));
        }
        lacks
    }

    fn refused(self, problems: Invalid) {
        let first = problems.0.iter().find_map(|(name, _)| FormField::parse(name));
        self.editing.problems.set(problems);
        self.editing.is_refused.set(true);
        if let Some(field) = first {
            self.go_to.run(field);
        }
    }

    async fn failed(self, error: AppError) {
        let editing = self.editing;
        match error {
            AppError::Invalid(problems) => self.refused(problems),
            AppError::Stale | AppError::NotFound | AppError::Conflict => self.meet().await,
            error => {
                let lost =
                    matches!(error, AppError::Offline | AppError::Internal | AppError::TooFast { .. } | AppError::SignedOut);
                let sentence = sentence(&error, editing.speech);
                let kept = if lost { editing.text().still_kept } else { "" };
                self.failure.try_set(Some(format!("{sentence} {kept}").trim_end().to_owned()));
                show_news();
            }
        }
    }

    /// Someone else was first: asks what the page is now.
    async fn meet(self) {
        let editing = self.editing;
        let Some((id, _)) = self.place() else { return };
        let answer = asking(|| open_page(id)).await;
        let (Some(base), Some(typed)) = (editing.base.try_get_untracked(), editing.form.try_get_untracked()) else { return };
        match answer {
            Ok(theirs) => {
                let conflict = Conflict::between(&base, &typed, theirs, &editing.shown());
                match conflict {
                    // Nothing of mine is at stake: theirs is shown, and said.
                    Conflict::Changed { theirs, differences } if differences.is_empty() || typed == base => {
                        let by = theirs.updated_by.clone();
                        editing.adopt(&base, *theirs);
                        self.failure.set(Some(editing.text().was_changed(by.as_deref())));
                        show_news();
                    }
                    conflict => self.conflict.set(Some(conflict)),
                }
            }
            Err(AppError::NotFound) => self.conflict.set(Some(Conflict::Gone)),
            Err(error) => self.failure.set(Some(sentence(&error, editing.speech))),
        }
    }

    /// The page as it is now, after a move to or from the trash.
    async fn reload(self, done: &'static str) {
        let Some((id, _)) = self.place() else { return };
        match asking(|| open_page(id)).await {
            Ok(detail) => {
                self.adopt(detail);
                say(done);
                show_news();
            }
            Err(error) => self.failure.set(Some(sentence(&error, self.editing.speech))),
        }
    }

    fn adopt(self, detail: PageDetail) {
        if let Some(base) = self.editing.base.try_get_untracked() {
            self.editing.adopt(&base, detail);
        }
    }

    fn place(self) -> Option<(domain::id::PageId, i64)> {
        self.editing.base.try_with_untracked(|base| Some((base.id?, base.version)))?
    }
}

/// What is said at the top of the screen, to whoever is further down.
fn show_news() {
    if let Some(news) = document().get_element_by_id("editor:news") {
        news.scroll_into_view_with_bool(false);
    }
}

/// Where a page is edited.
pub fn address_of(id: domain::id::PageId) -> String {
    format!("{}/{id}", routes::PAGES)
}

/// For moves within the admin by full address.
pub fn in_place() -> NavigateOptions {
    NavigateOptions { resolve: false, replace: true, scroll: false, ..NavigateOptions::default() }
}
