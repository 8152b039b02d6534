//! The views of uploads: the drop zone, and a row with the status of each file.

use domain::media::MediaRow;
use leptos::prelude::*;
use web_sys::File;

use super::queue::{Upload, UploadError, UploadStatus, Uploads};
use crate::layout::admin::{error_message, use_ui_language};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::text::media::Media as Text;
use crate::ui::files::take_chosen;
use crate::ui::icon::{CHECK, CLOSE, INFO, Icon, RESTORE, UPLOAD, WARNING};

/// Where files are dropped or chosen, and below it what becomes of them.
#[component]
pub fn DropBox(uploads: Uploads, on_files: Callback<Vec<File>>, accept: &'static str) -> impl IntoView {
    let text = Text::of(use_ui_language());
    view! {
        <div class="drop">
            <p>
                <Icon of=UPLOAD/>
                <span>
                    {text.drop_here} " "
                    <label class="drop-pick">
                        {text.drop_pick}
                        <input
                            type="file"
                            multiple
                            accept=accept
                            on:change:target=move |event| choose(take_chosen(&event.target()), on_files)
                        />
                    </label>
                    "."
                </span>
                <span class="small">{text.accepted}</span>
            </p>
            <UploadList uploads/>
        </div>
    }
}

/// A button that opens the browser's choice of files.
#[component]
pub fn PickButton(
    class: &'static str,
    accept: &'static str,
    #[prop(optional)] multiple: bool,
    #[prop(into, default = Signal::stored(false))] disabled: Signal<bool>,
    #[prop(optional, into)] described_by: Option<&'static str>,
    on_files: Callback<Vec<File>>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class=class>
            {children()}
            <input
                type="file"
                multiple=multiple
                accept=accept
                disabled=move || disabled.get()
                aria-describedby=described_by
                on:change:target=move |event| choose(take_chosen(&event.target()), on_files)
            />
        </label>
    }
}

fn choose(files: Vec<File>, on_files: Callback<Vec<File>>) {
    if !files.is_empty() {
        on_files.run(files);
    }
}

/// The files that were given, each with its status; nothing while there are none.
#[component]
pub fn UploadList(uploads: Uploads) -> impl IntoView {
    let uploads = StoredValue::new(uploads);
    let all = move || uploads.with_value(Uploads::all);
    let is_empty = Memo::new(move |_| all().is_empty());
    let list = move || {
        view! {
            <section class="uploads" aria-label=Text::of(use_ui_language()).uploads>
                <Head uploads/>
                <ul class="uploads-list">
                    <For each=all key=|upload| upload.number let:upload>
                        <One uploads upload/>
                    </For>
                </ul>
            </section>
        }
    };
    move || (!is_empty.get()).then(list)
}

/// How far all of them are, for the eye and for a screen reader.
#[component]
fn Head(uploads: StoredValue<Uploads>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let count = move |is: fn(&UploadStatus) -> bool| {
        uploads.with_value(|uploads| uploads.all().iter().filter(|upload| upload.status.with(is)).count())
    };
    let open = Memo::new(move |_| count(UploadStatus::is_open));
    let done = Memo::new(move |_| count(|status| matches!(status, UploadStatus::Done(..) | UploadStatus::Known(_))));
    let failed = Memo::new(move |_| count(|status| matches!(status, UploadStatus::Refused(_) | UploadStatus::Broken)));
    let all = move || uploads.with_value(|uploads| uploads.all().len());
    let said = move || ui_language.uploaded_of(done.get(), failed.get(), all());
    let end = move || {
        if open.get() > 0 {
            view! {
                <button type="button" class="button button-ghost button-small" on:click=move |_| uploads.with_value(Uploads::cancel_all)>
                    {text.cancel_all}
                </button>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="button button-ghost button-small" on:click=move |_| uploads.with_value(Uploads::dismiss_finished)>
                    {text.clear_finished}
                </button>
            }
            .into_any()
        }
    };
    view! {
        <div class="uploads-head">
            <span role="status">{said}</span>
            {end}
        </div>
    }
}

#[component]
fn One(uploads: StoredValue<Uploads>, upload: Upload) -> impl IntoView {
    let ui_language = use_ui_language();
    let status = upload.status.clone();
    let (name, size_bytes) = (upload.name.clone(), upload.size_bytes);
    let title = name.clone();
    let measure = {
        let status = status.clone();
        move || match status.get() {
            UploadStatus::Sending { sent_bytes } => ui_language.sent_of(sent_bytes as i64, size_bytes as i64),
            _ => ui_language.size(size_bytes as i64),
        }
    };
    let notice = {
        let (status, name) = (status.clone(), name.clone());
        // The bar stays the same element while it grows.
        let stage = Memo::new(move |_| status.with(Stage::of));
        let status = upload.status.clone();
        move || match stage.get() {
            Stage::Under => view! { <Bar status=status.clone() name=name.clone() size_bytes/> }.into_any(),
            Stage::Over => ended(&status.get_untracked(), ui_language).into_any(),
        }
    };
    view! {
        <li class="upload">
            <span class="upload-name"><span title=title>{name}</span> <span class="measure">{measure}</span></span>
            <Acts uploads upload/>
            {notice}
        </li>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Under,
    Over,
}

impl Stage {
    fn of(status: &UploadStatus) -> Self {
        if status.is_open() { Self::Under } else { Self::Over }
    }
}

#[component]
fn Bar(status: ArcRwSignal<UploadStatus>, name: String, size_bytes: f64) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Text::of(ui_language);
    let share = {
        let status = status.clone();
        move || match status.get() {
            UploadStatus::Sending { sent_bytes } if size_bytes > 0.0 => (sent_bytes / size_bytes * 100.0).min(100.0),
            UploadStatus::Processing => 100.0,
            _ => 0.0,
        }
    };
    let word = move || match status.get() {
        UploadStatus::Waiting => text.waiting,
        UploadStatus::Processing => text.processing,
        _ => "",
    };
    view! {
        <span class="upload-bar">
            <progress class="progress" max="100" prop:value=share aria-label=ui_language.uploading(&name)></progress>
            <span class="small">{word}</span>
        </span>
    }
}

/// The result of an upload, for one file.
fn ended(status: &UploadStatus, ui_language: UiLanguage) -> impl IntoView + use<> {
    let text = Text::of(ui_language);
    match status {
        UploadStatus::Done(row, removed) => {
            let href = format!("{}/{}", routes::MEDIA, row.id);
            let name = row.filename.clone();
            let removed = ui_language
                .removals(removed)
                .map(|removed| view! { <span class="upload-notice upload-already upload-removed"><Icon of=INFO/><span>{removed}</span></span> });
            view! {
                <span class="upload-notice upload-done">
                    <Icon of=CHECK/>
                    <a href=href>{text.done}<span class="visually-hidden">": " {name}</span></a>
                </span>
                {removed}
            }
            .into_any()
        }
        UploadStatus::Known(row) => {
            let word = if row.deleted_at.is_some() { text.known_in_trash } else { text.known };
            let link = to_file(row);
            view! { <span class="upload-notice upload-already"><Icon of=INFO/><span>{word} " " {link}</span></span> }.into_any()
        }
        UploadStatus::Refused(why) => {
            let why = match why {
                UploadError::File(refusal) => ui_language.refusal(*refusal),
                UploadError::Other(error) => error_message(error, ui_language),
            };
            view! { <span class="upload-notice upload-refused"><Icon of=WARNING/><span>{why}</span></span> }.into_any()
        }
        UploadStatus::Broken => {
            view! { <span class="upload-notice upload-refused"><Icon of=WARNING/><span>{text.broken}</span></span> }.into_any()
        }
        UploadStatus::Cancelled => view! { <span class="upload-notice">{text.cancelled}</span> }.into_any(),
        UploadStatus::Waiting | UploadStatus::Sending { .. } | UploadStatus::Processing => ().into_any(),
    }
}

fn to_file(row: &MediaRow) -> impl IntoView + use<> {
    view! { <a href=format!("{}/{}", routes::MEDIA, row.id)>{row.filename.clone()}</a> }
}

/// Cancel while it runs, try again where that may help, and take off the list.
#[component]
fn Acts(uploads: StoredValue<Uploads>, upload: Upload) -> impl IntoView {
    let ui_language = use_ui_language();
    let status = upload.status.clone();
    let state = Memo::new(move |_| status.with(|status| (status.is_open(), status.may_be_retried())));
    let upload = StoredValue::new(upload);
    let name = upload.with_value(|upload| upload.name.clone());
    let cancel = move |_| upload.with_value(|upload| uploads.with_value(|uploads| uploads.cancel(upload)));
    let retry = move |_| upload.with_value(|upload| uploads.with_value(|uploads| uploads.retry(upload)));
    let dismiss = move |_| uploads.with_value(|uploads| uploads.dismiss(upload.with_value(|upload| upload.number)));
    move || {
        let (is_open, may_retry) = state.get();
        let end = if is_open {
            let label = ui_language.cancel_upload(&name);
            view! {
                <button type="button" class="button button-ghost button-icon button-small" aria-label=label.clone() title=label on:click=cancel>
                    <Icon of=CLOSE/>
                </button>
            }
            .into_any()
        } else {
            let label = ui_language.dismiss_upload(&name);
            view! {
                <button type="button" class="button button-ghost button-icon button-small" aria-label=label.clone() title=label on:click=dismiss>
                    <Icon of=CLOSE/>
                </button>
            }
            .into_any()
        };
        let again = may_retry.then(|| {
            view! {
                <button type="button" class="button button-secondary button-small" on:click=retry>
                    <Icon of=RESTORE/>
                    {Admin::of(ui_language).try_again}
                    <span class="visually-hidden">": " {name.clone()}</span>
                </button>
            }
        });
        view! { <span class="upload-acts">{again} {end}</span> }
    }
}
