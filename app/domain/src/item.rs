//! What is published in languages, whatever it is: its kind and its id.

use serde::{Deserialize, Serialize};

use crate::id::{PageId, WebinarId, WhitepaperId};
use crate::text::Slug;

/// The nouns that have translations, addresses and a state of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Page,
    Webinar,
    Whitepaper,
}

impl ItemKind {
    pub const ALL: [Self; 3] = [Self::Page, Self::Webinar, Self::Whitepaper];

    /// As the columns `item_kind` and the search page's address hold it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Webinar => "webinar",
            Self::Whitepaper => "whitepaper",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Bytes of a slug of this kind, at most.
    pub fn max_slug(self) -> usize {
        match self {
            Self::Page => Slug::MAX,
            Self::Webinar | Self::Whitepaper => crate::whitepaper::limit::SLUG,
        }
    }

    /// The field of its form without which a language is not published.
    pub fn required_field(self) -> &'static str {
        match self {
            Self::Page => "content",
            Self::Webinar | Self::Whitepaper => "description",
        }
    }
}

/// One item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    pub kind: ItemKind,
    pub id: i64,
}

impl From<PageId> for ItemRef {
    fn from(id: PageId) -> Self {
        Self { kind: ItemKind::Page, id: id.0 }
    }
}

impl From<WebinarId> for ItemRef {
    fn from(id: WebinarId) -> Self {
        Self { kind: ItemKind::Webinar, id: id.0 }
    }
}

impl From<WhitepaperId> for ItemRef {
    fn from(id: WhitepaperId) -> Self {
        Self { kind: ItemKind::Whitepaper, id: id.0 }
    }
}
