//! The texts of the common editor, and those of the page editor.

use domain::page::{LanguageState, Template};

use super::Speech;
use super::editor_conflict::{self, ConflictTexts};
use super::editor_draft::{self, DraftTexts};
use crate::editor::tab::Tab;
use crate::pages::checklist::Finding;
use crate::pages::fields::{PageField, Part};

/// See [`Editor::of`]. What is edited is named in `this`, `the`, `it` and every sentence that speaks of a page.
pub struct Editor {
    pub(super) speech: Speech,
    /// `this page`, `the page` and `it`, as objects of a sentence.
    pub(super) this: &'static str,
    pub(super) the: &'static str,
    pub(super) it: &'static str,
    pub new_item: &'static str,
    pub untitled: &'static str,
    pub not_found: &'static str,
    pub not_found_text: &'static str,
    pub not_opened: &'static str,
    pub to_list: &'static str,
    pub read_only: &'static str,
    pub parts: &'static str,
    pub beside: &'static str,
    pub problems: &'static str,
    pub refused: &'static str,
    pub cancel: &'static str,
    /// On a keyboard.
    pub control_key: &'static str,

    // The fields.
    pub title: &'static str,
    pub slug: &'static str,
    pub slug_free: &'static str,
    pub slug_taken: &'static str,
    pub slug_home: &'static str,
    pub content: &'static str,
    pub excerpt: &'static str,
    pub excerpt_help: &'static str,
    pub description: &'static str,
    pub seo_title: &'static str,
    pub seo_title_help: &'static str,
    pub seo_keywords: &'static str,
    pub seo_keywords_help: &'static str,
    pub canonical: &'static str,
    pub canonical_help: &'static str,
    pub settings_heading: &'static str,
    pub template: &'static str,
    pub template_help: &'static str,
    pub in_menu: &'static str,
    pub in_menu_help: &'static str,
    pub featured: &'static str,
    pub featured_help: &'static str,
    pub sort_order: &'static str,
    pub sort_order_help: &'static str,

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
    pub saving: &'static str,
    pub working: &'static str,
    pub saved: &'static str,
    pub nothing_yet: &'static str,
    pub never_saved: &'static str,
    pub unsaved: &'static str,
    pub state_in_trash: &'static str,
    pub unsaved_here: &'static str,
    pub still_kept: &'static str,
    pub publish_heading: &'static str,
    pub publish_help: &'static str,
    pub view_on_site: &'static str,
    pub trash: &'static str,
    pub trash_heading: &'static str,
    pub trash_unsaved: &'static str,
    pub trashed: &'static str,
    pub restore: &'static str,
    pub restored: &'static str,
    pub in_trash_text: &'static str,

    // Preview, result, checklist.
    pub preview: &'static str,
    pub preview_language: &'static str,
    pub preview_empty: &'static str,
    pub preview_late: &'static str,
    pub result: &'static str,
    pub result_empty: &'static str,
    pub before: &'static str,
    pub mark_done: &'static str,
    pub mark_open: &'static str,
    pub mark_stop: &'static str,
    pub to_field: &'static str,

    // Leaving and coming back.
    pub leaving_title: &'static str,
    pub leaving_text: &'static str,
    pub leaving_stay: &'static str,
    pub leaving_leave: &'static str,
    pub leaving_save: &'static str,
    pub draft: DraftTexts,
    pub conflict: ConflictTexts,
    pub nothing: &'static str,
    pub(super) someone: &'static str,
}

static EN: Editor = PAGE_EN;
static DE: Editor = PAGE_DE;

impl Editor {
    /// Of the page editor.
    pub fn of(speech: Speech) -> &'static Self {
        match speech {
            Speech::En => &EN,
            Speech::De => &DE,
        }
    }

    /// The language in which these speak.
    pub fn speech(&self) -> Speech {
        self.speech
    }

    pub fn tab(&self, tab: Tab) -> &'static str {
        match tab {
            Tab::Text => self.content,
            Tab::Search => self.speech.pick("Search engines", "Suchmaschinen"),
            Tab::Settings => self.speech.pick("Settings", "Einstellungen"),
        }
    }

    /// What the button does that saves: so many live pages change by it at once.
    pub fn save(&self, live: usize) -> &'static str {
        match live {
            0 => self.speech.pick("Save", "Speichern"),
            1 => self.speech.pick("Save and update the live page", "Speichern und Live-Seite ändern"),
            _ => self.speech.pick("Save and update the live pages", "Speichern und Live-Seiten ändern"),
        }
    }

    /// `Publish German`.
    pub fn publish(&self, language: &str) -> String {
        self.speech.pick(format!("Publish {language}"), format!("{language} veröffentlichen"))
    }

    pub fn published(&self, language: &str) -> String {
        self.speech.pick(format!("{language} is live."), format!("{language} ist jetzt live."))
    }

    pub fn unpublished(&self, language: &str) -> String {
        self.speech.pick(
            format!("{language} is a draft again; visitors no longer see it."),
            format!("{language} ist wieder ein Entwurf; Besucher sehen es nicht mehr."),
        )
    }

    /// `Saved today at 09:24 by Jonas Feddersen`.
    pub fn saved_at(&self, time: &str, by: Option<&str>) -> String {
        match by {
            Some(by) => self.speech.pick(format!("Saved {time} by {by}"), format!("Gespeichert {time} von {by}")),
            None => self.speech.pick(format!("Saved {time}"), format!("Gespeichert {time}")),
        }
    }

    /// Of a language on this page.
    pub fn state(&self, state: Option<LanguageState>) -> &'static str {
        self.speech.language_state(state.unwrap_or(LanguageState::Missing))
    }

    pub fn planned(&self, time: &str) -> String {
        self.speech.pick(format!("Planned for {time}"), format!("Geplant für {time}"))
    }

    pub fn use_slug(&self, free: &str) -> String {
        self.speech.pick(format!("Take {free}"), format!("{free} nehmen"))
    }

    /// `The old address /about will lead here.`
    pub fn slug_moves(&self, old: &str) -> String {
        self.speech.pick(
            format!("Free. Whoever comes to the old address “{old}” is led here."),
            format!("Frei. Wer die alte Adresse „{old}“ aufruft, kommt hierher."),
        )
    }

    pub fn words(&self, count: usize) -> String {
        match count {
            1 => self.speech.pick("1 word", "1 Wort").to_owned(),
            _ => format!("{count} {}", self.speech.pick("words", "Wörter")),
        }
    }

    /// `131 of 160 characters`.
    pub fn characters(&self, count: usize, max: usize) -> String {
        self.speech.pick(format!("{count} of {max} characters"), format!("{count} von {max} Zeichen"))
    }

    /// Names a toolbar.
    pub fn formatting(&self, language: &str) -> String {
        self.speech.pick(format!("Formatting, {language}"), format!("Formatierung, {language}"))
    }

    pub fn preview_of(&self, language: &str) -> String {
        self.speech.pick(format!("Preview {language}"), format!("{language} in der Vorschau zeigen"))
    }

    /// Stands in the preview where a list is filled when the page is shown.
    pub fn live_list(&self, is_webinars: bool, count: u32) -> String {
        let what = match (is_webinars, self.speech) {
            (true, Speech::En) => format!("The next {count} webinars stand here."),
            (true, Speech::De) => format!("Hier stehen die nächsten {count} Webinare."),
            (false, Speech::En) => format!("The latest {count} whitepapers stand here."),
            (false, Speech::De) => format!("Hier stehen die neuesten {count} Whitepapers."),
        };
        format!("<p class=\"preview-live\" lang=\"{}\">{what}</p>", self.speech.tag())
    }

    pub fn was_changed(&self, by: Option<&str>) -> String {
        let (by, this) = (by.unwrap_or(self.someone), self.this);
        self.speech.pick(
            format!("{by} has saved {this} in the meantime. You see the new version now; please look at it and try again."),
            format!("{by} hat {this} inzwischen gespeichert. Sie sehen jetzt die neue Fassung; bitte prüfen Sie sie und versuchen Sie es noch einmal."),
        )
    }

    pub fn trash_text(&self, live: usize) -> String {
        let (the, it) = (self.the, self.it);
        match live {
            0 => self.speech.pick(
                "Visitors do not see it. You can restore it at any time.".to_owned(),
                format!("Besucher sehen {it} nicht. Sie können {it} jederzeit wiederherstellen."),
            ),
            1 => self.speech.pick(
                format!("1 live address disappears from the site. You can restore {the} at any time."),
                format!("1 Live-Adresse verschwindet von der Website. Sie können {the} jederzeit wiederherstellen."),
            ),
            _ => self.speech.pick(
                format!("{live} live addresses disappear from the site. You can restore {the} at any time."),
                format!("{live} Live-Adressen verschwinden von der Website. Sie können {the} jederzeit wiederherstellen."),
            ),
        }
    }

    pub fn in_trash(&self, time: &str) -> String {
        self.speech.pick(format!("In the trash since {time}"), format!("Seit {time} im Papierkorb"))
    }

    pub fn done_of(&self, done: usize, all: usize) -> String {
        self.speech.pick(format!("{done} of {all} in order"), format!("{done} von {all} in Ordnung"))
    }

    pub fn lines_skipped(&self, count: usize) -> String {
        match count {
            1 => self.speech.pick("… 1 line the same", "… 1 Zeile gleich").to_owned(),
            _ => self.speech.pick(format!("… {count} lines the same"), format!("… {count} Zeilen gleich")),
        }
    }

    pub fn field(&self, field: &PageField) -> &'static str {
        match field {
            PageField::Text(Part::Title, _) => self.title,
            PageField::Text(Part::Slug, _) => self.slug,
            PageField::Text(Part::Content, _) => self.content,
            PageField::Text(Part::Excerpt, _) => self.excerpt,
            PageField::Text(Part::MetaDescription, _) => self.description,
            PageField::Text(Part::SeoTitle, _) => self.seo_title,
            PageField::Text(Part::SeoKeywords, _) => self.seo_keywords,
            PageField::Canonical => self.canonical,
            PageField::Template => self.template,
            PageField::Featured => self.featured,
            PageField::InMenu => self.in_menu,
            PageField::SortOrder => self.sort_order,
        }
    }

    /// What a field without a text holds, in words.
    pub fn value(&self, field: &PageField, value: &str) -> String {
        match field {
            PageField::Featured | PageField::InMenu if value.is_empty() => self.speech.pick("No", "Nein").to_owned(),
            PageField::Featured | PageField::InMenu => self.speech.pick("Yes", "Ja").to_owned(),
            PageField::Template => Template::parse(value).map_or(value, |template| self.speech.template(template)).to_owned(),
            _ if value.is_empty() => self.nothing.to_owned(),
            _ => value.to_owned(),
        }
    }

    /// A block of the insert menu: its name, and what it is for.
    pub fn block_words(&self, name: &str) -> (&'static str, &'static str) {
        let ((name_en, about_en), (name_de, about_de)) = match name {
            "hero" => {
                (("Hero", "Opens a page: claim, lead, buttons"), ("Aufmacher", "Eröffnet eine Seite: Satz, Vorspann, Knöpfe"))
            }
            "numbers" => (("Numbers", "A few figures with their meaning"), ("Zahlen", "Einige Werte und was sie bedeuten")),
            "features" => (("Features", "What you offer, in short"), ("Leistungen", "Was Sie bieten, in Kürze")),
            "quote" => (("Quote", "What somebody said, with name"), ("Zitat", "Was jemand sagte, mit Namen")),
            "call" => (("Call to action", "A sentence and a button"), ("Handlungsaufruf", "Ein Satz und ein Knopf")),
            "faq" => (("Questions", "Questions that open"), ("Fragen", "Fragen zum Aufklappen")),
            "gallery" => (("Gallery", "Pictures with captions"), ("Galerie", "Bilder mit Unterschriften")),
            "video" => (("Video", "With captions and first frame"), ("Video", "Mit Untertiteln und erstem Bild")),
            "webinars" => (("Webinars", "The next ones, always current"), ("Webinare", "Die nächsten, immer aktuell")),
            "whitepapers" => (("Whitepapers", "The latest, always current"), ("Whitepapers", "Die neuesten, immer aktuell")),
            _ => (("Block", ""), ("Baustein", "")),
        };
        self.speech.pick((name_en, about_en), (name_de, about_de))
    }

    /// A line of the checklist.
    pub fn finding(&self, finding: &Finding, speech: Speech) -> String {
        let name = |language| speech.language_name(language);
        let pick = |en: String, de: String| speech.pick(en, de);
        match finding {
            Finding::Described => pick("Title and description set".into(), "Titel und Beschreibung gesetzt".into()),
            Finding::NoTitle(l) => pick(format!("{} has no title.", name(l)), format!("{}: Der Titel fehlt.", name(l))),
            Finding::NoDescription(l) => pick(
                format!("{} has no description for search engines.", name(l)),
                format!("{}: Die Beschreibung für Suchmaschinen fehlt.", name(l)),
            ),
            Finding::DescriptionLengthGood => pick("Description of a good length".into(), "Beschreibung in guter Länge".into()),
            Finding::DescriptionTooShort(l, count) => pick(
                format!("The {} description is short: {count} characters.", name(l)),
                format!("{}: Die Beschreibung ist mit {count} Zeichen kurz.", name(l)),
            ),
            Finding::DescriptionTooLong(l, count) => pick(
                format!("The {} description has {count} characters; search engines cut it off.", name(l)),
                format!("{}: Die Beschreibung hat {count} Zeichen; Suchmaschinen kürzen sie.", name(l)),
            ),
            Finding::HeadingsInOrder => pick("Headings in order".into(), "Überschriften in Ordnung".into()),
            Finding::HeadingSkipsLevel(l, heading) => pick(
                format!("{}: the heading “{heading}” skips a level.", name(l)),
                format!("{}: Die Überschrift „{heading}“ überspringt eine Ebene.", name(l)),
            ),
            Finding::SlugsFree => pick("Slug is free".into(), "Slug ist frei".into()),
            Finding::NoSlug(l) => pick(format!("{} has no slug.", name(l)), format!("{}: Der Slug fehlt.", name(l))),
            Finding::SlugBad(l, _) => {
                pick(format!("The {} slug cannot be used.", name(l)), format!("{}: Der Slug geht so nicht.", name(l)))
            }
            Finding::Words(counts) => {
                let counts: Vec<String> = counts.iter().map(|(_, count)| count.to_string()).collect();
                match counts.as_slice() {
                    [one] => pick(format!("Text is {one} words long"), format!("Text ist {one} Wörter lang")),
                    many => pick(
                        format!("Texts are {} words long", many.join(" and ")),
                        format!("Texte sind {} Wörter lang", many.join(" und ")),
                    ),
                }
            }
            Finding::NoWords(l) => pick(format!("{} has no text.", name(l)), format!("{}: Der Text fehlt.", name(l))),
            Finding::FewWords(l, 1) => {
                pick(format!("The {} text has 1 word.", name(l)), format!("{}: Der Text hat 1 Wort.", name(l)))
            }
            Finding::FewWords(l, count) => pick(
                format!("The {} text has {count} words only.", name(l)),
                format!("{}: Der Text hat nur {count} Wörter.", name(l)),
            ),
            Finding::Translated => pick("All languages are up to date".into(), "Alle Sprachen sind aktuell".into()),
            Finding::NotTranslated(l) => pick(format!("{} is missing.", name(l)), format!("{} fehlt.", name(l))),
            Finding::Outdated(l) => {
                pick(format!("{} is older than the original.", name(l)), format!("{} ist älter als das Original.", name(l)))
            }
            Finding::PicturesDescribed(1) => {
                pick("The image has an alternative text".into(), "Das Bild hat einen Alternativtext".into())
            }
            Finding::PicturesDescribed(count) => pick(
                format!("All {count} images have an alternative text"),
                format!("Alle {count} Bilder haben einen Alternativtext"),
            ),
            Finding::FileBare(l, title) => pick(
                format!("{}: the image “{title}” has no alternative text, neither here nor in the library.", name(l)),
                format!("{}: Das Bild „{title}“ hat weder hier noch in der Mediathek einen Alternativtext.", name(l)),
            ),
            Finding::FilesGone(l, 1) => pick(
                format!("{}: one file of the library is no longer there.", name(l)),
                format!("{}: Eine Datei der Mediathek ist nicht mehr da.", name(l)),
            ),
            Finding::FilesGone(l, count) => pick(
                format!("{}: {count} files of the library are no longer there.", name(l)),
                format!("{}: {count} Dateien der Mediathek sind nicht mehr da.", name(l)),
            ),
            Finding::PicturesBare(l, 1) => pick(
                format!("{}: one image has no alternative text.", name(l)),
                format!("{}: Ein Bild hat keinen Alternativtext.", name(l)),
            ),
            Finding::PicturesBare(l, count) => pick(
                format!("{}: {count} images have no alternative text.", name(l)),
                format!("{}: {count} Bilder haben keinen Alternativtext.", name(l)),
            ),
        }
    }
}

/// Of pages; another noun's are made from it.
pub(super) const PAGE_EN: Editor = Editor {
    speech: Speech::En,
    this: "this page",
    the: "the page",
    it: "it",
    new_item: "New page",
    untitled: "Without a title",
    not_found: "This page does not exist",
    not_found_text: "It may have been removed for good, or the address has a typing error.",
    not_opened: "The page could not be opened",
    to_list: "All pages",
    read_only: "You may read this page. Changing it takes the role of an editor.",
    parts: "Parts of the page",
    beside: "Publishing and checks",
    problems: "to correct",
    refused: "Not saved yet. Something needs correcting; what you typed is still there.",
    cancel: "Cancel",
    control_key: "Ctrl",
    title: "Title",
    slug: "Slug",
    slug_free: "Free",
    slug_taken: "Another page has this address.",
    slug_home: "Empty: this is the front page.",
    content: "Text",
    excerpt: "Excerpt",
    excerpt_help: "For lists and feeds. One or two sentences.",
    description: "Description for search engines",
    seo_title: "Title for search engines",
    seo_title_help: "Empty: the title of the page and the name of the site.",
    seo_keywords: "Keywords",
    seo_keywords_help: "Divided by commas. Most search engines ignore them.",
    canonical: "Canonical address",
    canonical_help: "Only if the same text stands elsewhere first. Empty: this page itself.",
    settings_heading: "For all languages",
    template: "Template",
    template_help: "How the page is laid out.",
    in_menu: "In the main menu",
    in_menu_help: "In the order given below.",
    featured: "Featured",
    featured_help: "Stands in the footer of every page.",
    sort_order: "Order",
    sort_order_help: "Small numbers come first.",
    bold: "Bold",
    italic: "Italic",
    heading: "heading",
    list: "List",
    quote: "Quote",
    link: "Link",
    picture: "Image or file",
    block: "Block",
    saving: "Saving …",
    working: "one moment …",
    saved: "Saved.",
    nothing_yet: "Nothing written yet",
    never_saved: "Not saved yet",
    unsaved: "Unsaved changes",
    state_in_trash: "In the trash",
    unsaved_here: "Unsaved",
    still_kept: "Nothing is lost: your text is kept in this browser.",
    publish_heading: "Publish",
    publish_help: "Switching on saves first and shows the language to visitors at once.",
    view_on_site: "view on the site",
    trash: "Move to trash",
    trash_heading: "Move this page to the trash?",
    trash_unsaved: "What you changed since the last save is not saved by this.",
    trashed: "The page is in the trash.",
    restore: "Restore",
    restored: "The page is back, as it was.",
    in_trash_text: "Visitors do not see it, and its addresses are free for other pages.",
    preview: "Preview",
    preview_language: "Language of the preview",
    preview_empty: "What you write appears here as visitors will see it.",
    preview_late: "The preview is behind.",
    result: "As a search result",
    result_empty: "Without a description, search engines choose some words of the page.",
    before: "Before it goes out",
    mark_done: "Done",
    mark_open: "Worth a look",
    mark_stop: "To correct",
    to_field: "Show",
    leaving_title: "Leave with unsaved changes?",
    leaving_text: "What you typed since the last save is not stored yet.",
    leaving_stay: "Stay",
    leaving_leave: "Leave without saving",
    leaving_save: "Save and leave",
    draft: editor_draft::PAGE_EN,
    conflict: editor_conflict::PAGE_EN,
    nothing: "Empty",
    someone: "Somebody",
};

pub(super) const PAGE_DE: Editor = Editor {
    speech: Speech::De,
    this: "diese Seite",
    the: "die Seite",
    it: "sie",
    new_item: "Neue Seite",
    untitled: "Ohne Titel",
    not_found: "Diese Seite gibt es nicht",
    not_found_text: "Vielleicht wurde sie endgültig entfernt, oder die Adresse enthält einen Tippfehler.",
    not_opened: "Die Seite ließ sich nicht öffnen",
    to_list: "Alle Seiten",
    read_only: "Sie dürfen diese Seite lesen. Zum Ändern braucht es die Rolle Redaktion.",
    parts: "Teile der Seite",
    beside: "Veröffentlichen und prüfen",
    problems: "zu berichtigen",
    refused: "Noch nicht gespeichert. Etwas muss berichtigt werden; Ihre Eingaben sind erhalten.",
    cancel: "Abbrechen",
    control_key: "Strg",
    title: "Titel",
    slug: "Slug",
    slug_free: "Frei",
    slug_taken: "Eine andere Seite hat diese Adresse.",
    slug_home: "Leer: Dies ist die Startseite.",
    content: "Text",
    excerpt: "Kurztext",
    excerpt_help: "Für Listen und Feeds. Ein oder zwei Sätze.",
    description: "Beschreibung für Suchmaschinen",
    seo_title: "Titel für Suchmaschinen",
    seo_title_help: "Leer: der Titel der Seite und der Name der Website.",
    seo_keywords: "Stichwörter",
    seo_keywords_help: "Durch Kommas getrennt. Die meisten Suchmaschinen beachten sie nicht.",
    canonical: "Kanonische Adresse",
    canonical_help: "Nur wenn derselbe Text zuerst anderswo steht. Leer: diese Seite selbst.",
    settings_heading: "Für alle Sprachen",
    template: "Vorlage",
    template_help: "Wie die Seite aufgebaut ist.",
    in_menu: "Im Hauptmenü",
    in_menu_help: "In der Reihenfolge, die unten steht.",
    featured: "Hervorgehoben",
    featured_help: "Steht in der Fußzeile jeder Seite.",
    sort_order: "Reihenfolge",
    sort_order_help: "Kleine Zahlen kommen zuerst.",
    bold: "Fett",
    italic: "Kursiv",
    heading: "Überschrift",
    list: "Liste",
    quote: "Zitat",
    link: "Link",
    picture: "Bild oder Datei",
    block: "Baustein",
    saving: "Wird gespeichert …",
    working: "einen Moment …",
    saved: "Gespeichert.",
    nothing_yet: "Noch nichts geschrieben",
    never_saved: "Noch nicht gespeichert",
    unsaved: "Ungespeicherte Änderungen",
    state_in_trash: "Im Papierkorb",
    unsaved_here: "Ungespeichert",
    still_kept: "Nichts ist verloren: Ihr Text liegt in diesem Browser.",
    publish_heading: "Veröffentlichen",
    publish_help: "Einschalten speichert zuerst und zeigt die Sprache sofort den Besuchern.",
    view_on_site: "auf der Website ansehen",
    trash: "In den Papierkorb",
    trash_heading: "Diese Seite in den Papierkorb legen?",
    trash_unsaved: "Was Sie seit dem letzten Speichern geändert haben, wird dabei nicht gespeichert.",
    trashed: "Die Seite liegt im Papierkorb.",
    restore: "Wiederherstellen",
    restored: "Die Seite ist wieder da, wie sie war.",
    in_trash_text: "Besucher sehen sie nicht, und ihre Adressen sind für andere Seiten frei.",
    preview: "Vorschau",
    preview_language: "Sprache der Vorschau",
    preview_empty: "Was Sie schreiben, erscheint hier so, wie Besucher es sehen werden.",
    preview_late: "Die Vorschau ist nicht aktuell.",
    result: "Als Suchergebnis",
    result_empty: "Ohne Beschreibung wählen Suchmaschinen selbst Wörter der Seite aus.",
    before: "Vor der Veröffentlichung",
    mark_done: "Erledigt",
    mark_open: "Einen Blick wert",
    mark_stop: "Zu berichtigen",
    to_field: "Zeigen",
    leaving_title: "Mit ungespeicherten Änderungen gehen?",
    leaving_text: "Was Sie seit dem letzten Speichern getippt haben, ist noch nicht gespeichert.",
    leaving_stay: "Bleiben",
    leaving_leave: "Ohne Speichern gehen",
    leaving_save: "Speichern und gehen",
    draft: editor_draft::PAGE_DE,
    conflict: editor_conflict::PAGE_DE,
    nothing: "Leer",
    someone: "Jemand",
};
