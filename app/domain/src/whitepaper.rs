//! A whitepaper: what an editor types ([`WhitepaperForm`]), what is kept ([`WhitepaperDraft`]), what a visitor reads
//! ([`public::PublicWhitepaper`]).

pub mod list;
pub mod public;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::glossary;
use crate::id::{MediaId, WhitepaperId};
use crate::invalid::{Invalid, Problem};
use crate::item::{self, ItemDetail};
use crate::language::{Language, Languages, Localized};
use crate::text::{self, Slug};

/// The kind of reading; the first filter of the public list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    CaseStudy,
    #[default]
    Guide,
    Report,
    Checklist,
    Standard,
}

impl Category {
    pub const ALL: [Self; 5] = [Self::CaseStudy, Self::Guide, Self::Report, Self::Checklist, Self::Standard];

    /// As the column `whitepapers.category` and addresses hold it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CaseStudy => "case-study",
            Self::Guide => "guide",
            Self::Report => "report",
            Self::Checklist => "checklist",
            Self::Standard => "standard",
        }
    }

    /// Words by which visitors find it, in the languages of the program.
    pub fn words(self) -> &'static str {
        match self {
            Self::CaseStudy => "case study Fallstudie",
            Self::Guide => "guide Leitfaden",
            Self::Report => "report Bericht",
            Self::Checklist => "checklist Checkliste",
            Self::Standard => "standard Norm",
        }
    }

    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|category| category.as_str() == text).ok_or(Problem::NotAChoice)
    }
}

/// The editor's form. Its texts are as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhitepaperForm {
    /// None for one that does not exist yet.
    pub id: Option<WhitepaperId>,
    /// The version that the editor saw; 0 for a new one.
    pub version: i64,
    /// The file that visitors download; must be chosen before it is published.
    pub file: Option<MediaId>,
    /// The picture of the lists; without one a drawing stands there.
    pub cover: Option<MediaId>,
    pub category: String,
    /// Divided by commas.
    pub tags: String,
    /// Divided by commas.
    pub industries: String,
    /// Off: anyone downloads without a form.
    pub requires_registration: bool,
    /// Shown around the site: footer, live lists in pages, related whitepapers.
    pub lead_magnet_active: bool,
    /// Stands first in the public list.
    pub featured: bool,
    pub sort_order: String,
    pub texts: BTreeMap<Language, WhitepaperTextForm>,
}

/// The part of the form for one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhitepaperTextForm {
    pub title: String,
    /// One part, without `/`.
    pub slug: String,
    /// A paragraph for lists and search engines; must be there before it is published.
    pub description: String,
    /// Markdown: the preview that stands before the form.
    pub preview: String,
    pub meta_title: String,
    pub meta_description: String,
}

impl WhitepaperTextForm {
    /// A language in which nothing was typed is not there.
    pub fn is_empty(&self) -> bool {
        let Self { title, slug, description, preview, meta_title, meta_description } = self;
        [title, slug, description, preview, meta_title, meta_description].iter().all(|text| text.trim().is_empty())
    }
}

/// A whitepaper that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhitepaperDraft {
    pub id: Option<WhitepaperId>,
    pub version: i64,
    /// Needed to publish.
    pub file: Option<MediaId>,
    pub cover: Option<MediaId>,
    pub category: Category,
    pub tags: Vec<String>,
    pub industries: Vec<String>,
    pub requires_registration: bool,
    pub lead_magnet_active: bool,
    pub featured: bool,
    pub sort_order: i64,
    /// At least one.
    pub texts: Localized<WhitepaperText>,
}

/// Its text in one language. Absent is `None`, never an empty string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhitepaperText {
    pub title: String,
    pub slug: Slug,
    pub description: Option<String>,
    /// Markdown; may be empty.
    pub preview: String,
    pub meta_title: Option<String>,
    pub meta_description: Option<String>,
}

/// Limits in characters.
pub mod limit {
    pub const TITLE: usize = 200;
    pub const DESCRIPTION: usize = 1_000;
    pub const PREVIEW: usize = 50_000;
    pub const META_TITLE: usize = 120;
    pub const META_DESCRIPTION: usize = 320;
}

impl WhitepaperForm {
    /// Problems stand at `category`, `tags`, `industries`, `sort_order`, `title:en`, `slug:de` and so on.
    pub fn parse(self, languages: &Languages) -> Result<WhitepaperDraft, Invalid> {
        let mut invalid = Invalid::default();
        let category = invalid.take("category", Category::parse(&self.category));
        let tags = invalid.take("tags", glossary::tags(&self.tags));
        let industries = invalid.take("industries", glossary::terms(&self.industries));
        let sort_order = invalid.take("sort_order", item::sort_order(&self.sort_order));
        let texts = item::parse_texts(self.texts, languages, &mut invalid, |form| (!form.is_empty()).then(|| form.parse()))?;
        match (category, tags, industries, sort_order, invalid.is_empty()) {
            (Some(category), Some(tags), Some(industries), Some(sort_order), true) => Ok(WhitepaperDraft {
                id: self.id,
                version: self.version,
                file: self.file,
                cover: self.cover,
                category,
                tags,
                industries,
                requires_registration: self.requires_registration,
                lead_magnet_active: self.lead_magnet_active,
                featured: self.featured,
                sort_order,
                texts,
            }),
            _ => Err(invalid),
        }
    }
}

impl WhitepaperTextForm {
    pub fn parse(self) -> Result<WhitepaperText, Invalid> {
        let mut invalid = Invalid::default();
        let title = invalid.take("title", text::line(&self.title, limit::TITLE));
        let slug = invalid.take("slug", item::one_part_slug(&self.slug));
        let description = invalid.take("description", text::optional_paragraph(&self.description, limit::DESCRIPTION));
        let preview = invalid.take("preview", text::paragraphs(&self.preview, limit::PREVIEW));
        let meta_title = invalid.take("meta_title", text::optional_line(&self.meta_title, limit::META_TITLE));
        let meta_description =
            invalid.take("meta_description", text::optional_paragraph(&self.meta_description, limit::META_DESCRIPTION));
        match (title, slug, description, preview, meta_title, meta_description) {
            (Some(title), Some(slug), Some(description), Some(preview), Some(meta_title), Some(meta_description)) => {
                Ok(WhitepaperText { title, slug, description, preview, meta_title, meta_description })
            }
            _ => Err(invalid),
        }
    }
}

/// A stored whitepaper as the editor's screen shows it.
pub type WhitepaperDetail = ItemDetail<WhitepaperForm, WhitepaperExtra>;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhitepaperExtra {
    pub views: i64,
    pub downloads: i64,
    /// Forms that were sent.
    pub leads: i64,
}

#[cfg(test)]
mod tests;
