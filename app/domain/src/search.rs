//! Search: what a visitor's words ask for, and which part of a text answers.

mod compatible;
mod fold;
mod passage;
mod query;
mod typed;
mod unspaced;
mod word;

use serde::{Deserialize, Serialize};

use crate::item::ItemKind;
use crate::language::Language;
use crate::text::Slug;
use crate::time::Timestamp;

pub use fold::{FOLD_VERSION, fold, glob};
pub use passage::{mark, snippet};
pub use query::Query;
pub use typed::{MAX_TYPED_CHARS, typed_phrase, typed_words};
pub use unspaced::{indexed, is_unspaced};

/// A piece of a text; `is_match` where it is what was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    pub text: String,
    pub is_match: bool,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub kind: ItemKind,
    /// The language of the text.
    pub language: Language,
    pub slug: Slug,
    pub path: String,
    pub title: Vec<Fragment>,
    /// The passage that answers best, with an ellipsis where it is cut.
    pub snippet: Vec<Fragment>,
    pub fact: Option<HitFact>,
}

/// What a reader wants to know of a result before opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitFact {
    /// Of an article.
    PublishedAt(Timestamp),
    /// How many pages the file of a whitepaper has.
    Pages(u32),
}

/// One page of results, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    pub hits: Vec<Hit>,
    /// How many there are in all, of every kind that was asked for; at most [`MAX_RESULTS`].
    pub total: i64,
    /// How many of each kind.
    pub kinds: Vec<(ItemKind, i64)>,
    /// The words that were looked for where those that were typed find nothing.
    pub corrected: Option<String>,
    /// The best in the other languages, where one page holds all that was found in this one.
    pub elsewhere: Vec<Hit>,
}

impl Results {
    /// How many there are of all kinds.
    pub fn all(&self) -> i64 {
        self.kinds.iter().map(|(_, count)| count).sum()
    }
}

/// No search counts or pages further than this.
pub const MAX_RESULTS: i64 = 1_000;

/// Results per page.
pub const PAGE_SIZE: u32 = 10;
