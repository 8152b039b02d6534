//! The texts of the screen of one file.

use super::UiLanguage;
use super::form::FormTexts;
use super::media::Media;
use super::noun::NounTexts;
use crate::media::fields::{MediaField, Part};

/// See [`MediaFile::of`].
pub struct MediaFile {
    ui_language: UiLanguage,
    pub noun: NounTexts,
    pub beside: &'static str,

    // The picture.
    pub picture: &'static str,
    pub document: &'static str,
    pub video: &'static str,
    pub focal: &'static str,
    pub focal_help: &'static str,
    pub focal_reset: &'static str,
    pub crops: &'static str,
    pub crop_wide: &'static str,
    pub crop_square: &'static str,
    pub crop_tall: &'static str,
    pub open_file: &'static str,

    // Texts.
    pub texts: &'static str,
    pub title: &'static str,
    pub alt: &'static str,
    pub alt_help: &'static str,
    pub decorative: &'static str,
    pub decorative_help: &'static str,
    pub description: &'static str,

    // Where it is kept.
    pub order: &'static str,
    pub tags: &'static str,
    pub tags_help: &'static str,

    // Facts about it.
    pub facts: &'static str,
    pub kind: &'static str,
    pub dimensions: &'static str,
    pub pages: &'static str,
    pub original_name: &'static str,
    pub by: &'static str,
    pub address: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_yourself: &'static str,
    pub variants: &'static str,
    pub variants_pending: &'static str,
    pub used_in: &'static str,
    pub used_nowhere: &'static str,

    // Replace.
    pub replace: &'static str,
    pub replace_help: &'static str,
    pub replaced: &'static str,

    // Trash.
    pub in_use_title: &'static str,
    pub in_use_text: &'static str,
    pub purge: &'static str,
    pub purged: &'static str,
    /// It cannot be restored.
    pub same_file: &'static str,
}

impl MediaFile {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    pub fn field(&self, field: &MediaField) -> &'static str {
        match field {
            MediaField::Text(Part::Title, _) => self.title,
            MediaField::Text(Part::Alt, _) => self.alt,
            MediaField::Text(Part::Description, _) => self.description,
            MediaField::Decorative => self.decorative,
            MediaField::Folder => Media::of(self.ui_language).folder,
            MediaField::Tags => self.tags,
            MediaField::FocalPoint => self.focal,
        }
    }

    /// What a field that is no text in a language holds, in words.
    pub fn value(&self, field: &MediaField, value: &str) -> String {
        let form = FormTexts::of(self.ui_language);
        let point = value.split_once(' ').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
        match (field, point) {
            (MediaField::Decorative, _) => form.yes_or_no(!value.is_empty()).to_owned(),
            (MediaField::FocalPoint, Some((x, y))) => self.ui_language.focal_at(x, y),
            _ if value.is_empty() => form.nothing.to_owned(),
            _ => value.to_owned(),
        }
    }
}

impl UiLanguage {
    /// Where the focal point is: for a screen reader, and beside the picture.
    pub fn focal_at(self, x: u8, y: u8) -> String {
        self.pick(format!("{x} % from the left, {y} % from the top"), format!("{x} % von links, {y} % von oben"))
    }
}

static EN: MediaFile = MediaFile {
    ui_language: UiLanguage::En,
    noun: NounTexts {
        ui_language: UiLanguage::En,
        one: "file",
        many: "files",
        this: "this file",
        not_found: "This file does not exist",
        not_found_text: "It may have been deleted for good, or the address may be mistyped.",
        not_opened: "The file could not be opened",
        to_list: "To the library",
        read_only: "You may look at everything here; changing it takes the role of an editor.",
        made_by_editors: "New files are uploaded by editors",
        trashed: "The file is in the trash.",
        restored: "The file is back, as it was.",
        in_trash_text: "It can be restored at any time. What you change here can be saved in the trash too.",
        draft_older: "The file was saved since then. If you take your text back, saving shows both versions side by side.",
        trashed_meanwhile: "Your changes are still here. You can restore the file and save them.",
        gone: "This file no longer exists",
        gone_text: "It was deleted for good. Copy what you typed if you need it; without its file it cannot be saved.",
        save_as_new: None,
    },
    beside: "About the file",
    picture: "Picture",
    document: "Document",
    video: "Video",
    focal: "Focal point",
    focal_help: "Click what must stay visible when the picture is cropped, or move the point with the arrow keys (with Shift in larger steps).",
    focal_reset: "Back to the middle",
    crops: "What remains when it is cropped",
    crop_wide: "Wide",
    crop_square: "Square",
    crop_tall: "Tall",
    open_file: "Open the file",
    texts: "Texts",
    title: "Title",
    alt: "Alternative text",
    alt_help: "What the picture shows, in one sentence, for those who do not see it.",
    decorative: "Decorative",
    decorative_help: "It says nothing that the text does not say: screen readers pass over it.",
    description: "Description",
    order: "Location",
    tags: "Tags",
    tags_help: "Separated by commas.",
    facts: "Facts",
    kind: "Kind",
    dimensions: "Dimensions",
    pages: "Pages",
    original_name: "Original",
    by: "By",
    address: "Address",
    copy: "Copy",
    copied: "The address is in the clipboard.",
    copy_yourself: "The address is selected. Copy it with your keyboard.",
    variants: "Sizes made from it",
    variants_pending: "The smaller sizes are being made. The page shows the original until then.",
    used_in: "Used in",
    used_nowhere: "Nothing shows this file yet.",
    replace: "Replace",
    replace_help: "“Replace” puts another file in the place of this one wherever it is shown. Its texts, folder and tags stay.",
    replaced: "Replaced. Every page that shows the file shows the new one.",
    in_use_title: "This file is used",
    in_use_text: "Take it out there first; then it can go to the trash.",
    purge: "Delete for good",
    purged: "The file is deleted for good.",
    same_file: "The library has the same file by now, so this one stays in the trash.",
};

static DE: MediaFile = MediaFile {
    ui_language: UiLanguage::De,
    noun: NounTexts {
        ui_language: UiLanguage::De,
        one: "Datei",
        many: "Dateien",
        this: "diese Datei",
        not_found: "Diese Datei gibt es nicht",
        not_found_text: "Vielleicht wurde sie endgültig gelöscht, oder die Adresse enthält einen Tippfehler.",
        not_opened: "Die Datei ließ sich nicht öffnen",
        to_list: "Zur Mediathek",
        read_only: "Sie können hier alles ansehen; zum Ändern braucht es die Rolle Redaktion.",
        made_by_editors: "Neue Dateien lädt die Redaktion hoch",
        trashed: "Die Datei liegt im Papierkorb.",
        restored: "Die Datei ist wieder da, wie sie war.",
        in_trash_text: "Sie kann jederzeit wiederhergestellt werden. Was Sie hier ändern, lässt sich auch im Papierkorb speichern.",
        draft_older: "Die Datei wurde seither gespeichert. Holen Sie Ihren Text zurück, zeigt das Speichern beide Fassungen nebeneinander.",
        trashed_meanwhile: "Ihre Änderungen sind noch da. Sie können die Datei wiederherstellen und Ihre Änderungen speichern.",
        gone: "Diese Datei gibt es nicht mehr",
        gone_text: "Sie wurde endgültig gelöscht. Kopieren Sie Ihre Eingaben, falls Sie sie brauchen; ohne die Datei lassen sie sich nicht speichern.",
        save_as_new: None,
    },
    beside: "Über die Datei",
    picture: "Bild",
    document: "Dokument",
    video: "Video",
    focal: "Bildmittelpunkt",
    focal_help: "Klicken Sie an, was beim Zuschneiden sichtbar bleiben muss, oder verschieben Sie den Punkt mit den Pfeiltasten (mit Umschalt in größeren Schritten).",
    focal_reset: "Zurück zur Mitte",
    crops: "Was beim Zuschneiden bleibt",
    crop_wide: "Breit",
    crop_square: "Quadrat",
    crop_tall: "Hoch",
    open_file: "Datei öffnen",
    texts: "Texte",
    title: "Titel",
    alt: "Alternativtext",
    alt_help: "Was das Bild zeigt, in einem Satz, für alle, die es nicht sehen.",
    decorative: "Dekorativ",
    decorative_help: "Es sagt nichts, was der Text nicht sagt: Vorleseprogramme übergehen es.",
    description: "Beschreibung",
    order: "Ablage",
    tags: "Schlagwörter",
    tags_help: "Durch Kommas getrennt.",
    facts: "Angaben",
    kind: "Art",
    dimensions: "Maße",
    pages: "Seiten",
    original_name: "Original",
    by: "Von",
    address: "Adresse",
    copy: "Kopieren",
    copied: "Die Adresse ist in der Zwischenablage.",
    copy_yourself: "Die Adresse ist markiert. Kopieren Sie sie mit der Tastatur.",
    variants: "Erzeugte Größen",
    variants_pending: "Die kleineren Größen entstehen gerade. Bis dahin zeigt die Seite das Original.",
    used_in: "Verwendet in",
    used_nowhere: "Noch nirgends verwendet.",
    replace: "Ersetzen",
    replace_help: "„Ersetzen“ setzt überall eine andere Datei an die Stelle dieser. Texte, Ordner und Schlagwörter bleiben.",
    replaced: "Ersetzt. Jede Seite, die die Datei zeigt, zeigt nun die neue.",
    in_use_title: "Diese Datei wird verwendet",
    in_use_text: "Nehmen Sie sie zuerst dort heraus; dann kann sie in den Papierkorb.",
    purge: "Endgültig löschen",
    purged: "Die Datei ist endgültig gelöscht.",
    same_file: "Die Mediathek hat dieselbe Datei inzwischen noch einmal; diese bleibt deshalb im Papierkorb.",
};
