//! The list of items of one kind: its rows, its tabs, and how it is asked for.

use serde::{Deserialize, Serialize};

use super::{ItemKind, ItemRef};
use crate::language::Language;
use crate::list::{Direction, Paging};
use crate::publication::LanguageStatus;
use crate::time::Timestamp;

/// The part of a row that is the same in the list of every kind of item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRow {
    pub kind: ItemKind,
    pub id: i64,
    pub version: i64,
    /// In the default language, else in the first that it has.
    pub title: String,
    /// The language of `title`.
    pub language: Language,
    /// The path under which that language is read; empty where it has none.
    pub path: String,
    /// For every language of the site, in its order.
    pub states: Vec<(Language, LanguageStatus)>,
    pub is_featured: bool,
    pub updated_at: Timestamp,
    /// The name of the person who saved it last.
    pub updated_by: Option<String>,
}

impl ItemRow {
    pub fn item(&self) -> ItemRef {
        ItemRef { kind: self.kind, id: self.id }
    }
}

/// The tabs of a list of items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemTab {
    #[default]
    All,
    /// A language is missing or outdated.
    Untranslated,
    /// A language is a draft, or has changes that are not published.
    Drafts,
    /// A language will be published later.
    Planned,
    Trash,
}

impl ItemTab {
    pub const ALL: [Self; 5] = [Self::All, Self::Untranslated, Self::Drafts, Self::Planned, Self::Trash];

    /// As the list's address holds it; empty for all.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Untranslated => "untranslated",
            Self::Drafts => "drafts",
            Self::Planned => "planned",
            Self::Trash => "trash",
        }
    }

    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text).unwrap_or_default()
    }
}

/// How many each tab holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemTotals {
    pub all: i64,
    pub untranslated: i64,
    pub drafts: i64,
    pub planned: i64,
    pub trash: i64,
}

impl ItemTotals {
    pub fn of(self, tab: ItemTab) -> i64 {
        match tab {
            ItemTab::All => self.all,
            ItemTab::Untranslated => self.untranslated,
            ItemTab::Drafts => self.drafts,
            ItemTab::Planned => self.planned,
            ItemTab::Trash => self.trash,
        }
    }
}

/// A column by which a list of items is sorted.
pub trait ItemSort: Copy + PartialEq + Send + Sync + 'static {
    const ALL: &'static [Self];
    const TITLE: Self;
    /// The last change, by which a list is sorted that was asked for without an order.
    const CHANGED: Self;

    /// As the list's address holds it.
    fn as_str(self) -> &'static str;
    /// The way that it sorts at first.
    fn default_direction(self) -> Direction;

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sort| sort.as_str() == text)
    }
}

/// How a list of items was asked for. `S` are its columns; `O` are the filters that only its noun has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFilter<S, O> {
    /// Words of title or slug, in any language; empty for all.
    pub search: String,
    pub tab: ItemTab,
    pub featured_only: bool,
    pub extra: O,
    pub sort: S,
    pub direction: Direction,
    pub paging: Paging,
}

impl<S: ItemSort, O: Default> Default for ItemFilter<S, O> {
    fn default() -> Self {
        Self {
            search: String::new(),
            tab: ItemTab::All,
            featured_only: false,
            extra: O::default(),
            sort: S::CHANGED,
            direction: S::CHANGED.default_direction(),
            paging: Paging::default(),
        }
    }
}
