//! Mails as files, where there is no mail server: each appears whole or not at all, and for nobody else to read.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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

/// The end of the name of a mail that is being written.
const HALF: &str = ".eml.half";

/// The mails in the folder whose writing began before this time and never ended: the program or the machine died meanwhile. The outbox
/// still holds each of them.
pub fn left_half_written(folder: &Path, before: SystemTime) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut left = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if !name.to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(HALF)) {
            continue;
        }
        // It got its name, or went away, just now.
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_file() && metadata.modified()? < before {
            left.push(entry.path());
        }
    }
    left.sort();
    Ok(left)
}

/// Takes away what [`left_half_written`] finds; how many.
pub fn sweep(folder: &Path, before: SystemTime) -> io::Result<usize> {
    let left = left_half_written(folder, before)?;
    for path in &left {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(left.len())
}

/// Deletes the mails whose files were written before a time, and answers how many. What has another name than [`write()`] gives is left
/// alone.
pub fn delete_old(folder: &Path, before: SystemTime) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut deleted = 0;
    for entry in entries {
        let entry = entry?;
        let Ok(metadata) = entry.metadata() else { continue };
        if !entry.file_name().to_str().is_some_and(is_mail) || !metadata.is_file() || metadata.modified()? >= before {
            continue;
        }
        match fs::remove_file(entry.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => {
                removed?;
                deleted += 1;
            }
        }
    }
    Ok(deleted)
}

/// Whether a file has the name of a mail: `20261122T090500-0123abcd….eml`.
fn is_mail(name: &str) -> bool {
    let Some((time, id)) = name.strip_suffix(".eml").and_then(|name| name.split_once('-')) else { return false };
    let is_time =
        time.len() == 15 && time.bytes().enumerate().all(|(at, b)| if at == 8 { b == b'T' } else { b.is_ascii_digit() });
    is_time && id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())
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
        // The caller learns why writing failed; the half file only takes room of a full disk.
        let _ = fs::remove_file(&half);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn mails_go_after_their_time_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let before = crate::file_time::now() - Duration::from_secs(60);
        assert_eq!(delete_old(&folder.path().join("none"), before).unwrap(), 0);
        let id = "0123456789abcdef".repeat(2);
        let (old, new) = (format!("20260101T090500-{id}.eml"), format!("20261122T090500-{id}.eml"));
        let others = ["letter.eml".to_owned(), format!("20260101T090500-{id}.eml.bak"), format!("20260101T090500-{id}x.eml")];
        for name in others.iter().chain([&old]) {
            fs::write(folder.path().join(name), "From").unwrap();
            let file = OpenOptions::new().append(true).open(folder.path().join(name)).unwrap();
            file.set_modified(before - Duration::from_secs(1)).unwrap();
        }
        write_now(folder.path(), &new, b"whole").unwrap();
        assert_eq!(delete_old(folder.path(), before).unwrap(), 1);
        assert!(!folder.path().join(old).exists() && folder.path().join(new).exists());
        assert!(others.iter().all(|name| folder.path().join(name).exists()));
    }

    #[test]
    fn what_a_program_left_half_written_goes_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let started = crate::file_time::now() - Duration::from_secs(60);
        assert_eq!(sweep(&folder.path().join("none"), started).unwrap(), 0);
        write_now(folder.path(), "a.eml", b"whole").unwrap();
        for (name, seconds) in [(".b.eml.half", 1), ("a.eml", 1), ("c.eml.half", 1), (".d.half", 1)] {
            let file = OpenOptions::new().create(true).append(true).open(folder.path().join(name)).unwrap();
            file.set_modified(started - Duration::from_secs(seconds)).unwrap();
        }
        fs::write(folder.path().join(".now.eml.half"), "is being written").unwrap();
        assert_eq!(left_half_written(folder.path(), started).unwrap(), [folder.path().join(".b.eml.half")]);
        assert_eq!(sweep(folder.path(), started).unwrap(), 1);
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".d.half", ".now.eml.half", "a.eml", "c.eml.half"]);
    }
}
