//! Lists of the admin: a stretch of rows, paged by key, and how it was asked for.

use std::collections::HashSet;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, Problem};

/// A stretch of a longer list. `before` and `after` are opaque keys (last value and id) that the next request hands back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch<T> {
    pub rows: Vec<T>,
    /// Where an earlier stretch ends, if there is one.
    pub before: Option<String>,
    /// Where the next one begins, if there is one.
    pub after: Option<String>,
    /// How many rows the whole list has, where that is known without counting.
    pub total: Option<i64>,
}

/// Which way from the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum From {
    Start,
    After(String),
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

/// Where a stretch begins and how long it is: from the start, and as long as a list is when nobody chose otherwise, by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    pub from: From,
    /// Rows, one of [`SIZES`].
    pub size: u32,
}

impl Paging {
    /// As long, and from the start.
    pub fn from_start(&self) -> Self {
        Self { from: From::Start, size: self.size }
    }
}

/// Rows per stretch that a list offers.
pub const SIZES: [u32; 3] = [25, 50, 100];

impl Default for Paging {
    fn default() -> Self {
        Self { from: From::Start, size: SIZES[0] }
    }
}
