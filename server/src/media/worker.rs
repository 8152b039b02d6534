//! Where pictures are decoded: in a process of its own for each file, which is this program again. Whatever a file does to its
//! decoder (takes all memory, never ends, breaks it), the program goes on; there is no secret in that process; and what it took
//! is given back when it ends.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use domain::media::Format;
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use store::media::Due;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::Library;
use super::variants::{self, Made};

/// The command of the program that makes the variants of one file.
pub const COMMAND: &str = "make-variants";

/// A file that takes longer is left without variants.
const MOST_TIME: Duration = Duration::from_secs(120);

/// Computing time of a file. A page can be drawn for as long as its maker likes while all other files wait; what people write takes a
/// second or two.
const MOST_SECONDS: u64 = 120;
const MOST_SECONDS_OF_PAGE: u64 = 20;

/// Address space that a file may take, in bytes: a picture of the largest size that is decoded, three times, and the program.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Order {
    folder: PathBuf,
    due: Due,
}

/// What is made of a file, or why nothing could be. An error means that this cannot be known now.
pub async fn make(program: &Path, library: &Library, due: &Due) -> io::Result<Result<Made, String>> {
    let order = serde_json::to_vec(&Order { folder: std::path::absolute(library.folder())?, due: due.clone() })?;
    let mut command = Command::new(program);
    command.arg(COMMAND).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut process = command.spawn()?;
    let made = async {
        if let Some(mut input) = process.stdin.take() {
            // A process that ends before it has read says so by its status.
            let _ = input.write_all(&order).await;
        }
        process.wait_with_output().await
    };
    let Ok(ended) = tokio::time::timeout(MOST_TIME, made).await else {
        return Ok(Err("it takes too long".into()));
    };
    let output = ended?;
    Ok(if output.status.success() { serde_json::from_slice(&output.stdout)? } else { Err("it broke its decoder".into()) })
}

/// The other side: takes an order from its standard input and answers on its standard output.
pub fn work() -> io::Result<()> {
    if cfg!(target_os = "linux") {
        Resource::AS.set(MOST_MEMORY, MOST_MEMORY)?;
        Resource::CORE.set(0, 0)?;
    }
    let mut order = Vec::new();
    io::stdin().lock().read_to_end(&mut order)?;
    let Order { folder, due } = serde_json::from_slice(&order)?;
    if cfg!(target_os = "linux") {
        // Also should whoever ordered this be gone by then.
        let seconds = if due.format == Format::Pdf { MOST_SECONDS_OF_PAGE } else { MOST_SECONDS };
        Resource::CPU.set(seconds, seconds)?;
    }
    let made: Result<Made, String> = variants::make(&Library::open(folder)?, &due).map_err(|error| error.to_string());
    io::stdout().lock().write_all(&serde_json::to_vec(&made)?)
}

#[cfg(all(test, unix))]
mod tests {
    use domain::id::MediaId;
    use domain::media::{FocalPoint, Format};

    use super::*;

    #[tokio::test]
    async fn what_breaks_the_process_breaks_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path().join("media")).unwrap();
        let due = Due {
            id: MediaId(1),
            hash: "a".repeat(64),
            path: "aa/none.jpg".into(),
            format: Format::Jpeg,
            focal_point: FocalPoint { x: 50, y: 50 },
        };
        // It ends at once, badly.
        assert!(make(Path::new("/bin/false"), &library, &due).await.unwrap().is_err());
        // It ends well and says nothing; or cannot be started. Then the file is tried again later.
        assert!(make(Path::new("/bin/true"), &library, &due).await.is_err());
        assert!(make(&folder.path().join("none"), &library, &due).await.is_err());
    }
}
