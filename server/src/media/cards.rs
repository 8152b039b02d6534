//! Pictures beside links to pages without one of their own: the title on the field lines. Each is drawn once, when it is first asked for,
//! in a process of its own ([`worker`]), and lies in the media folder under the digest of what it says.
//!
//! An address holds that digest. One of an earlier title leads to the card of today, and one of nothing that visitors read is not found,
//! so nobody can have more of them made than there are titles. Each client has a share of the drawing, so that none makes the others
//! wait.

mod drawing;
mod words;

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use app::error::AppError;
use app::routes;
use app::ssr::auth::ClientAddress;
use app::ssr::sharing::{CardTexts, DrawnCard};
use app::text::failure::Failure;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path as Parts, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::media::Format;
use tokio::sync::Semaphore;

use super::serve::{Download, FOR_EVER, stream};
use super::worker::{self, Limits};
use super::{Library, is_hash, make_folder};
use crate::app_state::AppState;
use crate::error_response::{failed, failed_with, file_failure};
use crate::file_time;
use crate::ip_network::network;

/// The command of the program that draws one card.
pub const COMMAND: &str = "draw-card";

/// The folder of the cards, within that of the files.
const FOLDER: &str = "cards";

/// So many are kept; of more, those go that nobody has asked for the longest. One that is asked for again is drawn again.
const MAX_CARDS: usize = 2_000;

/// The time of a file tells when it was last asked for, to within this.
const ASKED_PRECISION: Duration = Duration::from_secs(60 * 60);

/// Different cards of one client that wait or are drawn. For more it comes again.
const MAX_PER_CLIENT: usize = 2;

/// When a client that has so many comes again.
const RETRY_AFTER_SECONDS: u64 = 2;

/// What is at an earlier address may change with the next title.
const FOR_A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// So long a request waits for other cards.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// A card takes about a tenth of a second.
const MAX_TIME: Duration = Duration::from_secs(15);
const LIMITS: Limits = Limits { memory_bytes: 512 * 1024 * 1024, cpu_seconds: 10, file_bytes: None };

/// Draws one card at a time.
#[derive(Debug)]
pub struct CardMaker {
    program: PathBuf,
    place: Semaphore,
    clients: Mutex<Clients>,
}

/// The cards that each client waits for, and how often it asked for each. A client without any is not in it.
type Clients = HashMap<IpAddr, HashMap<String, usize>>;

/// The place of a client in the queue.
struct Share<'a> {
    clients: &'a Mutex<Clients>,
    client: IpAddr,
    digest: &'a str,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(cards) = clients.get_mut(&self.client) else { return };
        if let Some(count) = cards.get_mut(self.digest) {
            *count -= 1;
            if *count == 0 {
                cards.remove(self.digest);
            }
        }
        if cards.is_empty() {
            clients.remove(&self.client);
        }
    }
}

/// Why there is no card.
#[derive(Debug)]
enum Undrawn {
    /// The client asks for more than its share.
    Refused(Failure),
    /// Others are being drawn.
    Busy,
    /// What draws it broke, or the storage did not take it.
    Failed(io::Error),
}

impl From<io::Error> for Undrawn {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

impl CardMaker {
    pub fn new(program: PathBuf) -> Self {
        Self { program, place: Semaphore::new(1), clients: Mutex::default() }
    }

    /// Where the card lies, drawn for this client where it is not there yet. `count` counts a drawing against what the client may ask.
    async fn card(
        &self,
        library: &Arc<Library>,
        texts: &CardTexts,
        client: IpAddr,
        count: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<PathBuf, Undrawn> {
        let digest = texts.digest();
        let path = library.folder().join(FOLDER).join(format!("{digest}.png"));
        if is_there(&path).await? {
            return Ok(path);
        }
        let Some(_share) = self.share(client, &digest) else {
            return Err(Undrawn::Refused(Failure::TooFast { retry_after_seconds: RETRY_AFTER_SECONDS }));
        };
        let place = tokio::time::timeout(MAX_WAIT, self.place.acquire()).await.map_err(|_| Undrawn::Busy)?;
        let _place = place.map_err(io::Error::other)?;
        // Somebody else may have asked for the same one.
        if is_there(&path).await? {
            return Ok(path);
        }
        count().map_err(Undrawn::Refused)?;
        let job = serde_json::to_vec(texts).map_err(io::Error::from)?;
        let drawn = worker::ask(&self.program, COMMAND, &job, MAX_TIME).await?;
        let drawn = drawn.filter(|png| !png.is_empty()).ok_or_else(|| io::Error::other("a card could not be drawn"))?;
        let (library, name) = (library.clone(), digest.clone());
        tokio::task::spawn_blocking(move || keep(&library, &name, &drawn)).await.map_err(io::Error::other)??;
        Ok(path)
    }

    /// A place in the queue for a card, if the client has one left. Whoever asks for the same card again only waits with the first.
    fn share<'a>(&'a self, client: IpAddr, digest: &'a str) -> Option<Share<'a>> {
        let client = network(client);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let cards = clients.entry(client).or_default();
        if !cards.contains_key(digest) && cards.len() >= MAX_PER_CLIENT {
            return None;
        }
        *cards.entry(digest.to_owned()).or_default() += 1;
        Some(Share { clients: &self.clients, client, digest })
    }
}

/// Whether a card was drawn. It counts as asked for.
async fn is_there(path: &Path) -> io::Result<bool> {
    let path = path.to_owned();
    let asked = move || {
        let Ok(metadata) = fs::symlink_metadata(&path) else { return false };
        let is_recent = metadata.modified().is_ok_and(|asked| asked.elapsed().is_ok_and(|since| since < ASKED_PRECISION));
        if !is_recent && metadata.is_file() {
            // A folder that can only be read keeps its cards in the order in which they were drawn.
            let _ = fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(file_time::now()));
        }
        metadata.is_file()
    };
    tokio::task::spawn_blocking(asked).await.map_err(io::Error::other)
}

/// Gives a card its final name. Of too many those go that nobody has asked for the longest.
fn keep(library: &Library, digest: &str, png: &[u8]) -> io::Result<()> {
    let folder = library.folder().join(FOLDER);
    make_folder(&folder)?;
    let mut cards: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        // Another program may take it away meanwhile.
        let Ok(metadata) = entry.metadata() else { continue };
        cards.push((metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), entry.path()));
    }
    cards.sort();
    let too_many = (cards.len() + 1).saturating_sub(MAX_CARDS);
    for (_, path) in &cards[..too_many] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    let file = library.incoming()?;
    file.as_file().write_all(png)?;
    library.place(file, &format!("{FOLDER}/{digest}.png"))
}

/// GET /media/cards/{digest}/{name}
pub async fn card(
    State(state): State<Arc<AppState>>,
    Extension(ClientAddress(client)): Extension<ClientAddress>,
    parts: Result<Parts<(String, String)>, PathRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Ok(Parts((digest, name))) = parts else { return failed(Failure::NotFound) };
    let Some(card) = DrawnCard::parse(&name) else { return failed(Failure::NotFound) };
    let texts = match card.texts(&state.context).await {
        Ok(Some(texts)) if texts.digest() == digest => texts,
        Ok(Some(texts)) if is_hash(&digest) => return to_that_of_today(&texts, &name),
        Ok(_) => return failed(Failure::NotFound),
        Err(error) => return failed_with(&error),
    };
    match state.cards.card(&state.library, &texts, client, || state.forms.check(client)).await {
        Ok(path) => {
            let download = Download { format: Format::Png, filename: &name, etag: &digest, cache_control: FOR_EVER };
            stream(&path, &download, &method, &headers).await
        }
        Err(Undrawn::Refused(failure)) => failed(failure),
        Err(Undrawn::Busy) => failed_with(&AppError::Unavailable),
        Err(Undrawn::Failed(error)) => {
            tracing::error!(%error, "a picture for links to a page could not be made");
            failed(file_failure(&error))
        }
    }
}

/// A link that was shared before the title changed still has its picture.
fn to_that_of_today(texts: &CardTexts, name: &str) -> Response {
    let mut response = Redirect::temporary(&format!("{}/{}/{name}", routes::CARDS, texts.digest())).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_A_WHILE);
    response
}

/// Draws a card in the worker process.
pub fn work() -> io::Result<()> {
    let texts: CardTexts = worker::read_job()?;
    LIMITS.set()?;
    io::stdout().lock().write_all(&drawing::draw(&texts)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_a_share_of_the_queue() {
        let cards = CardMaker::new("/none".into());
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|address| address.parse().unwrap());
        let shares = ["a", "b", "a", "a"].map(|card| cards.share(one, card));
        assert!(shares.iter().all(Option::is_some) && cards.share(one, "c").is_none());
        assert!(cards.share(other, "c").is_some(), "another client does not wait for the first");
        drop(shares);
        assert!(cards.clients.lock().unwrap().is_empty(), "nothing is kept of who has left");
        assert!(cards.share(one, "c").is_some());
    }

    #[tokio::test]
    async fn a_card_that_is_asked_for_stays_longer_than_one_drawn_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let [asked, other] = ["asked.png", "other.png"].map(|name| folder.path().join(name));
        let drawn = file_time::now() - 3 * ASKED_PRECISION;
        for (path, age) in [(&asked, Duration::ZERO), (&other, ASKED_PRECISION)] {
            fs::File::create(path).unwrap().set_modified(drawn + age).unwrap();
        }
        assert!(is_there(&asked).await.unwrap() && !is_there(&folder.path().join("none.png")).await.unwrap());
        let modified = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
        assert!(modified(&asked) > modified(&other));
    }

    #[test]
    fn the_oldest_cards_go_where_there_are_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path().to_owned(), "magnetiq".into()).unwrap();
        let cards = folder.path().join(FOLDER);
        make_folder(&cards).unwrap();
        let first = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        for number in 0..MAX_CARDS {
            let file = fs::File::create(cards.join(format!("{number}.png"))).unwrap();
            file.set_modified(first + Duration::from_secs(number as u64)).unwrap();
        }
        keep(&library, "new", b"png").unwrap();
        assert_eq!(fs::read_dir(&cards).unwrap().count(), MAX_CARDS);
        assert!(!cards.join("0.png").exists() && cards.join("1.png").exists());
        assert_eq!(fs::read(cards.join("new.png")).unwrap(), b"png");
    }
}
