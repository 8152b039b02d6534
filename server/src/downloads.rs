//! The files of whitepapers: streamed from the folder of the media, never by their path, and counted when they arrived.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use app::ssr::auth::ClientAddress;
use app::ssr::now;
use app::text::failure::Failure;
use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::address::{whitepaper_file_path, whitepaper_path};
use domain::id::{DownloadId, WhitepaperId};
use domain::language::{Language, Languages};
use domain::media::Format;
use domain::text::Slug;
use domain::time::Timestamp;
use futures_util::stream;
use store::media::DownloadFile;
use store::publishing::Found;
use store::whitepapers::grants::{self, DownloadStart};
use store::whitepapers::{direct_file, gate, published};
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use crate::app_state::AppState;
use crate::conditional::if_none_match_has;
use crate::content_disposition::attachment;
use crate::counted_downloads::REMEMBERED_SECONDS;
use crate::error_response::{self, failed};
use crate::media::{self, Uncompressed};
use crate::range::{self, RequestedRange};
use crate::redirect::redirect_permanently;
use crate::robots::not_counted;
use crate::{security, streamed};

/// Read and sent at a time.
const PIECE_BYTES: usize = 64 * 1024;

/// Kept back until the download is counted.
const LAST_BYTES: u64 = 1024;

/// The reason for which a file is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Download {
    whitepaper: WhitepaperId,
    /// The form that it was asked for by, if one was.
    form: Option<DownloadId>,
    counted: Counted,
}

/// How a download is counted. One that comes in several parts counts once, with its last byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Counted {
    /// Not a person's.
    No,
    /// The one of this ticket.
    Ticket(String),
    /// One of those that have no ticket, from this address by this browser: each that comes as a whole counts.
    Client(IpAddr, String),
}

/// GET of a file for which nobody has to register; another leads to its page, which has the form, unless a ticket says that the form
/// was sent. Where the whitepaper has another slug by now, so has its file.
pub async fn direct(
    state: &Arc<AppState>,
    parts: &Parts,
    (language, slug): (&Language, &Slug),
    languages: &Languages,
) -> Response {
    let (store, at, query) = (state.context.store(), now(), parts.uri.query());
    let found = match published(store, language, slug, languages, at).await {
        Ok(Found::Moved(moved)) => return redirect_permanently(&whitepaper_file_path(language, &moved, languages), query),
        Ok(Found::Here(whitepaper)) => whitepaper,
        Ok(Found::Nothing) => return failed(Failure::NotFound),
        Err(error) => return failed(failure_of(error)),
    };
    let id = found.id;
    let ticket = ticket(query).and_then(|ticket| {
        let form = state.context.secret().read_ticket(&of_whitepaper(id), &ticket, at)?;
        Some((form, ticket))
    });
    let (file, form, counted) = match ticket {
        Some((form, ticket)) => (gate::file_behind(store, id, at).await, form, Counted::Ticket(ticket)),
        None if found.requires_registration => return Redirect::to(&whitepaper_path(language, slug, languages)).into_response(),
        None => (direct_file(store, id, at).await, None, client(parts)),
    };
    let file = match file {
        Ok(file) => file,
        // A form was put before it a moment ago.
        Err(store::Error::NotFound) => return Redirect::to(&whitepaper_path(language, slug, languages)).into_response(),
        Err(error) => return failed(failure_of(error)),
    };
    respond_with_file(state, parts, file, Download { whitepaper: id, form, counted }).await
}

/// GET of the page of a link with the ticket of a download that it began. None where it has none, or one that is over, or nothing
/// is behind the link any more: then its page says how the link is.
pub async fn by_ticket(state: &Arc<AppState>, parts: &Parts, token: &str) -> Option<Response> {
    let ticket = ticket(parts.uri.query())?;
    let form = state.context.secret().read_ticket(token, &ticket, now())?;
    match grants::used_file(state.context.store(), &store::sessions::hash(token), now()).await {
        Ok((whitepaper, file)) => {
            let download = Download { whitepaper, form, counted: Counted::Ticket(ticket) };
            Some(respond_with_file(state, parts, file, download).await)
        }
        Err(store::Error::NotFound) => None,
        Err(error) => Some(failed(failure_of(error))),
    }
}

/// POST of the page of a link: uses it once and leads to the file, which can be read whole and in parts for a time. None where the
/// link is over or nothing is behind it, for its page to say so.
pub async fn by_link(state: &Arc<AppState>, path: &str, token: &str) -> Result<Option<Response>, Failure> {
    let (store, hash) = (state.context.store(), store::sessions::hash(token));
    // A file that cannot be opened costs no use.
    match grants::file_behind(store, &hash, now()).await {
        Ok(Some(file)) => drop(open(state, &file).await?),
        Ok(None) | Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(failure_of(error)),
    };
    match grants::begin(store, &hash, now()).await {
        Ok(DownloadStart::File { download, .. }) => lead_to_file(state, path, token, download).map(Some),
        Ok(DownloadStart::Over(_)) | Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(failure_of(error)),
    }
}

/// The answer to the click of a known browser that is written down: it leads to the file, whose address is `path`.
pub fn by_click(state: &AppState, path: &str, whitepaper: WhitepaperId, download: DownloadId) -> Result<Response, Failure> {
    lead_to_file(state, path, &of_whitepaper(whitepaper), Some(download))
}

/// 303 to the address of a file with a ticket. Browsers resume a download only where it is the answer to a GET.
fn lead_to_file(state: &AppState, path: &str, of: &str, form: Option<DownloadId>) -> Result<Response, Failure> {
    let ticket = state.context.secret().ticket(of, form, Timestamp(now().0 + REMEMBERED_SECONDS)).map_err(|error| {
        tracing::error!(%error, "the system gave no random bytes");
        Failure::Internal
    })?;
    let mut response = Redirect::to(&format!("{path}?{TICKET}={ticket}")).into_response();
    security::keep_private(&mut response);
    Ok(response)
}

/// The name of a ticket in a query.
const TICKET: &str = "ticket";

fn ticket(query: Option<&str>) -> Option<String> {
    let mut fields = form_urlencoded::parse(query?.as_bytes());
    fields.find(|(name, _)| name == TICKET).map(|(_, ticket)| ticket.into_owned())
}

/// What a ticket from a click is signed for. No token of a link has a blank in it, so it is never mistaken for one.
fn of_whitepaper(id: WhitepaperId) -> String {
    format!("whitepaper {id}")
}

fn client(parts: &Parts) -> Counted {
    let agent = parts.headers.get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()).into_owned());
    match parts.extensions.get::<ClientAddress>() {
        Some(ClientAddress(address)) => Counted::Client(*address, agent.unwrap_or_default()),
        None => Counted::No,
    }
}

/// The file as an answer, or the part of it that is asked for.
async fn respond_with_file(state: &Arc<AppState>, parts: &Parts, file: DownloadFile, mut download: Download) -> Response {
    let is_person = parts.method == Method::GET && not_counted(&parts.headers, state.context.is_secure()).is_none();
    if !is_person {
        download.counted = Counted::No;
    }
    match open(state, &file).await {
        Ok(opened) => send(state, parts, &file, opened, download).await,
        Err(failure) => failed(failure),
    }
}

/// Opens a file, also before its download is written down, and says how long it is. One that is offered and cannot be read is our
/// fault, even where it is missing: it is never reported as an address that does not exist.
pub async fn open(state: &AppState, file: &DownloadFile) -> Result<(fs::File, u64), Failure> {
    let Some(path) = state.library.path(&file.path) else {
        tracing::error!(media = file.media.0, "the path of a file leads out of the folder of the media");
        return Err(Failure::Internal);
    };
    media::serve::open(&path).await.map_err(|error| {
        tracing::error!(%error, media = file.media.0, "the file of a whitepaper cannot be read");
        Failure::Unavailable
    })
}

/// The file as an answer. Its name is that of the upload; where it lies is not told.
async fn send(
    state: &Arc<AppState>,
    parts: &Parts,
    file: &DownloadFile,
    (mut handle, size_bytes): (fs::File, u64),
    mut download: Download,
) -> Response {
    // The path holds the hash of the content.
    let etag = format!("\"{}\"", &store::sessions::hash(&file.path)[..32]);
    let (status, from, left) = match RequestedRange::of(&parts.method, &parts.headers, &etag, size_bytes) {
        _ if if_none_match_has(&parts.headers, &etag) => (StatusCode::NOT_MODIFIED, 0, 0),
        RequestedRange::Beyond => return range::beyond(size_bytes),
        RequestedRange::All => (StatusCode::OK, 0, size_bytes),
        RequestedRange::Part { from, to } => (StatusCode::PARTIAL_CONTENT, from, to - from + 1),
    };
    // Programs that look which kind of file it is ask for its last bytes alone.
    let is_look =
        parts.headers.get(header::RANGE).is_some_and(|range| range.as_bytes().to_ascii_lowercase().starts_with(b"bytes=-"));
    if from + left < size_bytes || is_look && from > 0 {
        download.counted = Counted::No;
    }
    if from > 0
        && let Err(error) = handle.seek(io::SeekFrom::Start(from)).await
    {
        tracing::error!(%error, media = file.media.0, "the file of a whitepaper cannot be read");
        return failed(Failure::Unavailable);
    }
    let is_whole = status == StatusCode::OK;
    let sending = Sending { file: handle, left, state: state.clone(), download, is_whole };
    let mut response = streamed::body(stream::unfold(sending, Sending::next)).into_response();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&file.mime_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    if status != StatusCode::NOT_MODIFIED {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(left));
    }
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {from}-{}/{size_bytes}", from + left - 1);
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&range).expect("numbers are visible ASCII"));
    }
    headers.insert(header::ETAG, HeaderValue::from_str(&etag).expect("a hash in hex is visible ASCII"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&as_its_content_says(&file.name, &file.mime_type)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response.extensions_mut().insert(Uncompressed);
    response
}

/// A file on its way.
struct Sending {
    file: fs::File,
    left: u64,
    state: Arc<AppState>,
    download: Download,
    is_whole: bool,
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
        if self.left == 0 && self.is_counted() {
            let (store, Download { whitepaper, form, .. }) = (self.state.context.store(), self.download.clone());
            if let Err(error) = store::whitepapers::counts::count_completed(store, whitepaper, form, now()).await {
                tracing::error!(%error, "a download could not be counted");
            }
        }
        Some((Ok(piece.into()), self))
    }

    /// Whether this answer is a download that no answer before it was.
    fn is_counted(&self) -> bool {
        let Download { whitepaper, counted, .. } = &self.download;
        let is_first = || self.state.counted_downloads.add((whitepaper, counted), now());
        match counted {
            Counted::No => false,
            Counted::Ticket(_) => is_first(),
            Counted::Client(..) => is_first() || self.is_whole,
        }
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
}
