//! Pictures and files of the library on their way into a text: chosen in a dialog, dropped or pasted; and what the library says of
//! those that stand there already.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::id::MediaId;
use domain::language::Language;
use domain::media::{Folder, MediaDescription, MediaKind, MediaRow, ids_in};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::describing::{self, Describing};
use super::editing::Editing;
use super::item::{FieldOf, FormField, Item};
use crate::layout::admin::{asking, use_speech};
use crate::media::admin::picker::MediaPicker;
use crate::media::admin::upload::{To, Uploads};
use crate::media::api::describe_media;
use crate::text::media::Media;
use crate::ui::dialog::Dialog;
use crate::ui::listen::on_window;
use crate::ui::markdown::{Arrival, Pictures};
use crate::ui::pause::Pause;

/// The dialogs of the editor, and the text that asked for them.
#[derive(Clone, Copy)]
pub struct Choosing {
    is_open: RwSignal<bool>,
    pub(super) asked_by: RwSignal<Option<Asking>>,
    /// The picture that is being described.
    picture: RwSignal<Option<MediaRow>>,
    pub(super) is_describing: RwSignal<bool>,
}

/// A text that waits for a file, or for the words of a picture that stands in it.
#[derive(Clone)]
pub(super) struct Asking {
    pub arrived: RwSignal<Vec<Arrival>>,
    pub language: Language,
    /// What is selected in it.
    pub words: String,
    pub stands_there: bool,
}

impl Default for Choosing {
    fn default() -> Self {
        Self::new()
    }
}

impl Choosing {
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            asked_by: RwSignal::new(None),
            picture: RwSignal::new(None),
            is_describing: RwSignal::new(false),
        }
    }

    pub(super) fn describe(self, row: MediaRow) {
        self.picture.set(Some(row));
        self.is_describing.set(true);
    }
}

/// Once for all texts: a file is chosen, and a picture described.
#[component]
pub fn ChoosingDialog(choosing: Choosing) -> impl IntoView {
    let text = Media::of(use_speech());
    let on_pick = Callback::new(move |row: MediaRow| {
        if row.format.is_image() {
            choosing.describe(row);
        } else if let Some(asked) = choosing.asked_by.get_untracked() {
            arrive(asked.arrived, &row, String::new());
        }
    });
    let stands_there = move || choosing.asked_by.with(|asked| asked.as_ref().is_some_and(|asked| asked.stands_there));
    let heading = move || if stands_there() { text.describe_it_heading } else { text.describe_heading }.to_owned();
    view! {
        <MediaPicker id="media-picker" kinds=&MediaKind::ALL is_open=choosing.is_open on_pick/>
        <Dialog id="picture-alt" heading=Signal::derive(heading) is_open=choosing.is_describing>
            {move || choosing.picture.get().map(|row| view! { <Describing choosing row/> })}
        </Dialog>
    }
}

/// What one text does with pictures. `uploads` are those that were dropped or pasted into it, `undescribed` those of them that
/// nobody asked about yet.
pub fn pictures_of<I: Item>(
    editing: Editing<I>,
    language: Language,
    choosing: Choosing,
    uploads: StoredValue<Uploads>,
    undescribed: RwSignal<Vec<MediaRow>>,
) -> Pictures {
    let arrived = RwSignal::new(Vec::new());
    let dropped_in = language.clone();
    Pictures {
        label: editing.text().picture,
        on_ask: Callback::new(move |words: String| {
            let asking = Asking { arrived, language: language.clone(), words, stands_there: false };
            choosing.asked_by.set(Some(asking));
            choosing.is_open.set(true);
        }),
        on_files: Callback::new(move |files: Vec<File>| {
            let language = dropped_in.clone();
            let done = Callback::new(move |row: MediaRow| {
                arrive(arrived, &row, String::new());
                if describing::is_wordless(&row, &language) {
                    undescribed.try_update(|rows| rows.push(row));
                }
            });
            let to = To::Folder(Folder::root().as_str().to_owned());
            uploads.with_value(|uploads| uploads.add(files, &to, Some(done)));
        }),
        arrived,
    }
}

pub(super) fn arrive(arrived: RwSignal<Vec<Arrival>>, row: &MediaRow, alt: String) {
    let address = address(row);
    let arrival = match row.format.is_image() {
        true => Arrival::Picture { address, alt },
        false => Arrival::File { address, words: row.title.clone() },
    };
    // None where the editor has been left meanwhile.
    arrived.try_update(|arrived| arrived.push(arrival));
}

/// As a text names a file.
pub(super) fn address(row: &MediaRow) -> String {
    format!("media:{}", row.id)
}

/// What the library says of the files that the texts name, as far as it has been asked.
pub fn use_library<I: Item>(editing: Editing<I>) -> RwSignal<BTreeMap<MediaId, MediaDescription>> {
    let known = RwSignal::new(BTreeMap::new());
    let named = Memo::new(move |_| {
        let fields = editing.shown().all.into_iter().map(FieldOf::<I>::content);
        fields.flat_map(|field| ids_in(&editing.read(&field))).collect::<BTreeSet<MediaId>>()
    });
    let ask = move || {
        let ids: Vec<MediaId> = named.get_untracked().into_iter().collect();
        if ids.is_empty() {
            return;
        }
        spawn_local(async move {
            // Without an answer the checklist says nothing of them.
            if let Ok(described) = asking(|| describe_media(ids.clone())).await {
                known.try_set(described.into_iter().map(|one| (one.id, one)).collect());
            }
        });
    };
    let pause = Pause::new();
    Effect::new(move |before: Option<()>| {
        named.track();
        if before.is_none() { ask() } else { pause.then(WAIT, ask) }
    });
    // Whoever described a picture in another window comes back to a checklist that knows it.
    on_window(leptos::ev::focus, move |_| ask());
    known
}

const WAIT: Duration = Duration::from_millis(400);
