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

use super::editing::Editing;
use super::item::{FieldOf, FormField, Item};
use crate::layout::admin::{asking, use_speech};
use crate::media::admin::picker::MediaPicker;
use crate::media::admin::thumb::Thumb;
use crate::media::admin::upload::{To, Uploads};
use crate::media::api::describe_media;
use crate::text::admin::Admin;
use crate::text::media::Media;
use crate::ui::dialog::Dialog;
use crate::ui::listen::on_window;
use crate::ui::markdown::{Arrival, Pictures};
use crate::ui::pause::Pause;

/// The dialogs of the editor, and the text that asked for them.
#[derive(Clone, Copy)]
pub struct Choosing {
    is_open: RwSignal<bool>,
    asked_by: RwSignal<Option<Asking>>,
    /// The picture that was chosen and is being described.
    picture: RwSignal<Option<MediaRow>>,
    is_describing: RwSignal<bool>,
}

/// A text that waits for a file.
#[derive(Clone)]
struct Asking {
    arrived: RwSignal<Vec<Arrival>>,
    language: Language,
    /// What is selected in it.
    words: String,
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
}

/// Once for all texts: a file is chosen, and a picture described.
#[component]
pub fn ChoosingDialog(choosing: Choosing) -> impl IntoView {
    let text = Media::of(use_speech());
    let on_pick = Callback::new(move |row: MediaRow| {
        if row.format.is_image() {
            choosing.picture.set(Some(row));
            choosing.is_describing.set(true);
        } else if let Some(asked) = choosing.asked_by.get_untracked() {
            arrive(asked.arrived, &row, String::new());
        }
    });
    view! {
        <MediaPicker id="media-picker" kinds=&MediaKind::ALL is_open=choosing.is_open on_pick/>
        <Dialog id="picture-alt" heading=Signal::stored(text.describe_heading.to_owned()) is_open=choosing.is_describing>
            {move || choosing.picture.get().map(|row| view! { <Describing choosing row/> })}
        </Dialog>
    }
}

/// What the picture says to those who do not see it, in the language of the text.
#[component]
fn Describing(choosing: Choosing, row: MediaRow) -> impl IntoView {
    let text = Media::of(use_speech());
    let asked = choosing.asked_by.get_untracked();
    let lang = asked.as_ref().map(|asked| asked.language.to_string());
    let alt = RwSignal::new(asked.map(|asked| proposed_alt(&row, &asked)).unwrap_or_default());
    let (format, thumbnail, name) = (row.format, row.thumbnail.clone(), row.filename.clone());
    let insert = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        choosing.is_describing.set(false);
        if let Some(asked) = choosing.asked_by.get_untracked() {
            arrive(asked.arrived, &row, alt.get_untracked());
        }
    };
    view! {
        <form on:submit=insert>
            <div class="dialog-body picture-alt">
                <Thumb format picture=thumbnail/>
                <p class="soft picker-name">{name}</p>
                <div class="field">
                    <label class="field-label" for="picture-alt-words">{text.describe_alt}</label>
                    <input
                        class="input" id="picture-alt-words" name="alt" autocomplete="off" autofocus lang=lang
                        aria-describedby="picture-alt-help"
                        prop:value=move || alt.get()
                        on:input=move |event| alt.set(event_target_value(&event))
                    />
                    <p class="field-help" id="picture-alt-help">{text.describe_help}</p>
                </div>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" on:click=move |_| choosing.is_describing.set(false)>
                    {Admin::of(use_speech()).cancel}
                </button>
                <button type="submit" class="button button-primary">{text.describe_insert}</button>
            </div>
        </form>
    }
}

/// The library's words in the language of the text, else what is selected there.
fn proposed_alt(row: &MediaRow, asked: &Asking) -> String {
    let alt = row.alts.get(&asked.language).map(|alt| alt.trim()).filter(|alt| !alt.is_empty());
    let is_phrase = !asked.words.contains('\n') && asked.words.chars().count() <= ALT_MAX_SELECTED;
    match alt {
        Some(alt) => alt.to_owned(),
        None if is_phrase && !row.is_decorative => asked.words.trim().to_owned(),
        None => String::new(),
    }
}

/// Whoever selected more than so many characters did not mean a description.
const ALT_MAX_SELECTED: usize = 150;

/// What one text does with pictures; `uploads` are those that were dropped or pasted into it.
pub fn pictures_of<I: Item>(
    editing: Editing<I>,
    language: Language,
    choosing: Choosing,
    uploads: StoredValue<Uploads>,
) -> Pictures {
    let arrived = RwSignal::new(Vec::new());
    Pictures {
        label: editing.text().picture,
        on_ask: Callback::new(move |words: String| {
            choosing.asked_by.set(Some(Asking { arrived, language: language.clone(), words }));
            choosing.is_open.set(true);
        }),
        on_files: Callback::new(move |files: Vec<File>| {
            let done = Callback::new(move |row: MediaRow| arrive(arrived, &row, String::new()));
            let to = To::Folder(Folder::root().as_str().to_owned());
            uploads.with_value(|uploads| uploads.add(files, &to, Some(done)));
        }),
        arrived,
    }
}

fn arrive(arrived: RwSignal<Vec<Arrival>>, row: &MediaRow, alt: String) {
    let address = format!("media:{}", row.id);
    let arrival = match row.format.is_image() {
        true => Arrival::Picture { address, alt },
        false => Arrival::File { address, words: row.title.clone() },
    };
    // None where the editor has been left meanwhile.
    arrived.try_update(|arrived| arrived.push(arrival));
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
