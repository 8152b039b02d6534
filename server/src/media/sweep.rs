//! Rows and files compared: a sweep deletes what a crash left behind, and `magnetiq check` reports missing files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use store::Store;

use super::{INCOMING, Library, Turn, VARIANTS, hex, is_hash, variant_path};

/// Where the file system knows no locks: a file that still comes in is written to all the time.
const ABANDONED_AFTER: Duration = Duration::from_secs(60 * 60);

/// How often a sweep asks for its turn while files are being placed, and how long it waits in between. What it then leaves waits
/// for the next sweep: a program under load must not wait here, least of all when it starts.
const MAX_TURN_ATTEMPTS: u32 = 50;
const TURN_WAIT: Duration = Duration::from_millis(20);

/// The number of hashes that one query looks up.
const BATCH: usize = 1_000;

/// Takes files from the disk that no row knows, and what was left of uploads that broke off; how many. Other programs may work on
/// the same folder: a file that comes in is held by its lock, and one that has its name but no row yet by that of
/// [`super::Placement`].
pub async fn sweep(store: &Store, library: &Arc<Library>) -> Result<u64, Box<dyn std::error::Error + Send + Sync>> {
    let looking = library.clone();
    let (mut swept, by_hash) = tokio::task::spawn_blocking(move || -> io::Result<_> {
        let swept = sweep_incoming(&looking.folder.join(INCOMING))?;
        Ok((swept, by_hash(&looking.folder)?))
    })
    .await??;
    let hashes: Vec<&String> = by_hash.keys().collect();
    for batch in hashes.chunks(BATCH) {
        let asked: BTreeSet<String> = batch.iter().map(|hash| (*hash).clone()).collect();
        let gone = store::media::unknown_hashes(store, &asked).await?;
        if gone.is_empty() {
            continue;
        }
        let Some(_sweeping) = turn(library).await? else { break };
        // What was placed before the lock has its row by now; nothing is placed while it is held.
        for hash in store::media::unknown_hashes(store, &gone).await? {
            for path in &by_hash[&hash] {
                swept += remove(path)?;
            }
        }
    }
    Ok(swept)
}

async fn turn(library: &Library) -> io::Result<Option<Turn<'_>>> {
    for _ in 0..MAX_TURN_ATTEMPTS {
        match library.sweeping()? {
            Some(sweeping) => return Ok(Some(sweeping)),
            None => tokio::time::sleep(TURN_WAIT).await,
        }
    }
    Ok(None)
}

fn sweep_incoming(folder: &Path) -> io::Result<u64> {
    let mut swept = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let file = match fs::File::open(&path) {
            Ok(file) => file,
            // It got its name, or went away, just now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        let is_orphan = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => {
                file.metadata()?.modified()?.elapsed().is_ok_and(|age: Duration| age > ABANDONED_AFTER)
            }
        };
        if is_orphan {
            swept += remove(&path)?;
        }
    }
    Ok(swept)
}

/// How many went: another program may have been faster.
fn remove(path: &Path) -> io::Result<u64> {
    match fs::remove_file(path) {
        Ok(()) => Ok(1),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

/// All files that are named by a hash, with their variants.
fn by_hash(folder: &Path) -> io::Result<BTreeMap<String, Vec<PathBuf>>> {
    let mut found: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for root in [folder.to_owned(), folder.join(VARIANTS)] {
        let Some(folders) = entries(&root)? else { continue };
        for below in folders.into_iter().filter(|path| is_pair(path)) {
            for path in entries(&below)?.unwrap_or_default() {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                if let Some(hash) = name.get(..64).filter(|hash| is_hash(hash)) {
                    found.entry(hash.to_owned()).or_default().push(path.clone());
                }
            }
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Option<Vec<PathBuf>>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(Some(entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The first two digits of the hashes in it. A link to a folder is not followed: what lies there is not ours to delete.
fn is_pair(path: &Path) -> bool {
    let is_folder = path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    is_folder
        && path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.len() == 2 && name.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Longer than a file waits for its row.
const UPLOAD_PAUSE: Duration = Duration::from_secs(2);

/// Rows and files that do not match, one message each, for the operator. Reads every file.
pub async fn check(store: &Store, library: &Library) -> Result<Vec<String>, Box<dyn std::error::Error + Send + Sync>> {
    let mut findings = Vec::new();
    let mut known = BTreeSet::new();
    let mut after = 0;
    loop {
        let files = store::media::files(store, after).await?;
        let Some(last) = files.last() else { break };
        after = last.id;
        for file in files {
            let path = library.path(&file.path);
            match path.as_deref().map(digest) {
                None => findings.push(format!("media {}: its path {} leads nowhere", file.id, file.path)),
                Some(Err(error)) => findings.push(format!("media {}: {} cannot be read: {error}", file.id, file.path)),
                Some(Ok((bytes, _))) if i64::try_from(bytes) != Ok(file.size_bytes) => {
                    findings.push(format!("media {}: {} has {bytes} bytes instead of {}", file.id, file.path, file.size_bytes));
                }
                Some(Ok((_, hash))) if file.stored_hash.as_ref().is_some_and(|stored| *stored != hash) => {
                    findings.push(format!("media {}: {} is not what was stored", file.id, file.path));
                }
                Some(Ok(_)) => {}
            }
            for (shape, format) in &file.variants {
                let variant = variant_path(&file.hash, shape, *format);
                if !library.path(&variant).is_some_and(|path| path.is_file()) {
                    findings.push(format!("media {}: its variant {variant} is missing", file.id));
                }
            }
            known.insert(file.hash);
        }
    }
    let mut unknown = by_hash(&library.folder)?;
    unknown.retain(|hash, _| !known.contains(hash));
    if !unknown.is_empty() {
        // The program that serves may be storing them: a file is there a moment before its row.
        tokio::time::sleep(UPLOAD_PAUSE).await;
        let still = store::media::unknown_hashes(store, &unknown.keys().cloned().collect()).await?;
        unknown.retain(|hash, _| still.contains(hash));
    }
    let paths = unknown.into_values().flatten().filter(|path| path.exists());
    findings.extend(paths.map(|path| format!("{}: no row knows this file", path.display())));
    Ok(findings)
}

fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let bytes = io::copy(&mut io::BufReader::with_capacity(64 * 1024, super::open_file(path)?), &mut Hashing(&mut hasher))?;
    Ok((bytes, hex(&hasher.finalize())))
}

struct Hashing<'a>(&'a mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use store::sqlite::Options;

    use super::*;

    /// Two programs on one folder and one database.
    async fn two() -> (tempfile::TempDir, Store, Arc<Library>, Arc<Library>) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Options::new(folder.path().join("magnetiq.db"))).await.unwrap();
        store.migrate().await.unwrap();
        let open = || Arc::new(Library::open(folder.path().join("media"), "magnetiq".into()).unwrap());
        let (ours, theirs) = (open(), open());
        (folder, store, ours, theirs)
    }

    #[tokio::test]
    async fn a_file_that_comes_in_to_another_program_stays() {
        let (_folder, store, ours, theirs) = two().await;
        let coming = theirs.incoming().unwrap();
        assert_eq!(sweep(&store, &ours).await.unwrap(), 0);
        assert!(coming.path().exists());
        // As a program leaves it that is killed: nobody holds it.
        let (held, path) = coming.keep().unwrap();
        drop(held);
        assert_eq!(sweep(&store, &ours).await.unwrap(), 1);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_file_that_gets_its_row_in_another_program_stays() {
        let (_folder, store, ours, theirs) = two().await;
        let stored = super::super::file_path(&"a".repeat(64), domain::media::Format::Jpeg);
        let placing = theirs.begin_placement().await.unwrap();
        theirs.place(theirs.incoming().unwrap(), &stored).unwrap();
        assert_eq!(sweep(&store, &ours).await.unwrap(), 0);
        let path = ours.path(&stored).unwrap();
        assert!(path.exists());
        drop(placing);
        assert_eq!(sweep(&store, &ours).await.unwrap(), 1);
        assert!(!path.exists());
    }
}
