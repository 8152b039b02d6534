//! The texts of a conflict: somebody changed the item meanwhile. `remote_changes.rs` words the changes.

use super::UiLanguage;
use super::noun::NounTexts;
use crate::form::remote_changes::RemoteChanges;

/// What stands in the dialog of a conflict.
pub struct ConflictTexts {
    pub(super) ui_language: UiLanguage,
    pub text: &'static str,
    pub fits: &'static str,
    /// The texts are not what is different.
    pub untouched: &'static str,
    pub all_mine: &'static str,
    pub all_theirs: &'static str,
    pub later: &'static str,
    pub save: &'static str,
    pub restore: &'static str,
    pub mine: &'static str,
    pub theirs: &'static str,
    pub both: &'static str,
    pub both_apart: &'static str,
}

impl ConflictTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// `3 fields without a conflict`.
    pub fn quiet(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick("1 field without a conflict", "1 Feld ohne Widerspruch").to_owned(),
            _ => self.ui_language.pick(format!("{count} fields without a conflict"), format!("{count} Felder ohne Widerspruch")),
        }
    }

    /// `Text, English, passage 1 of 2`.
    pub fn passage(&self, field: &str, number: usize, count: usize) -> String {
        self.ui_language.pick(format!("{field}, passage {number} of {count}"), format!("{field}, Stelle {number} von {count}"))
    }

    /// Something happened to it, and nothing that was typed here is at stake.
    pub fn overtaken(&self, noun: &NounTexts, changes: &RemoteChanges, time: &str) -> String {
        let mut told = self.summary(noun, changes, time);
        for change in self.change_list(changes) {
            told = format!("{told}. {}", change.trim_end_matches('.'));
        }
        self.ui_language.pick(
            format!("{told}. You see it as it is now; please look at it and try again."),
            format!("{told}. Sie sehen jetzt den neuen Stand; bitte prüfen Sie ihn und versuchen Sie es noch einmal."),
        )
    }

    /// Lines between two that differ.
    pub fn lines_skipped(&self, count: usize) -> String {
        match count {
            1 => self.ui_language.pick("… 1 line the same", "… 1 Zeile gleich").to_owned(),
            _ => self.ui_language.pick(format!("… {count} lines the same"), format!("… {count} Zeilen gleich")),
        }
    }
}

static EN: ConflictTexts = ConflictTexts {
    ui_language: UiLanguage::En,
    text: "Your changes are still here. Choose what stays where you both changed the same passage; nothing is saved until then.",
    fits: "Your changes and the saved ones do not touch each other, so all of them are kept. Look at them, then save.",
    untouched: "The texts are as you opened them, so all of your changes are kept. Look at them, then save.",
    all_mine: "Keep all of mine",
    all_theirs: "Take all that is saved",
    later: "Back to the form",
    save: "Save this choice",
    restore: "Restore and save",
    mine: "Yours",
    theirs: "Saved",
    both: "Both, yours first",
    both_apart: "Both changes together",
};

static DE: ConflictTexts = ConflictTexts {
    ui_language: UiLanguage::De,
    text: "Ihre Änderungen sind noch da. Wählen Sie, was bleibt, wo Sie beide dieselbe Stelle geändert haben; bis dahin wird nichts gespeichert.",
    fits: "Ihre Änderungen und die gespeicherten berühren sich nicht; alle bleiben erhalten. Sehen Sie sie durch und speichern Sie dann.",
    untouched: "Die Texte sind, wie Sie sie geöffnet haben; alle Ihre Änderungen bleiben erhalten. Sehen Sie sie durch und speichern Sie dann.",
    all_mine: "Alle meine Fassungen behalten",
    all_theirs: "Alles Gespeicherte übernehmen",
    later: "Zurück zum Formular",
    save: "Diese Auswahl speichern",
    restore: "Wiederherstellen und speichern",
    mine: "Von Ihnen",
    theirs: "Gespeichert",
    both: "Beide, Ihre zuerst",
    both_apart: "Beide Änderungen zusammen",
};
