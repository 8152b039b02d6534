//! The texts that all forms with a version share: saving and leaving. They name no noun.

use domain::text::RemovedKind;

use super::{UiLanguage, clock};

/// See [`FormTexts::of`].
pub struct FormTexts {
    ui_language: UiLanguage,
    pub problems: &'static str,
    pub refused: &'static str,
    /// Above the problems of a restore that was refused.
    pub not_restored: &'static str,
    pub cancel: &'static str,
    /// On a keyboard.
    pub control_key: &'static str,
    pub save: &'static str,
    pub saving: &'static str,
    pub working: &'static str,
    pub saved: &'static str,
    pub nothing_yet: &'static str,
    pub never_saved: &'static str,
    pub unsaved: &'static str,
    pub still_kept: &'static str,
    pub trash: &'static str,
    pub restore: &'static str,
    pub leaving_title: &'static str,
    pub leaving_text: &'static str,
    pub leaving_stay: &'static str,
    pub leaving_leave: &'static str,
    pub leaving_save: &'static str,
    pub nothing: &'static str,
}

impl FormTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// Beside a field whose text holds such a character.
    pub fn left_out(&self, kind: RemovedKind) -> &'static str {
        match kind {
            RemovedKind::Control => self.ui_language.pick(
                "Contains a control character. It is left out when you save.",
                "Enthält ein Steuerzeichen. Beim Speichern wird es weggelassen.",
            ),
            RemovedKind::Direction => self.ui_language.pick(
                "Contains an invisible character that turns the direction of writing. It is left out when you save.",
                "Enthält ein unsichtbares Zeichen, das die Schreibrichtung umkehrt. Beim Speichern wird es weggelassen.",
            ),
            RemovedKind::Invisible => self.ui_language.pick(
                "Contains an invisible character. It is left out when you save.",
                "Enthält ein unsichtbares Zeichen. Beim Speichern wird es weggelassen.",
            ),
        }
    }

    /// `Saved today at 09:24 by Jonas Feddersen`.
    pub fn saved_at(&self, time: &str, by: Option<&str>) -> String {
        match by {
            Some(by) => self.ui_language.pick(format!("Saved {time} by {by}"), format!("Gespeichert {time} von {by}")),
            None => self.ui_language.pick(format!("Saved {time}"), format!("Gespeichert {time}")),
        }
    }

    pub fn in_trash(&self, time: &str) -> String {
        self.ui_language.pick(format!("In the trash since {time}"), format!("Seit dem {} im Papierkorb", clock(time)))
    }

    /// As `not_restored`, where another has what must be its own.
    pub fn taken_meanwhile(&self, value: &str) -> String {
        self.ui_language.pick(
            format!("Not restored: “{value}” is in use by now. Enter something else there, then restore it again."),
            format!("Nicht wiederhergestellt: „{value}“ ist inzwischen vergeben. Geben Sie dort etwas anderes ein und stellen Sie dann wieder her."),
        )
    }

    /// `Yes`, of a checkbox that is set.
    pub fn yes_or_no(&self, is_set: bool) -> &'static str {
        if is_set { self.ui_language.pick("Yes", "Ja") } else { self.ui_language.pick("No", "Nein") }
    }
}

static EN: FormTexts = FormTexts {
    ui_language: UiLanguage::En,
    problems: "to correct",
    refused: "Not saved yet. Something needs correcting; what you typed is still there.",
    not_restored: "Not restored. Something needs correcting first; what you typed is still there.",
    cancel: "Cancel",
    control_key: "Ctrl",
    save: "Save",
    saving: "Saving …",
    working: "One moment …",
    saved: "Saved.",
    nothing_yet: "Nothing written yet",
    never_saved: "Not saved yet",
    unsaved: "Unsaved changes",
    still_kept: "Nothing is lost: your text is kept in this browser.",
    trash: "Move to trash",
    restore: "Restore",
    leaving_title: "Leave with unsaved changes?",
    leaving_text: "What you typed since the last save is not stored yet.",
    leaving_stay: "Stay",
    leaving_leave: "Leave without saving",
    leaving_save: "Save and leave",
    nothing: "Empty",
};

static DE: FormTexts = FormTexts {
    ui_language: UiLanguage::De,
    problems: "zu berichtigen",
    refused: "Noch nicht gespeichert. Etwas muss berichtigt werden; Ihre Eingaben sind erhalten.",
    not_restored: "Nicht wiederhergestellt. Zuerst muss etwas berichtigt werden; Ihre Eingaben sind erhalten.",
    cancel: "Abbrechen",
    control_key: "Strg",
    save: "Speichern",
    saving: "Wird gespeichert …",
    working: "Einen Moment …",
    saved: "Gespeichert.",
    nothing_yet: "Noch nichts geschrieben",
    never_saved: "Noch nicht gespeichert",
    unsaved: "Ungespeicherte Änderungen",
    still_kept: "Nichts ist verloren: Ihr Text liegt in diesem Browser.",
    trash: "In den Papierkorb",
    restore: "Wiederherstellen",
    leaving_title: "Mit ungespeicherten Änderungen gehen?",
    leaving_text: "Was Sie seit dem letzten Speichern getippt haben, ist noch nicht gespeichert.",
    leaving_stay: "Bleiben",
    leaving_leave: "Ohne Speichern gehen",
    leaving_save: "Speichern und gehen",
    nothing: "Leer",
};
