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
use leptos_router::hooks::{use_location, use_query_map};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use super::upload::{DropBox, PickButton, To, Uploads, learn_limit};
use crate::layout::admin::{Answer, Answered, Failed, Screen, may_edit, use_answer, use_desk, use_speech};
use crate::media::api::{MediaList, list_media};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::media::Media as Text;
use crate::ui::files::DropAnywhere;
use crate::ui::icon::{FOLDER, Icon, UPLOAD};
use crate::ui::key::on_key;
use crate::ui::pause::Pause;
use crate::ui::tabs::{Tab, Tabs};
use address::{Place, View};
use bulk::Bulk;
use dialogs::NewFolderDialog;
use empty::Empty;
use filters::Filters;
use folders::Folders;
use rows::Rows;
use tiles::Tiles;

/// What a field for files offers at first; the server judges by content.
pub const ACCEPT: &str = ".jpg,.jpeg,.png,.gif,.webp,.avif,.svg,.pdf,.docx,.xlsx,.pptx,.mp4";

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Library {
    /// As the address has it.
    place: Memo<Place>,
    answer: Answer<MediaList>,
    /// The latest list that came.
    latest: Memo<Option<MediaList>>,
    /// The files that are ticked.
    ticked: RwSignal<Vec<MediaRow>>,
}

impl Library {
    fn rows(self) -> Vec<MediaRow> {
        self.latest.with(|latest| latest.as_ref().map(|list| list.stretch.rows.clone()).unwrap_or_default())
    }

    fn is_trash(self) -> bool {
        self.place.with(|place| place.filter().tab == MediaTab::Trash)
    }

    fn folder(self) -> Option<Folder> {
        self.place.with(|place| place.filter().folder.clone())
    }

    fn is_ticked(self, row: &MediaRow) -> bool {
        self.ticked.with(|ticked| ticked.iter().any(|one| one.id == row.id))
    }

    fn tick(self, row: &MediaRow, is_on: bool) {
        self.ticked.update(|ticked| {
            ticked.retain(|one| one.id != row.id);
            if is_on {
                ticked.push(row.clone());
            }
        });
    }
}

/// The screen at `/admin/media`.
#[component]
pub fn MediaLibrary() -> impl IntoView {
    let library = use_library();
    let speech = use_speech();
    let text = Text::of(speech);
    let shown = use_shown(library);
    let title = Signal::derive(move || folder_name(library.folder().as_ref()).unwrap_or_else(|| Admin::of(speech).media.into()));
    view! {
        <Screen title lead=use_lead(library)>{may_edit().then(|| view! { <Heading library/> })}</Screen>
        <StateTabs library/>
        <Filters library/>
        <Folders library/>
        {may_edit().then(|| view! { <Incoming library/> })}
        {move || match shown.get() {
            Shown::Failed => view! { <Failed title=text.failed_title answer=library.answer/> }.into_any(),
            Shown::Empty => view! { <Empty library/> }.into_any(),
            Shown::Tiles => view! { <div><Tiles library/> <Bulk library/></div> }.into_any(),
            Shown::Rows => view! { <div><Rows library/> <Bulk library/></div> }.into_any(),
        }}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Tiles,
    Rows,
    Empty,
    Failed,
}

/// What was shown stands while the next answer is on its way.
fn use_shown(library: Library) -> Memo<Shown> {
    Memo::new(move |_| {
        let view = library.place.with(|place| place.view);
        library.answer.state().with(|state| match state {
            Answered::Failed(_) => Shown::Failed,
            Answered::Here(list) if list.stretch.rows.is_empty() => Shown::Empty,
            Answered::Here(_) | Answered::Waiting => match view {
                View::Grid => Shown::Tiles,
                View::List => Shown::Rows,
            },
        })
    })
}

fn use_library() -> Library {
    let (path, query) = (use_location().pathname, use_query_map());
    // On the way to another screen the address changes first; that is no other list.
    let place = Memo::new(move |before: Option<&Place>| match before {
        Some(before) if path.get() != routes::MEDIA => before.clone(),
        _ => address::read(|name| query.read().get(name)),
    });
    // How the files are looked at is no matter of the server's.
    let request = Memo::new(move |_| place.with(Place::request));
    let answer = use_answer(move || request.get(), list_media);
    let latest = Memo::new(move |before: Option<&Option<MediaList>>| match answer.state().get() {
        Answered::Here(list) => Some(list),
        _ => before.cloned().flatten(),
    });
    let ticked = RwSignal::new(Vec::<MediaRow>::new());
    // What is no longer shown is no longer ticked.
    Effect::new(move |_| {
        if let Some(max_megabytes) = latest.with(|latest| latest.as_ref().map(|list| list.max_megabytes)) {
            learn_limit(max_megabytes);
        }
        let rows = latest.with(|latest| latest.as_ref().map(|list| list.stretch.rows.clone()).unwrap_or_default());
        let kept = |ticked: &[MediaRow]| -> Vec<MediaRow> {
            rows.iter().filter(|row| ticked.iter().any(|one| one.id == row.id)).cloned().collect()
        };
        if ticked.with_untracked(|ticked| !ticked.is_empty()) {
            ticked.update(|ticked| *ticked = kept(ticked));
        }
    });
    Library { place, answer, latest, ticked }
}

/// The last part of a folder's path.
fn folder_name(folder: Option<&Folder>) -> Option<String> {
    folder.and_then(|folder| folder.as_str().rsplit('/').next()).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// `48 files, 61 MB. 3 images have no alternative text yet.`
fn use_lead(library: Library) -> Signal<String> {
    let speech = use_speech();
    Signal::derive(move || {
        let totals = library.latest.with(|latest| latest.as_ref().map(|list| list.totals)).filter(|totals| totals.all > 0);
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
fn Heading(library: Library) -> impl IntoView {
    let text = Text::of(use_speech());
    let is_open = RwSignal::new(false);
    view! {
        <button type="button" class="button button-secondary" on:click=move |_| is_open.set(true)>
            <Icon of=FOLDER/>
            {text.new_folder}
        </button>
        <PickButton class="button button-primary upload-button" accept=ACCEPT multiple=true on_files=use_upload(library)>
            <Icon of=UPLOAD/>
            {text.upload}
            <kbd class="kbd-on" aria-hidden="true">"U"</kbd>
        </PickButton>
        <NewFolderDialog library is_open/>
    }
}

/// What is done with files that come in: they go into the folder that is open.
fn use_upload(library: Library) -> Callback<Vec<File>> {
    Callback::new(move |files| {
        let folder = untrack(|| library.folder()).unwrap_or_else(Folder::root);
        Uploads::of_library().add(files, &To::Folder(folder.as_str().to_owned()), None);
    })
}

/// Where files come in, and those that are on their way. The list follows when some are stored.
#[component]
fn Incoming(library: Library) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let on_files = use_upload(library);
    let uploads = Uploads::of_library();
    let stored = {
        let uploads = uploads.clone();
        Memo::new(move |_| uploads.stored())
    };
    let pause = Pause::new();
    Effect::new(move |before: Option<u32>| {
        let stored = stored.get();
        if before.is_some_and(|before| before != stored) {
            pause.then(TOGETHER, move || library.answer.again());
        }
        stored
    });
    look_again_for_pictures(library, stored);
    guard_leaving(uploads.clone());
    on_key("u", || {
        let input = document().query_selector(".upload-button > input").ok().flatten();
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            input.click();
        }
    });
    let words = Signal::derive(move || match library.folder() {
        Some(folder) if folder != Folder::root() => speech.drop_into(folder.as_str()),
        _ => text.drop_now.to_owned(),
    });
    view! {
        <DropAnywhere words on_files/>
        <DropBox uploads on_files accept=ACCEPT/>
    }
}

/// Several files that are stored within this time change the list once.
const TOGETHER: Duration = Duration::from_millis(400);

/// Small pictures are made shortly after a file came; the list looks for them a few times.
fn look_again_for_pictures(library: Library, stored: Memo<u32>) {
    let pause = Pause::new();
    let looks = StoredValue::new(0_u32);
    Effect::new(move |_| {
        stored.track();
        looks.set_value(0);
    });
    Effect::new(move |_| {
        library.latest.track();
        let is_waiting = untrack(|| library.rows()).iter().any(|row| row.thumbnail.is_none() && row.format.has_variants());
        if is_waiting && looks.get_value() < LOOKS {
            looks.update_value(|looks| *looks += 1);
            pause.then(LOOK_AGAIN, move || library.answer.again());
        }
    });
}

const LOOKS: u32 = 5;
const LOOK_AGAIN: Duration = Duration::from_millis(2_500);

/// Leaving the admin ends what is on its way, so the browser asks first.
fn guard_leaving(uploads: Uploads) {
    let listener = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(|| uploads.open_count()) > 0 {
            event.prevent_default();
            // Older browsers ask only where this is set.
            event.set_return_value("uploading");
        }
    });
    on_cleanup(move || listener.remove());
}

#[component]
fn StateTabs(library: Library) -> impl IntoView {
    let speech = use_speech();
    let tab = move |tab: MediaTab| {
        let href = Signal::derive(move || library.place.with(|place| address::href(&place.with(|filter| filter.tab = tab))));
        let count = Signal::derive(move || {
            let totals = library.latest.with(|latest| latest.as_ref().map(|list| list.totals))?;
            match tab {
                MediaTab::All => Some(totals.all),
                MediaTab::MissingAlt => Some(totals.missing_alt),
                MediaTab::Trash => Some(totals.trash),
                MediaTab::Unused => None,
            }
        });
        let is_current = Signal::derive(move || library.place.with(|place| place.filter().tab == tab));
        view! { <Tab href is_current label=speech.media_tab(tab) count/> }
    };
    view! { <Tabs label=Text::of(speech).state>{MediaTab::ALL.map(tab).collect_view()}</Tabs> }
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
