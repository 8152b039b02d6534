//! The texts of the screen on which editors word lists, search and header.

use domain::setting::SiteText;

use super::UiLanguage;
use super::noun::NounTexts;
use super::public::PublicTexts;
use super::public_whitepapers::PublicWhitepaperTexts;

/// See [`SiteTextTexts::of`].
pub struct SiteTextTexts {
    ui_language: UiLanguage,
    pub noun: NounTexts,
    pub title: &'static str,
    /// The tab beside that of the labels.
    pub parts: &'static str,
    pub never_saved: &'static str,
    pub button: &'static str,
    pub button_help: &'static str,
    pub whitepapers: &'static str,
    pub whitepapers_help: &'static str,
    pub search: &'static str,
    pub search_help: &'static str,
}

impl SiteTextTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// The label of a field within its part.
    pub fn name(&self, text: SiteText) -> &'static str {
        match text {
            SiteText::ButtonLabel => self.ui_language.pick("Button text", "Beschriftung"),
            SiteText::ButtonAddress => self.ui_language.pick("Leads to", "Führt zu"),
            SiteText::WhitepapersTitle | SiteText::SearchTitle => self.ui_language.pick("Heading", "Überschrift"),
            SiteText::WhitepapersIntro | SiteText::SearchIntro => self.ui_language.pick("Introduction", "Einleitung"),
            SiteText::WhitepapersDescription => {
                self.ui_language.pick("Description for search engines", "Beschreibung für Suchmaschinen")
            }
        }
    }

    /// The name of a field where its part is not seen.
    pub fn name_in_part(&self, text: SiteText) -> &'static str {
        match text {
            SiteText::ButtonLabel => self.ui_language.pick("Text of the button", "Beschriftung der Schaltfläche"),
            SiteText::ButtonAddress => self.ui_language.pick("Where the button leads", "Wohin die Schaltfläche führt"),
            SiteText::WhitepapersTitle => self.ui_language.pick("Heading of the whitepapers", "Überschrift der Whitepapers"),
            SiteText::WhitepapersIntro => self.ui_language.pick("Introduction to the whitepapers", "Einleitung der Whitepapers"),
            SiteText::WhitepapersDescription => {
                self.ui_language.pick("Description of the whitepapers", "Beschreibung der Whitepapers")
            }
            SiteText::SearchTitle => self.ui_language.pick("Heading of the search", "Überschrift der Suche"),
            SiteText::SearchIntro => self.ui_language.pick("Introduction to the search", "Einleitung der Suche"),
        }
    }

    /// What visitors read where nothing is typed.
    pub fn own_words(&self, text: SiteText) -> &'static str {
        let (public, whitepapers) = (PublicTexts::of(self.ui_language), PublicWhitepaperTexts::of(self.ui_language));
        match text {
            SiteText::ButtonLabel => public.book,
            SiteText::ButtonAddress => self.ui_language.pick("/book", "/de/termin"),
            SiteText::WhitepapersTitle => whitepapers.title,
            SiteText::WhitepapersIntro | SiteText::WhitepapersDescription => whitepapers.description,
            SiteText::SearchTitle => public.search_prompt_title,
            SiteText::SearchIntro => public.search_prompt_text,
        }
    }
}

const EN: SiteTextTexts = SiteTextTexts {
    ui_language: UiLanguage::En,
    noun: NounTexts {
        ui_language: UiLanguage::En,
        one: "site text",
        many: "site texts",
        this: "these texts",
        not_found: "These texts do not exist",
        not_found_text: "The address may have a typing error.",
        not_opened: "The texts could not be opened",
        to_list: "To the texts",
        read_only: "You may look at everything here; changing it takes the role of an editor.",
        made_by_editors: "Editors word the site",
        trashed: "The texts are in the trash.",
        restored: "The texts are back, as they were.",
        in_trash_text: "They can be restored at any time.",
        draft_older: "The texts were saved since then. If you take your text back, saving shows both versions side by side.",
        trashed_meanwhile: "Your changes are still here.",
        gone: "These texts no longer exist",
        gone_text: "Copy what you typed if you need it.",
        save_as_new: None,
    },
    title: "Site texts",
    parts: "Lists and header",
    never_saved: "The site shows its standard texts",
    button: "Button in the header",
    button_help: "Where nothing is entered, the standard text stands there, and the button leads to the page for bookings. Without one there is no button.",
    whitepapers: "List of whitepapers",
    whitepapers_help: "An empty field leaves the standard text in place.",
    search: "Search",
    search_help: "Shown before anything was searched for.",
};

const DE: SiteTextTexts = SiteTextTexts {
    ui_language: UiLanguage::De,
    noun: NounTexts {
        ui_language: UiLanguage::De,
        one: "Website-Text",
        many: "Website-Texte",
        this: "diese Texte",
        not_found: "Diese Texte gibt es nicht",
        not_found_text: "Vielleicht enthält die Adresse einen Tippfehler.",
        not_opened: "Die Texte ließen sich nicht öffnen",
        to_list: "Zu den Texten",
        read_only: "Sie können hier alles ansehen; zum Ändern braucht es die Rolle Redaktion.",
        made_by_editors: "Die Texte der Website schreibt die Redaktion",
        trashed: "Die Texte liegen im Papierkorb.",
        restored: "Die Texte sind wieder da, wie sie waren.",
        in_trash_text: "Sie können jederzeit wiederhergestellt werden.",
        draft_older: "Die Texte wurden seither gespeichert. Holen Sie Ihren Text zurück, zeigt das Speichern beide Fassungen nebeneinander.",
        trashed_meanwhile: "Ihre Änderungen sind noch da.",
        gone: "Diese Texte gibt es nicht mehr",
        gone_text: "Kopieren Sie Ihre Eingaben, falls Sie sie brauchen.",
        save_as_new: None,
    },
    title: "Website-Texte",
    parts: "Listen und Seitenkopf",
    never_saved: "Die Website zeigt ihre Standardtexte",
    button: "Schaltfläche im Seitenkopf",
    button_help: "Ist nichts eingetragen, steht dort der Standardtext, und die Schaltfläche führt zur Seite für Termine. Ohne eine solche Seite gibt es keine Schaltfläche.",
    whitepapers: "Liste der Whitepapers",
    whitepapers_help: "Ein leeres Feld lässt den Standardtext stehen.",
    search: "Suche",
    search_help: "Steht dort, bevor etwas gesucht wurde.",
};
