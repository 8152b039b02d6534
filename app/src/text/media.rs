//! The texts of the media library, of uploading, and of the dialog in which a file is chosen.

use domain::list::Direction;
use domain::media::{BulkProblem, MediaSort, MediaTab};

use super::UiLanguage;

/// See [`Media::of`].
pub struct Media {
    // The library.
    pub upload: &'static str,
    pub new_folder: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub kind: &'static str,
    pub every_kind: &'static str,
    pub folder: &'static str,
    pub folders: &'static str,
    pub every_folder: &'static str,
    pub tag: &'static str,
    pub every_tag: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub order: &'static str,
    pub alt_missing: &'static str,
    pub view: &'static str,
    pub grid: &'static str,
    pub list: &'static str,
    pub caption: &'static str,
    pub name: &'static str,
    pub measures: &'static str,
    pub size: &'static str,
    pub uploaded: &'static str,
    pub pages: &'static str,
    pub per_page: &'static str,
    pub failed_title: &'static str,

    // Actions on files.
    pub move_to: &'static str,
    pub add_tags: &'static str,
    pub in_trash: &'static str,
    pub purge: &'static str,
    pub move_heading: &'static str,
    pub folder_help: &'static str,
    pub tags_heading: &'static str,
    pub tags: &'static str,
    pub tags_help: &'static str,
    pub untag: &'static str,
    pub untag_help: &'static str,
    pub tags_save: &'static str,
    pub new_folder_text: &'static str,
    pub folder_name: &'static str,
    pub open_folder: &'static str,
    pub purge_text: &'static str,

    // Empty.
    pub no_alt_missing_title: &'static str,
    pub no_alt_missing_text: &'static str,
    pub none_unused_title: &'static str,
    pub none_unused_text: &'static str,
    pub past_end_text: &'static str,
    pub none_yet_title: &'static str,
    pub none_yet_text: &'static str,
    pub none_yet_viewer: &'static str,
    pub nothing_found_text: &'static str,
    pub folder_empty_title: &'static str,
    pub folder_empty_text: &'static str,
    pub to_library: &'static str,

    // Uploading.
    pub drop_here: &'static str,
    pub drop_pick: &'static str,
    pub drop_now: &'static str,
    pub accepted: &'static str,
    pub uploads: &'static str,
    pub waiting: &'static str,
    pub processing: &'static str,
    pub done: &'static str,
    pub known: &'static str,
    pub known_in_trash: &'static str,
    pub broken: &'static str,
    pub cancelled: &'static str,
    pub cancel_all: &'static str,
    pub clear_finished: &'static str,

    // Choosing a file.
    pub pick_image: &'static str,
    pub pick_file: &'static str,
    pub pick_search: &'static str,
    pub pick_none: &'static str,
    pub pick_more: &'static str,
    pub describe_heading: &'static str,
    pub describe_alt: &'static str,
    pub describe_help: &'static str,
    /// Where the library has words for the image.
    pub describe_help_empty: &'static str,
    pub describe_insert: &'static str,
    pub describe_it: &'static str,
    pub describe_it_heading: &'static str,
    pub describe_it_take: &'static str,
    pub choosable: &'static str,
}

impl Media {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }
}

impl UiLanguage {
    pub fn media_tab(self, tab: MediaTab) -> &'static str {
        match tab {
            MediaTab::All => self.pick("All", "Alle"),
            MediaTab::MissingAlt => self.pick("Alternative text missing", "Alternativtext fehlt"),
            MediaTab::Unused => self.pick("Not used", "Nicht verwendet"),
            MediaTab::Trash => self.pick("Trash", "Papierkorb"),
        }
    }

    /// The order of the library: what comes first.
    pub fn media_order(self, sort: MediaSort, direction: Direction) -> &'static str {
        match (sort, direction) {
            (MediaSort::Added, Direction::Descending) => self.pick("Newest first", "Neueste zuerst"),
            (MediaSort::Added, Direction::Ascending) => self.pick("Oldest first", "Älteste zuerst"),
            (MediaSort::Name, Direction::Ascending) => self.pick("By name", "Nach Namen"),
            (MediaSort::Name, Direction::Descending) => self.pick("By name, backwards", "Nach Namen, rückwärts"),
            (MediaSort::Size, Direction::Descending) => self.pick("Largest first", "Größte zuerst"),
            (MediaSort::Size, Direction::Ascending) => self.pick("Smallest first", "Kleinste zuerst"),
        }
    }

    /// Why one file of several was left as it was.
    pub fn not_done(self, name: &str, problem: BulkProblem) -> String {
        let (en, de) = match problem {
            BulkProblem::NotFound => {
                ("it is not there any more, or somebody moved it.", "ist nicht mehr da, oder jemand hat sie verschoben.")
            }
            BulkProblem::InUse => ("it is used; its screen says where.", "wird verwendet; wo, steht bei ihr."),
            BulkProblem::Taken => ("the library has the same file already.", "ist genau so schon in der Mediathek."),
            BulkProblem::TooManyTags => ("it would have too many tags.", "hätte zu viele Schlagwörter."),
        };
        self.pick(format!("“{name}”: {en}"), format!("„{name}“: {de}"))
    }

    /// `32 pages` of a PDF.
    pub fn pages_of(self, pages: u32) -> String {
        match pages {
            1 => self.pick("1 page", "1 Seite").into(),
            _ => self.pick(format!("{pages} pages"), format!("{pages} Seiten")),
        }
    }

    /// `48 files, 61 MB.`
    pub fn files_of(self, count: i64, size: &str) -> String {
        match (self, count) {
            (Self::En, 1) => format!("One file, {size}."),
            (Self::En, _) => format!("{count} files, {size}."),
            (Self::De, 1) => format!("Eine Datei, {size}."),
            (Self::De, _) => format!("{count} Dateien, {size}."),
        }
    }

    /// Of an image that was dropped into a text.
    pub fn has_no_alt(self, filename: &str) -> String {
        self.pick(format!("{filename} has no alternative text."), format!("{filename} hat keinen Alternativtext."))
    }

    /// `3 images have no alternative text yet.`
    pub fn images_without_alt(self, count: i64) -> String {
        match count {
            1 => self.pick("One image has no alternative text yet.", "Ein Bild hat noch keinen Alternativtext.").into(),
            _ => self.pick(
                format!("{count} images have no alternative text yet."),
                format!("{count} Bilder haben noch keinen Alternativtext."),
            ),
        }
    }

    /// `4.1 of 6.8 MB`, while a file is sent.
    pub fn sent_of(self, sent: i64, all: i64) -> String {
        let all = self.size(all);
        let sent = self.size(sent);
        let of = self.pick("of", "von");
        match (sent.split_once(' '), all.split_once(' ')) {
            (Some((amount, unit)), Some((_, same))) if unit == same => format!("{amount} {of} {all}"),
            _ => format!("{sent} {of} {all}"),
        }
    }

    pub fn files_purged(self, count: usize, name: &str) -> String {
        match count {
            1 => self.pick(format!("“{name}” is deleted for good."), format!("„{name}“ ist endgültig gelöscht.")),
            _ => self.pick(format!("{count} files are deleted for good."), format!("{count} Dateien sind endgültig gelöscht.")),
        }
    }

    pub fn files_moved(self, count: usize, folder: &str) -> String {
        match count {
            1 => self.pick(format!("The file is in {folder} now."), format!("Die Datei liegt jetzt in {folder}.")),
            _ => self.pick(format!("{count} files are in {folder} now."), format!("{count} Dateien liegen jetzt in {folder}.")),
        }
    }

    pub fn files_tagged(self, count: usize) -> String {
        match count {
            1 => self.pick("The file has its tags.", "Schlagwörter der Datei geändert.").into(),
            _ => self.pick(format!("{count} files have their tags."), format!("Schlagwörter von {count} Dateien geändert.")),
        }
    }

    /// Several files that stay because something shows them.
    pub fn files_in_use(self, names: &[String]) -> String {
        let count = names.len();
        self.pick(
            format!("{count} files stay because they are used: {}.", names.join(", ")),
            format!("{count} Dateien bleiben, weil sie verwendet werden: {}.", names.join(", ")),
        )
    }

    /// `5 of 20 files uploaded, 2 failed`
    pub fn uploaded_of(self, done: usize, failed: usize, all: usize) -> String {
        let failed_too = match failed {
            0 => String::new(),
            1 => self.pick(", one failed", ", eine nicht").into(),
            _ => self.pick(format!(", {failed} failed"), format!(", {failed} nicht")),
        };
        let files = if all == 1 { self.pick("file", "Datei") } else { self.pick("files", "Dateien") };
        self.pick(
            format!("{done} of {all} {files} uploaded{failed_too}"),
            format!("{done} von {all} {files} hochgeladen{failed_too}"),
        )
    }

    pub fn cancel_upload(self, name: &str) -> String {
        self.pick(format!("Cancel {name}"), format!("{name} abbrechen"))
    }

    pub fn dismiss_upload(self, name: &str) -> String {
        self.pick(format!("Take {name} off the list"), format!("{name} aus der Liste nehmen"))
    }

    /// Names a bar of progress.
    pub fn uploading(self, name: &str) -> String {
        self.pick(format!("{name} is being uploaded"), format!("{name} wird hochgeladen"))
    }

    /// `Drop to upload into /covers`.
    pub fn drop_into(self, folder: &str) -> String {
        self.pick(format!("Drop to upload into {folder}"), format!("Loslassen, um in {folder} hochzuladen"))
    }

    pub fn purge_ask(self, count: usize) -> String {
        match count {
            1 => self.pick("Delete this file for good?", "Diese Datei endgültig löschen?").into(),
            _ => self.pick(format!("Delete {count} files for good?"), format!("{count} Dateien endgültig löschen?")),
        }
    }
}

static EN: Media = Media {
    upload: "Upload",
    new_folder: "New folder",
    filter: "Filter media",
    search: "Search media",
    search_hint: "Name, title or tag",
    kind: "Kind",
    every_kind: "Every kind",
    folder: "Folder",
    folders: "Folders",
    every_folder: "All folders",
    tag: "Tag",
    every_tag: "Every tag",
    since: "From",
    until: "to",
    order: "Order",
    alt_missing: "Alt missing",
    view: "View",
    grid: "Grid",
    list: "List",
    caption: "Files of the library",
    name: "File",
    measures: "Dimensions",
    size: "Size",
    uploaded: "Uploaded",
    pages: "Pages of the library",
    per_page: "Files per page",
    failed_title: "The library could not be loaded",
    move_to: "Move",
    add_tags: "Tag",
    in_trash: "in the trash",
    purge: "Delete for good",
    move_heading: "Move to a folder",
    folder_help: "Such as /covers or /events/2026. A new name makes a new folder; a single / is no folder.",
    tags_heading: "Change tags",
    tags: "Add",
    tags_help: "Divided by commas. What a file has already stays.",
    untag: "Take off",
    untag_help: "Divided by commas.",
    tags_save: "Change tags",
    new_folder_text: "The folder is there as soon as a file lies in it.",
    folder_name: "Name",
    open_folder: "Open the folder",
    purge_text: "The file and everything made from it leave the disk. This cannot be taken back.",
    no_alt_missing_title: "Every image is described",
    no_alt_missing_text: "No image lacks an alternative text in a language of the site.",
    none_unused_title: "Every file is used",
    none_unused_text: "Nothing lies here that no page, webinar or whitepaper shows.",
    past_end_text: "The files that stood here have moved or are gone.",
    none_yet_title: "The library is empty",
    none_yet_text: "Drop files anywhere on this screen, paste a picture, or choose files. Nobody sees them before you place them in a page.",
    none_yet_viewer: "An editor can upload the first file.",
    nothing_found_text: "No file fits the search and the filters. Fewer words, or only the beginning of one, find more.",
    folder_empty_title: "No file lies here yet",
    folder_empty_text: "Drop files anywhere on this screen, and they land in this folder.",
    to_library: "To the whole library",
    drop_here: "Drop files here, paste them or",
    drop_pick: "choose them",
    drop_now: "Drop to upload",
    accepted: "JPEG, PNG, GIF, WebP, AVIF, SVG, PDF, DOCX, XLSX, PPTX, MP4",
    uploads: "Uploads",
    waiting: "Waiting",
    processing: "Being checked",
    done: "Uploaded",
    known: "Already there:",
    known_in_trash: "Already there, in the trash:",
    broken: "The connection broke. Nothing of the file is kept; try again.",
    cancelled: "Cancelled.",
    cancel_all: "Cancel all",
    clear_finished: "Clear the list",
    pick_image: "Choose an image",
    pick_file: "Choose a file",
    pick_search: "Search files",
    pick_none: "No file fits. Upload one, or search for something else.",
    pick_more: "Show more",
    describe_heading: "Insert image",
    describe_alt: "Alternative text",
    describe_help: "What the image says to people who do not see it.",
    describe_help_empty: "Leave it empty to use the words of the library.",
    describe_insert: "Insert",
    describe_it: "Describe it",
    describe_it_heading: "Describe image",
    describe_it_take: "Apply",
    choosable: "Files to choose from",
};

static DE: Media = Media {
    upload: "Hochladen",
    new_folder: "Neuer Ordner",
    filter: "Medien filtern",
    search: "Medien durchsuchen",
    search_hint: "Name, Titel oder Schlagwort",
    kind: "Art",
    every_kind: "Alle Arten",
    folder: "Ordner",
    folders: "Ordner",
    every_folder: "Alle Ordner",
    tag: "Schlagwort",
    every_tag: "Alle Schlagwörter",
    since: "Von",
    until: "bis",
    order: "Reihenfolge",
    alt_missing: "Alt fehlt",
    view: "Ansicht",
    grid: "Raster",
    list: "Liste",
    caption: "Dateien der Mediathek",
    name: "Datei",
    measures: "Maße",
    size: "Größe",
    uploaded: "Hochgeladen",
    pages: "Seiten der Mediathek",
    per_page: "Dateien je Seite",
    failed_title: "Die Mediathek ließ sich nicht laden",
    move_to: "Verschieben",
    add_tags: "Verschlagworten",
    in_trash: "im Papierkorb",
    purge: "Endgültig löschen",
    move_heading: "In einen Ordner verschieben",
    folder_help: "Etwa /titelbilder oder /messen/2026. Ein neuer Name legt den Ordner an; ein einzelnes / ist kein Ordner.",
    tags_heading: "Schlagwörter ändern",
    tags: "Hinzufügen",
    tags_help: "Durch Kommas getrennt. Was eine Datei schon hat, bleibt.",
    untag: "Entfernen",
    untag_help: "Durch Kommas getrennt.",
    tags_save: "Schlagwörter ändern",
    new_folder_text: "Der Ordner ist da, sobald eine Datei darin liegt.",
    folder_name: "Name",
    open_folder: "Ordner öffnen",
    purge_text: "Die Datei und alles, was aus ihr gemacht wurde, verlassen den Speicher. Das lässt sich nicht zurücknehmen.",
    no_alt_missing_title: "Jedes Bild ist beschrieben",
    no_alt_missing_text: "Keinem Bild fehlt in einer Sprache der Website der Alternativtext.",
    none_unused_title: "Jede Datei wird verwendet",
    none_unused_text: "Hier liegt nichts, was keine Seite, kein Webinar und kein Whitepaper zeigt.",
    past_end_text: "Die Dateien, die hier standen, haben sich verschoben oder sind weg.",
    none_yet_title: "Die Mediathek ist leer",
    none_yet_text: "Ziehen Sie Dateien irgendwo auf diese Seite, fügen Sie ein Bild ein oder wählen Sie Dateien aus. Niemand sieht sie, bevor Sie sie in eine Seite setzen.",
    none_yet_viewer: "Die erste Datei kann jemand aus der Redaktion hochladen.",
    nothing_found_text: "Keine Datei passt zu Suche und Filtern. Weniger Wörter, oder nur der Anfang eines Wortes, finden mehr.",
    folder_empty_title: "Hier liegt noch keine Datei",
    folder_empty_text: "Ziehen Sie Dateien irgendwo auf diese Seite, dann landen sie in diesem Ordner.",
    to_library: "Zur ganzen Mediathek",
    drop_here: "Dateien hierher ziehen, einfügen oder",
    drop_pick: "auswählen",
    drop_now: "Loslassen, um hochzuladen",
    accepted: "JPEG, PNG, GIF, WebP, AVIF, SVG, PDF, DOCX, XLSX, PPTX, MP4",
    uploads: "Uploads",
    waiting: "Wartet",
    processing: "Wird geprüft",
    done: "Hochgeladen",
    known: "Schon da:",
    known_in_trash: "Schon da, im Papierkorb:",
    broken: "Die Verbindung ist abgerissen. Von der Datei ist nichts gespeichert; versuchen Sie es noch einmal.",
    cancelled: "Abgebrochen.",
    cancel_all: "Alle abbrechen",
    clear_finished: "Liste leeren",
    pick_image: "Bild auswählen",
    pick_file: "Datei auswählen",
    pick_search: "Dateien suchen",
    pick_none: "Keine Datei passt. Laden Sie eine hoch oder suchen Sie nach etwas anderem.",
    pick_more: "Mehr zeigen",
    describe_heading: "Bild einfügen",
    describe_alt: "Alternativtext",
    describe_help: "Was das Bild Menschen sagt, die es nicht sehen.",
    describe_help_empty: "Bleibt das Feld leer, gelten die Worte der Mediathek.",
    describe_insert: "Einfügen",
    describe_it: "Beschreiben",
    describe_it_heading: "Bild beschreiben",
    describe_it_take: "Übernehmen",
    choosable: "Dateien zur Auswahl",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_told_with_one_unit() {
        assert_eq!(UiLanguage::De.sent_of(4_100_000, 6_800_000), "4,1 von 6,8 MB");
        assert_eq!(UiLanguage::En.sent_of(900, 6_800_000), "900 B of 6.8 MB");
    }
}
