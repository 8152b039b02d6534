//! The texts of the screen of one file.

use super::Speech;

/// See [`MediaFile::of`].
pub struct MediaFile {
    pub not_found: &'static str,
    pub not_found_text: &'static str,
    pub not_opened: &'static str,
    pub to_library: &'static str,
    pub read_only: &'static str,
    pub beside: &'static str,
    pub save: &'static str,
    pub saving: &'static str,
    pub working: &'static str,
    pub saved: &'static str,
    pub unsaved: &'static str,
    pub control_key: &'static str,

    // The picture.
    pub picture: &'static str,
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

    // What is known of it.
    pub facts: &'static str,
    pub kind: &'static str,
    pub dimensions: &'static str,
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
    pub use_page: &'static str,
    pub use_webinar: &'static str,
    pub use_whitepaper: &'static str,

    // Replace.
    pub replace: &'static str,
    pub replace_help: &'static str,
    pub replaced: &'static str,

    // Trash.
    pub trash: &'static str,
    pub trashed: &'static str,
    pub in_use_title: &'static str,
    pub in_use_text: &'static str,
    pub restore: &'static str,
    pub restored: &'static str,
    pub in_trash_text: &'static str,
    pub purge: &'static str,
    pub purged: &'static str,
    pub cancel: &'static str,

    // Leaving; someone else was first.
    pub leaving_title: &'static str,
    pub leaving_text: &'static str,
    pub leaving_stay: &'static str,
    pub leaving_leave: &'static str,
    pub leaving_save: &'static str,
    pub conflict_text: &'static str,
    pub conflict_later: &'static str,
    pub conflict_save: &'static str,
    pub mine: &'static str,
    pub theirs: &'static str,
    pub nothing: &'static str,
}

impl MediaFile {
    pub fn of(speech: Speech) -> &'static Self {
        match speech {
            Speech::En => &EN,
            Speech::De => &DE,
        }
    }
}

impl Speech {
    /// `Saved 22 Nov, 10:05 by Aylin Demir`.
    pub fn file_saved(self, time: &str) -> String {
        self.pick(format!("Saved {time}"), format!("Gespeichert {time}"))
    }

    /// `In the trash since 22 Nov, 10:05`.
    pub fn file_in_trash(self, time: &str) -> String {
        self.pick(format!("In the trash since {time}"), format!("Seit {time} im Papierkorb"))
    }

    /// Where the focal point is: for a screen reader, and beside the picture.
    pub fn focal_at(self, x: u8, y: u8) -> String {
        self.pick(format!("{x} % from the left, {y} % from the top"), format!("{x} % von links, {y} % von oben"))
    }

    /// `Alternative text, German`.
    pub fn in_language(self, field: &str, language: &str) -> String {
        format!("{field}, {language}")
    }

    /// Heading of the dialog where someone else was first.
    pub fn file_changed(self, time: &str) -> String {
        self.pick(format!("Somebody else saved this file, {time}"), format!("Jemand anderes hat diese Datei gespeichert, {time}"))
    }

    pub fn used_in_places(self, count: usize) -> String {
        match count {
            1 => self.pick("Used in one place", "An einer Stelle verwendet").into(),
            _ => self.pick(format!("Used in {count} places"), format!("An {count} Stellen verwendet")),
        }
    }
}

static EN: MediaFile = MediaFile {
    not_found: "This file does not exist",
    not_found_text: "It may have been deleted for good, or the address has a typing error.",
    not_opened: "The file could not be opened",
    to_library: "To the library",
    read_only: "You may look at everything here; changing it takes the role of an editor.",
    beside: "About the file",
    save: "Save",
    saving: "Saving …",
    working: "One moment …",
    saved: "Saved.",
    unsaved: "Not saved yet",
    control_key: "Ctrl",
    picture: "Picture",
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
    order: "Where it lies",
    tags: "Tags",
    tags_help: "Divided by commas.",
    facts: "Facts",
    kind: "Kind",
    dimensions: "Dimensions",
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
    use_page: "Page",
    use_webinar: "Webinar",
    use_whitepaper: "Whitepaper",
    replace: "Replace",
    replace_help: "“Replace” puts another file in the place of this one wherever it is shown. Its texts, folder and tags stay.",
    replaced: "Replaced. Every page that shows the file shows the new one.",
    trash: "Move to trash",
    trashed: "The file is in the trash.",
    in_use_title: "This file is used",
    in_use_text: "Take it out there first; then it can go to the trash.",
    restore: "Restore",
    restored: "The file is back, as it was.",
    in_trash_text: "It can be restored at any time.",
    purge: "Delete for good",
    purged: "The file is deleted for good.",
    cancel: "Cancel",
    leaving_title: "Leave without saving?",
    leaving_text: "What you changed on this file is not saved yet.",
    leaving_stay: "Stay",
    leaving_leave: "Leave without saving",
    leaving_save: "Save and leave",
    conflict_text: "Both of you changed what stands here. Choose what shall hold; everything else is already merged.",
    conflict_later: "Decide later",
    conflict_save: "Save my choice",
    mine: "Mine",
    theirs: "Theirs",
    nothing: "nothing",
};

static DE: MediaFile = MediaFile {
    not_found: "Diese Datei gibt es nicht",
    not_found_text: "Vielleicht wurde sie endgültig gelöscht, oder die Adresse enthält einen Tippfehler.",
    not_opened: "Die Datei ließ sich nicht öffnen",
    to_library: "Zur Mediathek",
    read_only: "Sie können hier alles ansehen; zum Ändern braucht es die Rolle Redaktion.",
    beside: "Über die Datei",
    save: "Speichern",
    saving: "Wird gespeichert …",
    working: "Einen Augenblick …",
    saved: "Gespeichert.",
    unsaved: "Noch nicht gespeichert",
    control_key: "Strg",
    picture: "Bild",
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
    order: "Wo sie liegt",
    tags: "Schlagwörter",
    tags_help: "Durch Kommas getrennt.",
    facts: "Angaben",
    kind: "Art",
    dimensions: "Maße",
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
    use_page: "Seite",
    use_webinar: "Webinar",
    use_whitepaper: "Whitepaper",
    replace: "Ersetzen",
    replace_help: "„Ersetzen“ setzt überall eine andere Datei an die Stelle dieser. Texte, Ordner und Schlagwörter bleiben.",
    replaced: "Ersetzt. Jede Seite, die die Datei zeigt, zeigt nun die neue.",
    trash: "In den Papierkorb",
    trashed: "Die Datei liegt im Papierkorb.",
    in_use_title: "Diese Datei wird verwendet",
    in_use_text: "Nehmen Sie sie zuerst dort heraus; dann kann sie in den Papierkorb.",
    restore: "Wiederherstellen",
    restored: "Die Datei ist wieder da, wie sie war.",
    in_trash_text: "Sie kann jederzeit wiederhergestellt werden.",
    purge: "Endgültig löschen",
    purged: "Die Datei ist endgültig gelöscht.",
    cancel: "Abbrechen",
    leaving_title: "Ohne Speichern verlassen?",
    leaving_text: "Was Sie an dieser Datei geändert haben, ist noch nicht gespeichert.",
    leaving_stay: "Bleiben",
    leaving_leave: "Ohne Speichern verlassen",
    leaving_save: "Speichern und verlassen",
    conflict_text: "Sie beide haben geändert, was hier steht. Wählen Sie, was gelten soll; alles andere ist schon zusammengeführt.",
    conflict_later: "Später entscheiden",
    conflict_save: "Meine Wahl speichern",
    mine: "Meine Fassung",
    theirs: "Die andere Fassung",
    nothing: "nichts",
};
