//! Filter and order of the list of files, and the answers of bulk actions.

use serde::{Deserialize, Serialize};

use super::{Folder, MediaKind};
use crate::id::MediaId;
use crate::language::Language;
use crate::list::{Direction, Paging};
use crate::time::Timestamp;

/// How the list was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFilter {
    /// Words of file name, titles, alternative texts, descriptions or tags; empty for all.
    pub search: String,
    pub tab: MediaTab,
    pub kind: Option<MediaKind>,
    /// This folder and those in it.
    pub folder: Option<Folder>,
    pub tag: Option<String>,
    /// Added at this time or later.
    pub added_from: Option<Timestamp>,
    /// Added before this time.
    pub added_before: Option<Timestamp>,
    pub sort: MediaSort,
    pub direction: Direction,
    pub paging: Paging,
}

impl Default for MediaFilter {
    fn default() -> Self {
        Self {
            search: String::new(),
            tab: MediaTab::All,
            kind: None,
            folder: None,
            tag: None,
            added_from: None,
            added_before: None,
            sort: MediaSort::Added,
            direction: Direction::Descending,
            paging: Paging::default(),
        }
    }
}

/// The tabs of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaTab {
    #[default]
    All,
    /// Pictures that are not decorative and lack an alternative text in a language of the site.
    MissingAlt,
    /// Used nowhere.
    Unused,
    Trash,
}

impl MediaTab {
    pub const ALL: [Self; 4] = [Self::All, Self::MissingAlt, Self::Unused, Self::Trash];

    /// As the list's address holds it; empty for all.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::MissingAlt => "missing-alt",
            Self::Unused => "unused",
            Self::Trash => "trash",
        }
    }

    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaSort {
    Added,
    Name,
    Size,
}

impl MediaSort {
    pub const ALL: [Self; 3] = [Self::Added, Self::Name, Self::Size];
}

/// How many files there are, not counting the trash, and how many bytes they have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaTotals {
    pub all: i64,
    pub trash: i64,
    pub missing_alt: i64,
    pub size_bytes: i64,
}

/// A folder or a tag, and how many files it has itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFacet {
    /// A folder's path, or a tag.
    pub name: String,
    pub files: i64,
}

/// Where files lie and what they are called by; each in alphabetical order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFacets {
    pub folders: Vec<MediaFacet>,
    pub tags: Vec<MediaFacet>,
}

/// The result of a bulk action, file by file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkResult {
    pub done: Vec<MediaId>,
    pub refused: Vec<(MediaId, BulkProblem)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkProblem {
    /// Gone, or not in the state that the action is for.
    NotFound,
    /// A page, webinar or whitepaper still uses it.
    InUse,
    /// The same file is in the library already.
    Taken,
    /// It would have more tags than a file may have.
    TooManyTags,
}

/// The facts about a file in a text that an editor's checklist needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaDescription {
    pub id: MediaId,
    /// False where there is no such file, or it is in the trash.
    pub is_there: bool,
    pub title: String,
    pub is_image: bool,
    pub is_decorative: bool,
    pub missing_alts: Vec<Language>,
}
