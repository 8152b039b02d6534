//! The head of the screen: the file's name, whether it is stored, the buttons, and what is new.

use leptos::prelude::*;

use super::aside::Uses;
use super::editing::Editing;
use crate::layout::admin::{may_administer, use_go, use_screen};
use crate::media::admin::upload::{ACCEPT, PickButton, UploadList};
use crate::routes;
use crate::ui::alert::{Alert, Tone};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, RESTORE, TRASH, UPLOAD};
use crate::ui::time::written;

#[component]
pub(super) fn Head(editing: Editing) -> impl IntoView {
    let text = editing.text();
    let title = Signal::derive(move || editing.stored.with(|stored| stored.row.filename.clone()));
    use_screen(title, super::above());
    let state = move || {
        if editing.is_busy.get() {
            return text.working.to_owned();
        }
        if editing.is_changed() {
            return text.unsaved.to_owned();
        }
        editing.speech.file_saved(&written(editing.stored.with(|stored| stored.updated_at), true))
    };
    let is_busy = move || editing.is_busy.get();
    let buttons = move || {
        editing.may_edit().then(|| {
            view! {
                <button type="button" class="button button-ghost" disabled=is_busy on:click=move |_| editing.trash()>
                    <Icon of=TRASH/>
                    <span class="editor-trash">{text.trash}</span>
                </button>
                <PickButton
                    class="button button-secondary"
                    accept=ACCEPT
                    described_by="replace-help"
                    on_files=Callback::new(move |files| editing.replace(files))
                >
                    <Icon of=UPLOAD/>
                    {text.replace}
                </PickButton>
                <button type="button" class="button button-primary" aria-keyshortcuts="Control+S" disabled=is_busy on:click=move |_| editing.save()>
                    {text.save}
                    " "
                    <kbd class="kbd-on" aria-hidden="true">{text.control_key} " S"</kbd>
                </button>
            }
        })
    };
    view! {
        <div class="page-header editor-head">
            <div>
                <h1 tabindex="-1">{move || title.get()}</h1>
                <p role="status">{state}</p>
            </div>
            <div class="page-actions">{buttons}</div>
        </div>
    }
}

/// What is new: what failed, what holds the file, the trash, and the file that is to take its place.
#[component]
pub(super) fn News(editing: Editing) -> impl IntoView {
    let text = editing.text();
    let failure = move || editing.failure.get().map(|failure| view! { <Alert tone=Tone::Danger><p>{failure}</p></Alert> });
    let held = move || {
        editing.is_held.get().then(|| {
            view! {
                <Alert tone=Tone::Warning title=text.in_use_title>
                    <p>{text.in_use_text}</p>
                    <Uses editing/>
                </Alert>
            }
        })
    };
    let in_trash = Memo::new(move |_| editing.stored.with(|stored| stored.row.deleted_at));
    view! {
        <div class="media-news" id="media-news">
            {failure}
            {held}
            {move || in_trash.get().map(|at| view! { <InTrash editing since=written(at, true)/> })}
            <UploadList uploads=editing.uploads()/>
            {(!editing.is_editor()).then(|| view! { <Alert tone=Tone::Info><p>{text.read_only}</p></Alert> })}
        </div>
    }
}

/// Says that the file is in the trash, takes it out, or away for good.
#[component]
fn InTrash(editing: Editing, since: String) -> impl IntoView {
    let text = editing.text();
    let is_open = RwSignal::new(false);
    let go = use_go();
    let to_trash = Callback::new(move |()| go.run((format!("{}?tab=trash", routes::MEDIA), true)));
    let is_busy = move || editing.is_busy.get();
    let purge = move |_| {
        is_open.set(false);
        editing.purge(to_trash);
    };
    view! {
        <Alert tone=Tone::Warning title=editing.speech.file_in_trash(&since)>
            <p>{text.in_trash_text}</p>
            {editing
                .is_editor()
                .then(|| {
                    view! {
                        <p class="row">
                            <button type="button" class="button button-secondary button-small" disabled=is_busy on:click=move |_| editing.restore()>
                                <Icon of=RESTORE/>
                                {text.restore}
                            </button>
                            {may_administer()
                                .then(|| {
                                    view! {
                                        <button
                                            type="button"
                                            class="button button-danger button-small"
                                            disabled=is_busy
                                            on:click=move |_| is_open.set(true)
                                        >
                                            <Icon of=TRASH/>
                                            {text.purge}
                                        </button>
                                    }
                                })}
                        </p>
                    }
                })}
        </Alert>
        <Dialog id="media-purge-one" heading=editing.speech.purge_ask(1) is_open>
            <div class="dialog-body"><p>{crate::text::media::Media::of(editing.speech).purge_text}</p></div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" autofocus on:click=move |_| is_open.set(false)>{text.cancel}</button>
                <button type="button" class="button button-danger" on:click=purge>{text.purge}</button>
            </div>
        </Dialog>
    }
}
