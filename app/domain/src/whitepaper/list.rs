//! The admin's lists: whitepapers with what they achieve, and who downloaded them.

use serde::{Deserialize, Serialize};

use super::Category;
use crate::consent::MarketingConsent;
use crate::id::{DownloadId, MediaId, WhitepaperId};
use crate::item::{ItemFilter, ItemRow, ItemSort};
use crate::language::Language;
use crate::list::{Direction, Paging};
use crate::time::Timestamp;

/// One row of the list of whitepapers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhitepaperRow {
    pub item: ItemRow,
    pub category: Category,
    /// The picture that was chosen for it, else its file, whose first page may stand for it.
    pub cover: Option<MediaId>,
    pub requires_registration: bool,
    pub views: i64,
    pub downloads: i64,
}

impl WhitepaperRow {
    /// Downloads per hundred views; None before the first view.
    pub fn conversion_percent(&self) -> Option<f64> {
        conversion_percent(self.views, self.downloads)
    }
}

/// Downloads per hundred views, never above a hundred; None before the first view.
pub fn conversion_percent(views: i64, downloads: i64) -> Option<f64> {
    (views > 0).then(|| (downloads as f64 * 100.0 / views as f64).min(100.0))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhitepaperSort {
    Title,
    Changed,
    Views,
    Downloads,
    Conversion,
}

impl ItemSort for WhitepaperSort {
    const ALL: &'static [Self] = &[Self::Title, Self::Changed, Self::Views, Self::Downloads, Self::Conversion];
    const TITLE: Self = Self::Title;
    const CHANGED: Self = Self::Changed;

    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Changed => "changed",
            Self::Views => "views",
            Self::Downloads => "downloads",
            Self::Conversion => "conversion",
        }
    }

    /// Numbers and times from the top, words from A.
    fn default_direction(self) -> Direction {
        match self {
            Self::Title => Direction::Ascending,
            Self::Changed | Self::Views | Self::Downloads | Self::Conversion => Direction::Descending,
        }
    }
}

/// How the list was asked for.
pub type WhitepaperFilter = ItemFilter<WhitepaperSort, WhitepaperExtraFilter>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhitepaperExtraFilter {
    pub category: Option<Category>,
    pub tag: Option<String>,
    pub industry: Option<String>,
    /// None for both; with a form, or without.
    pub requires_registration: Option<bool>,
}

/// Tags, industries and the like that are in use, for the editor's suggestions and the filters of the downloads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhitepaperFacets {
    pub tags: Vec<String>,
    pub industries: Vec<String>,
    /// `utm_campaign` of the downloads.
    pub campaigns: Vec<String>,
}

/// One row of the list of downloads: a form that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadRow {
    pub id: DownloadId,
    /// None once the whitepaper was purged.
    pub whitepaper: Option<WhitepaperId>,
    /// In the default language, else in any.
    pub whitepaper_title: String,
    /// For viewers, names are initials and the address keeps its first letter and its domain.
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub company: Option<String>,
    pub job_title: Option<String>,
    pub phone: Option<String>,
    /// The language of the form.
    pub language: Option<Language>,
    /// `website`, or `known` where the browser was known.
    pub source: Option<String>,
    pub utm_source: Option<String>,
    pub utm_medium: Option<String>,
    pub utm_campaign: Option<String>,
    pub referrer: Option<String>,
    /// The consent of the address, over all forms that named it.
    pub consent: MarketingConsent,
    /// When the form was sent.
    pub downloaded_at: Timestamp,
    /// When the file had first arrived completely; None if it never did.
    pub completed_at: Option<Timestamp>,
}

/// How the downloads were asked for. Newest first, unless ascending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadFilter {
    /// None for those of all whitepapers.
    pub whitepaper: Option<WhitepaperId>,
    /// Any part of name, e-mail address or company; viewers search by company only.
    pub search: String,
    pub campaign: Option<String>,
    /// Only people whose consent counts: confirmed, and not withdrawn.
    pub marketing_only: bool,
    /// From this time on.
    pub since: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    pub direction: Direction,
    pub paging: Paging,
}

impl Default for DownloadFilter {
    fn default() -> Self {
        Self {
            whitepaper: None,
            search: String::new(),
            campaign: None,
            marketing_only: false,
            since: None,
            until: None,
            direction: Direction::Descending,
            paging: Paging::default(),
        }
    }
}
