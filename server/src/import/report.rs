//! What an import did, as whoever typed the command reads it: file by file, and the sum at the end.

use std::collections::BTreeMap;
use std::fmt;

use crate::import::source;

/// The result of an import. Lists are in the order of the files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Pictures beside the texts that came into the library.
    pub pictures: u64,
    /// Files that were not taken, because something is wrong with them.
    pub refused: Vec<Note>,
    /// Pages that were changed here since their last import, and of which the files say something else.
    pub conflicts: Vec<Note>,
    /// Pages that lie in the trash.
    pub in_trash: Vec<Note>,
    /// Files and folders that are no pages.
    pub passed_over: Vec<Note>,
    /// Other files that are no pages, by the ending of their name.
    pub other_files: BTreeMap<String, u64>,
    /// Warnings about files whose pages were imported.
    pub warnings: Vec<Note>,
    /// Keys of front matter that say nothing here, and in how many files they stand.
    pub ignored_keys: BTreeMap<String, u64>,
    /// Whether what was taken is stored; not so where a strict import refused something.
    pub is_stored: bool,
}

/// A sentence on a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub file: String,
    /// Counted from 1; None where the whole file is meant.
    pub line: Option<usize>,
    pub reason: String,
}

impl Note {
    pub fn of(file: &str, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, reason: reason.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

impl Report {
    /// Whether every page is as its files say, but for what lies in the trash.
    pub fn is_complete(&self) -> bool {
        self.refused.is_empty() && self.conflicts.is_empty()
    }

    /// A file that was taken though it is no page.
    pub(super) fn forget_other(&mut self, name: &str) {
        if let Some(count) = self.other_files.get_mut(&source::kind(name)) {
            *count = count.saturating_sub(1);
        }
        self.other_files.retain(|_, count| *count > 0);
    }

    pub(super) fn sort(&mut self) {
        for list in [&mut self.refused, &mut self.conflicts, &mut self.in_trash, &mut self.passed_over, &mut self.warnings] {
            list.sort();
            list.dedup();
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            new,
            changed,
            unchanged,
            pictures,
            refused,
            conflicts,
            in_trash,
            passed_over,
            other_files,
            warnings,
            ignored_keys,
            is_stored,
        } = self;
        let lists = [
            ("refused     ", refused),
            ("conflict    ", conflicts),
            ("in the trash", in_trash),
            ("passed over ", passed_over),
            ("warning     ", warnings),
        ];
        for (word, notes) in lists {
            for note in notes {
                writeln!(f, "{word} {note}")?;
            }
        }
        if lists.iter().any(|(_, notes)| !notes.is_empty()) {
            writeln!(f)?;
        }
        writeln!(
            f,
            "Pages: {new} new, {changed} changed, {unchanged} unchanged, {} in conflict, {} in the trash",
            conflicts.len(),
            in_trash.len()
        )?;
        if *pictures > 0 {
            writeln!(f, "Pictures: {pictures} new in the media library")?;
        }
        let others: u64 = other_files.values().sum();
        writeln!(
            f,
            "Files: {} refused, {} passed over, {} warnings",
            refused.len(),
            passed_over.len() as u64 + others,
            warnings.len()
        )?;
        if !other_files.is_empty() {
            writeln!(f, "Files of other kinds, passed over: {}", counted(other_files))?;
        }
        if !ignored_keys.is_empty() {
            writeln!(f, "Ignored keys: {}", counted(ignored_keys))?;
        }
        if !conflicts.is_empty() {
            writeln!(f, "Pages in conflict stay as they are here; --overwrite takes what their files say.")?;
        }
        if !is_stored {
            writeln!(f, "Nothing was stored, because --strict takes all files or none.")?;
        }
        Ok(())
    }
}

/// `layout (12), author (3)`, the most frequent first.
fn counted(all: &BTreeMap<String, u64>) -> String {
    let mut all: Vec<(&String, &u64)> = all.iter().collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    all.iter().map(|(name, count)| format!("{name} ({count})")).collect::<Vec<_>>().join(", ")
}

/// Some of several values in one sentence: `a, b and 3 more`.
pub(super) fn some_of(all: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = all.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if all.len() > SHOWN { format!("{shown} and {} more", all.len() - SHOWN) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_stands_at_the_end_and_names_what_was_left_out() {
        let report = Report {
            new: 2,
            refused: vec![Note { line: Some(3), ..Note::of("a.md", "title: Please fill this in.") }],
            conflicts: vec![Note::of("b.md", "changed here")],
            other_files: BTreeMap::from([(".png".into(), 2)]),
            ignored_keys: BTreeMap::from([("author".into(), 1), ("layout".into(), 4)]),
            is_stored: true,
            ..Report::default()
        };
        let lines: Vec<String> = report.to_string().lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "refused      a.md:3: title: Please fill this in.",
                "conflict     b.md: changed here",
                "",
                "Pages: 2 new, 0 changed, 0 unchanged, 1 in conflict, 0 in the trash",
                "Files: 1 refused, 2 passed over, 0 warnings",
                "Files of other kinds, passed over: .png (2)",
                "Ignored keys: layout (4), author (1)",
                "Pages in conflict stay as they are here; --overwrite takes what their files say.",
            ]
        );
        assert!(!report.is_complete());
    }
}
