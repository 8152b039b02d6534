//! Actions on all selected files: move, tag, trash, restore, delete for good.

use domain::id::MediaId;
use domain::list::ListPage;
use domain::media::{self, BulkProblem, MediaRow, MediaTab};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialogs::{MoveDialog, PurgeDialog, TagDialog};
use super::query::LibraryQuery;
use crate::error::AppError;
use crate::layout::admin::{
    error_message, focus_heading, may_administer, toast, toast_with_action, use_ui_language, with_reauth,
};
use crate::listing::bulk::SelectionBar;
use crate::listing::selection::ListRow;
use crate::listing::{List, ListResponse, lists_changed};
use crate::media::api::{MediaList, purge_media, restore_media, trash_media};
use crate::text::UiLanguage;
use crate::text::listing::Listing;
use crate::text::media::Media as Text;
use crate::text::media_file::MediaFile;
use crate::ui::icon::{FOLDER, Icon, RESTORE, TAG, TRASH};

impl ListResponse for MediaList {
    type Filter = LibraryQuery;
    type Row = MediaRow;

    fn list_page(&self) -> &ListPage<MediaRow> {
        &self.list_page
    }

    /// Uploads change the list while somebody selects rows; rows that are gone are no longer selected.
    fn still_selected(&self, selected: &[MediaRow]) -> Vec<MediaRow> {
        self.list_page.items.iter().filter(|row| selected.iter().any(|one| one.id == row.id)).cloned().collect()
    }
}

impl ListRow for MediaRow {
    fn key(&self) -> i64 {
        self.id.0
    }

    fn name(&self) -> &str {
        &self.filename
    }
}

/// The bar that acts on all that are selected, and what it asks before.
#[component]
pub(super) fn BulkActions(list: List<MediaList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let (text, common) = (Text::of(ui_language), Listing::of(ui_language));
    let is_busy = RwSignal::new(false);
    let (moving, tagging, purging) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let is_trash = Memo::new(move |_| list.filter.with(|query| query.filter.tab == MediaTab::Trash));
    let act_on_selected = move |act: BulkAction| run(list, act, list.selected.get_untracked(), is_busy, ui_language);
    let act = move |act: BulkAction| move |_| act_on_selected(act);
    let in_trash = move || {
        view! {
            <button type="button" class="button button-ghost button-small" disabled=move || is_busy.get() on:click=act(BulkAction::Restore)>
                <Icon of=RESTORE/>
                {common.restore}
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
            <button type="button" class="button button-danger button-small" disabled=move || is_busy.get() on:click=act(BulkAction::Trash)>
                <Icon of=TRASH/>
                {common.trash}
            </button>
        }
    };
    view! {
        <SelectionBar list>{move || if is_trash.get() { in_trash().into_any() } else { outside().into_any() }}</SelectionBar>
        <MoveDialog list is_open=moving/>
        <TagDialog list is_open=tagging/>
        <PurgeDialog list is_open=purging on_yes=Callback::new(move |()| act_on_selected(BulkAction::Purge))/>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BulkAction {
    Trash,
    Restore,
    Purge,
}

impl BulkAction {
    async fn ask(self, ids: Vec<MediaId>) -> Result<media::BulkResult, AppError> {
        match self {
            Self::Trash => trash_media(ids).await,
            Self::Restore => restore_media(ids).await,
            Self::Purge => purge_media(ids).await,
        }
    }
}

fn run(list: List<MediaList>, act: BulkAction, rows: Vec<MediaRow>, is_busy: RwSignal<bool>, ui_language: UiLanguage) {
    let noun = &MediaFile::of(ui_language).noun;
    is_busy.try_set(true);
    spawn_local(async move {
        let ids: Vec<MediaId> = rows.iter().map(|row| row.id).collect();
        match with_reauth(|| act.ask(ids.clone())).await {
            Ok(bulk) => finish(list, &rows, &bulk, ui_language, |count, name| match act {
                BulkAction::Trash => {
                    let done: Vec<MediaRow> = rows.iter().filter(|row| bulk.done.contains(&row.id)).cloned().collect();
                    let undo = move || run(list, BulkAction::Restore, done.clone(), is_busy, ui_language);
                    toast_with_action(Listing::of(ui_language).trashed(noun, count, name), Listing::of(ui_language).undo, undo);
                }
                BulkAction::Restore => toast(Listing::of(ui_language).restored(noun, count, name)),
                BulkAction::Purge => toast(ui_language.files_purged(count, name)),
            }),
            Err(error) => toast(error_message(&error, ui_language)),
        }
        is_busy.try_set(false);
    });
}

/// Says what was not done, has `done` say what was, and asks for the list again.
pub(super) fn finish(
    list: List<MediaList>,
    rows: &[MediaRow],
    bulk: &media::BulkResult,
    ui_language: UiLanguage,
    done: impl FnOnce(usize, &str),
) {
    let name = |id: MediaId| rows.iter().find(|row| row.id == id).map(|row| row.filename.clone()).unwrap_or_default();
    let in_use: Vec<String> =
        bulk.refused.iter().filter(|(_, problem)| *problem == BulkProblem::InUse).map(|(id, _)| name(*id)).collect();
    let mut refused = Vec::new();
    if in_use.len() > 1 {
        refused.push(ui_language.files_in_use(&in_use));
    }
    let others = bulk.refused.iter().filter(|(_, problem)| in_use.len() < 2 || *problem != BulkProblem::InUse);
    refused.extend(others.map(|(id, problem)| ui_language.not_done(&name(*id), *problem)));
    if !refused.is_empty() {
        toast(refused.join("\n"));
    }
    if let Some(first) = bulk.done.first() {
        done(bulk.done.len(), &name(*first));
    }
    lists_changed();
    // None where the screen has been left meanwhile.
    if list.selected.try_update(|selected| selected.retain(|row| !bulk.done.contains(&row.id))).is_some() {
        // The button that was pressed is gone with the selection.
        focus_heading();
    }
}
