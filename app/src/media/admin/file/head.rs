//! The head of the screen: the file's name, whether it is saved, the buttons, and the notices.

use leptos::prelude::*;

use super::aside::Uses;
use super::item::LibraryFile;
use crate::form::actions::FormActions;
use crate::form::loader::list_crumbs;
use crate::form::save_button::SaveButton;
use crate::form::screen::FormNotices;
use crate::layout::admin::{may_administer, use_go, use_screen};
use crate::media::admin::upload::{ACCEPT, PickButton, UploadList};
use crate::routes;
use crate::text::media_file::MediaFile as Text;
use crate::ui::alert::{Alert, Tone};
use crate::ui::dialog::ConfirmDialog;
use crate::ui::icon::{Icon, RESTORE, TRASH, UPLOAD};
use crate::ui::time::written;

#[component]
pub(super) fn Head(acting: FormActions<LibraryFile>) -> impl IntoView {
    let editing = acting.editing;
    let (text, file_text) = (editing.text(), Text::of(editing.ui_language));
    let title = Signal::derive(move || editing.file(|file| file.row.filename.clone()));
    use_screen(title, list_crumbs::<LibraryFile>());
    let state = move || {
        let saved = || text.saved_at(&written(editing.file(|file| file.updated_at), true), None);
        editing.progress().map_or_else(saved, str::to_owned)
    };
    let is_busy = move || editing.is_busy();
    let on_replaced = acting.on_replaced();
    let on_files = Callback::new(move |files| acting.replace(files, on_replaced));
    let moves = move || {
        editing.may_change().then(|| {
            view! {
                <button type="button" class="button button-ghost" disabled=is_busy on:click=move |_| acting.trash()>
                    <Icon of=TRASH/>
                    <span class="editor-trash">{text.trash}</span>
                </button>
                <PickButton
                    class="button button-secondary"
                    accept=ACCEPT
                    described_by="replace-help"
                    on_files
                >
                    <Icon of=UPLOAD/>
                    {file_text.replace}
                </PickButton>
            }
        })
    };
    // In the trash too, as by Ctrl and S.
    let save = editing.may_edit().then(|| view! { <SaveButton acting/> });
    view! {
        <div class="page-header editor-head">
            <div>
                <h1 tabindex="-1">{move || title.get()}</h1>
                <p role="status">{state}</p>
            </div>
            <div class="page-actions">{moves} {save}</div>
        </div>
    }
}

/// The notices: uses of the file, the trash, and a replacement that is uploading.
#[component]
pub(super) fn FileNotice(acting: FormActions<LibraryFile>) -> impl IntoView {
    let editing = acting.editing;
    let text = Text::of(editing.ui_language);
    let held = move || {
        editing.extension.is_held.get().then(|| {
            view! {
                <Alert tone=Tone::Warning title=text.in_use_title>
                    <p>{text.in_use_text}</p>
                    <Uses editing/>
                </Alert>
            }
        })
    };
    let in_trash = Memo::new(move |_| editing.file(|file| file.row.deleted_at));
    view! {
        <FormNotices acting>
            {held}
            {move || in_trash.get().map(|at| view! { <InTrash acting since=written(at, true)/> })}
            <UploadList uploads=editing.extension.uploads.get_value()/>
        </FormNotices>
    }
}

/// Says that the file is in the trash, takes it out, or away for good.
#[component]
fn InTrash(acting: FormActions<LibraryFile>, since: String) -> impl IntoView {
    let editing = acting.editing;
    let (text, file_text) = (editing.text(), Text::of(editing.ui_language));
    let is_open = RwSignal::new(false);
    let go = use_go();
    let to_trash = Callback::new(move |()| go.run((format!("{}?tab=trash", routes::MEDIA), true)));
    let is_busy = move || editing.is_busy();
    view! {
        <Alert tone=Tone::Warning title=text.in_trash(&since)>
            <p>{editing.noun().in_trash_text}</p>
            {editing
                .is_editor()
                .then(|| {
                    view! {
                        <p class="row">
                            <button type="button" class="button button-secondary button-small" disabled=is_busy on:click=move |_| acting.restore()>
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
                                            {file_text.purge}
                                        </button>
                                    }
                                })}
                        </p>
                    }
                })}
        </Alert>
        <ConfirmDialog
            id="media-purge-one"
            heading=editing.ui_language.purge_ask(1)
            is_open
            cancel_label=text.cancel
            confirm_label=file_text.purge
            on_confirm=move |()| acting.purge(to_trash)
        >
            <p>{crate::text::media::Media::of(editing.ui_language).purge_text}</p>
        </ConfirmDialog>
    }
}
