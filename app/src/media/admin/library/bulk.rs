//! What is done to all files that are ticked: move, tag, into the trash, out of it, and away for good.

use domain::id::MediaId;
use domain::media::{self, BulkProblem, MediaRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Library;
use super::dialogs::{MoveDialog, PurgeDialog, TagDialog};
use crate::error::AppError;
use crate::layout::admin::{asking, focus_heading, may_administer, say, sentence, use_speech};
use crate::media::api::{purge_media, restore_media, trash_media};
use crate::text::Speech;
use crate::text::listing::Listing;
use crate::text::media::Media as Text;
use crate::ui::icon::{CLOSE, FOLDER, Icon, RESTORE, TAG, TRASH};

/// The bar that acts on all that are ticked.
#[component]
pub(super) fn Bulk(library: Library) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let is_busy = RwSignal::new(false);
    let (moving, tagging, purging) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let is_shown = Memo::new(move |_| library.ticked.with(|ticked| !ticked.is_empty()));
    let is_trash = Memo::new(move |_| library.is_trash());
    let act = move |act: Act| move |_| run(library, act, is_busy, speech);
    let clear = move |_| {
        library.ticked.set(Vec::new());
        focus_heading();
    };
    let in_trash = move || {
        view! {
            <button type="button" class="button button-ghost button-small" disabled=move || is_busy.get() on:click=act(Act::Restore)>
                <Icon of=RESTORE/>
                {text.restore}
            </button>
            {may_administer()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button-danger button-small"
                            disabled=move || is_busy.get()
                            on:click=move |_| purging.set(true)
                        >
                            <Icon of=TRASH/>
                            {text.purge}
                        </button>
                    }
                })}
        }
    };
    let outside = move || {
        view! {
            <button type="button" class="button button-ghost button-small" disabled=move || is_busy.get() on:click=move |_| moving.set(true)>
                <Icon of=FOLDER/>
                {text.move_to}
            </button>
            <button type="button" class="button button-ghost button-small" disabled=move || is_busy.get() on:click=move |_| tagging.set(true)>
                <Icon of=TAG/>
                {text.add_tags}
            </button>
            <button type="button" class="button button-danger button-small" disabled=move || is_busy.get() on:click=act(Act::Trash)>
                <Icon of=TRASH/>
                {text.trash}
            </button>
        }
    };
    let bar = move || {
        view! {
            <div class="bulk toolbar" role="region" aria-label=text.selection>
                <span role="status"><strong>{move || library.ticked.with(Vec::len)}</strong>" "{Listing::of(speech).selected}</span>
                <span class="toolbar-line"></span>
                {move || if is_trash.get() { in_trash().into_any() } else { outside().into_any() }}
                <button
                    type="button"
                    class="button button-ghost button-icon button-small"
                    aria-label=text.clear_selection
                    on:click=clear
                >
                    <Icon of=CLOSE/>
                </button>
            </div>
        }
    };
    view! {
        {move || is_shown.get().then(bar)}
        <MoveDialog library is_open=moving/>
        <TagDialog library is_open=tagging/>
        <PurgeDialog library is_open=purging on_yes=Callback::new(move |()| run(library, Act::Purge, is_busy, speech))/>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Trash,
    Restore,
    Purge,
}

impl Act {
    async fn ask(self, ids: Vec<MediaId>) -> Result<media::Bulk, AppError> {
        match self {
            Self::Trash => trash_media(ids).await,
            Self::Restore => restore_media(ids).await,
            Self::Purge => purge_media(ids).await,
        }
    }
}

fn run(library: Library, act: Act, is_busy: RwSignal<bool>, speech: Speech) {
    is_busy.set(true);
    spawn_local(async move {
        let rows = library.ticked.get_untracked();
        let ids: Vec<MediaId> = rows.iter().map(|row| row.id).collect();
        match asking(|| act.ask(ids.clone())).await {
            Ok(bulk) => {
                let done = |count, name: &str| match act {
                    Act::Trash => speech.files_trashed(count, name),
                    Act::Restore => speech.files_restored(count, name),
                    Act::Purge => speech.files_purged(count, name),
                };
                finish(library, &rows, &bulk, speech, done);
            }
            Err(error) => say(sentence(&error, speech)),
        }
        is_busy.try_set(false);
    });
}

/// Says what was done and what was not, and asks for the list again.
pub(super) fn finish(
    library: Library,
    rows: &[MediaRow],
    bulk: &media::Bulk,
    speech: Speech,
    done: impl Fn(usize, &str) -> String,
) {
    let name = |id: MediaId| rows.iter().find(|row| row.id == id).map(|row| row.filename.clone()).unwrap_or_default();
    if let Some(first) = bulk.done.first() {
        say(done(bulk.done.len(), &name(*first)));
    }
    let in_use: Vec<String> =
        bulk.refused.iter().filter(|(_, problem)| *problem == BulkProblem::InUse).map(|(id, _)| name(*id)).collect();
    if in_use.len() > 1 {
        say(speech.files_in_use(&in_use));
    }
    let others = bulk.refused.iter().filter(|(_, problem)| in_use.len() < 2 || *problem != BulkProblem::InUse);
    others.for_each(|(id, problem)| say(speech.not_done(&name(*id), *problem)));
    // None where the screen has been left meanwhile.
    if library.ticked.try_update(|ticked| ticked.retain(|row| !bulk.done.contains(&row.id))).is_some() {
        // The button that was pressed is gone with the selection.
        focus_heading();
        library.answer.again();
    }
}
