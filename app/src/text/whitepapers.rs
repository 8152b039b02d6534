//! The texts of the whitepapers in the admin: their list, their editor, their downloads.

use domain::whitepaper::Category;

use super::UiLanguage;
use super::editor::EditorTexts;
use super::form::FormTexts;
use super::item_list::ItemListTexts;
use super::noun::{ItemTexts, NounTexts};
use crate::whitepapers::fields::{Part, WhitepaperField};

/// See [`Whitepapers::of`].
pub struct Whitepapers {
    ui_language: UiLanguage,

    // The list.
    pub list: ItemListTexts,
    pub category: &'static str,
    pub every_category: &'static str,
    pub every_tag: &'static str,
    pub every_industry: &'static str,
    pub access: &'static str,
    pub any_access: &'static str,
    pub with_form: &'static str,
    pub without_form: &'static str,
    pub views: &'static str,
    pub downloads: &'static str,
    pub conversion: &'static str,

    // The editor.
    pub description: &'static str,
    pub description_help: &'static str,
    pub preview: &'static str,
    pub files: &'static str,
    pub file: &'static str,
    pub file_help: &'static str,
    pub cover: &'static str,
    pub cover_help: &'static str,
    pub tags: &'static str,
    pub tags_help: &'static str,
    pub industries: &'static str,
    pub industries_help: &'static str,
    pub gate: &'static str,
    /// What the form asks for (`domain::form::RequestedFields::GATE`).
    pub gate_asks: &'static str,
    pub gate_open: &'static str,
    pub registration: &'static str,
    pub registration_help: &'static str,
    pub lead_magnet: &'static str,
    pub lead_magnet_help: &'static str,
    pub featured: &'static str,
    pub featured_help: &'static str,
    pub numbers: &'static str,
    pub leads: &'static str,
    pub who_downloaded: &'static str,
    pub noun: NounTexts,
    pub item: ItemTexts,
}

impl Whitepapers {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    pub fn category(&self, category: Category) -> &'static str {
        match category {
            Category::CaseStudy => self.ui_language.pick("Case study", "Fallstudie"),
            Category::Guide => self.ui_language.pick("Guide", "Leitfaden"),
            Category::Report => self.ui_language.pick("Report", "Bericht"),
            Category::Checklist => self.ui_language.pick("Checklist", "Checkliste"),
            Category::Standard => self.ui_language.pick("Standard explained", "Norm erklärt"),
        }
    }

    pub fn subtitle(&self, count: i64) -> String {
        match count {
            1 => self.ui_language.pick("One whitepaper.", "Ein Whitepaper.").to_owned(),
            _ => self.ui_language.pick(format!("{count} whitepapers."), format!("{count} Whitepapers.")),
        }
    }

    /// Names the link from a number to the people behind it.
    pub fn downloads_of(&self, count: &str, title: &str) -> String {
        self.ui_language.pick(format!("{count}: who downloaded {title}"), format!("{count}: wer {title} heruntergeladen hat"))
    }

    pub fn field(&self, field: &WhitepaperField) -> &'static str {
        let editor = EditorTexts::of(self.ui_language);
        match field {
            WhitepaperField::Text(Part::Title, _) => editor.title,
            WhitepaperField::Text(Part::Slug, _) => editor.slug,
            WhitepaperField::Text(Part::Description, _) => self.description,
            WhitepaperField::Text(Part::Preview, _) => self.preview,
            WhitepaperField::Text(Part::MetaTitle, _) => editor.seo_title,
            WhitepaperField::Text(Part::MetaDescription, _) => editor.description,
            WhitepaperField::File => self.file,
            WhitepaperField::Cover => self.cover,
            WhitepaperField::Category => self.category,
            WhitepaperField::Tags => self.tags,
            WhitepaperField::Industries => self.industries,
            WhitepaperField::Registration => self.registration,
            WhitepaperField::LeadMagnet => self.lead_magnet,
            WhitepaperField::Featured => self.featured,
            WhitepaperField::SortOrder => editor.sort_order,
        }
    }

    /// What a field that is no text in a language holds, in words.
    pub fn value(&self, field: &WhitepaperField, value: &str) -> String {
        let form = FormTexts::of(self.ui_language);
        match field {
            WhitepaperField::Registration | WhitepaperField::LeadMagnet | WhitepaperField::Featured => {
                form.yes_or_no(!value.is_empty()).to_owned()
            }
            WhitepaperField::Category => Category::parse(value).map_or(value, |category| self.category(category)).to_owned(),
            _ if value.is_empty() => form.nothing.to_owned(),
            WhitepaperField::File | WhitepaperField::Cover => {
                self.ui_language.pick(format!("File {value}"), format!("Datei {value}"))
            }
            _ => value.to_owned(),
        }
    }
}

static EN: Whitepapers = Whitepapers {
    ui_language: UiLanguage::En,
    category: "Category",
    every_category: "Every category",
    every_tag: "Every tag",
    every_industry: "Every industry",
    access: "Access",
    any_access: "With and without form",
    with_form: "With form",
    without_form: "Without form",
    views: "Views",
    downloads: "Downloads",
    conversion: "Conversion",
    description: "Description",
    description_help: "For lists and the head of the page. One or two sentences; needed to publish.",
    preview: "Preview text",
    files: "File and cover",
    file: "File",
    file_help: "What visitors get, best as a PDF. A draft can do without; publishing needs it.",
    cover: "Cover",
    cover_help: "Without one, the first page of the file stands in its place.",
    tags: "Tags",
    tags_help: "Separated by commas.",
    industries: "Industries",
    industries_help: "Separated by commas.",
    gate: "Before the download",
    gate_asks: "Visitors fill in first name, last name, e-mail and company, agree to the privacy notice, and get the link by e-mail. Each of them becomes a lead.",
    gate_open: "Anyone downloads the file at once. Nobody is asked for anything, and nobody is recorded.",
    registration: "Ask for name, e-mail and company",
    registration_help: "A form stands before the file.",
    lead_magnet: "Show around the site",
    lead_magnet_help: "In the footer, in lists on pages, and beside related whitepapers.",
    featured: "Featured",
    featured_help: "Stands first in the public list.",
    numbers: "Numbers",
    leads: "Forms sent",
    who_downloaded: "Who downloaded it",
    noun: NounTexts {
        ui_language: UiLanguage::En,
        one: "whitepaper",
        many: "whitepapers",
        this: "this whitepaper",
        not_found: "This whitepaper does not exist",
        not_found_text: "It may have been removed for good, or the address may be mistyped.",
        not_opened: "The whitepaper could not be opened",
        to_list: "All whitepapers",
        read_only: "You may read this whitepaper. Changing it takes the role of an editor.",
        made_by_editors: "New whitepapers are made by editors",
        trashed: "The whitepaper is in the trash.",
        restored: "The whitepaper is back, as it was.",
        in_trash_text: "Visitors do not see it, and its addresses are free for other whitepapers.",
        draft_older: "The whitepaper was saved since then. If you take your text back, saving shows both versions side by side.",
        trashed_meanwhile: "Your changes are still here. You can restore the whitepaper and save them.",
        gone: "This whitepaper no longer exists",
        gone_text: "It was removed for good. Your text is still here and can become a new whitepaper.",
        save_as_new: Some("Save as a new whitepaper"),
    },
    item: ItemTexts {
        new_item: "New whitepaper",
        parts: "Parts of the whitepaper",
        slug_taken: "Another whitepaper has this address.",
        needed_text: "description",
        trash_heading: "Move this whitepaper to the trash?",
        trash_unseen: "Visitors do not see it.",
        restorable: "You can restore the whitepaper at any time.",
    },
    list: ItemListTexts {
        caption: "Whitepapers, the state of each language, and what they achieve",
        filter: "Filter whitepapers",
        search: "Search whitepapers",
        search_hint: "Title or address",
        required: "description",
        new: "New whitepaper",
        first: "Write the first whitepaper",
        none_yet_title: "There is no whitepaper yet",
        none_yet_text: "A whitepaper is a file with a page that says why it is worth reading. Whoever wants it leaves name and address.",
        none_yet_viewer: "An editor can write the first one.",
        nothing_found_text: "No whitepaper fits the search and the filters. Try fewer words, or only the beginning of one.",
        none_in_tab_text: "No whitepaper is in this state.",
    },
};

static DE: Whitepapers = Whitepapers {
    ui_language: UiLanguage::De,
    category: "Kategorie",
    every_category: "Alle Kategorien",
    every_tag: "Alle Schlagwörter",
    every_industry: "Alle Branchen",
    access: "Zugang",
    any_access: "Mit und ohne Formular",
    with_form: "Mit Formular",
    without_form: "Ohne Formular",
    views: "Aufrufe",
    downloads: "Downloads",
    conversion: "Konversion",
    description: "Beschreibung",
    description_help: "Für Listen und den Kopf der Seite. Ein oder zwei Sätze; zum Veröffentlichen nötig.",
    preview: "Vorschautext",
    files: "Datei und Titelbild",
    file: "Datei",
    file_help: "Was Besucher bekommen, am besten als PDF. Ein Entwurf kommt ohne aus, zum Veröffentlichen ist sie nötig.",
    cover: "Titelbild",
    cover_help: "Ohne Bild steht die erste Seite der Datei an seiner Stelle.",
    tags: "Schlagwörter",
    tags_help: "Durch Kommas getrennt.",
    industries: "Branchen",
    industries_help: "Durch Kommas getrennt.",
    gate: "Vor dem Download",
    gate_asks: "Besucher geben Vorname, Nachname, E-Mail und Unternehmen an, stimmen der Datenschutzerklärung zu und bekommen den Link per E-Mail. Jede Anfrage wird ein Lead.",
    gate_open: "Alle laden die Datei sofort herunter. Niemand wird nach etwas gefragt, und es werden keine Angaben erfasst.",
    registration: "Nach Name, E-Mail und Unternehmen fragen",
    registration_help: "Vor der Datei steht ein Formular.",
    lead_magnet: "Auf der Website zeigen",
    lead_magnet_help: "In der Fußzeile, in Listen auf Seiten und neben verwandten Whitepapers.",
    featured: "Hervorgehoben",
    featured_help: "Steht in der öffentlichen Liste vorn.",
    numbers: "Zahlen",
    leads: "Gesendete Formulare",
    who_downloaded: "Wer es heruntergeladen hat",
    noun: NounTexts {
        ui_language: UiLanguage::De,
        one: "Whitepaper",
        many: "Whitepapers",
        this: "dieses Whitepaper",
        not_found: "Dieses Whitepaper gibt es nicht",
        not_found_text: "Vielleicht wurde es endgültig entfernt, oder die Adresse enthält einen Tippfehler.",
        not_opened: "Das Whitepaper ließ sich nicht öffnen",
        to_list: "Alle Whitepapers",
        read_only: "Sie dürfen dieses Whitepaper lesen. Zum Ändern braucht es die Rolle Redaktion.",
        made_by_editors: "Neue Whitepapers legt die Redaktion an",
        trashed: "Das Whitepaper liegt im Papierkorb.",
        restored: "Das Whitepaper ist wieder da, wie es war.",
        in_trash_text: "Besucher sehen es nicht, und seine Adressen sind für andere Whitepapers frei.",
        draft_older: "Das Whitepaper wurde seither gespeichert. Holen Sie Ihren Text zurück, zeigt das Speichern beide Fassungen nebeneinander.",
        trashed_meanwhile: "Ihre Änderungen sind noch da. Sie können das Whitepaper wiederherstellen und Ihre Änderungen speichern.",
        gone: "Dieses Whitepaper gibt es nicht mehr",
        gone_text: "Es wurde endgültig entfernt. Ihr Text ist noch da und kann ein neues Whitepaper werden.",
        save_as_new: Some("Als neues Whitepaper speichern"),
    },
    item: ItemTexts {
        new_item: "Neues Whitepaper",
        parts: "Teile des Whitepapers",
        slug_taken: "Ein anderes Whitepaper hat diese Adresse.",
        needed_text: "Die Beschreibung",
        trash_heading: "Dieses Whitepaper in den Papierkorb legen?",
        trash_unseen: "Besucher sehen es nicht.",
        restorable: "Sie können das Whitepaper jederzeit wiederherstellen.",
    },
    list: ItemListTexts {
        caption: "Whitepapers, der Status jeder Sprache und was sie erreichen",
        filter: "Whitepapers filtern",
        search: "Whitepapers suchen",
        search_hint: "Titel oder Adresse",
        required: "die Beschreibung",
        new: "Neues Whitepaper",
        first: "Erstes Whitepaper schreiben",
        none_yet_title: "Noch gibt es kein Whitepaper",
        none_yet_text: "Ein Whitepaper ist eine Datei mit einer Seite, die sagt, warum sich das Lesen lohnt. Wer es möchte, hinterlässt Name und Adresse.",
        none_yet_viewer: "Das erste kann jemand aus der Redaktion schreiben.",
        nothing_found_text: "Kein Whitepaper passt zu Suche und Filtern. Versuchen Sie es mit weniger Wörtern oder nur mit dem Wortanfang.",
        none_in_tab_text: "Kein Whitepaper hat diesen Status.",
    },
};
