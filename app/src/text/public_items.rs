//! The texts of the public lists and pages of items that are no page: filters, pages of a list, facts. They hold no noun.

use super::UiLanguage;

/// See [`PublicItemTexts::of`].
pub struct PublicItemTexts {
    pub search: &'static str,
    pub category: &'static str,
    pub all_categories: &'static str,
    pub industry: &'static str,
    pub all_industries: &'static str,
    pub tag: &'static str,
    pub all_tags: &'static str,
    pub sort: &'static str,
    pub newest: &'static str,
    pub by_title: &'static str,
    pub apply: &'static str,
    pub clear: &'static str,
    pub search_site: &'static str,
    pub pages: &'static str,
    pub to_start: &'static str,
    pub more: &'static str,
    pub published: &'static str,
    pub industries: &'static str,
    pub tags: &'static str,
}

impl PublicItemTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }
}

static EN: PublicItemTexts = PublicItemTexts {
    search: "Search",
    category: "Category",
    all_categories: "All",
    industry: "Industry",
    all_industries: "All industries",
    tag: "Topic",
    all_tags: "All topics",
    sort: "Sort by",
    newest: "Newest first",
    by_title: "Title",
    apply: "Show results",
    clear: "Clear",
    search_site: "Search the whole site",
    pages: "Pages of the list",
    to_start: "To the start",
    more: "More",
    published: "Published",
    industries: "Industries",
    tags: "Topics",
};

static DE: PublicItemTexts = PublicItemTexts {
    search: "Suche",
    category: "Kategorie",
    all_categories: "Alle",
    industry: "Branche",
    all_industries: "Alle Branchen",
    tag: "Thema",
    all_tags: "Alle Themen",
    sort: "Sortieren nach",
    newest: "Neueste zuerst",
    by_title: "Titel",
    apply: "Ergebnisse zeigen",
    clear: "Zurücksetzen",
    search_site: "Auf der ganzen Website suchen",
    pages: "Seiten der Liste",
    to_start: "Zum Anfang",
    more: "Weitere",
    published: "Erschienen",
    industries: "Branchen",
    tags: "Themen",
};
