//! The media library: files as tiles or rows, found by search, folder, tag, kind and day; where new ones come in.

mod bulk;
mod dialogs;
mod empty;
mod filters;
mod folders;
mod incoming;
mod query;
mod rows;
mod tiles;

use domain::media::{Folder, MediaTab};
use leptos::prelude::*;

use super::upload::{ACCEPT, PickButton, learn_limit};
use crate::layout::admin::{Failed, Screen, may_edit, use_ui_language};
use crate::listing::tabs::ListTabs;
use crate::listing::{List, ListView, use_list, use_list_view};
use crate::media::api::{MediaList, list_media};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::media::Media as Text;
use crate::ui::icon::{FOLDER, Icon, UPLOAD};
use bulk::BulkActions;
use dialogs::NewFolderDialog;
use empty::NoFiles;
use filters::Filters;
use folders::{Folders, open_folder};
use incoming::{Incoming, use_is_trash, use_upload};
use query::{LibraryQuery, View};
use rows::Rows;
use tiles::Tiles;

/// The screen at `/admin/media`.
#[component]
pub fn MediaLibrary() -> impl IntoView {
    let list = use_list(routes::MEDIA.to_owned(), |query: LibraryQuery| list_media(query.request()));
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let list_view = use_list_view(list);
    let title =
        Signal::derive(move || folder_name(open_folder(list).as_ref()).unwrap_or_else(|| Admin::of(ui_language).media.into()));
    Effect::new(move |_| {
        if let Some(max_megabytes) = list.latest.with(|list| list.as_ref().map(|list| list.max_megabytes)) {
            learn_limit(max_megabytes);
        }
    });
    view! {
        <Screen title subtitle=use_subtitle(list)>{may_edit().then(|| view! { <Heading list/> })}</Screen>
        <ListTabs
            list
            tabs=MediaTab::ALL.map(|tab| (tab, ui_language.media_tab(tab)))
            read=|query: &LibraryQuery| query.filter.tab
            write=|query: &mut LibraryQuery, tab| query.filter.tab = tab
            count=tab_count
        />
        <Filters list/>
        <Folders list/>
        {may_edit().then(|| view! { <Incoming list/> })}
        {move || match list_view.get() {
            ListView::Failed => view! { <Failed title=text.failed_title request=list.request/> }.into_any(),
            ListView::Empty => view! { <NoFiles list/> }.into_any(),
            ListView::Rows => view! { <div><Files list/> <BulkActions list/></div> }.into_any(),
        }}
    }
}

/// As tiles or as rows.
#[component]
fn Files(list: List<MediaList>) -> impl IntoView {
    let view = Memo::new(move |_| list.filter.with(|query| query.view));
    move || match view.get() {
        View::Grid => view! { <Tiles list/> }.into_any(),
        View::List => view! { <Rows list/> }.into_any(),
    }
}

/// The last part of a folder's path.
fn folder_name(folder: Option<&Folder>) -> Option<String> {
    folder.and_then(|folder| folder.as_str().rsplit('/').next()).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// `48 files, 61 MB. 3 images have no alternative text yet.`
fn use_subtitle(list: List<MediaList>) -> Signal<String> {
    let ui_language = use_ui_language();
    Signal::derive(move || {
        let totals = list.latest.with(|list| list.as_ref().map(|list| list.totals)).filter(|totals| totals.all > 0);
        // Takes its room before it is known.
        let Some(totals) = totals else { return "\u{a0}".into() };
        let files = ui_language.files_of(totals.all, &ui_language.size(totals.size_bytes));
        match totals.missing_alt {
            0 => files,
            count => format!("{files} {}", ui_language.images_without_alt(count)),
        }
    })
}

/// The buttons at the right of the title.
#[component]
fn Heading(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let is_open = RwSignal::new(false);
    let is_trash = use_is_trash(list);
    let upload = move || {
        view! {
            <PickButton class="button button-primary upload-button" accept=ACCEPT multiple=true on_files=use_upload(list)>
                <Icon of=UPLOAD/>
                {text.upload}
                <kbd class="kbd-on" aria-hidden="true">"U"</kbd>
            </PickButton>
        }
    };
    view! {
        <button type="button" class="button button-secondary" on:click=move |_| is_open.set(true)>
            <Icon of=FOLDER/>
            {text.new_folder}
        </button>
        {move || (!is_trash.get()).then(upload)}
        <NewFolderDialog list is_open/>
    }
}

fn tab_count(list: &MediaList, tab: MediaTab) -> Option<i64> {
    match tab {
        MediaTab::All => Some(list.totals.all),
        MediaTab::MissingAlt => Some(list.totals.missing_alt),
        MediaTab::Trash => Some(list.totals.trash),
        MediaTab::Unused => None,
    }
}
