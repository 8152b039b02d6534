//! The editor's texts of a conflict: someone else saved first.

use super::editor::Editor;

/// What stands in the dialog of a conflict.
pub struct ConflictTexts {
    pub text: &'static str,
    pub fits: &'static str,
    pub trashed_text: &'static str,
    pub gone: &'static str,
    pub gone_text: &'static str,
    pub all_mine: &'static str,
    pub all_theirs: &'static str,
    pub later: &'static str,
    pub save: &'static str,
    pub restore: &'static str,
    pub mine: &'static str,
    pub theirs: &'static str,
    pub both: &'static str,
    pub both_apart: &'static str,
    pub save_as_new: &'static str,
}

impl Editor {
    /// Heading of the dialog after somebody else saved.
    pub fn conflict_changed(&self, by: Option<&str>, time: &str) -> String {
        let (by, this) = (by.unwrap_or(self.someone), self.this);
        self.speech.pick(format!("{by} saved {this}, {time}"), format!("{by} hat {this} gespeichert, {time}"))
    }

    pub fn conflict_trashed(&self, by: Option<&str>, time: &str) -> String {
        let (by, this) = (by.unwrap_or(self.someone), self.this);
        self.speech
            .pick(format!("{by} moved {this} to the trash, {time}"), format!("{by} hat {this} in den Papierkorb gelegt, {time}"))
    }

    /// `3 fields without a conflict`.
    pub fn conflict_quiet(&self, count: usize) -> String {
        match count {
            1 => self.speech.pick("1 field without a conflict", "1 Feld ohne Widerspruch").to_owned(),
            _ => self.speech.pick(format!("{count} fields without a conflict"), format!("{count} Felder ohne Widerspruch")),
        }
    }

    /// `Text, English, passage 1 of 2`.
    pub fn conflict_passage(&self, field: &str, number: usize, count: usize) -> String {
        self.speech.pick(format!("{field}, passage {number} of {count}"), format!("{field}, Stelle {number} von {count}"))
    }
}

/// Of pages; another noun's are made from it.
pub(super) const PAGE_EN: ConflictTexts = ConflictTexts {
    text: "Your changes are still here. Choose what stays wherever both of you changed the same; nothing is saved until then.",
    fits: "Your changes and theirs do not touch each other, so all of them are kept. Look at them, then save.",
    trashed_text: "Your changes are still here. You can restore the page and save them.",
    gone: "This page no longer exists",
    gone_text: "It was removed for good. Your text is still here and can become a new page.",
    all_mine: "Keep all of mine",
    all_theirs: "Take all of theirs",
    later: "Back to the form",
    save: "Save this choice",
    restore: "Restore and save",
    mine: "Yours",
    theirs: "Theirs",
    both: "Both, yours first",
    both_apart: "Both changes together",
    save_as_new: "Save as a new page",
};

pub(super) const PAGE_DE: ConflictTexts = ConflictTexts {
    text: "Ihre Änderungen sind noch da. Wählen Sie, was bleibt, wo beide dasselbe geändert haben; bis dahin wird nichts gespeichert.",
    fits: "Ihre Änderungen und die gespeicherten berühren sich nicht; alle bleiben erhalten. Sehen Sie sie durch und speichern Sie dann.",
    trashed_text: "Ihre Änderungen sind noch da. Sie können die Seite wiederherstellen und Ihre Änderungen speichern.",
    gone: "Diese Seite gibt es nicht mehr",
    gone_text: "Sie wurde endgültig entfernt. Ihr Text ist noch da und kann eine neue Seite werden.",
    all_mine: "Alle meine Fassungen behalten",
    all_theirs: "Alles Gespeicherte übernehmen",
    later: "Zurück zum Formular",
    save: "Diese Auswahl speichern",
    restore: "Wiederherstellen und speichern",
    mine: "Von Ihnen",
    theirs: "Gespeichert",
    both: "Beide, Ihre zuerst",
    both_apart: "Beide Änderungen zusammen",
    save_as_new: "Als neue Seite speichern",
};
