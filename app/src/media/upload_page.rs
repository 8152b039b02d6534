//! Uploading without a script: a plain form, and what became of its files.

use domain::invalid::Problem;
use domain::media::{Refused, Removal};
use leptos::prelude::*;

use crate::routes;
use crate::text::UiLanguage;
use crate::text::upload::UploadText;
use crate::ui::alert::{Alert, Tone};
use crate::ui::field::Field;

/// The form as it is shown: empty at first, afterwards with what was typed and what became of each file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UploadForm {
    pub folder: String,
    pub folder_problem: Option<Problem>,
    pub sent: Vec<Sent>,
    /// How many were taken by the form before.
    pub taken: usize,
}

impl UploadForm {
    pub fn of(sent: Vec<Sent>) -> Self {
        Self { sent, ..Self::default() }
    }
}

/// The result of an upload, for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    Taken { title: String, is_duplicate: bool, removed: Vec<Removal> },
    Refused(Refused),
}

#[component]
pub fn UploadPage(ui_language: UiLanguage, form: UploadForm, may_upload: bool, max_megabytes: i64) -> impl IntoView {
    let text = UploadText::of(ui_language);
    let problem = form.folder_problem.map(|problem| ui_language.problem(&problem));
    let notice = form.sent.into_iter().map(|sent| view! { <UploadNotice ui_language sent/> }).collect_view();
    let fields = may_upload.then(|| {
        view! {
            <form class="form" method="post" action=routes::MEDIA_UPLOAD enctype="multipart/form-data">
                <Field id="folder" label=text.folder help=text.folder_help error=Signal::stored(problem)>
                    <input class="input" name="folder" value=form.folder/>
                </Field>
                <Field id="file" label=text.files help=text.files_help(max_megabytes)>
                    <input class="input" name="file" type="file" multiple required/>
                </Field>
                <button class="button button-primary button-large button-wide">{text.send}</button>
            </form>
        }
    });
    view! {
        <div class="stack stack-tight">
            <h1 class="title">{text.title}</h1>
            {(form.taken > 0).then(|| view! { <Alert tone=Tone::Success><p>{text.taken_files(form.taken)}</p></Alert> })}
            {(!may_upload).then(|| view! { <p class="alert alert-warning">{text.not_allowed}</p> })}
        </div>
        {notice}
        {fields}
        <p class="small"><a href=routes::MEDIA>{text.to_library}</a></p>
    }
}

#[component]
fn UploadNotice(ui_language: UiLanguage, sent: Sent) -> impl IntoView {
    let text = UploadText::of(ui_language);
    match sent {
        Sent::Taken { title, is_duplicate: false, removed } => {
            let removed = ui_language.removals(&removed);
            let tone = if removed.is_some() { Tone::Warning } else { Tone::Success };
            view! { <Alert tone=tone title=title><p>{text.taken} {removed.map(|removed| format!(" {removed}"))}</p></Alert> }
                .into_any()
        }
        Sent::Taken { title, is_duplicate: true, .. } => {
            view! { <Alert tone=Tone::Info title=title><p>{text.known}</p></Alert> }.into_any()
        }
        Sent::Refused(refused) => {
            let reason = ui_language.refusal(refused.reason);
            view! { <Alert tone=Tone::Danger title=refused.name><p>{reason}</p></Alert> }.into_any()
        }
    }
}
