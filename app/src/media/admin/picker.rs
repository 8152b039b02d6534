//! The dialog in which a file of the library is chosen, or uploaded and chosen at once.

use domain::list::{Cursor, SIZES};
use domain::media::{Folder, MediaFilter, MediaKind, MediaRow};
use leptos::html;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use super::thumb::{Thumb, file_facts};
use super::upload::{ACCEPT, Destination, DropBox, Uploads, learn_limit};
use crate::layout::admin::{Failed, LoadState, Request, may_edit, use_request, use_ui_language};
use crate::media::api::{MediaList, list_media};
use crate::text::admin::Admin;
use crate::text::media::Media as Text;
use crate::ui::dialog::Dialog;
use crate::ui::files::{files_of, has_files};
use crate::ui::listen::on_window;
use crate::ui::search_field::SearchField;

/// Opens with `is_open` and closes when a file was chosen, which `on_pick` hears.
///
/// ```ignore
/// let is_open = RwSignal::new(false);
/// <MediaPicker id="cover" kinds=&[MediaKind::Image] is_open on_pick=Callback::new(move |row: MediaRow| cover.set(Some(row)))/>
/// ```
#[component]
pub fn MediaPicker(
    /// Of the dialog; one screen may have several.
    id: &'static str,
    /// What may be chosen. Of several kinds one at a time can be looked through.
    kinds: &'static [MediaKind],
    is_open: RwSignal<bool>,
    on_pick: Callback<MediaRow>,
) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let heading = if kinds == [MediaKind::Image] { text.pick_image } else { text.pick_file };
    let picked = Callback::new(move |row: MediaRow| {
        is_open.set(false);
        on_pick.run(row);
    });
    view! {
        <Dialog id heading is_open>
            <Choice kinds picked/>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" on:click=move |_| is_open.set(false)>
                    {Admin::of(use_ui_language()).cancel}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Choice(kinds: &'static [MediaKind], picked: Callback<MediaRow>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let filter = RwSignal::new(MediaFilter { kind: the_one(kinds), ..MediaFilter::default() });
    let request = use_request(move || filter.get(), list_media);
    let body = NodeRef::<html::Div>::new();
    let search = Callback::new(move |words: String| {
        filter.update(|filter| (filter.search, filter.paging.size) = (words, SIZES[0]));
    });
    view! {
        <div class="dialog-body picker-body" node_ref=body on:keydown=move |event| move_focus(&event, body)>
            <div class="toolbar">
                <SearchField
                    id="picker-search"
                    label=text.pick_search
                    placeholder=text.search_hint
                    words=Signal::derive(move || filter.with(|filter| filter.search.clone()))
                    on_search=search
                />
                <Kinds kinds filter/>
            </div>
            {may_edit().then(|| view! { <Incoming kinds request picked/> })}
            <Found kinds filter request picked/>
        </div>
    }
}

/// Where only one kind is asked for, it is not a choice.
fn the_one(kinds: &[MediaKind]) -> Option<MediaKind> {
    match kinds {
        [one] => Some(*one),
        _ => None,
    }
}

fn fits(kinds: &[MediaKind], row: &MediaRow) -> bool {
    row.deleted_at.is_none() && (kinds.is_empty() || kinds.contains(&row.format.kind()))
}

#[component]
fn Kinds(kinds: &'static [MediaKind], filter: RwSignal<MediaFilter>) -> impl IntoView {
    let ui_language = use_ui_language();
    let chip = move |kind: MediaKind| {
        let choose = move |event| {
            let kind = event_target_checked(&event).then_some(kind);
            filter.update(|filter| (filter.kind, filter.paging.size) = (kind, SIZES[0]));
        };
        view! {
            <label class="chip">
                <input type="checkbox" prop:checked=move || filter.with(|filter| filter.kind == Some(kind)) on:change=choose/>
                {ui_language.media_kind(kind)}
            </label>
        }
    };
    (kinds.len() > 1).then(|| kinds.iter().copied().map(chip).collect_view())
}

/// Uploads within the dialog. One file that fits is chosen as soon as it is there.
#[component]
fn Incoming(kinds: &'static [MediaKind], request: Request<MediaList>, picked: Callback<MediaRow>) -> impl IntoView {
    let uploads = Uploads::new();
    let on_files = {
        let uploads = StoredValue::new(uploads.clone());
        Callback::new(move |files: Vec<File>| {
            let is_one = files.len() == 1 && uploads.with_value(|uploads| untrack(|| uploads.all().is_empty()));
            let done = Callback::new(move |row: MediaRow| {
                if is_one && fits(kinds, &row) {
                    // None where the dialog has been closed meanwhile.
                    let _ = picked.try_run(row);
                } else {
                    request.again();
                }
            });
            uploads
                .with_value(|uploads| uploads.add(files, &Destination::Folder(Folder::root().as_str().to_owned()), Some(done)));
        })
    };
    take_what_comes(on_files);
    view! { <DropBox uploads on_files accept=ACCEPT/> }
}

/// While the dialog is open, drops and pastes are its own.
fn take_what_comes(on_files: Callback<Vec<File>>) {
    on_window(leptos::ev::dragover, move |event| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
        }
    });
    on_window(leptos::ev::drop, move |event| {
        if let Some(data) = event.data_transfer().filter(has_files) {
            event.prevent_default();
            on_files.run(files_of(&data));
        }
    });
    on_window(leptos::ev::paste, move |event| {
        if let Some(data) = event.clipboard_data().filter(has_files) {
            event.prevent_default();
            on_files.run(files_of(&data));
        }
    });
}

#[component]
fn Found(
    kinds: &'static [MediaKind],
    filter: RwSignal<MediaFilter>,
    request: Request<MediaList>,
    picked: Callback<MediaRow>,
) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    // A larger page begins with the rows on screen.
    let more = move |_| {
        filter.update(|filter| {
            filter.paging.cursor = Cursor::Start;
            filter.paging.size = SIZES.into_iter().find(|size| *size > filter.paging.size).unwrap_or(filter.paging.size);
        });
    };
    let file = move |row: MediaRow| {
        let (name, facts) = (row.filename.clone(), file_facts(&row, ui_language));
        let title = name.clone();
        let face = view! { <Thumb format=row.format picture=row.thumbnail.clone()/> };
        view! {
            <li>
                <button type="button" class="picker-file" title=title on:click=move |_| picked.run(row.clone())>
                    {face}
                    <span class="picker-name">{name}</span>
                    <span class="picker-facts">{facts}</span>
                </button>
            </li>
        }
    };
    let list = move |list: MediaList| {
        learn_limit(list.max_megabytes);
        let may_grow =
            list.list_page.next.is_some() && filter.with_untracked(|filter| filter.paging.size < SIZES[SIZES.len() - 1]);
        let rows: Vec<MediaRow> = list.list_page.items.into_iter().filter(|row| fits(kinds, row)).collect();
        if rows.is_empty() && !may_grow {
            return view! { <p class="soft" role="status">{text.pick_none}</p> }.into_any();
        }
        view! {
            <ul class="picker-list" aria-label=text.choosable>{rows.into_iter().map(file).collect_view()}</ul>
            {may_grow
                .then(|| {
                    view! {
                        <p><button type="button" class="button button-secondary button-small" on:click=more>{text.pick_more}</button></p>
                    }
                })}
        }
        .into_any()
    };
    move || match request.state().get() {
        LoadState::Failed(_) => view! { <Failed title=text.failed_title request/> }.into_any(),
        LoadState::Loading => view! { <p class="soft" role="status">{Admin::of(ui_language).loading}</p> }.into_any(),
        LoadState::Loaded(here) => list(here),
    }
}

/// The arrow keys go from file to file, and from the search into them.
fn move_focus(event: &leptos::ev::KeyboardEvent, body: NodeRef<html::Div>) {
    let Some(body) = body.get_untracked() else { return };
    let Ok(files) = body.query_selector_all(".picker-file") else { return };
    let active = document().active_element();
    let at = (0..files.length()).find(|at| files.get(*at).as_ref() == active.as_deref());
    let is_in_search = active.as_ref().is_some_and(|active| active.id() == "picker-search");
    let to = match (event.key().as_str(), at) {
        ("ArrowDown", None) if is_in_search => Some(0),
        ("ArrowRight", Some(at)) => Some(at + 1),
        ("ArrowLeft", Some(at)) => at.checked_sub(1),
        ("ArrowDown", Some(at)) => Some(at + columns(&body)),
        ("ArrowUp", Some(at)) => at.checked_sub(columns(&body)),
        ("Home", Some(_)) => Some(0),
        ("End", Some(_)) => files.length().checked_sub(1),
        _ => return,
    };
    let file = to.and_then(|to| files.get(to)).and_then(|file| file.dyn_into::<HtmlElement>().ok());
    if let Some(file) = file {
        event.prevent_default();
        let _ = file.focus();
    }
}

/// How many files stand side by side.
fn columns(body: &HtmlElement) -> u32 {
    let top = |file: &web_sys::Element| file.get_bounding_client_rect().top() as i64;
    let Ok(files) = body.query_selector_all(".picker-file") else { return 1 };
    let tops: Vec<i64> =
        (0..files.length()).filter_map(|at| files.get(at)?.dyn_into::<web_sys::Element>().ok()).map(|file| top(&file)).collect();
    tops.iter().take_while(|top| Some(*top) == tops.first()).count().max(1) as u32
}
