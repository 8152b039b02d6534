//! The texts of the common editor. They name no noun: each item brings its own [`NounTexts`](super::noun::NounTexts) and
//! [`ItemTexts`].

use domain::publication::LanguageState;
use domain::text::Removed;

use super::UiLanguage;
use super::noun::ItemTexts;
use crate::editor::tab::Tab;

/// See [`EditorTexts::of`].
pub struct EditorTexts {
    ui_language: UiLanguage,
    pub untitled: &'static str,
    pub beside: &'static str,

    // The fields.
    pub title: &'static str,
    pub slug: &'static str,
    pub slug_free: &'static str,
    pub slug_home: &'static str,
    pub content: &'static str,
    pub description: &'static str,
    pub seo_title: &'static str,
    pub seo_title_help: &'static str,
    pub settings_heading: &'static str,
    pub sort_order: &'static str,
    pub sort_order_help: &'static str,

    // The characters that are left out of a field.
    pub show: &'static str,

    // The tools.
    pub bold: &'static str,
    pub italic: &'static str,
    pub heading: &'static str,
    pub list: &'static str,
    pub quote: &'static str,
    pub link: &'static str,
    pub picture: &'static str,
    pub block: &'static str,

    // Saving and publishing.
    pub state_in_trash: &'static str,
    pub never_saved: &'static str,
    pub unsaved_here: &'static str,
    pub view_on_site: &'static str,
    pub trash_unsaved: &'static str,

    // Preview and search result.
    pub preview: &'static str,
    pub preview_language: &'static str,
    pub preview_empty: &'static str,
    pub preview_late: &'static str,
    pub result: &'static str,
    pub result_empty: &'static str,
}

impl EditorTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    pub fn tab(&self, tab: Tab) -> &'static str {
        match tab {
            Tab::Text => self.content,
            Tab::Search => self.ui_language.pick("Search engines", "Suchmaschinen"),
            Tab::Settings => self.ui_language.pick("Settings", "Einstellungen"),
        }
    }

    /// Where such a character stands in a long text.
    pub fn left_out_at(&self, removed: Removed) -> String {
        let Removed { line, column, .. } = removed;
        self.ui_language
            .pick(format!("Line {line}, character {column} ({removed})."), format!("Zeile {line}, Zeichen {column} ({removed})."))
    }

    /// Of one language.
    pub fn state(&self, state: Option<LanguageState>) -> &'static str {
        self.ui_language.language_state(state.unwrap_or(LanguageState::Missing))
    }

    pub fn use_slug(&self, free: &str) -> String {
        self.ui_language.pick(format!("Take {free}"), format!("{free} nehmen"))
    }

    /// `The live address /about will lead here.`
    pub fn slug_moves(&self, old: &str) -> String {
        self.ui_language.pick(
            format!("Free. Once this is published, the old address “{old}” leads here."),
            format!("Frei. Ist das veröffentlicht, führt die alte Adresse „{old}“ hierher."),
        )
    }

    /// After a pasted text that brought pictures without an address.
    pub fn pictures_lost(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick(
                "One image could not be pasted. Insert it through the media library.".into(),
                "Ein Bild ließ sich nicht einfügen. Fügen Sie es über die Mediathek ein.".into(),
            ),
            _ => self.ui_language.pick(
                format!("{count} images could not be pasted. Insert them through the media library."),
                format!("{count} Bilder ließen sich nicht einfügen. Fügen Sie sie über die Mediathek ein."),
            ),
        }
    }

    pub fn words(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick("1 word", "1 Wort").to_owned(),
            _ => format!("{count} {}", self.ui_language.pick("words", "Wörter")),
        }
    }

    /// `131 of 160 characters`.
    pub fn characters(&self, count: usize, max: usize) -> String {
        self.ui_language.pick(format!("{count} of {max} characters"), format!("{count} von {max} Zeichen"))
    }

    /// Names a toolbar.
    pub fn formatting(&self, language: &str) -> String {
        self.ui_language.pick(format!("Formatting, {language}"), format!("Formatierung, {language}"))
    }

    pub fn preview_of(&self, language: &str) -> String {
        self.ui_language.pick(format!("Preview {language}"), format!("{language} in der Vorschau zeigen"))
    }

    /// What moving it to the trash does; so many languages of it are live.
    pub fn trash_text(&self, item: &ItemTexts, live: usize) -> String {
        let consequence = match live {
            0 => item.trash_unseen.to_owned(),
            1 => self
                .ui_language
                .pick("1 live address disappears from the site.", "1 Live-Adresse verschwindet von der Website.")
                .to_owned(),
            _ => self.ui_language.pick(
                format!("{live} live addresses disappear from the site."),
                format!("{live} Live-Adressen verschwinden von der Website."),
            ),
        };
        format!("{consequence} {}", item.restorable)
    }
}

static EN: EditorTexts = EditorTexts {
    ui_language: UiLanguage::En,
    untitled: "Without a title",
    beside: "Publishing and checks",
    title: "Title",
    slug: "Slug",
    slug_free: "Free",
    slug_home: "Empty: this is the front page.",
    content: "Text",
    description: "Description for search engines",
    seo_title: "Title for search engines",
    seo_title_help: "Empty: the title and the name of the site.",
    settings_heading: "For all languages",
    sort_order: "Order",
    sort_order_help: "Small numbers come first.",
    show: "Show",
    bold: "Bold",
    italic: "Italic",
    heading: "heading",
    list: "List",
    quote: "Quote",
    link: "Link",
    picture: "Image or file",
    block: "Block",
    state_in_trash: "In the trash",
    never_saved: "Not saved yet",
    unsaved_here: "Unsaved",
    view_on_site: "view on the site",
    trash_unsaved: "What you changed is saved as a draft first.",
    preview: "Preview",
    preview_language: "Language of the preview",
    preview_empty: "What you write appears here as visitors will see it.",
    preview_late: "The preview is behind.",
    result: "As a search result",
    result_empty: "Without a description, search engines choose some words of the text.",
};

static DE: EditorTexts = EditorTexts {
    ui_language: UiLanguage::De,
    untitled: "Ohne Titel",
    beside: "Veröffentlichen und prüfen",
    title: "Titel",
    slug: "Adresse",
    slug_free: "Frei",
    slug_home: "Leer: Dies ist die Startseite.",
    content: "Text",
    description: "Beschreibung für Suchmaschinen",
    seo_title: "Titel für Suchmaschinen",
    seo_title_help: "Leer: der Titel und der Name der Website.",
    settings_heading: "Für alle Sprachen",
    sort_order: "Reihenfolge",
    sort_order_help: "Kleine Zahlen kommen zuerst.",
    show: "Zeigen",
    bold: "Fett",
    italic: "Kursiv",
    heading: "Überschrift",
    list: "Liste",
    quote: "Zitat",
    link: "Link",
    picture: "Bild oder Datei",
    block: "Baustein",
    state_in_trash: "Im Papierkorb",
    never_saved: "Noch nicht gespeichert",
    unsaved_here: "Ungespeichert",
    view_on_site: "auf der Website ansehen",
    trash_unsaved: "Was Sie geändert haben, wird zuerst als Entwurf gespeichert.",
    preview: "Vorschau",
    preview_language: "Sprache der Vorschau",
    preview_empty: "Was Sie schreiben, erscheint hier so, wie Besucher es sehen werden.",
    preview_late: "Die Vorschau ist nicht aktuell.",
    result: "Als Suchergebnis",
    result_empty: "Ohne Beschreibung wählen Suchmaschinen selbst Wörter aus dem Text aus.",
};
