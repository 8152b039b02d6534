//! The texts of the page list.

use domain::language::Language;
use domain::page::{LanguageState, PageTab, Template};

use super::Speech;

/// See [`PageList::of`].
pub struct PageList {
    pub new_page: &'static str,
    pub first_page: &'static str,
    pub state: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub template: &'static str,
    pub every_template: &'static str,
    pub featured: &'static str,
    pub page: &'static str,
    pub changed: &'static str,
    pub actions: &'static str,
    pub caption: &'static str,
    pub select_all: &'static str,
    pub selection: &'static str,
    pub clear_selection: &'static str,
    pub trash: &'static str,
    pub restore: &'static str,
    pub rows_per_page: &'static str,
    pub show: &'static str,
    pub stretches: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub none_yet_title: &'static str,
    pub none_yet_text: &'static str,
    pub none_yet_viewer: &'static str,
    pub nothing_found_title: &'static str,
    pub nothing_found_text: &'static str,
    pub clear_filters: &'static str,
    pub none_in_tab_title: &'static str,
    pub none_in_tab_text: &'static str,
    pub trash_empty_title: &'static str,
    pub trash_empty_text: &'static str,
    pub past_end_title: &'static str,
    pub past_end_text: &'static str,
    pub to_start: &'static str,
    pub failed_title: &'static str,
}

impl PageList {
    pub fn of(speech: Speech) -> &'static Self {
        match speech {
            Speech::En => &EN,
            Speech::De => &DE,
        }
    }
}

impl Speech {
    pub fn page_tab(self, tab: PageTab) -> &'static str {
        match tab {
            PageTab::All => self.pick("All", "Alle"),
            PageTab::Untranslated => self.pick("Needs translation", "Übersetzung fehlt"),
            PageTab::Drafts => self.pick("Drafts", "Entwürfe"),
            PageTab::Planned => self.pick("Planned", "Geplant"),
            PageTab::Trash => self.pick("Trash", "Papierkorb"),
        }
    }

    pub fn template(self, template: Template) -> &'static str {
        match template {
            Template::Home => self.pick("Home", "Startseite"),
            Template::Default => self.pick("Default", "Standard"),
            Template::Landing => self.pick("Landing", "Landingpage"),
            Template::Legal => self.pick("Legal", "Rechtliches"),
        }
    }

    /// One word; a planned time is shown in place of `Planned`.
    pub fn language_state(self, state: LanguageState) -> &'static str {
        match state {
            LanguageState::Missing => self.pick("Missing", "Fehlt"),
            LanguageState::Draft => self.pick("Draft", "Entwurf"),
            LanguageState::Planned(_) => self.pick("Planned", "Geplant"),
            LanguageState::Live => self.pick("Live", "Live"),
            LanguageState::Outdated => self.pick("Outdated", "Veraltet"),
            LanguageState::Ended => self.pick("Ended", "Abgelaufen"),
        }
    }

    /// `38 pages in English and German.`
    pub fn pages_in_languages(self, count: i64, languages: &[Language]) -> String {
        let names: Vec<&str> = languages.iter().map(|language| self.language_name(language)).collect();
        let names = match names.split_last() {
            Some((last, before)) if !before.is_empty() => format!("{} {} {last}", before.join(", "), self.pick("and", "und")),
            _ => names.concat(),
        };
        match (self, count) {
            (Self::En, 1) => format!("One page in {names}."),
            (Self::En, _) => format!("{count} pages in {names}."),
            (Self::De, 1) => format!("Eine Seite auf {names}."),
            (Self::De, _) => format!("{count} Seiten auf {names}."),
        }
    }

    /// How much of the list is shown: `25 of 38`, or `25 pages` where the whole is not known.
    pub fn rows_of(self, rows: usize, total: Option<i64>) -> String {
        match total {
            Some(total) => self.pick(format!("{rows} of {total}"), format!("{rows} von {total}")),
            None if rows == 1 => self.pick("1 page", "1 Seite").into(),
            None => self.pick(format!("{rows} pages"), format!("{rows} Seiten")),
        }
    }

    /// `Times in Europe/Berlin`.
    pub fn times_in(self, zone: &str) -> String {
        self.pick(format!("Times in {zone}"), format!("Zeiten in {zone}"))
    }

    pub fn selected(self) -> &'static str {
        self.pick("selected", "ausgewählt")
    }

    pub fn select_page(self, title: &str) -> String {
        self.pick(format!("Select {title}"), format!("{title} auswählen"))
    }

    pub fn trash_page(self, title: &str) -> String {
        self.pick(format!("Move {title} to the trash"), format!("{title} in den Papierkorb legen"))
    }

    pub fn restore_page(self, title: &str) -> String {
        self.pick(format!("Restore {title}"), format!("{title} wiederherstellen"))
    }

    /// What was done to pages: one by its name, several by their number.
    pub fn trashed(self, count: usize, title: &str) -> String {
        match count {
            1 => self.pick(format!("“{title}” is in the trash."), format!("„{title}“ liegt im Papierkorb.")),
            _ => self.pick(format!("{count} pages are in the trash."), format!("{count} Seiten liegen im Papierkorb.")),
        }
    }

    pub fn restored(self, count: usize, title: &str) -> String {
        match count {
            1 => self.pick(format!("“{title}” is restored."), format!("„{title}“ ist wiederhergestellt.")),
            _ => self.pick(format!("{count} pages are restored."), format!("{count} Seiten sind wiederhergestellt.")),
        }
    }

    /// A page cannot come back where another one lives by now.
    pub fn address_in_use(self, title: &str) -> String {
        self.pick(
            format!("“{title}” stays in the trash: another page has its address now. Change that address first."),
            format!(
                "„{title}“ bleibt im Papierkorb: Ihre Adresse gehört inzwischen einer anderen Seite. Ändern Sie zuerst diese."
            ),
        )
    }

    /// One page of several could not be moved, for a reason of its own.
    pub fn not_moved(self, title: &str, reason: &str) -> String {
        self.pick(format!("“{title}”: {reason}"), format!("„{title}“: {reason}"))
    }
}

static EN: PageList = PageList {
    new_page: "New page",
    first_page: "Write the first page",
    state: "State",
    filter: "Filter pages",
    search: "Search pages",
    search_hint: "Title or address",
    template: "Template",
    every_template: "Every template",
    featured: "Featured",
    page: "Page",
    changed: "Changed",
    actions: "Actions",
    caption: "Pages and the state of each language",
    select_all: "Select all on this page",
    selection: "Selection",
    clear_selection: "Clear selection",
    trash: "Trash",
    restore: "Restore",
    rows_per_page: "Rows per page",
    show: "show",
    stretches: "Pages of the list",
    previous: "Previous",
    next: "Next",
    none_yet_title: "There is no page yet",
    none_yet_text: "A page has a title, a text and an address in each language. Nobody sees it before you publish it.",
    none_yet_viewer: "An editor can write the first one.",
    nothing_found_title: "Nothing found",
    nothing_found_text: "No page fits the search and the filters. Fewer words, or only the beginning of one, find more.",
    clear_filters: "Clear search and filters",
    none_in_tab_title: "Nothing to do here",
    none_in_tab_text: "No page is in this state.",
    trash_empty_title: "The trash is empty",
    trash_empty_text: "What you move to the trash waits here and can be restored.",
    past_end_title: "The list ends before this",
    past_end_text: "The pages that stood here have moved or are gone.",
    to_start: "To the start of the list",
    failed_title: "The list could not be loaded",
};

static DE: PageList = PageList {
    new_page: "Neue Seite",
    first_page: "Erste Seite schreiben",
    state: "Zustand",
    filter: "Seiten filtern",
    search: "Seiten suchen",
    search_hint: "Titel oder Adresse",
    template: "Vorlage",
    every_template: "Alle Vorlagen",
    featured: "Hervorgehoben",
    page: "Seite",
    changed: "Geändert",
    actions: "Aktionen",
    caption: "Seiten und der Zustand jeder Sprache",
    select_all: "Alle auf dieser Seite auswählen",
    selection: "Auswahl",
    clear_selection: "Auswahl aufheben",
    trash: "In den Papierkorb",
    restore: "Wiederherstellen",
    rows_per_page: "Zeilen je Seite",
    show: "zeige",
    stretches: "Seiten der Liste",
    previous: "Zurück",
    next: "Weiter",
    none_yet_title: "Noch gibt es keine Seite",
    none_yet_text: "Eine Seite hat in jeder Sprache einen Titel, einen Text und eine Adresse. Niemand sieht sie, bevor Sie sie veröffentlichen.",
    none_yet_viewer: "Die erste kann jemand aus der Redaktion schreiben.",
    nothing_found_title: "Nichts gefunden",
    nothing_found_text: "Keine Seite passt zu Suche und Filtern. Weniger Wörter, oder nur der Anfang eines Wortes, finden mehr.",
    clear_filters: "Suche und Filter zurücksetzen",
    none_in_tab_title: "Hier ist nichts zu tun",
    none_in_tab_text: "Keine Seite ist in diesem Zustand.",
    trash_empty_title: "Der Papierkorb ist leer",
    trash_empty_text: "Was Sie hierher legen, wartet hier und kann wiederhergestellt werden.",
    past_end_title: "Die Liste endet schon vorher",
    past_end_text: "Die Seiten, die hier standen, haben sich verschoben oder sind weg.",
    to_start: "Zum Anfang der Liste",
    failed_title: "Die Liste ließ sich nicht laden",
};
