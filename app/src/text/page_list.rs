//! The texts of the page list.

use domain::language::Language;
use domain::page::Template;

use super::UiLanguage;
use super::item_list::ItemListTexts;

/// See [`PageList::of`].
pub struct PageList {
    ui_language: UiLanguage,
    pub front_page_open: &'static str,
    pub front_page_write: &'static str,
    pub template: &'static str,
    pub every_template: &'static str,
    pub list: ItemListTexts,
}

impl PageList {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// At these addresses visitors find nothing.
    pub fn front_page_missing(&self, paths: &[String]) -> String {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let paths = self.ui_language.joined(&paths);
        self.ui_language.pick(
            format!("The front page is not published: visitors find nothing at {paths}."),
            format!("Die Startseite ist nicht veröffentlicht: Unter {paths} finden Besucher nichts."),
        )
    }
}

impl UiLanguage {
    pub fn template(self, template: Template) -> &'static str {
        match template {
            Template::Home => self.pick("Home", "Startseite"),
            Template::Default => self.pick("Default", "Standard"),
            Template::Landing => self.pick("Landing", "Landingpage"),
            Template::Legal => self.pick("Legal", "Rechtliches"),
        }
    }

    /// `38 pages in English and German.`
    pub fn pages_in_languages(self, count: i64, languages: &[Language]) -> String {
        let names: Vec<&str> = languages.iter().map(|language| self.language_name(language)).collect();
        let names = self.joined(&names);
        match (self, count) {
            (Self::En, 1) => format!("One page in {names}."),
            (Self::En, _) => format!("{count} pages in {names}."),
            (Self::De, 1) => format!("Eine Seite auf {names}."),
            (Self::De, _) => format!("{count} Seiten auf {names}."),
        }
    }
}

static EN: PageList = PageList {
    ui_language: UiLanguage::En,
    front_page_open: "Open the front page",
    front_page_write: "Write the front page",
    template: "Template",
    every_template: "Every template",
    list: ItemListTexts {
        caption: "Pages and the state of each language",
        filter: "Filter pages",
        search: "Search pages",
        search_hint: "Title or address",
        required: "text",
        new: "New page",
        first: "Write the first page",
        none_yet_title: "There is no page yet",
        none_yet_text: "A page has a title, a text and an address in each language. Nobody sees it before you publish it.",
        none_yet_viewer: "An editor can write the first one.",
        nothing_found_text: "No page fits the search and the filters. Try fewer words, or only the beginning of one.",
        none_in_tab_text: "No page is in this state.",
    },
};

static DE: PageList = PageList {
    ui_language: UiLanguage::De,
    front_page_open: "Startseite öffnen",
    front_page_write: "Startseite schreiben",
    template: "Vorlage",
    every_template: "Alle Vorlagen",
    list: ItemListTexts {
        caption: "Seiten und der Status jeder Sprache",
        filter: "Seiten filtern",
        search: "Seiten suchen",
        search_hint: "Titel oder Adresse",
        required: "der Text",
        new: "Neue Seite",
        first: "Erste Seite schreiben",
        none_yet_title: "Noch gibt es keine Seite",
        none_yet_text: "Eine Seite hat in jeder Sprache einen Titel, einen Text und eine Adresse. Niemand sieht sie, bevor Sie sie veröffentlichen.",
        none_yet_viewer: "Die erste kann jemand aus der Redaktion schreiben.",
        nothing_found_text: "Keine Seite passt zu Suche und Filtern. Versuchen Sie es mit weniger Wörtern oder nur mit dem Wortanfang.",
        none_in_tab_text: "Keine Seite hat diesen Status.",
    },
};
