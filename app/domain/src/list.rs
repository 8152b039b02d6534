//! Lists of the admin: one page of rows, found by key, and how it was asked for.

mod scan;

use std::collections::HashSet;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

pub use self::scan::{PageScan, SortKey, SortOrder, SortValue};
use crate::invalid::{Invalid, Problem};

/// One page of a longer list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    /// Leads to the page before this one, if there is one.
    pub previous: Option<Cursor>,
    /// Leads to the page after this one, if there is one.
    pub next: Option<Cursor>,
    /// How many rows the whole list has. None where they would have to be counted.
    pub total: Option<i64>,
}

impl<T> ListPage<T> {
    /// The same page of the list, made of other items: of rows instead of their keys.
    pub fn with_items<U>(self, items: Vec<U>) -> ListPage<U> {
        ListPage { items, previous: self.previous, next: self.next, total: self.total }
    }
}

/// Where a page of a list begins. The keys are opaque: [`PageScan`] writes and reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cursor {
    /// At the start of the list.
    Start,
    /// After the row with this key.
    After(String),
    /// The page ends before the row with this key.
    Before(String),
}

/// Items that one action may be for.
pub const MAX_CHOSEN: usize = 200;

/// The items that one action is for, none twice. More than [`MAX_CHOSEN`] are refused at `ids`, before they are compared.
pub fn chosen<T: Copy + Eq + Hash>(mut ids: Vec<T>) -> Result<Vec<T>, Invalid> {
    if ids.len() > MAX_CHOSEN {
        return Err(Invalid::at("ids", Problem::TooLong { max: MAX_CHOSEN }));
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    Ok(ids)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// The page of a list to fetch: by default the first one, of the usual length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    pub cursor: Cursor,
    /// Rows, one of [`SIZES`].
    pub size: u32,
}

impl Paging {
    /// The first page, of the same length.
    pub fn from_start(&self) -> Self {
        Self { cursor: Cursor::Start, size: self.size }
    }
}

/// Rows per page that a list offers.
pub const SIZES: [u32; 3] = [25, 50, 100];

/// Rows of the longest page.
pub const MAX_SIZE: u32 = SIZES[SIZES.len() - 1];

impl Default for Paging {
    fn default() -> Self {
        Self { cursor: Cursor::Start, size: SIZES[0] }
    }
}
