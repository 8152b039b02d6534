//! Inspects each uploaded file in a process of its own ([`worker`]). A file that crashes the code that reads it,
//! or makes it use too much time or memory, ends only that process. The file is then refused.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::media::Refusal;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use tokio::sync::Semaphore;

use super::inspect::Facts;
use super::source::Fault;
use super::worker::{self, Limits};
use super::{Library, inspect};

/// The command of the program that looks at one file.
pub const COMMAND: &str = "inspect-file";

/// Files that are looked at side by side.
const MAX_SIDE_BY_SIDE: usize = 2;

/// So long a file waits for others.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// Computing time of a file, and for how many of its bytes there is one second more.
const CPU_SECONDS: u64 = 10;
const BYTES_PER_SECOND: u64 = 50 * 1024 * 1024;

/// Address space for the program, and how often the whole file may be in it: a PDF, its copy and what it unpacks.
const MEMORY_BYTES: u64 = 512 * 1024 * 1024;
const MEMORY_COPIES: u64 = 4;

/// Starts the program for each file.
#[derive(Debug)]
pub struct Inspector {
    program: PathBuf,
    places: Semaphore,
}

/// A file that may be kept.
#[derive(Debug)]
pub struct Inspected {
    pub file: NamedTempFile,
    pub facts: Facts,
}

#[derive(Serialize, Deserialize)]
struct InspectJob {
    came: PathBuf,
    copy: PathBuf,
    limits: Limits,
}

#[derive(Serialize, Deserialize)]
enum Verdict {
    Kept(Facts),
    Refused(Refusal),
    Disk(String),
}

impl Inspector {
    pub fn new(program: PathBuf) -> Self {
        Self { program, places: Semaphore::new(MAX_SIDE_BY_SIDE) }
    }

    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The file as it may be stored, or the refusal. A file that crashes the inspecting process is refused too.
    pub async fn inspect(&self, library: &Library, came: NamedTempFile) -> Result<Inspected, Fault> {
        let Ok(place) = tokio::time::timeout(MAX_WAIT, self.places.acquire()).await else {
            return Err(Refusal::Busy.into());
        };
        let _place = place.map_err(io::Error::other)?;
        let bytes = came.as_file().metadata()?.len();
        if bytes == 0 {
            return Err(Refusal::Empty.into());
        }
        let bytes = if inspect::is_packed(came.as_file())? { inspect::max_unpacked_bytes(bytes) } else { bytes };
        let copy = library.incoming()?;
        let cpu_seconds = CPU_SECONDS + bytes / BYTES_PER_SECOND;
        let limits = Limits {
            memory_bytes: MEMORY_BYTES + bytes.saturating_mul(MEMORY_COPIES),
            cpu_seconds,
            file_bytes: Some(inspect::max_copy_bytes(bytes)),
        };
        let (came_path, copy_path) = (std::path::absolute(came.path())?, std::path::absolute(copy.path())?);
        let job = serde_json::to_vec(&InspectJob { came: came_path, copy: copy_path, limits }).map_err(io::Error::from)?;
        // A disk that is busy takes time as well; it does not count as computing.
        let max_time = Duration::from_secs(3 * cpu_seconds + 20);
        let Some(answer) = worker::ask(&self.program, COMMAND, &job, max_time).await? else {
            return Err(Refusal::Unchecked.into());
        };
        match serde_json::from_slice(&answer).map_err(io::Error::from)? {
            Verdict::Kept(facts) => Ok(Inspected { file: if facts.is_copy { copy } else { came }, facts }),
            Verdict::Refused(refusal) => Err(refusal.into()),
            Verdict::Disk(error) => Err(io::Error::other(error).into()),
        }
    }
}

/// The other side: takes an order from its standard input and answers on its standard output.
pub fn work() -> io::Result<()> {
    let InspectJob { came, copy, limits } = worker::read_job()?;
    limits.set()?;
    let inspected = || -> Result<Facts, Fault> {
        let mut came = OpenOptions::new().read(true).write(true).open(came)?;
        let mut copy: File = OpenOptions::new().read(true).write(true).open(copy)?;
        inspect::inspect(&mut came, &mut copy)
    };
    worker::write_answer(&match inspected() {
        Ok(facts) => Verdict::Kept(facts),
        Err(Fault::Refused(refusal)) => Verdict::Refused(refusal),
        // The system refuses memory beyond the limit.
        Err(Fault::Disk(error)) if error.kind() == io::ErrorKind::FileTooLarge => Verdict::Refused(Refusal::Bomb),
        Err(Fault::Disk(error)) if error.kind() == io::ErrorKind::OutOfMemory => Verdict::Refused(Refusal::Unchecked),
        Err(Fault::Disk(error)) => Verdict::Disk(error.to_string()),
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write;

    use super::*;

    #[tokio::test]
    async fn what_breaks_the_process_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let library = |program: &str| Library::open(folder.path().join("media"), program.into()).unwrap();
        let came = |library: &Library| {
            let mut came = library.incoming().unwrap();
            came.write_all(b"%PDF-").unwrap();
            came
        };
        let broken = library("/bin/false");
        let inspected = broken.inspector.inspect(&broken, came(&broken)).await;
        assert!(matches!(inspected, Err(Fault::Refused(Refusal::Unchecked))), "{inspected:?}");
        // A process that says nothing, or cannot be started, is no fault of the file.
        for program in ["/bin/true", "/none"] {
            let library = library(program);
            let inspected = library.inspector.inspect(&library, came(&library)).await;
            assert!(matches!(inspected, Err(Fault::Disk(_))), "{inspected:?}");
        }
        assert_eq!(std::fs::read_dir(folder.path().join("media/incoming")).unwrap().count(), 0);
    }
}
