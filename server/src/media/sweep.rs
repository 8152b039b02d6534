//! Rows and files brought together again: what a crash left goes, and `magnetiq check` tells what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use store::Store;

use super::{INCOMING, Library, VARIANTS, hex, is_hash, variant_path};

/// A file that still comes in is written to all the time.
const ABANDONED_AFTER: Duration = Duration::from_secs(60 * 60);

/// How many hashes the database is asked about at once.
const BATCH: usize = 1_000;

/// Takes files from the disk that no row knows, and what was left of uploads that broke off; how many. At the start
/// nothing comes in yet, so everything that did is left over.
pub async fn sweep(
    store: &Store,
    library: &Arc<Library>,
    is_start: bool,
) -> Result<u64, Box<dyn std::error::Error + Send + Sync>> {
    // Nothing gets its name while it is held.
    let _placing = library.placing.lock().await;
    let looking = library.clone();
    let (mut swept, by_hash) = tokio::task::spawn_blocking(move || -> io::Result<_> {
        let swept = sweep_incoming(&looking.folder.join(INCOMING), is_start)?;
        Ok((swept, by_hash(&looking.folder)?))
    })
    .await??;
    let hashes: Vec<&String> = by_hash.keys().collect();
    for batch in hashes.chunks(BATCH) {
        let asked: BTreeSet<String> = batch.iter().map(|hash| (*hash).clone()).collect();
        for hash in store::media::gone(store, &asked).await? {
            for path in &by_hash[&hash] {
                fs::remove_file(path)?;
                swept += 1;
            }
        }
    }
    Ok(swept)
}

fn sweep_incoming(folder: &Path, is_start: bool) -> io::Result<u64> {
    let mut swept = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let age = |changed: SystemTime| changed.elapsed().unwrap_or_default();
        if is_start || entry.metadata()?.modified().map(age).unwrap_or_default() > ABANDONED_AFTER {
            match fs::remove_file(entry.path()) {
                Ok(()) => swept += 1,
                // It got its name, or went away, just now.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(swept)
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

/// The first two digits of the hashes in it.
fn is_pair(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.len() == 2 && name.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// What does not fit together, one sentence each, for whoever runs the place. Reads every file.
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
    for (hash, paths) in by_hash(&library.folder)? {
        if !known.contains(&hash) {
            findings.extend(paths.iter().map(|path| format!("{}: no row knows this file", path.display())));
        }
    }
    Ok(findings)
}

fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let bytes = io::copy(&mut io::BufReader::with_capacity(64 * 1024, fs::File::open(path)?), &mut Hashing(&mut hasher))?;
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
