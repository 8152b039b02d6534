//! The state of the screen of one file, and what is done with the server.

use std::time::Duration;

use domain::id::MediaId;
use domain::invalid::Invalid;
use domain::language::Languages;
use domain::media::{Bulk, BulkProblem, MediaDetail, MediaForm};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;
use web_sys::wasm_bindgen::JsCast;

use crate::error::AppError;
use crate::layout::admin::{asking, may_edit, say, sentence, use_desk, use_speech};
use crate::media::admin::upload::{To, Uploads};
use crate::media::api::{open_media, purge_media, restore_media, save_media, trash_media};
use crate::media::fields::{Difference, MediaField, is_changed, merge};
use crate::text::Speech;
use crate::text::media_file::MediaFile as Text;
use crate::ui::pause::Pause;

/// Everything that the parts of the screen share.
#[derive(Clone, Copy)]
pub struct Editing {
    id: MediaId,
    /// The file as the server told it last; from its form the typing began.
    pub stored: RwSignal<MediaDetail>,
    /// As typed now.
    pub form: RwSignal<MediaForm>,
    /// What is shown at the fields.
    pub problems: RwSignal<Invalid>,
    pub is_busy: RwSignal<bool>,
    /// What failed, other than fields, as a sentence.
    pub failure: RwSignal<Option<String>>,
    /// The trash was refused, because something uses the file.
    pub is_held: RwSignal<bool>,
    /// Someone else was first; shown until decided.
    pub conflict: RwSignal<Option<Conflict>>,
    pub speech: Speech,
    may_edit: bool,
    languages: StoredValue<Languages>,
    uploads: StoredValue<Uploads>,
    pause: Pause,
    looks: StoredValue<u32>,
}

/// What is stored now, and where both have changed the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub theirs: MediaDetail,
    pub differences: Vec<Difference>,
}

impl Editing {
    pub fn new(detail: MediaDetail) -> Self {
        Self {
            id: detail.row.id,
            form: RwSignal::new(detail.form.clone()),
            stored: RwSignal::new(detail),
            problems: RwSignal::default(),
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            is_held: RwSignal::new(false),
            conflict: RwSignal::new(None),
            speech: use_speech(),
            may_edit: may_edit(),
            languages: StoredValue::new(use_desk().languages),
            uploads: StoredValue::new(Uploads::new()),
            pause: Pause::new(),
            looks: StoredValue::new(0),
        }
    }

    pub fn text(self) -> &'static Text {
        Text::of(self.speech)
    }

    pub fn languages(self) -> Languages {
        self.languages.get_value()
    }

    /// The files that are to take the place of this one.
    pub fn uploads(self) -> Uploads {
        self.uploads.get_value()
    }

    /// Whether the fields take what is typed.
    pub fn may_edit(self) -> bool {
        self.may_edit && !self.is_in_trash()
    }

    /// Whether the person may change files at all.
    pub fn is_editor(self) -> bool {
        self.may_edit
    }

    pub fn is_in_trash(self) -> bool {
        self.stored.with(|stored| stored.row.deleted_at.is_some())
    }

    pub fn is_changed(self) -> bool {
        self.stored.with(|stored| self.form.with(|form| is_changed(&stored.form, form, &self.languages())))
    }

    pub fn read(self, field: &MediaField) -> String {
        self.form.with(|form| field.read(form))
    }

    /// Takes what was typed; a message at the field goes as soon as it no longer holds.
    pub fn write(self, field: &MediaField, value: String) {
        self.form.update(|form| field.write(form, value));
        let name = field.to_string();
        if self.problems.with_untracked(|problems| problems.of(&name).is_some()) {
            let found = self.form.get_untracked().parse(&self.languages()).err().unwrap_or_default();
            self.problems.update(|problems| {
                problems.0.retain(|(at, _)| *at != name);
                if let Some(problem) = found.of(&name) {
                    problems.add(name, problem.clone());
                }
            });
        }
    }

    /// The sentence at a field, while there is one.
    pub fn problem(self, field: &MediaField) -> Signal<Option<String>> {
        let name = field.to_string();
        Signal::derive(move || self.problems.with(|problems| problems.of(&name).map(|problem| self.speech.problem(problem))))
    }

    /// Saves what was typed.
    pub fn save(self) {
        self.act(async move || {
            if self.save_now().await {
                say(self.text().saved);
            }
        });
    }

    /// Saves, and goes on once it is stored: before leaving.
    pub fn save_then(self, then: Callback<()>) {
        self.act(async move || {
            if self.save_now().await {
                then.try_run(());
            }
        });
    }

    pub fn trash(self) {
        let id = self.id;
        self.act(async move || match asking(|| trash_media(vec![id])).await {
            Ok(bulk) => self.moved(&bulk, self.text().trashed).await,
            Err(error) => self.failed(&error),
        });
    }

    pub fn restore(self) {
        let id = self.id;
        self.act(async move || match asking(|| restore_media(vec![id])).await {
            Ok(bulk) => self.moved(&bulk, self.text().restored).await,
            Err(error) => self.failed(&error),
        });
    }

    /// For good; `then` leads away from what is no longer there.
    pub fn purge(self, then: Callback<()>) {
        let id = self.id;
        self.act(async move || match asking(|| purge_media(vec![id])).await {
            Ok(bulk) if bulk.done.contains(&id) => {
                say(self.text().purged);
                then.try_run(());
            }
            Ok(bulk) => self.moved(&bulk, "").await,
            Err(error) => self.failed(&error),
        });
    }

    /// Puts another file in the place of this one.
    pub fn replace(self, files: Vec<File>) {
        let Some(file) = files.into_iter().next() else { return };
        let version = self.stored.with_untracked(|stored| stored.form.version);
        let done = Callback::new(move |_| {
            spawn_local(async move {
                self.reload().await;
                say(self.text().replaced);
            });
        });
        let uploads = self.uploads();
        uploads.dismiss_finished();
        uploads.add(vec![file], &To::Replace { id: self.id, version }, Some(done));
        // Once the list of uploads is there.
        let _ = request_animation_frame(show_news);
    }

    /// Smaller pictures are made shortly after a file came; the screen looks for them a few times.
    pub fn look_again(self) {
        if self.looks.get_value() < LOOKS {
            self.looks.update_value(|looks| *looks += 1);
            self.pause.then(LOOK_AGAIN, move || spawn_local(self.reload()));
        }
    }

    /// What was decided in a conflict, saved on top of the version it was decided against.
    pub fn settle(self, theirs: MediaDetail, decided: MediaForm) {
        self.conflict.set(None);
        self.stored.set(theirs);
        self.form.set(decided);
        self.save();
    }

    /// One act at a time.
    fn act<F: Future<Output = ()> + 'static>(self, act: impl FnOnce() -> F + 'static) {
        if self.is_busy.get_untracked() || !self.may_edit {
            return;
        }
        self.is_busy.set(true);
        self.failure.set(None);
        self.is_held.set(false);
        spawn_local(async move {
            act().await;
            self.is_busy.try_set(false);
        });
    }

    /// Whether the form is stored afterwards.
    async fn save_now(self) -> bool {
        if !untrack(|| self.is_changed()) {
            return true;
        }
        // Once more where someone else was first, but changed something else.
        for _ in 0..3 {
            let Some(form) = self.form.try_get_untracked() else { return false };
            if let Err(problems) = form.clone().parse(&self.languages()) {
                self.refused(problems);
                return false;
            }
            match asking(|| save_media(form.clone())).await {
                Ok(detail) => {
                    self.adopt(Some(&form), detail);
                    self.problems.try_set(Invalid::default());
                    return true;
                }
                Err(AppError::Stale | AppError::Conflict) => {
                    if !self.meet().await {
                        return false;
                    }
                }
                Err(AppError::Invalid(problems)) => {
                    self.refused(problems);
                    return false;
                }
                Err(error) => {
                    self.failed(&error);
                    return false;
                }
            }
        }
        self.failed(&AppError::Stale);
        false
    }

    /// Someone else was first: whether both changes fit on each other.
    async fn meet(self) -> bool {
        let id = self.id;
        match asking(|| open_media(id)).await {
            Ok(theirs) => {
                let (Some(base), Some(mine)) = (self.stored.try_get_untracked(), self.form.try_get_untracked()) else {
                    return false;
                };
                let (_, differences) = merge(&base.form, &mine, &theirs.form, &self.languages());
                if differences.is_empty() && theirs.row.deleted_at.is_none() {
                    self.adopt(None, theirs);
                    return true;
                }
                if differences.is_empty() {
                    self.adopt(None, theirs)
                } else {
                    self.conflict.set(Some(Conflict { theirs, differences }))
                }
                false
            }
            Err(error) => {
                self.failed(&error);
                false
            }
        }
    }

    /// Takes a stored file in place of the one from which the typing began. What was typed since `sent`, or since then, stays.
    fn adopt(self, sent: Option<&MediaForm>, detail: MediaDetail) {
        let (Some(before), Some(typed)) = (self.stored.try_get_untracked(), self.form.try_get_untracked()) else { return };
        let (merged, _) = merge(sent.unwrap_or(&before.form), &typed, &detail.form, &self.languages());
        self.stored.set(detail);
        self.form.set(merged);
    }

    async fn moved(self, bulk: &Bulk, done: &'static str) {
        let is_held = bulk.refused.iter().any(|(_, problem)| *problem == BulkProblem::InUse);
        self.reload().await;
        if bulk.refused.is_empty() {
            say(done);
        } else if is_held {
            self.is_held.try_set(true);
        } else if let Some((_, problem)) = bulk.refused.first() {
            let name = self.stored.try_with_untracked(|stored| stored.row.filename.clone()).unwrap_or_default();
            self.failure.try_set(Some(self.speech.not_done(&name, *problem)));
        }
        show_news();
    }

    /// The file as it is now; what was typed stays.
    async fn reload(self) {
        let id = self.id;
        match asking(|| open_media(id)).await {
            Ok(detail) => self.adopt(None, detail),
            Err(error) => self.failed(&error),
        }
    }

    fn failed(self, error: &AppError) {
        self.failure.try_set(Some(sentence(error, self.speech)));
        show_news();
    }

    /// Shows the problems and leads to the first field that has one.
    fn refused(self, problems: Invalid) {
        let first = problems.0.first().map(|(name, _)| name.clone());
        self.problems.try_set(problems);
        let _ = request_animation_frame(move || {
            let field = first.and_then(|name| document().get_element_by_id(&name));
            if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    }
}

const LOOKS: u32 = 5;
const LOOK_AGAIN: Duration = Duration::from_millis(2_500);

/// What is said at the top of the screen, to whoever is further down.
fn show_news() {
    if let Some(news) = document().get_element_by_id("media-news") {
        news.scroll_into_view_with_bool(false);
    }
}
