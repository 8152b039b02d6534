//! The alternative text of a picture in a text. A dialog asks for it when the picture is chosen. For a dropped picture, a notice under
//! the text offers that dialog.

use domain::insertion;
use domain::language::Language;
use domain::media::MediaRow;
use leptos::prelude::*;

use super::pictures::{MediaDialogs, MediaRequest, address, queue_insertion};
use crate::form::left_out::LeftOutNote;
use crate::layout::admin::use_ui_language;
use crate::media::admin::thumb::Thumb;
use crate::text::admin::Admin;
use crate::text::media::Media;
use crate::ui::markdown::Insertion;

/// Describes a picture, in the language of the text.
#[component]
pub fn AltTextDialog(dialogs: MediaDialogs, row: MediaRow) -> impl IntoView {
    let text = Media::of(use_ui_language());
    let request = dialogs.request.get_untracked();
    let stands_there = request.as_ref().is_some_and(|request| request.stands_there);
    let has_library_alt = request.as_ref().is_some_and(|request| library_alt(&row, &request.language).is_some());
    let lang = request.as_ref().map(|request| request.language.to_string());
    let alt = RwSignal::new(request.map(|request| proposed_alt(&row, &request)).unwrap_or_default());
    let (format, thumbnail, name) = (row.format, row.thumbnail.clone(), row.filename.clone());
    let insert = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        dialogs.is_alt_open.set(false);
        let Some(request) = dialogs.request.get_untracked() else { return };
        if stands_there {
            let words = Insertion::Description { address: address(&row), alt: alt.get_untracked() };
            request.insertions.try_update(|insertions| insertions.push(words));
        } else {
            queue_insertion(request.insertions, &row, alt.get_untracked());
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
                    <LeftOutNote value=alt/>
                    <p class="field-help" id="picture-alt-help">
                        {text.describe_help}
                        {has_library_alt.then(|| format!(" {}", text.describe_help_empty))}
                    </p>
                </div>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" on:click=move |_| dialogs.is_alt_open.set(false)>
                    {Admin::of(use_ui_language()).cancel}
                </button>
                <button type="submit" class="button button-primary">{if stands_there { text.describe_it_take } else { text.describe_insert }}</button>
            </div>
        </form>
    }
}

/// Lists, under a text, the dropped or pasted pictures that have no alternative text yet.
#[component]
pub fn MissingAltNotice(
    rows: RwSignal<Vec<MediaRow>>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    insertions: RwSignal<Vec<Insertion>>,
    language: Language,
    dialogs: MediaDialogs,
) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Media::of(ui_language);
    let shown = Memo::new(move |_| {
        let stands_wordless = |row: &MediaRow| value.with(|value| insertion::stands_wordless(value, &address(row)));
        rows.with(|rows| rows.iter().filter(|row| stands_wordless(row)).cloned().collect::<Vec<_>>())
    });
    let one = move |row: MediaRow| {
        let (language, name) = (language.clone(), row.filename.clone());
        let describe = move |_| {
            let request = MediaRequest { insertions, language: language.clone(), words: String::new(), stands_there: true };
            dialogs.request.set(Some(request));
            dialogs.describe(row.clone());
        };
        view! {
            <p class="row missing-alt">
                <span>{ui_language.has_no_alt(&name)}</span>
                <button type="button" class="button button-secondary button-small" on:click=describe>
                    {text.describe_it}
                    <span class="visually-hidden">" " {name}</span>
                </button>
            </p>
        }
    };
    move || shown.get().into_iter().map(one.clone()).collect_view()
}

/// Whether a picture needs an alternative text and has none.
pub fn is_wordless(row: &MediaRow, language: &Language) -> bool {
    row.format.is_image() && !row.is_decorative && library_alt(row, language).is_none()
}

fn library_alt<'a>(row: &'a MediaRow, language: &Language) -> Option<&'a str> {
    row.alts.get(language).map(|alt| alt.trim()).filter(|alt| !alt.is_empty())
}

/// The library's alternative text in the language of the text, else the selection there.
fn proposed_alt(row: &MediaRow, request: &MediaRequest) -> String {
    let alt = library_alt(row, &request.language);
    let is_phrase = !request.words.contains('\n') && request.words.chars().count() <= MAX_SELECTED_ALT_CHARS;
    match alt {
        Some(alt) => alt.to_owned(),
        None if is_phrase && !row.is_decorative => request.words.trim().to_owned(),
        None => String::new(),
    }
}

/// A longer selection is not meant as a description.
const MAX_SELECTED_ALT_CHARS: usize = 150;
