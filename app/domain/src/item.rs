//! An item: something that is published in languages, by its kind and its id.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{PageId, WebinarId, WhitepaperId};
use crate::invalid::{Invalid, Problem};
use crate::language::{Language, Languages, Localized, check_count};
use crate::publication::LanguageStatus;
use crate::text::Slug;
use crate::time::Timestamp;

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
    pub updated_at: Timestamp,
    /// Who saved it last, by name.
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

/// The texts of a form, each parsed by `parse`, which answers None where nothing was typed. Problems stand at `title:de` and so on, at the title in
/// the default language where there is no text at all. Refused at once where there are more languages than a site may have.
pub fn parse_texts<F, T>(
    forms: BTreeMap<Language, F>,
    languages: &Languages,
    invalid: &mut Invalid,
    mut parse: impl FnMut(F) -> Option<Result<T, Invalid>>,
) -> Result<Localized<T>, Invalid> {
    check_count(&forms)?;
    let mut texts = Localized::default();
    let mut is_any = false;
    for (language, form) in forms {
        let Some(parsed) = parse(form) else { continue };
        is_any = true;
        match parsed {
            _ if languages.find(language.as_str()).is_none() => invalid.add(format!("title:{language}"), Problem::NotAChoice),
            Ok(text) => _ = texts.0.insert(language, text),
            Err(problems) => {
                problems.0.into_iter().for_each(|(field, problem)| invalid.add(format!("{field}:{language}"), problem))
            }
        }
    }
    if !is_any {
        invalid.add(format!("title:{}", languages.default), Problem::NoLanguage);
    }
    Ok(texts)
}

/// The greatest place in an order, and its negative the smallest.
pub const MAX_SORT_ORDER: i64 = 1_000_000;

/// A place in an order as it is typed; nothing is 0.
pub fn sort_order(typed: &str) -> Result<i64, Problem> {
    match typed.trim() {
        "" => Ok(0),
        typed => match typed.parse::<i64>() {
            Ok(number) if (-MAX_SORT_ORDER..=MAX_SORT_ORDER).contains(&number) => Ok(number),
            _ => Err(Problem::NotANumber),
        },
    }
}
