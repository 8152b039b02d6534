//! From a file that came in to a row of the library.

use std::sync::Arc;

use app::error::AppError;
use app::ssr::now;
use domain::id::MediaId;
use domain::media::{Folder, MediaRow, Refusal, Refused, Removal, Uploaded, clean_name, shown_name};
use store::Store;
use store::access::Editor;
use store::media::{Added, NewFile, Replaced};
use tempfile::NamedTempFile;
use tokio::task::JoinHandle;

use super::receive::Received;
use crate::app_state::AppState;
use crate::media::inspector::Inspected;
use crate::media::source::Fault;
use crate::media::{Library, file_path};

/// The outcome for a file; an error is not the file's fault.
pub type UploadResult = Result<Result<Uploaded, Refused>, AppError>;

/// Adds a file that came in. It runs to its end even if the client is gone: a file that has its name gets its row.
pub async fn take(state: &Arc<AppState>, by: &Editor, received: Received, folder: Folder) -> UploadResult {
    let (state, by) = (state.clone(), by.clone());
    joined(tokio::spawn(async move {
        if let Some(id) = store::media::find_by_hash(state.context.store(), &by, &received.hash).await? {
            let media = row(&state, &by, id).await?;
            return Ok(Ok(Uploaded { media, is_duplicate: true, removed: Vec::new() }));
        }
        let Ready { file, new, removed } = match inspected(&state.library, received, folder).await? {
            Ok(ready) => ready,
            Err(refused) => return Ok(Err(refused)),
        };
        let (id, is_duplicate, removed) = match keep(state.context.store(), &state.library, &by, file, &new).await? {
            Added::New(id) => (id, false, removed),
            Added::Known(id) => (id, true, Vec::new()),
        };
        Ok(Ok(Uploaded { media: row(&state, &by, id).await?, is_duplicate, removed }))
    }))
    .await
}

/// Looks at a file, gives it its name and writes its row.
pub async fn add(
    store: &Store,
    library: &Arc<Library>,
    by: &Editor,
    received: Received,
    folder: Folder,
) -> Result<Result<Added, Refused>, AppError> {
    match inspected(library, received, folder).await? {
        Ok(Ready { file, new, .. }) => keep(store, library, by, file, &new).await.map(Ok),
        Err(refused) => Ok(Err(refused)),
    }
}

async fn keep(store: &Store, library: &Arc<Library>, by: &Editor, file: NamedTempFile, new: &NewFile) -> Result<Added, AppError> {
    let placing = library.begin_placement().await.map_err(|error| disk(&error))?;
    place(library, file, new).await?;
    let added = store::media::add(store, by, new, now()).await?;
    if let Added::New(_) = added {
        placing.end();
    }
    Ok(added)
}

/// As [`take`], in the place of another file.
pub async fn take_replacement(state: &Arc<AppState>, by: &Editor, id: MediaId, version: i64, received: Received) -> UploadResult {
    let (state, by) = (state.clone(), by.clone());
    joined(tokio::spawn(async move {
        let name = received.name.clone();
        let refused = |reason| Ok(Err(Refused { name: name.clone(), reason }));
        let Ready { file, new, removed } = match inspected(&state.library, received, Folder::root()).await? {
            Ok(ready) => ready,
            Err(refused) => return Ok(Err(refused)),
        };
        let placing = state.library.begin_placement().await.map_err(|error| disk(&error))?;
        place(&state.library, file, &new).await?;
        let done = store::media::replace(state.context.store(), &by, id, version, &new, now()).await;
        if let Ok(Replaced::Done) = done {
            placing.end();
        } else {
            drop(placing);
        }
        match done {
            Ok(Replaced::Done) => Ok(Ok(Uploaded { media: row(&state, &by, id).await?, is_duplicate: false, removed })),
            Ok(Replaced::Same) => {
                Ok(Ok(Uploaded { media: row(&state, &by, id).await?, is_duplicate: true, removed: Vec::new() }))
            }
            Ok(Replaced::OtherKind) => refused(Refusal::OtherKind),
            Ok(Replaced::AlreadyThere(media)) => refused(Refusal::AlreadyThere { media }),
            Err(store::Error::Stale) => refused(Refusal::Stale),
            Err(store::Error::NotFound) => refused(Refusal::Gone),
            Err(error) => Err(error.into()),
        }
    }))
    .await
}

async fn joined(task: JoinHandle<UploadResult>) -> UploadResult {
    task.await.unwrap_or_else(|error| {
        tracing::error!(%error, "taking a file broke off");
        Err(AppError::Internal)
    })
}

/// A file that may be kept.
struct Ready {
    file: NamedTempFile,
    new: NewFile,
    removed: Vec<Removal>,
}

async fn inspected(library: &Arc<Library>, received: Received, folder: Folder) -> Result<Result<Ready, Refused>, AppError> {
    let Received { file, hash, name } = received;
    let Inspected { file, facts: inspected } = match library.inspector.inspect(library, file).await {
        Ok(inspected) => inspected,
        Err(Fault::Refused(reason)) => return Ok(Err(Refused { name: shown_name(&name), reason })),
        Err(Fault::Disk(error)) => return Err(disk(&error)),
    };
    let new = NewFile {
        path: file_path(&hash, inspected.format),
        hash,
        stored_hash: inspected.stored_hash,
        format: inspected.format,
        size_bytes: inspected.size_bytes,
        filename: clean_name(&name, inspected.format),
        original_filename: shown_name(&name),
        size: inspected.size,
        pages: None,
        folder,
    };
    Ok(Ok(Ready { file, new, removed: inspected.removed }))
}

async fn place(library: &Arc<Library>, file: NamedTempFile, new: &NewFile) -> Result<(), AppError> {
    let (library, path) = (library.clone(), new.path.clone());
    match tokio::task::spawn_blocking(move || library.place(file, &path)).await {
        Ok(placed) => placed.map_err(|error| disk(&error)),
        Err(_) => Err(AppError::Internal),
    }
}

fn disk(error: &std::io::Error) -> AppError {
    tracing::error!(%error, "the disk did not take a file");
    AppError::Unavailable
}

async fn row(state: &AppState, by: &Editor, id: MediaId) -> Result<MediaRow, AppError> {
    let languages = &state.context.settings().await?.languages;
    store::media::rows(state.context.store(), by, &[id], languages).await?.pop().ok_or(AppError::NotFound)
}
