//! The files that are on their way: at most three at once, each with its own status.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use domain::id::MediaId;
use domain::media::{MediaForm, MediaRow, Refusal, Refused, Removal, Uploaded};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FormData, XmlHttpRequest};

use super::send::{RequestEnd, send};
use crate::error::AppError;
use crate::layout::admin::with_reauth;
use crate::routes;

/// Files at once; more would only make each of them slower.
const AT_ONCE: usize = 3;

/// One file.
#[derive(Debug, Clone)]
pub struct Upload {
    pub number: u32,
    pub name: String,
    pub size_bytes: f64,
    pub status: ArcRwSignal<UploadStatus>,
    to: Destination,
    /// Called with the file as the library has it; it may have been there before.
    on_done: Option<Callback<MediaRow>>,
    /// Called with whatever became of it, at each try.
    on_end: Option<Callback<UploadStatus>>,
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadStatus {
    Waiting,
    Sending {
        sent_bytes: f64,
    },
    /// All of it is there; the server looks at it.
    Processing,
    /// With what cleaning took out of it.
    Done(MediaRow, Vec<Removal>),
    /// The library had it already.
    Known(MediaRow),
    Refused(UploadError),
    /// The connection broke; it can be tried again.
    Broken,
    Cancelled,
}

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadError {
    /// Because of what it is.
    File(Refusal),
    Other(AppError),
}

impl Upload {
    /// Keeps the file until it is stored, or cannot be tried again.
    fn new(file: File, to: Destination) -> Self {
        let number = COUNT.replace(COUNT.get() + 1);
        let (name, size_bytes) = (file.name(), file.size());
        let status = ArcRwSignal::new(initial_status(&file));
        PENDING.with_borrow_mut(|pending| pending.insert(number, PendingFile { file, request: None }));
        Self { number, name, size_bytes, status, to, on_done: None, on_end: None }
    }
}

/// Where a file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Into this folder, as a new file.
    Folder(String),
    /// In place of what this file was. Each try replaces the version that its form has then.
    Replace { id: MediaId, form: RwSignal<MediaForm> },
}

impl UploadStatus {
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Sending { .. } | Self::Processing)
    }

    pub fn may_be_retried(&self) -> bool {
        match self {
            Self::Broken | Self::Cancelled => true,
            // Once the person has seen what somebody else saved.
            Self::Refused(UploadError::File(refusal)) => *refusal == Refusal::Stale,
            Self::Refused(UploadError::Other(error)) => error.may_pass(),
            _ => false,
        }
    }
}

/// A queue of files, in the order in which they were given.
#[derive(Debug, Clone)]
pub struct Uploads {
    all: ArcRwSignal<Vec<Upload>>,
    /// Counts what has been stored, so that a list can follow.
    stored: ArcRwSignal<u32>,
}

impl Uploads {
    pub fn new() -> Self {
        Self { all: ArcRwSignal::new(Vec::new()), stored: ArcRwSignal::new(0) }
    }

    /// The queue of the library: it goes on while other screens are shown.
    pub fn of_library() -> Self {
        LIBRARY.with(Clone::clone)
    }

    pub fn all(&self) -> Vec<Upload> {
        self.all.get()
    }

    /// How many files have been stored; it only grows.
    pub fn stored(&self) -> u32 {
        self.stored.get()
    }

    /// How many are not finished.
    pub fn open_count(&self) -> usize {
        self.all.with(|all| all.iter().filter(|upload| upload.status.with(UploadStatus::is_open)).count())
    }

    pub fn add(&self, files: Vec<File>, to: &Destination, on_done: Option<Callback<MediaRow>>) {
        let added: Vec<Upload> = files.into_iter().map(|file| Upload { on_done, ..Upload::new(file, to.clone()) }).collect();
        self.all.update(|all| all.extend(added));
        self.go_on();
    }

    /// Puts a file in the place of what the one with this id was; `form` is the form of its screen.
    pub fn replace(&self, file: File, id: MediaId, form: RwSignal<MediaForm>, on_end: Callback<UploadStatus>) {
        let upload = Upload { on_end: Some(on_end), ..Upload::new(file, Destination::Replace { id, form }) };
        self.all.update(|all| all.push(upload));
        self.go_on();
    }

    pub fn cancel(&self, upload: &Upload) {
        let request = PENDING.with_borrow(|pending| pending.get(&upload.number).and_then(|pending| pending.request.clone()));
        match request {
            // Its end is told by the request itself.
            Some(request) => drop(request.abort()),
            None => upload.status.set(UploadStatus::Cancelled),
        }
    }

    pub fn cancel_all(&self) {
        for upload in self.all.get_untracked().iter().rev() {
            if upload.status.with_untracked(UploadStatus::is_open) {
                self.cancel(upload);
            }
        }
    }

    pub fn retry(&self, upload: &Upload) {
        upload.status.set(UploadStatus::Waiting);
        self.go_on();
    }

    /// Takes a finished file off the list.
    pub fn dismiss(&self, number: u32) {
        PENDING.with_borrow_mut(|pending| pending.remove(&number));
        self.all.update(|all| all.retain(|upload| upload.number != number));
    }

    /// Removes finished uploads from the list.
    pub fn dismiss_finished(&self) {
        self.all.update(|all| {
            all.retain(|upload| {
                let is_open = upload.status.with_untracked(UploadStatus::is_open);
                if !is_open {
                    PENDING.with_borrow_mut(|pending| pending.remove(&upload.number));
                }
                is_open
            });
        });
    }

    /// Begins with those that wait, as far as there is room.
    fn go_on(&self) {
        let all = self.all.get_untracked();
        let under_way = |upload: &&Upload| {
            upload.status.with_untracked(|status| matches!(status, UploadStatus::Sending { .. } | UploadStatus::Processing))
        };
        let room = AT_ONCE.saturating_sub(all.iter().filter(under_way).count());
        let waiting = all.iter().filter(|upload| upload.status.with_untracked(|status| *status == UploadStatus::Waiting));
        for upload in waiting.take(room).cloned().collect::<Vec<_>>() {
            upload.status.set(UploadStatus::Sending { sent_bytes: 0.0 });
            let uploads = self.clone();
            spawn_local(async move {
                let status = match with_reauth(|| attempt(&upload)).await {
                    Ok(status) => status,
                    Err(AppError::Offline) => UploadStatus::Broken,
                    Err(error) => UploadStatus::Refused(UploadError::Other(error)),
                };
                uploads.finish(&upload, status);
                uploads.go_on();
            });
        }
    }

    fn finish(&self, upload: &Upload, status: UploadStatus) {
        PENDING.with_borrow_mut(|pending| {
            if !status.may_be_retried() {
                pending.remove(&upload.number);
            } else if let Some(pending) = pending.get_mut(&upload.number) {
                pending.request = None;
            }
        });
        let stored = match &status {
            UploadStatus::Done(row, _) | UploadStatus::Known(row) => Some(row.clone()),
            _ => None,
        };
        upload.status.set(status.clone());
        if let Some(on_end) = upload.on_end {
            // None where the screen that wanted to know has been left.
            on_end.try_run(status);
        }
        if let Some(row) = stored {
            self.stored.update(|stored| *stored += 1);
            if let Some(on_done) = upload.on_done {
                // None where the screen that wanted to know has been left.
                on_done.try_run(row);
            }
        }
    }
}

impl Default for Uploads {
    fn default() -> Self {
        Self::new()
    }
}

/// The largest file that the server takes; one that is larger is not sent at all.
pub fn learn_limit(max_megabytes: i64) {
    MAX_MEGABYTES.set(u32::try_from(max_megabytes).ok());
}

fn initial_status(file: &File) -> UploadStatus {
    match MAX_MEGABYTES.get() {
        Some(max_megabytes) if file.size() > f64::from(max_megabytes) * 1_048_576.0 => {
            UploadStatus::Refused(UploadError::File(Refusal::TooLarge { max_megabytes }))
        }
        _ => UploadStatus::Waiting,
    }
}

/// Sends one file once.
async fn attempt(upload: &Upload) -> Result<UploadStatus, AppError> {
    let (Some(file), Ok(request)) =
        (PENDING.with_borrow(|pending| pending.get(&upload.number).map(|pending| pending.file.clone())), XmlHttpRequest::new())
    else {
        return Ok(UploadStatus::Cancelled);
    };
    PENDING.with_borrow_mut(|pending| {
        if let Some(pending) = pending.get_mut(&upload.number) {
            pending.request = Some(request.clone());
        }
    });
    let (Some(form), address) = (form(upload, &file), address(&upload.to)) else { return Ok(UploadStatus::Cancelled) };
    let (status, size_bytes) = (upload.status.clone(), upload.size_bytes);
    let on_progress = move |sent: f64, all: f64| {
        // What the form adds to the file is left out.
        let sent_bytes = (sent - (all - size_bytes).max(0.0)).max(0.0);
        status.set(if sent >= all { UploadStatus::Processing } else { UploadStatus::Sending { sent_bytes } });
    };
    match send(&request, &address, &form, on_progress).await {
        RequestEnd::Cancelled => Ok(UploadStatus::Cancelled),
        RequestEnd::Broken => Err(AppError::Offline),
        RequestEnd::Answered { status: 200..=299, body } => match serde_json::from_str::<Uploaded>(&body) {
            Ok(Uploaded { media, is_duplicate: true, .. }) => Ok(UploadStatus::Known(media)),
            Ok(Uploaded { media, removed, .. }) => Ok(UploadStatus::Done(media, removed)),
            Err(_) => Err(AppError::Internal),
        },
        RequestEnd::Answered { status, body } => match serde_json::from_str::<Refused>(&body) {
            Ok(Refused { reason: Refusal::Cut, .. }) => Ok(UploadStatus::Broken),
            Ok(Refused { reason: Refusal::Unavailable, .. }) => Err(AppError::Unavailable),
            Ok(Refused { reason, .. }) => Ok(UploadStatus::Refused(UploadError::File(reason))),
            Err(_) => Err(serde_json::from_str(&body).unwrap_or_else(|_| of_status(status))),
        },
    }
}

fn address(to: &Destination) -> String {
    match to {
        Destination::Folder(_) => routes::MEDIA_UPLOAD.to_owned(),
        Destination::Replace { id, .. } => format!("{}/{id}/replace", routes::MEDIA),
    }
}

/// The file comes last, so that the server knows all about it when it begins. None where the screen has been left whose file it
/// was to replace.
fn form(upload: &Upload, file: &File) -> Option<FormData> {
    let form = FormData::new().ok()?;
    match &upload.to {
        Destination::Folder(folder) => form.append_with_str("folder", folder).ok()?,
        Destination::Replace { form: seen, .. } => {
            let version = seen.try_with_untracked(|seen| seen.version)?;
            form.append_with_str("version", &version.to_string()).ok()?;
        }
    }
    form.append_with_blob_and_filename("file", file, &upload.name).ok()?;
    Some(form)
}

/// What an answer means that did not come from the upload itself.
pub(super) fn of_status(status: u16) -> AppError {
    match status {
        401 => AppError::SignedOut,
        403 => AppError::Forbidden,
        404 => AppError::NotFound,
        429 => AppError::TooFast { retry_after_seconds: 60 },
        400..500 => AppError::Malformed,
        // The proxy answers while the program restarts.
        502..=504 => AppError::Offline,
        _ => AppError::Internal,
    }
}

/// A file that is on its way, or may be tried again.
struct PendingFile {
    file: File,
    request: Option<XmlHttpRequest>,
}

// One window has one library, and uploads go on in tasks that no component's context reaches. A file cannot leave its thread.
thread_local! {
    static LIBRARY: Uploads = Uploads::new();
    static PENDING: RefCell<BTreeMap<u32, PendingFile>> = const { RefCell::new(BTreeMap::new()) };
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static MAX_MEGABYTES: Cell<Option<u32>> = const { Cell::new(None) };
}
