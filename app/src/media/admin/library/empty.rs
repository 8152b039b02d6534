//! An empty library says why it is empty and what to do.

use domain::media::{Folder, MediaTab};
use leptos::prelude::*;

use super::folders::open_folder;
use super::incoming::use_upload;
use crate::layout::admin::{may_edit, use_ui_language};
use crate::listing::List;
use crate::listing::empty::{Empty, EmptyAction, EmptyState};
use crate::media::admin::upload::{ACCEPT, PickButton};
use crate::media::api::MediaList;
use crate::text::listing::Listing;
use crate::text::media::Media as Text;

#[component]
pub(super) fn NoFiles(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let past_end = move || EmptyState::past_end(list).map(|state| EmptyState { text: text.past_end_text, ..state });
    let narrowed = move || EmptyState::narrowed(list, text.nothing_found_text);
    let state = move || past_end().or_else(narrowed).unwrap_or_else(|| of_place(list));
    view! { <Empty state=Signal::derive_local(state) is_tall=false/> }
}

/// Why nothing is there, and what can be done about it.
fn of_place(list: List<MediaList>) -> EmptyState {
    let (text, common) = (Text::of(use_ui_language()), Listing::of(use_ui_language()));
    let has_files = list.latest.with(|list| list.as_ref().is_some_and(|list| list.totals.all > 0));
    let is_in_folder = open_folder(list).is_some_and(|folder| folder != Folder::root());
    let to_library = || Some(EmptyAction::to(text.to_library, list.href(&list.filter.with(|query| query.all_in(None)))));
    let (title, text, action) = match list.filter.with(|query| query.filter.tab) {
        MediaTab::Trash => (common.trash_empty_title, common.trash_empty_text, None),
        MediaTab::MissingAlt => (text.no_alt_missing_title, text.no_alt_missing_text, None),
        MediaTab::Unused => (text.none_unused_title, text.none_unused_text, None),
        MediaTab::All if is_in_folder => (text.folder_empty_title, text.folder_empty_text, to_library()),
        MediaTab::All if has_files => (common.nothing_found_title, text.nothing_found_text, to_library()),
        MediaTab::All if may_edit() => (text.none_yet_title, text.none_yet_text, Some(upload(list))),
        MediaTab::All => (text.none_yet_title, text.none_yet_viewer, None),
    };
    EmptyState { title, text, action }
}

fn upload(list: List<MediaList>) -> EmptyAction {
    let label = Text::of(use_ui_language()).upload;
    let button = move || {
        view! {
            <PickButton class="button button-secondary" accept=ACCEPT multiple=true on_files=use_upload(list)>
                {label}
            </PickButton>
        }
    };
    EmptyAction::Here(button.into())
}
