//! The media library: files as tiles or rows, found by search, folder, tag, kind and day; where new ones come in.

mod address;
mod bulk;
mod dialogs;
mod empty;
mod filters;
mod folders;
mod rows;
mod tiles;

use std::time::Duration;

use domain::media::{Folder, MediaRow, MediaTab};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use super::upload::{DropBox, PickButton, To, UploadList, Uploads, learn_limit};
use crate::layout::admin::{Failed, Screen, may_edit, use_desk, use_speech};
use crate::listing::{List, Shown, use_list, use_shown};
use crate::media::api::{MediaList, list_media};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::listing::Listing;
use crate::text::media::Media as Text;
use crate::ui::files::DropAnywhere;
use crate::ui::icon::{FOLDER, Icon, UPLOAD};
use crate::ui::key::on_key;
use crate::ui::listen::on_window;
use crate::ui::pause::Pause;
use crate::ui::tabs::{Tab, Tabs};
use address::{Place, View};
use bulk::ActOnTicked;
use dialogs::NewFolderDialog;
use empty::NoFiles;
use filters::Filters;
use folders::Folders;
use rows::Rows;
use tiles::Tiles;

/// What a field for files offers at first; the server judges by content.
pub const ACCEPT: &str = ".jpg,.jpeg,.png,.gif,.webp,.avif,.svg,.pdf,.docx,.xlsx,.pptx,.mp4";

/// The screen at `/admin/media`.
#[component]
pub fn MediaLibrary() -> impl IntoView {
    let list = use_list(routes::MEDIA.to_owned(), |place: Place| list_media(place.request()));
    let speech = use_speech();
    let text = Text::of(speech);
    let shown = use_shown(list);
    let title = Signal::derive(move || folder_name(open_folder(list).as_ref()).unwrap_or_else(|| Admin::of(speech).media.into()));
    Effect::new(move |_| {
        if let Some(max_megabytes) = list.latest.with(|list| list.as_ref().map(|list| list.max_megabytes)) {
            learn_limit(max_megabytes);
        }
    });
    view! {
        <Screen title lead=use_lead(list)>{may_edit().then(|| view! { <Heading list/> })}</Screen>
        <StateTabs list/>
        <Filters list/>
        <Folders list/>
        {may_edit().then(|| view! { <Incoming list/> })}
        {move || match shown.get() {
            Shown::Failed => view! { <Failed title=text.failed_title answer=list.answer/> }.into_any(),
            Shown::Empty => view! { <NoFiles list/> }.into_any(),
            Shown::Rows => view! { <div><Files list/> <ActOnTicked list/></div> }.into_any(),
        }}
    }
}

/// As tiles or as rows.
#[component]
fn Files(list: List<MediaList>) -> impl IntoView {
    let view = Memo::new(move |_| list.filter.with(|place| place.view));
    move || match view.get() {
        View::Grid => view! { <Tiles list/> }.into_any(),
        View::List => view! { <Rows list/> }.into_any(),
    }
}

fn open_folder(list: List<MediaList>) -> Option<Folder> {
    list.filter.with(|place| place.filter.folder.clone())
}

/// The last part of a folder's path.
fn folder_name(folder: Option<&Folder>) -> Option<String> {
    folder.and_then(|folder| folder.as_str().rsplit('/').next()).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// `48 files, 61 MB. 3 images have no alternative text yet.`
fn use_lead(list: List<MediaList>) -> Signal<String> {
    let speech = use_speech();
    Signal::derive(move || {
        let totals = list.latest.with(|list| list.as_ref().map(|list| list.totals)).filter(|totals| totals.all > 0);
        // Takes its room before it is known.
        let Some(totals) = totals else { return "\u{a0}".into() };
        let files = speech.files_of(totals.all, &speech.size(totals.size_bytes));
        match totals.missing_alt {
            0 => files,
            count => format!("{files} {}", speech.images_without_alt(count)),
        }
    })
}

/// The buttons at the right of the title.
#[component]
fn Heading(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_speech());
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

/// Whether the trash is shown, into which nothing is uploaded.
fn use_is_trash(list: List<MediaList>) -> Memo<bool> {
    Memo::new(move |_| list.filter.with(|place| place.filter.tab == MediaTab::Trash))
}

/// What is done with files that come in: they go into the folder that is open.
fn use_upload(list: List<MediaList>) -> Callback<Vec<File>> {
    Callback::new(move |files| {
        let folder = untrack(|| open_folder(list)).unwrap_or_else(Folder::root);
        Uploads::of_library().add(files, &To::Folder(folder.as_str().to_owned()), None);
    })
}

/// Where files come in, and those that are on their way. The list follows when some are stored.
#[component]
fn Incoming(list: List<MediaList>) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let on_files = use_upload(list);
    let uploads = Uploads::of_library();
    let stored = {
        let uploads = uploads.clone();
        Memo::new(move |_| uploads.stored())
    };
    let pause = Pause::new();
    Effect::new(move |before: Option<u32>| {
        let stored = stored.get();
        if before.is_some_and(|before| before != stored) {
            pause.then(TOGETHER, move || list.answer.again());
        }
        stored
    });
    look_again_for_pictures(list, stored);
    guard_leaving(uploads.clone());
    let uploads = StoredValue::new(uploads);
    let is_trash = use_is_trash(list);
    on_key("u", || {
        let input = document().query_selector(".upload-button > input").ok().flatten();
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            input.click();
        }
    });
    let words = Signal::derive(move || match open_folder(list) {
        Some(folder) if folder != Folder::root() => speech.drop_into(folder.as_str()),
        _ => text.drop_now.to_owned(),
    });
    view! {
        {move || {
            let uploads = uploads.get_value();
            if is_trash.get() {
                view! { <UploadList uploads/> }.into_any()
            } else {
                view! {
                    <DropAnywhere words on_files/>
                    <DropBox uploads on_files accept=ACCEPT/>
                }
                .into_any()
            }
        }}
    }
}

/// Several files that are stored within this time change the list once.
const TOGETHER: Duration = Duration::from_millis(400);

/// Small pictures are made shortly after a file came; the list looks for them a few times.
fn look_again_for_pictures(list: List<MediaList>, stored: Memo<u32>) {
    let pause = Pause::new();
    let looks = StoredValue::new(0_u32);
    Effect::new(move |_| {
        stored.track();
        looks.set_value(0);
    });
    Effect::new(move |_| {
        list.latest.track();
        let is_waiting = untrack(|| list.rows()).iter().any(|row| row.thumbnail.is_none() && row.format.has_variants());
        if is_waiting && looks.get_value() < LOOKS {
            looks.update_value(|looks| *looks += 1);
            pause.then(LOOK_AGAIN, move || list.answer.again());
        }
    });
}

const LOOKS: u32 = 5;
const LOOK_AGAIN: Duration = Duration::from_millis(2_500);

/// Leaving the admin ends what is on its way, so the browser asks first.
fn guard_leaving(uploads: Uploads) {
    on_window(leptos::ev::beforeunload, move |event| {
        if untrack(|| uploads.open_count()) > 0 {
            event.prevent_default();
            // Older browsers ask only where this is set.
            event.set_return_value("uploading");
        }
    });
}

#[component]
fn StateTabs(list: List<MediaList>) -> impl IntoView {
    let speech = use_speech();
    let tab = move |tab: MediaTab| {
        let href = Signal::derive(move || list.href_with(|place| place.filter.tab = tab));
        let count = Signal::derive(move || {
            let totals = list.latest.with(|list| list.as_ref().map(|list| list.totals))?;
            match tab {
                MediaTab::All => Some(totals.all),
                MediaTab::MissingAlt => Some(totals.missing_alt),
                MediaTab::Trash => Some(totals.trash),
                MediaTab::Unused => None,
            }
        });
        let is_current = Signal::derive(move || list.filter.with(|place| place.filter.tab == tab));
        view! { <Tab href is_current label=speech.media_tab(tab) count/> }
    };
    view! { <Tabs label=Listing::of(speech).state>{MediaTab::ALL.map(tab).collect_view()}</Tabs> }
}

/// The languages of the site in which a picture lacks its alternative text, in the reader's words: `German`.
fn missing_in(row: &MediaRow) -> Option<String> {
    let speech = use_speech();
    let languages = use_desk().languages.all;
    let names: Vec<&str> = languages
        .iter()
        .filter(|language| row.missing_alts.contains(language))
        .map(|language| speech.language_name(language))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}
