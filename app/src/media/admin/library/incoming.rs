//! Where files come into the library: chosen, dropped or pasted, and how they are getting on.

use std::time::Duration;

use domain::media::{Folder, MediaTab};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use super::folders::open_folder;
use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::media::admin::look_again::LookAgain;
use crate::media::admin::upload::{ACCEPT, Destination, DropBox, UploadList, Uploads};
use crate::media::api::MediaList;
use crate::text::media::Media as Text;
use crate::ui::debounce::Debounce;
use crate::ui::files::DropAnywhere;
use crate::ui::key::on_key;
use crate::ui::listen::on_window;

/// Where files come in, and those that are on their way. The list follows when some are stored.
#[component]
pub(super) fn Incoming(list: List<MediaList>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let on_files = use_upload(list);
    let uploads = Uploads::of_library();
    let stored = {
        let uploads = uploads.clone();
        Memo::new(move |_| uploads.stored())
    };
    let debounce = Debounce::new();
    Effect::new(move |before: Option<u32>| {
        let stored = stored.get();
        if before.is_some_and(|before| before != stored) {
            debounce.then(TOGETHER_WITHIN, move || list.request.again());
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
        Some(folder) if folder != Folder::root() => ui_language.drop_into(folder.as_str()),
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
const TOGETHER_WITHIN: Duration = Duration::from_millis(400);

/// Incoming files go into the open folder.
pub(super) fn use_upload(list: List<MediaList>) -> Callback<Vec<File>> {
    Callback::new(move |files| {
        let folder = untrack(|| open_folder(list)).unwrap_or_else(Folder::root);
        Uploads::of_library().add(files, &Destination::Folder(folder.as_str().to_owned()), None);
    })
}

/// Whether the trash is shown, into which nothing is uploaded.
pub(super) fn use_is_trash(list: List<MediaList>) -> Memo<bool> {
    Memo::new(move |_| list.filter.with(|query| query.filter.tab == MediaTab::Trash))
}

/// Looks for the small pictures of files that came.
fn look_again_for_pictures(list: List<MediaList>, stored: Memo<u32>) {
    let look_again = LookAgain::new();
    Effect::new(move |_| {
        stored.track();
        look_again.begin_anew();
    });
    Effect::new(move |_| {
        list.latest.track();
        let is_waiting = untrack(|| list.rows()).iter().any(|row| row.thumbnail.is_none() && row.format.has_variants());
        if is_waiting {
            look_again.then(move || list.request.again());
        }
    });
}

/// Leaving the admin aborts uploads, so the browser asks first.
fn guard_leaving(uploads: Uploads) {
    on_window(leptos::ev::beforeunload, move |event| {
        if untrack(|| uploads.open_count()) > 0 {
            event.prevent_default();
            // Older browsers ask only where this is set.
            event.set_return_value("uploading");
        }
    });
}
