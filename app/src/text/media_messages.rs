//! Sentences of the media library that hold a name or a number.

use domain::list::Direction;
use domain::media::{BulkProblem, MediaSort, MediaTab};

use super::UiLanguage;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_told_with_one_unit() {
        assert_eq!(UiLanguage::De.sent_of(4_100_000, 6_800_000), "4,1 von 6,8 MB");
        assert_eq!(UiLanguage::En.sent_of(900, 6_800_000), "900 B of 6.8 MB");
    }
}
