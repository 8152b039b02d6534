//! What the screen of a file has the server do besides saving: trash and back, away for good, and another file in its place.

use domain::id::MediaId;
use domain::media::{Bulk, BulkProblem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::item::LibraryFile;
use crate::error::AppError;
use crate::form::actions::{FormActions, show_news};
use crate::form::state::PendingAction;
use crate::layout::admin::{asking, say};
use crate::media::admin::upload::To;
use crate::media::api::{purge_media, restore_media, trash_media};
use crate::text::media_file::MediaFile as Text;

impl FormActions<LibraryFile> {
    pub fn trash(self) {
        self.move_file(trash_media, self.editing.noun().trashed);
    }

    /// Out of the trash.
    pub fn take_out(self) {
        self.move_file(restore_media, self.editing.noun().restored);
    }

    /// For good; `then` leads away from what is no longer there.
    pub fn purge(self, then: Callback<()>) {
        self.act(PendingAction::Working, async move || {
            let Some((id, _)) = self.place() else { return };
            match asking(|| purge_media(vec![id])).await {
                Ok(bulk) if bulk.done.contains(&id) => {
                    say(Text::of(self.editing.speech).purged);
                    then.try_run(());
                }
                Ok(bulk) => self.moved(&bulk, "").await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    /// Puts another file in the place of this one.
    pub fn replace(self, files: Vec<File>) {
        let (Some(file), Some((id, version))) = (files.into_iter().next(), self.place()) else { return };
        let done = Callback::new(move |_| {
            spawn_local(async move {
                self.reload("").await;
                say(Text::of(self.editing.speech).replaced);
            });
        });
        let uploads = self.editing.extra.uploads.get_value();
        uploads.dismiss_finished();
        uploads.add(vec![file], &To::Replace { id, version }, Some(done));
        // Once the list of uploads is there.
        let _ = request_animation_frame(show_news);
    }

    /// Looks for smaller pictures that are being made.
    pub fn look_again(self) {
        self.editing.extra.look_later(move || spawn_local(self.reload("")));
    }

    fn move_file<A>(self, call: fn(Vec<MediaId>) -> A, done: &'static str)
    where
        A: Future<Output = Result<Bulk, AppError>> + 'static,
    {
        self.act(PendingAction::Working, async move || {
            let Some((id, _)) = self.place() else { return };
            self.editing.extra.is_held.set(false);
            match asking(|| call(vec![id])).await {
                Ok(bulk) => self.moved(&bulk, done).await,
                Err(error) => self.failed(error).await,
            }
        });
    }

    async fn moved(self, bulk: &Bulk, done: &'static str) {
        let editing = self.editing;
        let is_held = bulk.refused.iter().any(|(_, problem)| *problem == BulkProblem::InUse);
        self.reload("").await;
        if bulk.refused.is_empty() {
            say(done);
        } else if is_held {
            editing.extra.is_held.try_set(true);
        } else if let Some((_, problem)) = bulk.refused.first() {
            let stored = editing.stored.try_get_untracked().flatten();
            let name = stored.map(|stored| stored.row.filename).unwrap_or_default();
            self.failure.try_set(Some(editing.speech.not_done(&name, *problem)));
        }
        show_news();
    }
}
