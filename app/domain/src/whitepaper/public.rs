//! Whitepapers as visitors see them: the list with its filters, its cards, and one whitepaper.

use serde::{Deserialize, Serialize};

use super::Category;
use crate::glossary::TermKind;
use crate::id::WhitepaperId;
use crate::language::{Language, Localized};
use crate::media::Cover;
use crate::text::Slug;
use crate::time::Timestamp;

/// Cards on one page of the list.
pub const PAGE_SIZE: u32 = 12;

/// Characters of a search; the rest is cut off.
pub const MAX_SEARCH_CHARS: usize = 100;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    #[default]
    Newest,
    Title,
    Downloads,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Newest, Self::Title, Self::Downloads];

    /// As the address holds it; empty for the newest first.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "",
            Self::Title => "title",
            Self::Downloads => "downloads",
        }
    }

    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text).unwrap_or_default()
    }
}

/// The query of the public list. Unknown or malformed parts are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhitepaperQuery {
    pub search: String,
    /// For each word of the search the terms that have it in their label, as [`crate::glossary::Glossary::meant`] finds them.
    pub meant: Vec<Vec<(TermKind, String)>>,
    pub category: Option<Category>,
    pub tag: String,
    pub industry: String,
    pub sort: Sort,
    /// The opaque key behind which the page begins; empty for the start.
    pub after: String,
}

impl WhitepaperQuery {
    pub fn read<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            let value: String = value.trim().chars().filter(|c| !c.is_control()).take(MAX_SEARCH_CHARS).collect();
            match name {
                "q" => query.search = value,
                "category" => query.category = Category::parse(&value).ok(),
                "tag" => query.tag = value,
                "industry" => query.industry = value,
                "sort" => query.sort = Sort::parse(&value),
                "after" => query.after = value,
                _ => {}
            }
        }
        query
    }

    /// Whether anything was chosen, so that less than everything is shown.
    pub fn is_filtered(&self) -> bool {
        self.filter_count() > 0
    }

    /// How many filters were chosen; the search is one.
    pub fn filter_count(&self) -> usize {
        let chosen = [!self.search.is_empty(), self.category.is_some(), !self.tag.is_empty(), !self.industry.is_empty()];
        chosen.into_iter().filter(|is_chosen| *is_chosen).count()
    }
}

/// A whitepaper in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: WhitepaperId,
    pub title: String,
    pub description: Option<String>,
    /// The language of the text, which is not the reader's where a translation is missing.
    pub language: Language,
    pub path: String,
    pub category: Category,
    pub cover: Option<Cover>,
    pub requires_registration: bool,
    pub featured: bool,
    pub published_at: Timestamp,
    pub mime_type: String,
    pub size_bytes: i64,
    /// Of the file, as far as it has any that can be counted.
    pub pages: Option<u32>,
}

/// A page of the list, and what the filters offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicWhitepaperList {
    pub cards: Vec<Card>,
    /// Where the next page begins, if there is one.
    pub after: Option<String>,
    /// How many the filters leave.
    pub total: i64,
    /// How many are published.
    pub published: i64,
    /// How many of each published category the other filters leave, which may be none.
    pub categories: Vec<(Category, i64)>,
    pub tags: Vec<String>,
    pub industries: Vec<String>,
}

/// A published whitepaper as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicWhitepaper {
    pub id: WhitepaperId,
    /// The language of the text.
    pub language: Language,
    pub slug: Slug,
    pub title: String,
    pub description: Option<String>,
    /// Sanitised HTML of the preview, made when it was saved.
    pub html: String,
    pub meta_title: Option<String>,
    pub meta_description: Option<String>,
    pub category: Category,
    pub tags: Vec<String>,
    pub industries: Vec<String>,
    pub cover: Option<Cover>,
    pub requires_registration: bool,
    pub published_at: Timestamp,
    pub changed_at: Timestamp,
    pub author: Option<String>,
    pub mime_type: String,
    pub size_bytes: i64,
    /// Of the file, as far as it has any that can be counted.
    pub pages: Option<u32>,
    pub file_name: String,
    /// Where it is read in each language in which it is published now, this one included.
    pub translations: Localized<Slug>,
    pub related: Vec<Card>,
}
