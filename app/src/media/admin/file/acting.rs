//! What the screen of a file has the server do besides saving: trash, away for good, and another file in its place.

use domain::media::{BulkProblem, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::item::LibraryFile;
use crate::error::AppError;
use crate::form::actions::{FormActions, show_notices};
use crate::form::editable::Editable;
use crate::form::state::PendingAction;
use crate::layout::admin::{toast, with_reauth};
use crate::media::admin::upload::{UploadError, UploadStatus};
use crate::media::api::{purge_media, trash_file};
use crate::text::media_file::MediaFile as Text;

impl FormActions<LibraryFile> {
    pub fn trash(self) {
        self.act(PendingAction::Working, async move || {
            let Some((id, version)) = self.id_and_version() else { return };
            self.editing.extension.is_held.set(false);
            match with_reauth(|| trash_file(id, version)).await {
                Ok(version) => self.reload(version, self.editing.noun().trashed).await,
                Err(AppError::Conflict) => self.held().await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Deletes it for good; `then` leaves the screen.
    pub fn purge(self, then: Callback<()>) {
        self.act(PendingAction::Working, async move || {
            let Some((id, _)) = self.id_and_version() else { return };
            match with_reauth(|| purge_media(vec![id])).await {
                Ok(bulk) if bulk.done.contains(&id) => {
                    toast(Text::of(self.editing.ui_language).purged);
                    then.try_run(());
                }
                Ok(bulk) if bulk.refused.iter().any(|(_, problem)| *problem == BulkProblem::InUse) => self.held().await,
                Ok(_) => self.failed(AppError::NotFound).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Puts another file in the place of this one. `ended` hears of each try, so it has to live as long as the screen.
    pub fn replace(self, files: Vec<File>, ended: Callback<UploadStatus>) {
        let (Some(file), Some((id, _))) = (files.into_iter().next(), self.id_and_version()) else { return };
        let uploads = self.editing.extension.uploads.get_value();
        uploads.dismiss_finished();
        uploads.replace(file, id, self.editing.base, ended);
        // Once the list of uploads is there.
        let _ = request_animation_frame(show_notices);
    }

    /// For [`Self::replace`]; made by the component of the screen, not by what is rendered anew within it.
    pub fn on_replaced(self) -> Callback<UploadStatus> {
        Callback::new(move |status| spawn_local(self.replaced(status)))
    }

    /// Looks for smaller pictures that are being made.
    pub fn poll_variants(self) {
        self.editing.extension.look_again.then(move || spawn_local(self.look()));
    }

    /// Reads what the form does not hold. What is not told now is told by the next answer.
    async fn look(self) {
        let Some((id, _)) = self.id_and_version() else { return };
        if let Ok(seen) = with_reauth(|| LibraryFile::open(id)).await {
            self.editing.refresh_file(seen);
        }
    }

    /// It stays because something uses it, perhaps only since it was opened here.
    async fn held(self) {
        self.look().await;
        self.editing.extension.is_held.try_set(true);
        show_notices();
    }

    /// What became of the file that was to take the place of this one.
    async fn replaced(self, status: UploadStatus) {
        let Some((_, version)) = self.id_and_version() else { return };
        let done = Text::of(self.editing.ui_language).replaced;
        // What an earlier try met is over.
        self.failure.set(None);
        match status {
            UploadStatus::Done(..) => self.reload(version + 1, done).await,
            // It was this file already.
            UploadStatus::Known(_) => self.reload(version, done).await,
            UploadStatus::Refused(UploadError::File(Refusal::Stale | Refusal::Gone)) => self.meet_newer().await,
            _ => {}
        }
    }

    /// Another version is stored than the one whose file was to be replaced. What somebody else saved is shown, or asked about where
    /// something is typed; what this form saved while the file was on its way, it has.
    async fn meet_newer(self) {
        let Some((id, _)) = self.id_and_version() else { return };
        match with_reauth(|| LibraryFile::open(id)).await {
            Ok(stored) => {
                let is_newer = self.id_and_version().is_some_and(|(_, version)| stored.form.version > version);
                // An act that is under way, or a question that is open, meets it by itself.
                if is_newer && !untrack(|| self.editing.is_busy()) && self.conflict.with_untracked(Option::is_none) {
                    self.show_conflict(stored);
                }
            }
            Err(error) => self.failed(error).await,
        }
    }
}
