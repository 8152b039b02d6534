//! The files of whitepapers: streamed from the folder of the media, never by their path, and counted when they arrived.

use std::io;
use std::sync::Arc;

use app::ssr::now;
use app::text::failure::Failure;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::address::{whitepaper_file_path, whitepaper_path};
use domain::id::{DownloadId, WhitepaperId};
use domain::language::{Language, Languages};
use domain::media::Format;
use domain::text::Slug;
use futures_util::stream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::Store;
use store::media::DownloadFile;
use store::publishing::Found;
use store::whitepapers::grants::{self, DownloadStart};
use store::whitepapers::{direct_file, published};
use tokio::fs;
use tokio::io::AsyncReadExt;

use crate::app_state::AppState;
use crate::error_response::{self, failed};
use crate::media::{self, Uncompressed};
use crate::pages::redirect_permanently;
use crate::robots::not_counted;
use crate::streamed;

/// Read and sent at a time.
const PIECE_BYTES: usize = 64 * 1024;

/// Kept back until the download is counted.
const LAST_BYTES: u64 = 1024;

/// The reason for which a file is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Download {
    pub whitepaper: WhitepaperId,
    /// The form that it was asked for by, if one was.
    pub form: Option<DownloadId>,
    /// Whether a person gets it.
    pub is_counted: bool,
}

/// GET of a file for which nobody has to register; another leads to its page, which has the form. Where the whitepaper has another
/// slug by now, so has its file.
pub async fn direct(
    state: &Arc<AppState>,
    method: &Method,
    headers: &HeaderMap,
    (language, slug): (&Language, &Slug),
    query: Option<&str>,
    languages: &Languages,
) -> Response {
    let (store, at) = (state.context.store(), now());
    let found = match published(store, language, slug, languages, at).await {
        Ok(Found::Moved(moved)) => return redirect_permanently(&whitepaper_file_path(language, &moved, languages), query),
        Ok(Found::Here(whitepaper)) if whitepaper.requires_registration => {
            return Redirect::to(&whitepaper_path(language, slug, languages)).into_response();
        }
        Ok(Found::Here(whitepaper)) => match direct_file(store, whitepaper.id, at).await {
            // A form was put before it a moment ago.
            Err(store::Error::NotFound) => return Redirect::to(&whitepaper_path(language, slug, languages)).into_response(),
            file => file.map(|file| (whitepaper.id, file)),
        },
        Ok(Found::Nothing) => Err(store::Error::NotFound),
        Err(error) => Err(error),
    };
    let opened = match found {
        Ok((whitepaper, file)) => open(state, file).await.map(|opened| (whitepaper, opened)),
        Err(error) => Err(failure_of(error)),
    };
    match opened {
        Ok((whitepaper, opened)) => {
            let is_counted = method == Method::GET && not_counted(headers, state.context.is_secure()).is_none();
            send(state, opened, Download { whitepaper, form: None, is_counted })
        }
        Err(failure) => failed(failure),
    }
}

/// POST of the page of a link: uses it once and gives the file. None where the link is over or nothing is behind it, for
/// its page to say so.
pub async fn by_link(state: &Arc<AppState>, headers: &HeaderMap, token: &str) -> Result<Option<Response>, Failure> {
    let (store, hash) = (state.context.store(), store::sessions::hash(token));
    // A file that cannot be opened costs no use.
    let opened = match grants::file_behind(store, &hash, now()).await {
        Ok(Some(file)) => open(state, file).await?,
        Ok(None) | Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(failure_of(error)),
    };
    match grants::begin(store, &hash, now()).await {
        Ok(DownloadStart::File { whitepaper, download, file }) => {
            let is_counted = not_counted(headers, state.context.is_secure()).is_none();
            let download = Download { whitepaper, form: download, is_counted };
            respond_with_file(state, opened, file, download).await.map(Some)
        }
        Ok(DownloadStart::Over(_)) | Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(failure_of(error)),
    }
}

/// The file of a download that is written down. `opened` is what it was before; the whitepaper may have got another in between.
pub async fn respond_with_file(
    state: &Arc<AppState>,
    opened: OpenFile,
    file: DownloadFile,
    download: Download,
) -> Result<Response, Failure> {
    let opened = if opened.file == file { opened } else { open(state, file).await? };
    Ok(send(state, opened, download))
}

/// The file of a whitepaper that can be read.
#[derive(Debug)]
pub struct OpenFile {
    file: DownloadFile,
    handle: fs::File,
    size_bytes: u64,
}

/// Opens a file before its download is written down. One that is offered and cannot be read is our fault, even where it is missing:
/// it is never reported as an address that does not exist.
pub async fn open(state: &AppState, file: DownloadFile) -> Result<OpenFile, Failure> {
    let Some(path) = state.library.path(&file.path) else {
        tracing::error!(media = file.media.0, "the path of a file leads out of the folder of the media");
        return Err(Failure::Internal);
    };
    match media::serve::open(&path).await {
        Ok((handle, size_bytes)) => Ok(OpenFile { file, handle, size_bytes }),
        Err(error) => {
            tracing::error!(%error, media = file.media.0, "the file of a whitepaper cannot be read");
            Err(Failure::Unavailable)
        }
    }
}

/// The file as an answer. Its name is that of the upload, its place nobody's business.
fn send(state: &Arc<AppState>, opened: OpenFile, download: Download) -> Response {
    let OpenFile { file, handle, size_bytes } = opened;
    let sending = Sending { file: handle, left: size_bytes, store: state.context.store().clone(), download };
    let mut response = streamed::body(stream::unfold(sending, Sending::next)).into_response();
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&file.mime_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size_bytes));
    headers.insert(header::CONTENT_DISPOSITION, disposition(&as_its_content_says(&file.name, &file.mime_type)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response.extensions_mut().insert(Uncompressed);
    response
}

/// A file on its way.
struct Sending {
    file: fs::File,
    left: u64,
    store: Store,
    download: Download,
}

impl Sending {
    /// The next piece. The last one leaves only after the download is counted: what arrived was counted, even if the program ends
    /// at that moment. What a broken connection had still in its buffers cannot be seen from here.
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        if self.left == 0 {
            return None;
        }
        let wanted = if self.left > LAST_BYTES { (self.left - LAST_BYTES).min(PIECE_BYTES as u64) } else { self.left };
        let mut piece = vec![0; usize::try_from(wanted).unwrap_or(PIECE_BYTES)];
        if let Err(error) = self.file.read_exact(&mut piece).await {
            self.left = 0;
            return Some((Err(error), self));
        }
        self.left -= piece.len() as u64;
        if self.left == 0 && self.download.is_counted {
            let Download { whitepaper, form, .. } = self.download;
            if let Err(error) = store::whitepapers::counts::count_completed(&self.store, whitepaper, form, now()).await {
                tracing::error!(%error, "a download could not be counted");
            }
        }
        Some((Ok(piece.into()), self))
    }
}

/// The name with the extension of the file's format, not that of the upload.
fn as_its_content_says(name: &str, mime_type: &str) -> String {
    let Some(format) = Format::ALL.into_iter().find(|format| format.mime_type() == mime_type) else { return name.to_owned() };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_right =
        ending.eq_ignore_ascii_case(format.extension()) || format == Format::Jpeg && ending.eq_ignore_ascii_case("jpeg");
    if is_right { name.to_owned() } else { format!("{stem}.{}", format.extension()) }
}

/// Saved, not shown, under the name it was uploaded with (RFC 6266, with RFC 8187 for letters beyond ASCII).
fn disposition(name: &str) -> HeaderValue {
    let name: String = name.chars().filter(|c| !c.is_control() && !"/\\\"<>:|?*\u{202e}\u{202d}".contains(*c)).collect();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let encoded = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

fn failure_of(error: store::Error) -> Failure {
    match error {
        store::Error::NotFound => Failure::NotFound,
        error => error_response::failure_of(&error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_as_its_content_says() {
        let pdf = "application/pdf";
        for (name, shown) in
            [("a.pdf", "a.pdf"), ("A.PDF", "A.PDF"), ("run.exe", "run.pdf"), ("paper", "paper.pdf"), ("a.b.c", "a.b.pdf")]
        {
            assert_eq!(as_its_content_says(name, pdf), shown);
        }
        assert_eq!(as_its_content_says("a.jpeg", "image/jpeg"), "a.jpeg");
    }

    #[test]
    fn a_name_is_one_whatever_was_uploaded() {
        assert_eq!(
            disposition("Störlicht 2.pdf").to_str().unwrap(),
            "attachment; filename=\"St_rlicht 2.pdf\"; filename*=UTF-8''St%C3%B6rlicht%202%2Epdf"
        );
        for bad in ["\"; x=\"y", "a\r\nSet-Cookie: a=b", "../../a", "\u{202e}fdp.exe"] {
            let value = disposition(bad);
            let text = value.to_str().unwrap();
            assert_eq!(text.matches('"').count(), 2, "{text}");
            assert!(!text.contains('/') && text.starts_with("attachment; filename="), "{text}");
        }
    }
}
