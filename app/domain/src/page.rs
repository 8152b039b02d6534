//! A page: what an editor types ([`PageForm`]), what is kept ([`PageDraft`]), what a visitor reads ([`PublicPage`]).

pub mod kind;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::address;
use crate::id::PageId;
use crate::invalid::{Invalid, Problem};
use crate::item::{self, ItemDetail, ItemFilter, ItemRow, ItemSort};
use crate::language::{Language, Languages, Localized};
use crate::list::Direction;
use crate::media::Cover;
use crate::setting::owner;
use crate::text::{self, Slug};
use crate::time::Timestamp;

pub use kind::PageKind;

/// How a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    Home,
    Default,
    Landing,
    Legal,
}

impl Template {
    pub const ALL: [Self; 4] = [Self::Home, Self::Default, Self::Landing, Self::Legal];

    /// As the column `pages.template` holds it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Default => "default",
            Self::Landing => "landing",
            Self::Legal => "legal",
        }
    }

    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|template| template.as_str() == text).ok_or(Problem::NotAChoice)
    }
}

/// The page editor's form. Its texts are as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageForm {
    /// None for a page that does not exist yet.
    pub id: Option<PageId>,
    /// The version that the editor saw; 0 for a new page.
    pub version: i64,
    pub template: String,
    /// Empty: told by the address. Forms that were stored before there were kinds have none.
    #[serde(default)]
    pub kind: String,
    pub is_featured: bool,
    pub in_menu: bool,
    pub sort_order: String,
    pub canonical_url: String,
    pub texts: BTreeMap<Language, PageTextForm>,
}

/// The part of the form for one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageTextForm {
    pub title: String,
    pub slug: String,
    /// Markdown.
    pub content: String,
    pub excerpt: String,
    pub meta_description: String,
    pub seo_title: String,
    pub seo_keywords: String,
}

impl PageTextForm {
    /// A language in which nothing was typed is not there.
    pub fn is_empty(&self) -> bool {
        let Self { title, slug, content, excerpt, meta_description, seo_title, seo_keywords } = self;
        [title, slug, content, excerpt, meta_description, seo_title, seo_keywords].iter().all(|text| text.trim().is_empty())
    }
}

/// A page that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageDraft {
    pub id: Option<PageId>,
    pub version: i64,
    pub template: Template,
    /// None: told by the address.
    pub kind: Option<PageKind>,
    pub is_featured: bool,
    pub in_menu: bool,
    pub sort_order: i64,
    pub canonical_url: Option<String>,
    /// At least one.
    pub texts: Localized<PageText>,
}

/// A page's text in one language. Absent is `None`, never an empty string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageText {
    pub title: String,
    pub slug: Slug,
    /// Markdown; may be empty in a draft.
    pub content: String,
    pub excerpt: Option<String>,
    pub meta_description: Option<String>,
    pub seo_title: Option<String>,
    pub seo_keywords: Option<String>,
}

/// Limits in characters, the same in the form and in `import pages`.
pub mod limit {
    pub const TITLE: usize = 200;
    pub const CONTENT: usize = 200_000;
    pub const EXCERPT: usize = 500;
    pub const META_DESCRIPTION: usize = 320;
    pub const SEO_TITLE: usize = 120;
    pub const SEO_KEYWORDS: usize = 300;
}

impl PageForm {
    /// Problems stand at `template`, `kind`, `sort_order`, `canonical_url`, `title:en`, `slug:de` and so on.
    pub fn parse(self, languages: &Languages) -> Result<PageDraft, Invalid> {
        let mut invalid = Invalid::default();
        let template = invalid.take("template", Template::parse(&self.template));
        let kind = invalid.take("kind", PageKind::parse(&self.kind));
        let sort_order = invalid.take("sort_order", item::sort_order(&self.sort_order));
        let canonical_url = invalid.take("canonical_url", text::optional_url(&self.canonical_url));
        let texts = item::parse_texts(self.texts, languages, &mut invalid, |form| {
            (!form.is_empty()).then(|| form.parse(template.unwrap_or(Template::Default), languages))
        })?;
        match (template, kind, sort_order, canonical_url, invalid.is_empty()) {
            (Some(template), Some(kind), Some(sort_order), Some(canonical_url), true) => Ok(PageDraft {
                id: self.id,
                version: self.version,
                template,
                kind,
                is_featured: self.is_featured,
                in_menu: self.in_menu,
                sort_order,
                canonical_url,
                texts,
            }),
            _ => Err(invalid),
        }
    }
}

impl PageTextForm {
    /// Only a page of the template `home` may have the empty slug.
    pub fn parse(self, template: Template, languages: &Languages) -> Result<PageText, Invalid> {
        let mut invalid = Invalid::default();
        let title = invalid.take("title", text::line(&self.title, limit::TITLE));
        let slug = invalid.take("slug", slug(&self.slug, template, languages));
        let content = invalid.take("content", text::paragraphs(&self.content, limit::CONTENT));
        let excerpt = invalid.take("excerpt", text::optional_paragraph(&self.excerpt, limit::EXCERPT));
        let meta_description =
            invalid.take("meta_description", text::optional_paragraph(&self.meta_description, limit::META_DESCRIPTION));
        let seo_title = invalid.take("seo_title", text::optional_line(&self.seo_title, limit::SEO_TITLE));
        let seo_keywords = invalid.take("seo_keywords", text::optional_line(&self.seo_keywords, limit::SEO_KEYWORDS));
        match (title, slug, content, excerpt, meta_description, seo_title, seo_keywords) {
            (
                Some(title),
                Some(slug),
                Some(content),
                Some(excerpt),
                Some(meta_description),
                Some(seo_title),
                Some(seo_keywords),
            ) => Ok(PageText { title, slug, content, excerpt, meta_description, seo_title, seo_keywords }),
            _ => Err(invalid),
        }
    }
}

fn slug(typed: &str, template: Template, languages: &Languages) -> Result<Slug, Problem> {
    let slug = Slug::parse(typed)?;
    if slug.is_home() && template != Template::Home {
        return Err(Problem::Missing);
    }
    address::check_free(&slug, languages)?;
    Ok(slug)
}

/// A stored page as the editor's screen shows it.
pub type PageDetail = ItemDetail<PageForm>;

/// One row of the page list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageRow {
    pub item: ItemRow,
    pub template: Template,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageSort {
    Title,
    Changed,
}

impl ItemSort for PageSort {
    const ALL: &'static [Self] = &[Self::Title, Self::Changed];
    const TITLE: Self = Self::Title;
    const CHANGED: Self = Self::Changed;

    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Changed => "changed",
        }
    }

    fn default_direction(self) -> Direction {
        match self {
            Self::Title => Direction::Ascending,
            Self::Changed => Direction::Descending,
        }
    }
}

/// How the page list was asked for.
pub type PageFilter = ItemFilter<PageSort, PageExtraFilter>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageExtraFilter {
    pub template: Option<Template>,
}

/// A published page as its template shows it, in the language it is written in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicPage {
    pub id: PageId,
    /// The language of the text: the one asked for, or the default one where a translation is missing.
    pub language: Language,
    pub slug: Slug,
    pub template: Template,
    pub kind: PageKind,
    pub title: String,
    pub excerpt: Option<String>,
    pub meta_description: Option<String>,
    pub seo_title: Option<String>,
    pub seo_keywords: Option<String>,
    pub canonical_url: Option<String>,
    /// Sanitised HTML of the text, made when the page was saved.
    pub html: String,
    /// The headings of the second level, for the contents beside a long text.
    pub headings: Vec<Heading>,
    /// Words of the text.
    pub words: u32,
    pub author: Option<String>,
    pub published_at: Timestamp,
    pub changed_at: Timestamp,
    /// Where the same page is read in each language in which it is published now, this one included.
    pub translations: Localized<Slug>,
    /// Pages above it in the path that are published in this language, from the top (`services` above `services/x`). One that moved
    /// is where its old address leads.
    pub ancestors: Vec<PageLink>,
}

/// A page as a card of a live list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageCard {
    pub id: PageId,
    pub title: String,
    pub description: Option<String>,
    pub path: String,
    pub author: Option<String>,
    pub published_at: Timestamp,
    /// The first picture of its text.
    pub cover: Option<Cover>,
}

/// A heading of a text: its anchor (`id` in the HTML) and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub anchor: String,
    pub text: String,
}

/// A link to a published page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLink {
    pub title: String,
    /// The language of the title, which is not the reader's where a translation is missing.
    pub language: Language,
    pub path: String,
}

/// The parts around every public page in one language: site, menu, footer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteChrome {
    pub site_title: String,
    pub site_description: String,
    pub languages: Languages,
    /// Pages flagged for the menu, by `sort_order`.
    pub menu: Vec<PageLink>,
    /// Published pages of the template `legal`, by `sort_order`.
    pub legal: Vec<PageLink>,
    /// Featured pages that stand in neither, for the footer's column.
    pub featured: Vec<PageLink>,
    /// The newest whitepapers, for the footer's column.
    pub whitepapers: Vec<PageLink>,
    /// Where the call to action leads, if a page answers there (`/book`, `/de/termin`).
    pub call_to_action: Option<PageLink>,
    /// The languages whose front page answers: with its own text, or with that of the default language.
    pub front_pages: Vec<Language>,
    /// The postal address, line by line.
    pub address_lines: Vec<String>,
}

/// The front page as the list of pages tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontPage {
    /// The paths at which visitors find no front page: `/`, `/de`.
    pub missing: Vec<String>,
    /// The page that is one or will be: a page of the template `home`.
    pub page: Option<PageId>,
}

impl SiteChrome {
    /// See [`crate::setting::owner`].
    pub fn owner(&self) -> (&str, &[String]) {
        owner(&self.site_title, &self.address_lines)
    }

    /// Where the privacy notice is read.
    pub fn privacy_path(&self) -> Option<&str> {
        self.legal.iter().map(|link| link.path.as_str()).find(|path| address::is_privacy_path(path))
    }
}

#[cfg(test)]
mod tests;
