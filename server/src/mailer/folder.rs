//! Mails as files, where there is no mail server: each appears whole or not at all, and for nobody else to read.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use domain::mail::{Failure, FailureKind};
use store::outbox::queue::Leased;

/// Writes `20261122T090500-0123abcd….eml`. A mail that is written again replaces itself.
pub async fn write(folder: PathBuf, mail: &Leased, message: Vec<u8>) -> Result<(), Failure> {
    let time = mail.created_at.to_rfc3339().replace([':', '-', 'Z'], "");
    let name = format!("{time}-{}.eml", mail.message_id);
    let written = tokio::task::spawn_blocking(move || write_now(&folder, &name, &message)).await;
    let failed = |why: String| Failure { kind: FailureKind::Unwritten, detail: why };
    written.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
}

fn write_now(folder: &Path, name: &str, message: &[u8]) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let half = folder.join(format!(".{name}.half"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&half)?;
    let written = file.write_all(message).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&half, folder.join(name)));
    if written.is_err() {
        // A full disk has better use for its room; the error is that of writing.
        let _ = fs::remove_file(&half);
    }
    written
}
