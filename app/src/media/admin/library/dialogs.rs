//! The small questions of the library: into which folder, which tags, how a new folder is called, and whether for good.

use domain::id::MediaId;
use domain::invalid::Invalid;
use domain::media::{Folder, Tags};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bulk;
use super::folders::open_folder;
use crate::error::AppError;
use crate::form::left_out::LeftOutNote;
use crate::layout::admin::{Problems, error_message, toast, use_go, use_ui_language, with_reauth};
use crate::listing::List;
use crate::media::api::{MediaList, move_media, tag_media};
use crate::text::admin::Admin;
use crate::text::media::Media as Text;
use crate::ui::dialog::{ConfirmDialog, Dialog};
use crate::ui::field::Field;

/// Puts all that are selected into a folder.
#[component]
pub(super) fn MoveDialog(list: List<MediaList>, is_open: RwSignal<bool>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let typed = RwSignal::new(String::new());
    let problems = Problems::new(ui_language);
    let is_busy = RwSignal::new(false);
    begin_with(is_open, problems, move || {
        typed.set(open_folder(list).unwrap_or_else(Folder::root).as_str().to_owned());
    });
    let submit = move || {
        let folder = match Folder::parse(&typed.get_untracked()) {
            Ok(folder) => folder,
            Err(problem) => return problems.show(Invalid::at("move-folder", problem)),
        };
        is_busy.set(true);
        spawn_local(async move {
            let rows = list.selected.get_untracked();
            let ids: Vec<MediaId> = rows.iter().map(|row| row.id).collect();
            match with_reauth(|| move_media(ids.clone(), folder.as_str().to_owned())).await {
                Ok(bulk) => {
                    is_open.try_set(false);
                    bulk::finish(list, &rows, &bulk, ui_language, |count, _| {
                        toast(ui_language.files_moved(count, folder.as_str()))
                    });
                }
                Err(AppError::Invalid(invalid)) => problems.show(renamed(&invalid, "move-")),
                Err(error) => toast(error_message(&error, ui_language)),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <Dialog id="media-move" heading=text.move_heading is_open>
            <Question label=text.move_to is_open is_busy on_submit=Callback::new(move |()| submit())>
                <Field id="move-folder" label=text.folder help=text.folder_help error=problems.at("move-folder")>
                    <input
                        class="input"
                        list="media-folders"
                        autocomplete="off"
                        autofocus
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </Field>
                <LeftOutNote value=typed/>
                <KnownFolders list/>
            </Question>
        </Dialog>
    }
}

/// What the browser offers while a folder is typed.
#[component]
fn KnownFolders(list: List<MediaList>) -> impl IntoView {
    let folders = move || list.latest.with(|list| list.as_ref().map(|list| list.facets.folders.clone())).unwrap_or_default();
    view! {
        <datalist id="media-folders">
            {move || folders().into_iter().map(|facet| view! { <option value=facet.name></option> }).collect_view()}
        </datalist>
    }
}

/// Adds tags to all that are selected, and takes others off.
#[component]
pub(super) fn TagDialog(list: List<MediaList>, is_open: RwSignal<bool>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let (add, remove) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = Problems::new(ui_language);
    let is_busy = RwSignal::new(false);
    begin_with(is_open, problems, move || {
        add.set(String::new());
        remove.set(String::new());
    });
    let submit = move || {
        let (add, remove) = (add.get_untracked(), remove.get_untracked());
        let mut invalid = Invalid::default();
        invalid.take("tag-add", Tags::parse(&add));
        invalid.take("tag-remove", Tags::parse(&remove));
        if !invalid.is_empty() {
            return problems.show(invalid);
        }
        if add.trim().is_empty() && remove.trim().is_empty() {
            return is_open.set(false);
        }
        is_busy.set(true);
        spawn_local(async move {
            let rows = list.selected.get_untracked();
            let ids: Vec<MediaId> = rows.iter().map(|row| row.id).collect();
            match with_reauth(|| tag_media(ids.clone(), add.clone(), remove.clone())).await {
                Ok(bulk) => {
                    is_open.try_set(false);
                    bulk::finish(list, &rows, &bulk, ui_language, |count, _| toast(ui_language.files_tagged(count)));
                }
                Err(AppError::Invalid(invalid)) => problems.show(renamed(&invalid, "tag-")),
                Err(error) => toast(error_message(&error, ui_language)),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <Dialog id="media-tags" heading=text.tags_heading is_open>
            <Question label=text.tags_save is_open is_busy on_submit=Callback::new(move |()| submit())>
                <Field id="tag-add" label=text.tags help=text.tags_help error=problems.at("tag-add")>
                    <input
                        class="input"
                        autocomplete="off"
                        autofocus
                        prop:value=move || add.get()
                        on:input=move |event| add.set(event_target_value(&event))
                    />
                </Field>
                <LeftOutNote value=add/>
                <Field id="tag-remove" label=text.untag help=text.untag_help error=problems.at("tag-remove")>
                    <input
                        class="input"
                        autocomplete="off"
                        prop:value=move || remove.get()
                        on:input=move |event| remove.set(event_target_value(&event))
                    />
                </Field>
                <LeftOutNote value=remove/>
            </Question>
        </Dialog>
    }
}

/// Opens a folder that no file lies in yet.
#[component]
pub(super) fn NewFolderDialog(list: List<MediaList>, is_open: RwSignal<bool>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let go = use_go();
    let typed = RwSignal::new(String::new());
    let problems = Problems::new(ui_language);
    begin_with(is_open, problems, move || typed.set(String::new()));
    let submit = move || {
        let above = untrack(|| open_folder(list)).unwrap_or_else(Folder::root);
        match Folder::parse(&format!("{}/{}", above.as_str(), typed.get_untracked())) {
            Ok(folder) if folder != above => {
                is_open.set(false);
                let query = list.filter.with_untracked(|query| query.all_in(Some(folder)));
                go.run((list.href(&query), false));
            }
            Ok(_) => problems.show(Invalid::at("new-folder", domain::invalid::Problem::Missing)),
            Err(problem) => problems.show(Invalid::at("new-folder", problem)),
        }
    };
    view! {
        <Dialog id="media-new-folder" heading=text.new_folder is_open>
            <Question label=text.open_folder is_open is_busy=RwSignal::new(false) on_submit=Callback::new(move |()| submit())>
                <Field id="new-folder" label=text.folder_name help=text.new_folder_text error=problems.at("new-folder")>
                    <input
                        class="input"
                        autocomplete="off"
                        autofocus
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </Field>
                <LeftOutNote value=typed/>
            </Question>
        </Dialog>
    }
}

/// Whether all that are selected shall go for good.
#[component]
pub(super) fn PurgeDialog(list: List<MediaList>, is_open: RwSignal<bool>, on_yes: Callback<()>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let heading = Signal::derive(move || ui_language.purge_ask(list.selected.with(Vec::len)));
    view! {
        <ConfirmDialog
            id="media-purge"
            heading
            is_open
            cancel_label=Admin::of(ui_language).cancel
            confirm_label=text.purge
            on_confirm=on_yes
        >
            <p>{text.purge_text}</p>
        </ConfirmDialog>
    }
}

/// The form of a small question.
#[component]
fn Question(
    label: &'static str,
    is_open: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">{children()}</div>
            <div class="dialog-actions">
                <button type="button" class="button button-ghost" on:click=move |_| is_open.set(false)>
                    {Admin::of(use_ui_language()).cancel}
                </button>
                <button type="submit" class="button button-primary" disabled=move || is_busy.get()>{label}</button>
            </div>
        </form>
    }
}

/// Each opening begins anew.
fn begin_with(is_open: RwSignal<bool>, problems: Problems, begin: impl Fn() + 'static) {
    Effect::new(move |_| {
        if is_open.get() {
            problems.clear();
            untrack(&begin);
        }
    });
}

/// The server's names of fields, as the dialog has them.
fn renamed(invalid: &Invalid, prefix: &str) -> Invalid {
    Invalid(invalid.0.iter().map(|(name, problem)| (format!("{prefix}{name}"), problem.clone())).collect())
}
