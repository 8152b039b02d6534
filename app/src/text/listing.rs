//! The texts that all lists of the admin share.

use domain::item::ItemTab;
use domain::publication::LanguageState;

use super::UiLanguage;
use super::noun::NounTexts;

/// See [`Listing::of`].
pub struct Listing {
    ui_language: UiLanguage,
    pub state: &'static str,
    pub actions: &'static str,
    /// Behind the time of a change that waits for it.
    pub planned_change: &'static str,
    /// Behind the state of a row that is there.
    pub in_trash: &'static str,
    pub featured: &'static str,
    pub changed: &'static str,
    pub select_all: &'static str,
    pub selection: &'static str,
    pub selected: &'static str,
    pub clear_selection: &'static str,
    pub trash: &'static str,
    pub undo: &'static str,
    pub restore: &'static str,
    pub rows_per_page: &'static str,
    pub show: &'static str,
    pub pages: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub nothing_found_title: &'static str,
    pub filters: &'static str,
    pub clear_filters: &'static str,
    pub none_in_tab_title: &'static str,
    pub trash_empty_title: &'static str,
    pub trash_empty_text: &'static str,
    pub past_end_title: &'static str,
    pub past_end_text: &'static str,
    pub to_start: &'static str,
    pub failed_title: &'static str,
}

impl Listing {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    pub fn tab(&self, tab: ItemTab) -> &'static str {
        match tab {
            ItemTab::All => self.ui_language.pick("All", "Alle"),
            ItemTab::Untranslated => self.ui_language.pick("Needs translation", "Übersetzung nötig"),
            ItemTab::Drafts => self.ui_language.pick("Drafts", "Entwürfe"),
            ItemTab::Planned => self.ui_language.pick("Planned", "Geplant"),
            ItemTab::Trash => self.ui_language.pick("Trash", "Papierkorb"),
        }
    }

    /// `Times in Europe/Berlin`.
    pub fn times_in(&self, zone: &str) -> String {
        self.ui_language.pick(format!("Times in {zone}"), format!("Zeiten in {zone}"))
    }

    pub fn select(&self, title: &str) -> String {
        self.ui_language.pick(format!("Select {title}"), format!("{title} auswählen"))
    }

    pub fn trash_row(&self, title: &str) -> String {
        self.ui_language.pick(format!("Move {title} to the trash"), format!("{title} in den Papierkorb legen"))
    }

    /// Behind `50 selected`, where all shown rows are selected: the list has this many more.
    pub fn only_shown(&self, others: usize) -> String {
        self.ui_language.pick(
            format!(": all that are shown. {others} more are not selected."),
            format!(": alles, was gezeigt wird. Weitere {others} sind nicht ausgewählt."),
        )
    }

    pub fn restore_row(&self, title: &str) -> String {
        self.ui_language.pick(format!("Restore {title}"), format!("{title} wiederherstellen"))
    }

    /// How much of the list is shown: `25 of 38`, or `25 pages` by `count` where the whole is not known.
    pub fn shown_of(&self, rows: usize, total: Option<i64>, count: impl FnOnce(usize) -> String) -> String {
        match total {
            Some(total) => self.ui_language.pick(format!("{rows} of {total}"), format!("{rows} von {total}")),
            None => count(rows),
        }
    }

    /// What was moved to the trash: one by its name, several by their number.
    pub fn trashed(&self, noun: &NounTexts, count: usize, title: &str) -> String {
        match count {
            1 => self.ui_language.pick(format!("“{title}” is in the trash."), format!("„{title}“ liegt im Papierkorb.")),
            _ => {
                let items = noun.count(count);
                self.ui_language.pick(format!("{items} are in the trash."), format!("{items} liegen im Papierkorb."))
            }
        }
    }

    pub fn restored(&self, noun: &NounTexts, count: usize, title: &str) -> String {
        match count {
            1 => self.ui_language.pick(format!("“{title}” is restored."), format!("„{title}“ ist wiederhergestellt.")),
            _ => {
                let items = noun.count(count);
                self.ui_language.pick(format!("{items} are restored."), format!("{items} sind wiederhergestellt."))
            }
        }
    }

    /// It cannot come back where another one lives by now.
    pub fn address_in_use(&self, title: &str) -> String {
        self.ui_language.pick(
            format!("“{title}” stays in the trash: its address has been taken in the meantime. Open it and change the address first."),
            format!("„{title}“ bleibt im Papierkorb: Die Adresse ist inzwischen vergeben. Öffnen Sie den Eintrag und ändern Sie zuerst die Adresse."),
        )
    }

    /// One of several could not be changed, for a reason of its own.
    pub fn not_moved(&self, title: &str, reason: &str) -> String {
        self.ui_language.pick(format!("“{title}”: {reason}"), format!("„{title}“: {reason}"))
    }

    /// Below the first failures of an act on many rows.
    pub fn further_failures(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick("One more stays as it is.", "Eine weitere Zeile bleibt, wie sie ist.").to_owned(),
            _ => self
                .ui_language
                .pick(format!("{count} more stay as they are."), format!("{count} weitere Zeilen bleiben, wie sie sind.")),
        }
    }
}

impl UiLanguage {
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

    /// `Live · changes`: the draft differs from what visitors read.
    pub fn with_changes(self, state: &str) -> String {
        self.pick(format!("{state} · changes"), format!("{state} · Änderungen"))
    }
}

static EN: Listing = Listing {
    ui_language: UiLanguage::En,
    state: "State",
    planned_change: "planned change",
    actions: "Actions",
    in_trash: "in the trash",
    featured: "Featured",
    changed: "Changed",
    select_all: "Select all rows shown",
    selection: "Selection",
    selected: "selected",
    clear_selection: "Clear selection",
    trash: "Trash",
    undo: "Undo",
    restore: "Restore",
    rows_per_page: "Rows per page",
    show: "show",
    pages: "Pages of the list",
    previous: "Previous",
    next: "Next",
    since: "From",
    until: "to",
    nothing_found_title: "Nothing found",
    filters: "Filters",
    clear_filters: "Clear search and filters",
    none_in_tab_title: "Nothing to do here",
    trash_empty_title: "The trash is empty",
    trash_empty_text: "What you move to the trash waits here and can be restored.",
    past_end_title: "The list ends before this",
    past_end_text: "What stood here has moved or is gone.",
    to_start: "To the start of the list",
    failed_title: "The list could not be loaded",
};

static DE: Listing = Listing {
    ui_language: UiLanguage::De,
    state: "Status",
    planned_change: "geplante Änderung",
    actions: "Aktionen",
    in_trash: "im Papierkorb",
    featured: "Hervorgehoben",
    changed: "Geändert",
    select_all: "Alle gezeigten Zeilen auswählen",
    selection: "Auswahl",
    selected: "ausgewählt",
    clear_selection: "Auswahl aufheben",
    trash: "In den Papierkorb",
    undo: "Rückgängig",
    restore: "Wiederherstellen",
    rows_per_page: "Zeilen je Seite",
    show: "Zeilen",
    pages: "Seiten der Liste",
    previous: "Zurück",
    next: "Weiter",
    since: "Von",
    until: "bis",
    nothing_found_title: "Nichts gefunden",
    filters: "Filter",
    clear_filters: "Suche und Filter zurücksetzen",
    none_in_tab_title: "Hier ist nichts zu tun",
    trash_empty_title: "Der Papierkorb ist leer",
    trash_empty_text: "Was Sie hierher legen, wartet hier und kann wiederhergestellt werden.",
    past_end_title: "Die Liste endet schon vorher",
    past_end_text: "Was hier stand, hat sich verschoben oder ist weg.",
    to_start: "Zum Anfang der Liste",
    failed_title: "Die Liste ließ sich nicht laden",
};
