//! The files of the media library: storage, formats, variants, and serving.
//!
//! A file comes in as `incoming/…`, is looked at and cleaned there ([`inspector`]), and gets its final name in one step,
//! `ab/abcd….jpg` after the SHA-256 of what was uploaded. Only then its row is written. A crash in between leaves a file without
//! a row; [`sweep`] deletes it.

mod boxes;
pub mod cards;
mod colours;
mod embedded;
#[cfg(test)]
mod fixtures;
mod gif;
pub mod inspect;
pub mod inspector;
mod jpeg;
mod office;
mod orientation;
pub mod pdf;
mod png;
pub mod serve;
pub mod source;
mod svg;
pub mod sweep;
mod tiff;
pub mod variants;
mod webp;
pub mod worker;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use domain::media::Format;
use tempfile::NamedTempFile;
use tokio::sync::{Mutex, MutexGuard, Notify};

use self::inspector::Inspector;
pub use serve::Uncompressed;

/// The folder of the files.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    /// Looks at what comes in.
    pub inspector: Inspector,
    /// Whose turn it is in this program to place files or to take them away.
    turn: Mutex<()>,
    /// Wakes the sweep, which deletes files without a row.
    left: Notify,
}

/// The lock of the folder, held while a file gets its final name and its row. Without it, a sweep of this or another program
/// could take away a file that has its name and no row yet. Who places a file holds the lock shared, who sweeps holds it
/// exclusively. The system releases it when a program ends, even by a crash.
#[derive(Debug)]
struct Turn<'a> {
    _turn: MutexGuard<'a, ()>,
    _lock: Option<File>,
}

/// A file gets its final name and its row. Where it ends without a row, the file is taken away.
#[derive(Debug)]
pub struct Placement<'a> {
    library: &'a Library,
    has_row: bool,
    _turn: Turn<'a>,
}

impl Placement<'_> {
    /// The row of the file is committed.
    pub fn end(mut self) {
        self.has_row = true;
    }
}

impl Drop for Placement<'_> {
    fn drop(&mut self) {
        if !self.has_row {
            self.library.notify_orphan();
        }
    }
}

const INCOMING: &str = "incoming";
const VARIANTS: &str = "variants";

impl Library {
    /// Makes the folder where there is none, for nobody else to read. `program` is this one, to be started again for each file.
    pub fn open(folder: PathBuf, program: PathBuf) -> io::Result<Self> {
        make_folder(&folder)?;
        make_folder(&folder.join(INCOMING))?;
        Ok(Self { folder, turn: Mutex::new(()), left: Notify::new(), inspector: Inspector::new(program) })
    }

    /// This program, to be started again for what breaks it or takes its memory.
    pub fn program(&self) -> &Path {
        self.inspector.program()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A new file that goes away by itself, unless [`Library::place`] gives it its name. It is locked while it is open: a file
    /// that nobody holds was left by a program that ended.
    pub fn incoming(&self) -> io::Result<NamedTempFile> {
        loop {
            let file = NamedTempFile::new_in(self.folder.join(INCOMING))?;
            match file.as_file().try_lock() {
                // Between its making and its lock, another program may have swept it.
                Ok(()) if !file.path().exists() => {}
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// To be held from before [`Library::place`] until the row is written.
    pub async fn begin_placement(&self) -> io::Result<Placement<'_>> {
        let turn = self.turn.lock().await;
        let folder = self.folder.clone();
        let locked = tokio::task::spawn_blocking(move || {
            let folder = File::open(&folder)?;
            match folder.lock_shared() {
                Ok(()) => Ok(Some(folder)),
                // Then no program sweeps, either.
                Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
                Err(error) => Err(error),
            }
        });
        let lock = locked.await.map_err(io::Error::other)??;
        Ok(Placement { library: self, has_row: false, _turn: Turn { _turn: turn, _lock: lock } })
    }

    /// A file lies in the folder that no row knows.
    pub fn notify_orphan(&self) {
        self.left.notify_one();
    }

    /// Waits until [`Library::notify_orphan`] is called, or answers at once where it was since the last time.
    pub async fn orphan_noticed(&self) {
        self.left.notified().await;
    }

    /// As [`Self::begin_placement`], for taking files away; none while another program places one.
    fn sweeping(&self) -> io::Result<Option<Turn<'_>>> {
        let Ok(turn) = self.turn.try_lock() else { return Ok(None) };
        let folder = File::open(&self.folder)?;
        match folder.try_lock() {
            Ok(()) => Ok(Some(Turn { _turn: turn, _lock: Some(folder) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The place of a stored path; none for one that leads out of the folder.
    pub fn path(&self, stored: &str) -> Option<PathBuf> {
        let path = Path::new(stored);
        let is_within = path.components().all(|part| matches!(part, Component::Normal(_)));
        (is_within && !stored.is_empty()).then(|| self.folder.join(path))
    }

    /// Gives a file its final name, so that it is there whole or not at all, even after a power cut.
    pub fn place(&self, file: NamedTempFile, stored: &str) -> io::Result<()> {
        let path = self.path(stored).ok_or(io::ErrorKind::InvalidInput)?;
        let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        make_folder(folder)?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        File::open(folder)?.sync_all()
    }
}

/// Opens a file of the library. Ours are regular files: a link that someone put there may lead
/// anywhere, and reading a device may never end.
pub fn open_file(path: &Path) -> io::Result<File> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "this is no regular file"));
    }
    File::open(path)
}

/// Where a file lies, below the folder. `hash` is that of what was uploaded, in hex.
pub fn file_path(hash: &str, format: Format) -> String {
    format!("{}/{hash}.{}", &hash[..2], format.extension())
}

/// Where a smaller picture of it lies.
pub fn variant_path(hash: &str, shape: &str, format: Format) -> String {
    format!("{VARIANTS}/{}/{hash}-{shape}.{}", &hash[..2], format.extension())
}

/// Whether it is a SHA-256 in hex, as it names a file.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// In hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "text").unwrap();
        std::os::unix::fs::symlink("/dev/zero", at("zero")).unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        let socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        assert!(open_file(&at("file")).is_ok());
        for name in ["zero", "link", "socket", "."] {
            assert_eq!(open_file(&at(name)).unwrap_err().kind(), io::ErrorKind::InvalidData, "{name}");
        }
        assert_eq!(open_file(&at("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
        drop(socket);
    }
}
