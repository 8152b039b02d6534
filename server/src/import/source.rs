//! Where the files come from: a folder, or the sample site inside the program.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::import::naming::markdown_ending;
use crate::import::report::Note;

/// A set of files.
#[derive(Debug)]
pub enum Source {
    Folder(PathBuf),
    /// Names and contents, as embedded.
    Embedded(BTreeMap<String, Vec<u8>>),
}

/// The files of a source.
#[derive(Debug, Default)]
pub struct Listing {
    /// Of Markdown files, relative to the folder, with `/`, in order.
    pub names: Vec<String>,
    /// Files and folders that cannot be read.
    pub refused: Vec<Note>,
    /// Texts that are no pages, and folders that are not looked into.
    pub passed_over: Vec<Note>,
    /// All other files, by the ending of their name.
    pub other_files: BTreeMap<String, u64>,
}

/// Larger files are no pages.
pub const MAX_FILE_BYTES: u64 = 2 * 1024 * 1024;

/// Texts that somebody may expect to be imported.
const OTHER_TEXTS: [(&str, &str); 9] = [
    ("mdx", "MDX holds components of a program; save it as .md without them"),
    ("mdown", "the name must end in .md"),
    ("mkd", "the name must end in .md"),
    ("rmd", "R Markdown holds programs; save it as .md"),
    ("rst", "reStructuredText is not read; convert it to Markdown"),
    ("adoc", "AsciiDoc is not read; convert it to Markdown"),
    ("org", "Org is not read; convert it to Markdown"),
    ("ipynb", "notebooks are not read; convert it to Markdown"),
    ("docx", "documents are not read; convert it to Markdown"),
];

impl Source {
    /// All files by name. Links to folders are not followed, so there are no loops.
    pub fn list(&self) -> io::Result<Listing> {
        let mut listing = Listing::default();
        match self {
            Self::Folder(folder) => {
                walk(folder, folder, &mut listing)?;
                listing.names.sort();
                listing.passed_over.sort();
            }
            Self::Embedded(files) => files.keys().for_each(|name| listing.add(name.clone())),
        }
        Ok(listing)
    }

    /// Whether there is a file of this name, for a report.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Folder(folder) => folder.join(name).is_file(),
            Self::Embedded(files) => files.contains_key(name),
        }
    }

    /// The bytes of a file, or the reason why they cannot be had.
    pub fn bytes(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, String> {
        match self {
            Self::Folder(folder) => read_within(folder, &folder.join(name), max_bytes),
            Self::Embedded(files) => files.get(name).cloned().ok_or_else(|| "there is no such file".to_owned()),
        }
    }

    /// The content of a text, or the line and the reason why it cannot be had.
    pub fn read(&self, name: &str) -> Result<String, (Option<usize>, String)> {
        let bytes = self.bytes(name, MAX_FILE_BYTES).map_err(|reason| (None, reason))?;
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err((None, "the file is UTF-16: save it as UTF-8".into()));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            (Some(line), "the text is not UTF-8 from here on: save it as UTF-8".to_owned())
        })?;
        Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }
}

/// The name of a kind of file in a report, by its ending.
pub(super) fn kind(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((_, ending)) if !ending.is_empty() => format!(".{}", ending.to_ascii_lowercase()),
        _ => "without ending".to_owned(),
    }
}

/// A file of the folder. A link may lead to another of its files, not out of it. A pipe or a device is refused,
/// because reading it may never end.
fn read_within(folder: &Path, path: &Path, max_bytes: u64) -> Result<Vec<u8>, String> {
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
    if metadata.len() > max_bytes {
        return Err(format!("the file has {} bytes; at most {max_bytes} are read", metadata.len()));
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    file.take(max_bytes + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > max_bytes { Err(format!("the file grows; at most {max_bytes} bytes are read")) } else { Ok(bytes) }
}

impl Listing {
    fn add(&mut self, name: String) {
        let last = name.rsplit('/').next().unwrap_or(&name);
        if last.starts_with('.') && !last.to_ascii_lowercase().ends_with(".md") {
            *self.other_files.entry("hidden".into()).or_default() += 1;
            return;
        }
        if markdown_ending(&name).is_some() {
            self.names.push(name);
            return;
        }
        let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match OTHER_TEXTS.iter().find(|(other, _)| *other == ending) {
            Some((_, reason)) => self.passed_over.push(Note::of(&name, *reason)),
            None => *self.other_files.entry(kind(&name)).or_default() += 1,
        }
    }
}

/// Why a folder is not looked into.
fn passed_over(folder: &str) -> Option<&'static str> {
    match folder {
        "node_modules" => Some("the folder holds programs of others"),
        hidden if hidden.starts_with('.') => Some("the folder is hidden"),
        _ => None,
    }
}

fn walk(root: &Path, folder: &Path, listing: &mut Listing) -> io::Result<()> {
    let listed = match std::fs::read_dir(folder) {
        Err(error) if folder != root => {
            listing.refused.push(Note::of(&relative(root, folder), error.to_string()));
            return Ok(());
        }
        listed => listed?,
    };
    for entry in listed {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            match passed_over(&entry.file_name().to_string_lossy()) {
                Some(reason) => listing.passed_over.push(Note::of(&format!("{}/", relative(root, &path)), reason)),
                None => walk(root, &path, listing)?,
            }
        } else if path.strip_prefix(root).ok().and_then(Path::to_str).is_some() {
            listing.add(relative(root, &path));
        } else if markdown_ending(&relative(root, &path)).is_some() {
            listing.refused.push(Note::of(&relative(root, &path), "the name is not UTF-8"));
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
    fn markdown_is_listed_and_the_rest_is_counted() {
        let files = ["about.de.md", "a/B.MD", "c.markdown", "d.mdx", "e.rst", "x.png", "y.PNG", "LICENSE"];
        let source = Source::Embedded(files.map(|name| (name.to_owned(), Vec::new())).into());
        let listing = source.list().unwrap();
        assert_eq!(listing.names, ["a/B.MD", "about.de.md", "c.markdown"]);
        assert_eq!(listing.passed_over.iter().map(|note| note.file.as_str()).collect::<Vec<_>>(), ["d.mdx", "e.rst"]);
        assert_eq!(listing.other_files, BTreeMap::from([(".png".into(), 2), ("without ending".into(), 1)]));
    }

    #[test]
    fn hidden_folders_and_those_of_programs_are_named() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".git", "node_modules/x", "docs"] {
            std::fs::create_dir_all(folder.path().join(name)).unwrap();
            std::fs::write(folder.path().join(name).join("a.md"), "text").unwrap();
        }
        let listing = Source::Folder(folder.path().to_owned()).list().unwrap();
        assert_eq!(listing.names, ["docs/a.md"]);
        assert_eq!(listing.passed_over.iter().map(|note| note.file.as_str()).collect::<Vec<_>>(), [".git/", "node_modules/"]);
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
        assert_eq!(source.read("a.en.md"), Ok("text".into()));
        assert_eq!(source.read("same.en.md"), Ok("text".into()));
        for name in ["out", "zero", "loop", "gone", "socket", "folder", "large", "../x"] {
            assert!(source.read(&format!("{name}.en.md")).is_err(), "{name}");
        }
        drop(socket);
    }

    #[test]
    fn a_file_that_is_not_utf8_is_named_with_its_line() {
        let files = [("a.md", &b"one\ntwo \xff"[..]), ("b.md", b"\xff\xfea\0"), ("c.md", b"\xef\xbb\xbftext")];
        let source = Source::Embedded(files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).into());
        assert_eq!(source.read("a.md").unwrap_err().0, Some(2));
        assert!(source.read("b.md").unwrap_err().1.contains("UTF-16"));
        assert_eq!(source.read("c.md"), Ok("text".into()), "without the mark of the byte order");
    }
}
