//! Files as visitors get them: streamed from the disk, whole or in ranges (RFC 9110, 14), kept by browsers for ever.

use std::io;
use std::path::Path;
use std::sync::Arc;

use app::error::AppError;
use app::ssr::{guard, now};
use app::text::failure::Failure;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path as Parts, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::media::{Format, MediaKind};
use futures_util::stream;
use store::media::VariantOf;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tower_sessions::Session;

use super::{is_hash, variant_path};
use crate::app_state::AppState;
use crate::conditional::if_none_match_has;
use crate::content_disposition::{attachment, inline};
use crate::error_response::{failed, failed_with, file_failure};
use crate::range::{RequestedRange, beyond};
use crate::redirect::redirect_permanently;
use crate::streamed;

/// Bytes read from the disk at once.
const PIECE_BYTES: usize = 64 * 1024;

/// The address holds the hash of the content, so the content never changes.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Answers for staff alone are not cached.
const FOR_STAFF: &str = "private, no-store";

/// Marks a drawing, which gets a policy of its own (`security::add_headers`).
#[derive(Debug, Clone, Copy)]
pub struct Drawing;

/// Marks answers that are not compressed: compression would drop the length and ranges and change the tag.
#[derive(Debug, Clone, Copy)]
pub struct Uncompressed;

/// A file that is to be served.
#[derive(Debug, Clone)]
pub struct Download<'a> {
    pub format: Format,
    /// The name under which browsers keep it.
    pub filename: &'a str,
    /// Identifies the served content, without quotation marks.
    pub etag: &'a str,
    pub cache_control: &'static str,
}

/// GET /media/{hash}/{name}
pub async fn file(
    State(state): State<Arc<AppState>>,
    session: Session,
    parts: Result<Parts<(String, String)>, PathRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Ok(Parts((hash, name))) = parts else { return failed(Failure::NotFound) };
    if !is_hash(&hash) {
        return failed(Failure::NotFound);
    }
    let served = match store::media::served_file(state.context.store(), &hash, now()).await {
        Ok(served) if served.filename == name => served,
        Ok(_) | Err(store::Error::NotFound) => return moved_file(&state, &session, &hash, &name).await,
        Err(error) => return failed_with(&AppError::from(error)),
    };
    // The file of a gated whitepaper is served by its own route.
    let is_for_staff = served.is_gated || served.is_in_trash;
    if is_for_staff && let Err(error) = guard::of_session(&state.context, &session).await {
        // Another file of the library may have had this content before.
        return if served.is_in_trash && error != AppError::Unavailable {
            moved_file(&state, &session, &hash, &name).await
        } else {
            hidden(&error)
        };
    }
    let Some(path) = state.library.path(&served.path) else { return failed(Failure::NotFound) };
    let cache_control = if is_for_staff { FOR_STAFF } else { FOR_EVER };
    let download = Download { format: served.format, filename: &served.filename, etag: &served.stored_hash, cache_control };
    stream(&path, &download, &method, &headers).await
}

/// GET /media/{hash}/{shape}/{name}
pub async fn variant(
    State(state): State<Arc<AppState>>,
    session: Session,
    parts: Result<Parts<(String, String, String)>, PathRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Ok(Parts((hash, shape, name))) = parts else { return failed(Failure::NotFound) };
    let format =
        name.rsplit_once('.').and_then(|(_, extension)| Format::ALL.into_iter().find(|format| format.extension() == extension));
    let is_shape = !shape.is_empty() && shape.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x' || byte == b'-');
    let Some(format) = format.filter(|_| is_hash(&hash) && is_shape) else { return failed(Failure::NotFound) };
    let cache_control = match store::media::variant(state.context.store(), &hash, &shape, format).await {
        Ok(Some(VariantOf::InLibrary)) => FOR_EVER,
        Ok(Some(VariantOf::Trashed)) => match guard::of_session(&state.context, &session).await {
            Ok(_) => FOR_STAFF,
            Err(AppError::Unavailable) => return failed_with(&AppError::Unavailable),
            Err(_) => return moved_variant(&state, &hash, &shape, format).await,
        },
        Ok(None) => return moved_variant(&state, &hash, &shape, format).await,
        Err(error) => return failed_with(&AppError::from(error)),
    };
    let Some(path) = state.library.path(&variant_path(&hash, &shape, format)) else { return failed(Failure::NotFound) };
    let etag = format!("{hash}-{shape}-{}", format.extension());
    let download = Download { format, filename: &name, etag: &etag, cache_control };
    stream(&path, &download, &method, &headers).await
}

/// The present address of a file that was replaced since; 404 for those who would not get the file there.
async fn moved_file(state: &AppState, session: &Session, hash: &str, name: &str) -> Response {
    let store = state.context.store();
    let moved = match store::media::moved_file(store, hash, name).await {
        Ok(Some(moved)) => moved,
        Ok(None) => return failed(Failure::NotFound),
        Err(error) => return failed_with(&AppError::from(error)),
    };
    match store::media::served_file(store, &moved.hash, now()).await {
        Ok(served) if served.is_gated => match guard::of_session(&state.context, session).await {
            Ok(_) => redirect_permanently(&moved.address, None),
            Err(error) => hidden(&error),
        },
        Ok(_) => redirect_permanently(&moved.address, None),
        Err(error) => failed_with(&AppError::from(error)),
    }
}

/// The present address of a smaller picture, of a file that was replaced or whose focal point moved.
async fn moved_variant(state: &AppState, hash: &str, shape: &str, format: Format) -> Response {
    match store::media::moved_variant(state.context.store(), hash, shape, format).await {
        Ok(Some(address)) => redirect_permanently(&address, None),
        Ok(None) => failed(Failure::NotFound),
        Err(error) => failed_with(&AppError::from(error)),
    }
}

/// Without a session the answer is 404, or 503 if the session could not be read.
fn hidden(error: &AppError) -> Response {
    if *error == AppError::Unavailable { failed_with(error) } else { failed(Failure::NotFound) }
}

/// Answers with a file, or the part of it that the request asks for.
pub async fn stream(path: &Path, download: &Download<'_>, method: &Method, headers: &HeaderMap) -> Response {
    let (file, length) = match open(path).await {
        Ok(opened) => opened,
        Err(error) => {
            tracing::error!(%error, path = %path.display(), "a file of the media library cannot be read");
            return failed(file_failure(&error));
        }
    };
    // Text is compressed on its way: then it has no length, no parts, and a tag for all its forms.
    let is_text = download.format == Format::Svg;
    let etag = format!("{}\"{}\"", if is_text { "W/" } else { "" }, download.etag);
    let range = if is_text { RequestedRange::All } else { RequestedRange::of(method, headers, &etag, length) };
    let mut response = match range {
        _ if if_none_match_has(headers, &etag) => StatusCode::NOT_MODIFIED.into_response(),
        RequestedRange::Beyond => return beyond(length),
        RequestedRange::All => body(StatusCode::OK, file, 0, length).await,
        RequestedRange::Part { from, to } => {
            let mut response = body(StatusCode::PARTIAL_CONTENT, file, from, to - from + 1).await;
            set(&mut response, header::CONTENT_RANGE, &format!("bytes {from}-{to}/{length}"));
            response
        }
    };
    set(&mut response, header::ETAG, &etag);
    set(&mut response, header::CACHE_CONTROL, download.cache_control);
    set(&mut response, header::CONTENT_TYPE, download.format.mime_type());
    if !is_text {
        set(&mut response, header::ACCEPT_RANGES, "bytes");
        response.extensions_mut().insert(Uncompressed);
    }
    let is_shown = download.format.kind() == MediaKind::Image || download.format == Format::Pdf;
    let disposition = if is_shown { inline(download.filename) } else { attachment(download.filename) };
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    if download.format == Format::Svg {
        response.extensions_mut().insert(Drawing);
    }
    response
}

pub async fn open(path: &Path) -> io::Result<(File, u64)> {
    let path = path.to_owned();
    let opened = tokio::task::spawn_blocking(move || {
        let file = super::open_file(&path)?;
        let length = file.metadata()?.len();
        Ok((File::from_std(file), length))
    });
    opened.await.map_err(io::Error::other)?
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

async fn body(status: StatusCode, mut file: File, from: u64, bytes: u64) -> Response {
    if from > 0
        && let Err(error) = file.seek(io::SeekFrom::Start(from)).await
    {
        tracing::error!(%error, "a file of the media library cannot be read");
        return failed(Failure::Unavailable);
    }
    let pieces = stream::try_unfold((file, bytes), |(mut file, left)| async move {
        if left == 0 {
            return Ok::<_, io::Error>(None);
        }
        let mut piece = vec![0; usize::try_from(left).unwrap_or(PIECE_BYTES).min(PIECE_BYTES)];
        let read = file.read(&mut piece).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece.truncate(read);
        Ok(Some((Bytes::from(piece), (file, left - read as u64))))
    });
    let mut response = (status, streamed::body(pieces)).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    response
}
