//! Where files of others are read and pictures are decoded: in a process of its own for each file, which is this program again.
//! If a file breaks its decoder (takes all memory, never ends, crashes), the program goes on; that process holds no secret; and
//! its memory is freed when it ends.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use domain::media::Format;
use rlimit::Resource;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::media::VariantsDue;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::Library;
use super::variants::{self, Variants};

/// The command of the program that makes the variants of one file.
pub const COMMAND: &str = "make-variants";

/// A file that takes longer is left without variants.
const MAX_TIME: Duration = Duration::from_secs(120);

/// Computing time of a file. A page can be drawn for as long as its maker likes while all other files wait; what people write takes a
/// second or two.
const MAX_CPU_SECONDS: u64 = 120;
const MAX_CPU_SECONDS_OF_PAGE: u64 = 20;

/// Address space that a file may take, in bytes: a picture of the largest size that is decoded, three times, and the program.
const MAX_MEMORY_BYTES: u64 = 1024 * 1024 * 1024;

/// The limits of such a process.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Limits {
    /// Address space.
    pub memory_bytes: u64,
    pub cpu_seconds: u64,
    /// Of each file that it writes.
    pub file_bytes: Option<u64>,
}

impl Limits {
    /// Sets them for this process. They also hold if the parent is gone by then.
    pub fn set(self) -> io::Result<()> {
        if cfg!(target_os = "linux") {
            Resource::CORE.set(0, 0)?;
            Resource::AS.set(self.memory_bytes, self.memory_bytes)?;
            Resource::CPU.set(self.cpu_seconds, self.cpu_seconds)?;
            if let Some(bytes) = self.file_bytes {
                Resource::FSIZE.set(bytes, bytes)?;
            }
        }
        Ok(())
    }
}

/// Starts the program with an order on its standard input; its answer, or none where it ended badly or took too long.
pub async fn ask(program: &Path, command: &str, order: &[u8], max_time: Duration) -> io::Result<Option<Vec<u8>>> {
    let mut process = Command::new(program)
        .arg(command)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let ended = async {
        if let Some(mut input) = process.stdin.take() {
            // A process that ends before it has read says so by its status.
            let _ = input.write_all(order).await;
        }
        process.wait_with_output().await
    };
    let Ok(ended) = tokio::time::timeout(max_time, ended).await else { return Ok(None) };
    let output = ended?;
    Ok(output.status.success().then_some(output.stdout))
}

/// Reads the job in the worker process.
pub fn read_job<T: DeserializeOwned>() -> io::Result<T> {
    let mut job = Vec::new();
    io::stdin().lock().read_to_end(&mut job)?;
    Ok(serde_json::from_slice(&job)?)
}

/// Writes the answer in the worker process.
pub fn write_answer(answer: &impl Serialize) -> io::Result<()> {
    io::stdout().lock().write_all(&serde_json::to_vec(answer)?)
}

#[derive(Serialize, Deserialize)]
struct VariantsJob {
    folder: PathBuf,
    due: VariantsDue,
    /// How wide the cover of a document is drawn. None where pages are counted alone.
    cover_width: Option<u32>,
}

/// The variants of a file, or the reason why there are none. An error means that this cannot be known now.
pub async fn make(program: &Path, library: &Library, due: &VariantsDue) -> io::Result<Result<Variants, String>> {
    let folder = std::path::absolute(library.folder())?;
    // A cover that takes too long is drawn smaller. The pages of a document whose cover breaks what draws it are counted all the same.
    let [wide, narrow] = variants::COVER_WIDTHS.map(Some);
    for cover_width in [wide, narrow, None].into_iter().take(if due.format == Format::Pdf { 3 } else { 1 }) {
        let job = serde_json::to_vec(&VariantsJob { folder: folder.clone(), due: due.clone(), cover_width })?;
        if let Some(made) = ask(program, COMMAND, &job, MAX_TIME).await? {
            return match serde_json::from_slice(&made)? {
                Ok(variants) => Ok(Ok(variants)),
                Err(Refused { is_passing: true, reason }) => Err(io::Error::other(reason)),
                Err(Refused { is_passing: false, reason }) => Ok(Err(reason)),
            };
        }
    }
    Ok(Err("it broke its decoder, or took too long".into()))
}

/// Why nothing was made.
#[derive(Debug, Serialize, Deserialize)]
struct Refused {
    /// It is a fault of the storage, and the file may be read another time.
    is_passing: bool,
    reason: String,
}

/// Whether there was no place for what was made. Other files wait until there is one, so a file that cannot be read is no reason.
fn is_passing(error: &io::Error, library: &Library, due: &VariantsDue) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded | ReadOnlyFilesystem => true,
        PermissionDenied => library.path(&due.path).is_some_and(|path| std::fs::File::open(path).is_ok()),
        _ => false,
    }
}

/// Does the job in the worker process.
pub fn work() -> io::Result<()> {
    let VariantsJob { folder, due, cover_width } = read_job()?;
    let cpu_seconds = if due.format == Format::Pdf { MAX_CPU_SECONDS_OF_PAGE } else { MAX_CPU_SECONDS };
    Limits { memory_bytes: MAX_MEMORY_BYTES, cpu_seconds, file_bytes: None }.set()?;
    let library = match std::env::current_exe().and_then(|program| Library::open(folder, program)) {
        Ok(library) => library,
        Err(error) => return write_answer(&Err::<Variants, _>(Refused { is_passing: true, reason: error.to_string() })),
    };
    let made = match cover_width {
        Some(width) => variants::make(&library, &due, width),
        None => variants::pages(&library, &due).map(|pages| (Vec::new(), pages)),
    };
    let made: Result<Variants, Refused> =
        made.map_err(|error| Refused { is_passing: is_passing(&error, &library, &due), reason: error.to_string() });
    write_answer(&made)
}

#[cfg(all(test, unix))]
mod tests {
    use domain::id::MediaId;
    use domain::media::{FocalPoint, Format};

    use super::*;

    fn due() -> VariantsDue {
        VariantsDue {
            id: MediaId(1),
            hash: "a".repeat(64),
            path: "aa/none.jpg".into(),
            format: Format::Jpeg,
            focal_point: FocalPoint { x: 50, y: 50 },
        }
    }

    #[test]
    fn a_file_is_tried_again_where_there_was_no_place_for_its_variants() {
        use io::ErrorKind::{InvalidData, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path().to_owned(), "/none".into()).unwrap();
        let is_passing = |kind: io::ErrorKind| is_passing(&kind.into(), &library, &due());
        assert_eq!([StorageFull, QuotaExceeded, ReadOnlyFilesystem].map(is_passing), [true; 3]);
        assert_eq!([InvalidData, NotFound, PermissionDenied].map(is_passing), [false; 3], "the file itself cannot be read");
        std::fs::create_dir(folder.path().join("aa")).unwrap();
        std::fs::write(folder.path().join("aa/none.jpg"), "x").unwrap();
        assert!(is_passing(PermissionDenied), "it can be read, so nothing could be written beside it");
    }

    #[tokio::test]
    async fn what_breaks_the_process_breaks_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path().join("media"), "/none".into()).unwrap();
        let due = due();
        // It ends at once, badly.
        assert!(make(Path::new("/bin/false"), &library, &due).await.unwrap().is_err());
        // It ends well and says nothing; or cannot be started. Then the file is tried again later.
        assert!(make(Path::new("/bin/true"), &library, &due).await.is_err());
        assert!(make(&folder.path().join("none"), &library, &due).await.is_err());
    }
}
