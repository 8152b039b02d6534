//! A field of a form that holds a file of the library: chosen there, or uploaded into it.

use domain::id::MediaId;
use domain::media::{MediaKind, MediaRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::picker::MediaPicker;
use super::thumb::{Thumb, file_facts};
use crate::form::editable::{Editable, FieldOf};
use crate::form::state::FormState;
use crate::layout::admin::with_reauth;
use crate::media::api::open_media;
use crate::text::media::Media;
use crate::ui::field::FieldError;

/// A field that holds a file of the library.
#[component]
pub fn FileField<E: Editable>(
    editing: FormState<E>,
    field: FieldOf<E>,
    /// Id of the dialog.
    picker: &'static str,
    kinds: &'static [MediaKind],
    label: &'static str,
    help: &'static str,
) -> impl IntoView {
    let name = field.to_string();
    let (label_id, error_id, help_id) = (format!("{name}-label"), format!("{name}-error"), format!("{name}-help"));
    let field = StoredValue::new(field);
    let chosen = Memo::new(move |_| field.with_value(|field| editing.read(field)).parse::<MediaId>().ok());
    let row = use_row(chosen);
    let is_open = RwSignal::new(false);
    let write = move |value: String| {
        field.with_value(|field| {
            editing.write(field, value);
            editing.check(field);
        });
    };
    let pick = Callback::new(move |picked: MediaRow| {
        let id = picked.id;
        row.set(Some(picked));
        write(id.to_string());
    });
    let error = Memo::new(move |_| field.with_value(|field| editing.error(field)));
    let described_by = format!("{error_id} {help_id}");
    view! {
        <div class="field" role="group" aria-labelledby=label_id>
            <p class="field-label" id=label_id.clone()>{label}</p>
            {move || row.get().filter(|row| Some(row.id) == chosen.get()).map(|row| view! { <MediaPreview editing row/> })}
            <Buttons editing field name chosen described_by is_wrong=Signal::derive(move || error.with(Option::is_some)) is_open/>
            <FieldError id=error_id error/>
            <p class="field-help" id=help_id>{help}</p>
            {editing.may_edit().then(|| view! { <MediaPicker id=picker kinds is_open on_pick=pick/> })}
        </div>
    }
}

/// Picture, name and size of the chosen file.
#[component]
fn MediaPreview<E: Editable>(editing: FormState<E>, row: MediaRow) -> impl IntoView {
    let text = Media::of(editing.ui_language);
    let facts = file_facts(&row, editing.ui_language);
    let in_trash = row.deleted_at.is_some().then(|| view! { <span class="field-error">{text.file_in_trash}</span> });
    view! {
        <div class="beside-picture">
            <Thumb format=row.format picture=row.thumbnail small=true/>
            <div>
                <a href=row.address target="_blank">{row.filename}</a>
                <p class="small soft">{facts}</p>
                {in_trash}
            </div>
        </div>
    }
}

/// To choose, and where nothing needs to be there, to take away. The first has the field's name, so that a problem leads to it.
#[component]
fn Buttons<E: Editable>(
    editing: FormState<E>,
    field: StoredValue<FieldOf<E>>,
    name: String,
    chosen: Memo<Option<MediaId>>,
    described_by: String,
    is_wrong: Signal<bool>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let text = Media::of(editing.ui_language);
    let take_away = move || {
        let take = move |_| field.with_value(|field| editing.write(field, String::new()));
        view! { <button type="button" class="button button-ghost button-small" on:click=take>{text.take_away}</button> }
    };
    editing.may_edit().then(|| {
        view! {
            <div class="row">
                <button
                    type="button"
                    class="button button-secondary button-small"
                    id=name
                    aria-describedby=described_by
                    data-invalid=move || is_wrong.get().then_some("")
                    on:click=move |_| is_open.set(true)
                >
                    {move || if chosen.get().is_some() { text.choose_other } else { text.choose }}
                </button>
                {move || chosen.get().is_some().then(take_away)}
            </div>
        }
    })
}

/// The library's facts about the file. They are fetched, unless the file was just picked.
fn use_row(chosen: Memo<Option<MediaId>>) -> RwSignal<Option<MediaRow>> {
    let row = RwSignal::new(None::<MediaRow>);
    Effect::new(move |_| {
        let Some(id) = chosen.get() else { return };
        if row.with_untracked(|row| row.as_ref().is_some_and(|row| row.id == id)) {
            return;
        }
        spawn_local(async move {
            // Without an answer the field still says that something is chosen.
            if let Ok(detail) = with_reauth(|| open_media(id)).await
                && chosen.try_get_untracked() == Some(Some(id))
            {
                row.set(Some(detail.row));
            }
        });
    });
    row
}
