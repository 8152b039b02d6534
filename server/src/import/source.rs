//! Where the files come from: a folder, or the sample site inside the program.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::import::Refusal;

/// A set of files.
#[derive(Debug)]
pub enum Source {
    Folder(PathBuf),
    /// Names and contents, as embedded.
    Embedded(BTreeMap<String, Vec<u8>>),
}

/// A page: its path, and the file of each language by the tag in its name (not yet known to be a language of the site).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    /// Language tag → file name, relative to the folder, with `/`.
    pub files: BTreeMap<String, String>,
}

/// Larger files are no pages.
pub const MAX_FILE_BYTES: u64 = 2 * 1024 * 1024;

impl Source {
    /// All pages, by path, and what has no place in the folder. Files without `.md` are ignored; links to folders are not
    /// followed, so there are no loops.
    pub fn entries(&self) -> io::Result<(Vec<Entry>, Vec<Refusal>)> {
        let mut names = Vec::new();
        let mut refused = Vec::new();
        match self {
            Self::Folder(folder) => {
                walk(folder, folder, &mut names, &mut refused)?;
                names.sort();
            }
            Self::Embedded(files) => names.extend(files.keys().cloned()),
        }
        let mut pages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for name in names {
            let Some(stem) = name.strip_suffix(".md") else { continue };
            let last = stem.rsplit('/').next().unwrap_or(stem);
            match last.rsplit_once('.').filter(|(first, _)| !first.is_empty()) {
                Some((_, tag)) => {
                    let path = stem[..stem.len() - tag.len() - 1].to_owned();
                    pages.entry(path).or_default().insert(tag.to_owned(), name);
                }
                None => refused.push(Refusal {
                    file: name,
                    line: None,
                    reason: "the name says no language: it must be like about.en.md".into(),
                }),
            }
        }
        Ok((pages.into_iter().map(|(path, files)| Entry { path, files }).collect(), refused))
    }

    /// The content of a file, or why it cannot be had.
    pub fn read(&self, name: &str) -> Result<String, String> {
        let bytes = match self {
            Self::Folder(folder) => read_within(folder, &folder.join(name))?,
            Self::Embedded(files) => files.get(name).cloned().ok_or("no such file")?,
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            format!("not UTF-8 from line {line} on")
        })?;
        Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }
}

/// A file of the folder. A link may lead to another of its files, not out of it. A pipe or a device is refused,
/// because reading it may never end.
fn read_within(folder: &Path, path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: io::Error| error.to_string();
    let real = path.canonicalize().map_err(told)?;
    if !real.starts_with(folder.canonicalize().map_err(told)?) {
        return Err("the link leads out of the folder".into());
    }
    // Before it is opened, for opening a pipe waits for who writes into it.
    if !std::fs::metadata(&real).map_err(told)?.is_file() {
        return Err("this is no regular file".into());
    }
    let file = std::fs::File::open(&real).map_err(told)?;
    let metadata = file.metadata().map_err(told)?;
    if metadata.len() > MAX_FILE_BYTES {
        return Err(format!("the file has {} bytes; at most {MAX_FILE_BYTES} are read", metadata.len()));
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        Err(format!("the file grows; at most {MAX_FILE_BYTES} bytes are read"))
    } else {
        Ok(bytes)
    }
}

fn walk(root: &Path, folder: &Path, names: &mut Vec<String>, refused: &mut Vec<Refusal>) -> io::Result<()> {
    let listed = match std::fs::read_dir(folder) {
        Err(error) if folder != root => {
            refused.push(Refusal { file: relative(root, folder), line: None, reason: error.to_string() });
            return Ok(());
        }
        listed => listed?,
    };
    for entry in listed {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(root, &path, names, refused)?;
        } else if path.extension().is_some_and(|ending| ending == "md") {
            match path.strip_prefix(root).ok().and_then(Path::to_str) {
                Some(_) => names.push(relative(root, &path)),
                None => refused.push(Refusal { file: relative(root, &path), line: None, reason: "the name is not UTF-8".into() }),
            }
        }
    }
    Ok(())
}

/// With `/` on every system.
fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_path_are_one_page() {
        let files = ["about.de.md", "about.en.md", "a/b.c.en.md", "readme.txt", "nolanguage.md", ".en.md"];
        let source = Source::Embedded(files.map(|name| (name.to_owned(), Vec::new())).into());
        let (entries, refused) = source.entries().unwrap();
        assert_eq!(entries.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>(), ["a/b.c", "about"]);
        assert_eq!(entries[1].files.keys().collect::<Vec<_>>(), ["de", "en"]);
        assert_eq!(refused.iter().map(|refusal| refusal.file.as_str()).collect::<Vec<_>>(), [".en.md", "nolanguage.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_outside_of_the_folder_is_read_and_nothing_without_end() {
        use std::os::unix::fs::symlink;
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.en.md"), "text").unwrap();
        std::fs::write(outside.path().join("secret.md"), "secret").unwrap();
        std::fs::create_dir(at("folder.en.md")).unwrap();
        std::fs::File::create(at("large.en.md")).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        for (to, name) in [
            (at("a.en.md"), "same.en.md"),
            (outside.path().join("secret.md"), "out.en.md"),
            ("/dev/zero".into(), "zero.en.md"),
            ("loop.en.md".into(), "loop.en.md"),
            ("nowhere".into(), "gone.en.md"),
        ] {
            symlink(to, at(name)).unwrap();
        }
        let socket = std::os::unix::net::UnixListener::bind(at("socket.en.md")).unwrap();
        let source = Source::Folder(folder.path().to_owned());
        assert_eq!(source.read("a.en.md").as_deref(), Ok("text"));
        assert_eq!(source.read("same.en.md").as_deref(), Ok("text"));
        for name in ["out", "zero", "loop", "gone", "socket", "folder", "large", "../x"] {
            assert!(source.read(&format!("{name}.en.md")).is_err(), "{name}");
        }
        drop(socket);
    }

    #[test]
    fn a_file_that_is_not_utf8_is_named_with_its_line() {
        let source = Source::Embedded([("a.en.md".to_owned(), b"one\ntwo \xff".to_vec())].into());
        assert_eq!(source.read("a.en.md"), Err("not UTF-8 from line 2 on".into()));
    }
}
