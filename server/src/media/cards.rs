//! Pictures beside links to pages without one of their own: the title on the field lines. Each is drawn once, when it is first asked for,
//! in a process of its own ([`worker`]), and lies in the media folder under the digest of what it says.
//!
//! An address holds that digest. One that is not the digest of a title that visitors read now is not found, so nobody can have more of
//! them made than there are titles.

mod drawing;
mod words;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use app::error::AppError;
use app::ssr::sharing::{CardTexts, DrawnCard};
use app::text::failure::Failure;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path as Parts, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::media::Format;
use tokio::sync::Semaphore;

use super::serve::{Download, FOR_EVER, stream};
use super::worker::{self, Limits};
use super::{Library, make_folder};
use crate::app_state::AppState;
use crate::error_response::{failed, failed_with, file_failure};

/// The command of the program that draws one card.
pub const COMMAND: &str = "draw-card";

/// The folder of the cards, within that of the files.
const FOLDER: &str = "cards";

/// So many are kept; of more, those that were drawn first go. One that is asked for again is drawn again.
const MAX_CARDS: usize = 2_000;

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
}

/// Why there is no card.
#[derive(Debug)]
enum Undrawn {
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
        Self { program, place: Semaphore::new(1) }
    }

    /// Where the card lies, drawn where it is not there yet.
    async fn card(&self, library: &Arc<Library>, texts: &CardTexts) -> Result<PathBuf, Undrawn> {
        let path = library.folder().join(FOLDER).join(format!("{}.png", texts.digest()));
        if is_there(&path).await? {
            return Ok(path);
        }
        let place = tokio::time::timeout(MAX_WAIT, self.place.acquire()).await.map_err(|_| Undrawn::Busy)?;
        let _place = place.map_err(io::Error::other)?;
        // Somebody else may have asked for the same one.
        if is_there(&path).await? {
            return Ok(path);
        }
        let job = serde_json::to_vec(texts).map_err(io::Error::from)?;
        let drawn = worker::ask(&self.program, COMMAND, &job, MAX_TIME).await?;
        let drawn = drawn.filter(|png| !png.is_empty()).ok_or_else(|| io::Error::other("a card could not be drawn"))?;
        let (library, name) = (library.clone(), texts.digest());
        tokio::task::spawn_blocking(move || keep(&library, &name, &drawn)).await.map_err(io::Error::other)??;
        Ok(path)
    }
}

async fn is_there(path: &Path) -> io::Result<bool> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || path.is_file()).await.map_err(io::Error::other)
}

/// Gives a card its final name. Of too many the oldest go first.
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
    parts: Result<Parts<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Parts((digest, name))) = parts else { return failed(Failure::NotFound) };
    let Some(card) = DrawnCard::parse(&name) else { return failed(Failure::NotFound) };
    let texts = match card.texts(&state.context).await {
        Ok(Some(texts)) if texts.digest() == digest => texts,
        Ok(_) => return failed(Failure::NotFound),
        Err(error) => return failed_with(&error),
    };
    match state.cards.card(&state.library, &texts).await {
        Ok(path) => {
            let download = Download { format: Format::Png, filename: &name, etag: &digest, cache_control: FOR_EVER };
            stream(&path, &download, &headers).await
        }
        Err(Undrawn::Busy) => failed_with(&AppError::Unavailable),
        Err(Undrawn::Failed(error)) => {
            tracing::error!(%error, "a picture for links to a page could not be made");
            failed(file_failure(&error))
        }
    }
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
