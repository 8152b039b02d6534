//! Pictures and files of the library on their way into a text: chosen in a dialog, dropped or pasted; and what the library says of
//! those that stand there already.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::id::MediaId;
use domain::media::{Folder, MediaDescription, MediaKind, MediaRow, ids_in};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::editing::Editing;
use super::item::{FieldOf, FormField, Item};
use crate::layout::admin::asking;
use crate::media::admin::picker::MediaPicker;
use crate::media::admin::upload::{To, Uploads};
use crate::media::api::describe_media;
use crate::ui::listen::on_window;
use crate::ui::markdown::{Arrival, Pictures};
use crate::ui::pause::Pause;

/// The dialog of the editor, and the text that asked for it.
#[derive(Clone, Copy)]
pub struct Choosing {
    is_open: RwSignal<bool>,
    asked_by: RwSignal<Option<RwSignal<Vec<Arrival>>>>,
}

impl Default for Choosing {
    fn default() -> Self {
        Self::new()
    }
}

impl Choosing {
    pub fn new() -> Self {
        Self { is_open: RwSignal::new(false), asked_by: RwSignal::new(None) }
    }
}

/// Once for all texts.
#[component]
pub fn ChoosingDialog(choosing: Choosing) -> impl IntoView {
    let on_pick = Callback::new(move |row: MediaRow| {
        if let Some(arrived) = choosing.asked_by.get_untracked() {
            arrive(arrived, &row);
        }
    });
    view! { <MediaPicker id="media-picker" kinds=&MediaKind::ALL is_open=choosing.is_open on_pick/> }
}

/// What one text does with pictures; `uploads` are those that were dropped or pasted into it.
pub fn pictures_of<I: Item>(editing: Editing<I>, choosing: Choosing, uploads: StoredValue<Uploads>) -> Pictures {
    let arrived = RwSignal::new(Vec::new());
    Pictures {
        label: editing.text().picture,
        on_ask: Callback::new(move |()| {
            choosing.asked_by.set(Some(arrived));
            choosing.is_open.set(true);
        }),
        on_files: Callback::new(move |files: Vec<File>| {
            let done = Callback::new(move |row: MediaRow| arrive(arrived, &row));
            let to = To::Folder(Folder::root().as_str().to_owned());
            uploads.with_value(|uploads| uploads.add(files, &to, Some(done)));
        }),
        arrived,
    }
}

fn arrive(arrived: RwSignal<Vec<Arrival>>, row: &MediaRow) {
    let link = (!row.format.is_image()).then(|| row.title.clone());
    // None where the editor has been left meanwhile.
    arrived.try_update(|arrived| arrived.push(Arrival { address: format!("media:{}", row.id), link }));
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
