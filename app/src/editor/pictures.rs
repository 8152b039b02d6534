//! Pictures and files of the library on their way into a text: chosen in a dialog, dropped or pasted. Also the library's facts
//! about those that the text shows already.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::id::MediaId;
use domain::insertion::{self, Siblings};
use domain::language::Language;
use domain::media::{Folder, MediaKind, MediaRow, ids_in};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::alt_text_dialog::{self, AltTextDialog};
use super::item::{Item, ItemField};
use crate::form::editable::FieldOf;
use crate::form::state::FormState;
use crate::layout::admin::{toast, use_ui_language, with_reauth};
use crate::media::admin::picker::MediaPicker;
use crate::media::admin::upload::{Destination, Uploads};
use crate::media::api::describe_media;
use crate::text::media::Media;
use crate::ui::debounce::Debounce;
use crate::ui::dialog::Dialog;
use crate::ui::listen::on_window;
use crate::ui::markdown::{Insertion, Pictures};

/// The editor's dialogs for files and alternative texts, and the request of the text that opened them.
#[derive(Clone, Copy)]
pub struct MediaDialogs {
    is_open: RwSignal<bool>,
    pub(super) request: RwSignal<Option<MediaRequest>>,
    /// The picture that is being described.
    picture: RwSignal<Option<MediaRow>>,
    pub(super) is_alt_open: RwSignal<bool>,
}

/// A text that waits for a file, or for the words of a picture that stands in it.
#[derive(Clone)]
pub(super) struct MediaRequest {
    pub insertions: RwSignal<Vec<Insertion>>,
    pub language: Language,
    /// The selection in it.
    pub words: String,
    pub stands_there: bool,
}

impl Default for MediaDialogs {
    fn default() -> Self {
        Self::new()
    }
}

impl MediaDialogs {
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            request: RwSignal::new(None),
            picture: RwSignal::new(None),
            is_alt_open: RwSignal::new(false),
        }
    }

    pub(super) fn describe(self, row: MediaRow) {
        self.picture.set(Some(row));
        self.is_alt_open.set(true);
    }
}

/// The dialogs themselves, once for all texts of an editor.
#[component]
pub fn MediaDialogHost(dialogs: MediaDialogs) -> impl IntoView {
    let text = Media::of(use_ui_language());
    let on_pick = Callback::new(move |row: MediaRow| {
        if row.format.is_image() {
            dialogs.describe(row);
        } else if let Some(request) = dialogs.request.get_untracked() {
            queue_insertion(request.insertions, &row, String::new());
        }
    });
    let stands_there = move || dialogs.request.with(|request| request.as_ref().is_some_and(|request| request.stands_there));
    let heading = move || if stands_there() { text.describe_it_heading } else { text.describe_heading }.to_owned();
    view! {
        <MediaPicker id="media-picker" kinds=&MediaKind::ALL is_open=dialogs.is_open on_pick/>
        <Dialog id="picture-alt" heading=Signal::derive(heading) is_open=dialogs.is_alt_open>
            {move || dialogs.picture.get().map(|row| view! { <AltTextDialog dialogs row/> })}
        </Dialog>
    }
}

/// How one text handles pictures. `uploads` are those that were dropped or pasted into it, `missing_alts` those of them that
/// nobody asked about yet.
pub fn pictures_of<I: Item>(
    editing: FormState<I>,
    language: Language,
    dialogs: MediaDialogs,
    uploads: StoredValue<Uploads>,
    missing_alts: RwSignal<Vec<MediaRow>>,
) -> Pictures {
    let insertions = RwSignal::new(Vec::new());
    let dropped_in = language.clone();
    Pictures {
        label: editing.editor_text().picture,
        on_ask: Callback::new(move |words: String| {
            let request = MediaRequest { insertions, language: language.clone(), words, stands_there: false };
            dialogs.request.set(Some(request));
            dialogs.is_open.set(true);
        }),
        on_files: Callback::new(move |files: Vec<File>| {
            let to = Destination::Folder(Folder::root().as_str().to_owned());
            // Uploads end in any order: each file goes beside those of its drop that stand there.
            let stored = ArcRwSignal::new(vec![None::<String>; files.len()]);
            for (number, file) in files.into_iter().enumerate() {
                let (language, stored) = (dropped_in.clone(), stored.clone());
                let done = Callback::new(move |row: MediaRow| {
                    stored.update(|stored| stored[number] = Some(address(&row)));
                    let siblings = stored.with_untracked(|stored| siblings(stored, number));
                    let upload = Insertion::Upload { markdown: markdown(&row), siblings };
                    insertions.try_update(|insertions| insertions.push(upload));
                    if alt_text_dialog::is_wordless(&row, &language) {
                        missing_alts.try_update(|rows| add_once(rows, row));
                    }
                });
                uploads.with_value(|uploads| uploads.add(vec![file], &to, Some(done)));
            }
        }),
        on_lost: Callback::new(move |count| toast(editing.editor_text().pictures_lost(count))),
        insertions,
    }
}

pub(super) fn queue_insertion(insertions: RwSignal<Vec<Insertion>>, row: &MediaRow, alt: String) {
    let address = address(row);
    let insertion = match row.format.is_image() {
        true => Insertion::Picture { address, alt },
        false => Insertion::File { address, words: row.title.clone() },
    };
    // None where the editor has been left meanwhile.
    insertions.try_update(|insertions| insertions.push(insertion));
}

/// The other files of a drop that are stored already, the nearest to `number` first.
fn siblings(stored: &[Option<String>], number: usize) -> Siblings {
    Siblings {
        earlier: stored[..number].iter().rev().flatten().cloned().collect(),
        later: stored[number + 1..].iter().flatten().cloned().collect(),
    }
}

/// The library has the same file once, so a file that is dropped twice comes twice.
fn add_once(rows: &mut Vec<MediaRow>, row: MediaRow) {
    if rows.iter().all(|known| known.id != row.id) {
        rows.push(row);
    }
}

fn markdown(row: &MediaRow) -> String {
    match row.format.is_image() {
        true => insertion::picture(&address(row), ""),
        false => insertion::link(&address(row), &row.title),
    }
}

/// The address by which a text names a file.
pub(super) fn address(row: &MediaRow) -> String {
    format!("media:{}", row.id)
}

/// Keeps the library's facts about the files that the texts name, as far as they have been fetched.
pub(super) fn watch_library<I: Item>(editing: FormState<I>) {
    let known = editing.extension.library;
    let named = Memo::new(move |_| {
        let fields = editing.form_languages().all.into_iter().map(FieldOf::<I>::content);
        fields.flat_map(|field| ids_in(&editing.read(&field))).collect::<BTreeSet<MediaId>>()
    });
    look_up_named(named, move |ids| {
        spawn_local(async move {
            // Without an answer the checklist says nothing of them.
            if let Ok(described) = with_reauth(|| describe_media(ids.clone())).await {
                known.try_set(described.into_iter().map(|one| (one.id, one)).collect());
            }
        });
    });
}

/// Asks the server about what the texts name: at once, and again after a pause in the typing where they name something else.
fn look_up_named<T>(named: Memo<BTreeSet<T>>, ask: impl Fn(Vec<T>) + Copy + 'static)
where
    T: Ord + Clone + Send + Sync + 'static,
{
    let ask = move || {
        let named: Vec<T> = named.get_untracked().into_iter().collect();
        if !named.is_empty() {
            ask(named);
        }
    };
    let debounce = Debounce::new();
    Effect::new(move |before: Option<()>| {
        named.track();
        if before.is_none() { ask() } else { debounce.then(WAIT, ask) }
    });
    // It may have been put right in another window, so it is asked for again.
    on_window(leptos::ev::focus, move |_| ask());
}

const WAIT: Duration = Duration::from_millis(400);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_files_of_a_drop_come_first() {
        let stored = ["a", "", "c", "d", "", "f"].map(|address| Some(address.to_owned()).filter(|address| !address.is_empty()));
        let found = siblings(&stored, 3);
        assert_eq!((found.earlier, found.later), (vec!["c".to_owned(), "a".to_owned()], vec!["f".to_owned()]));
    }
}
