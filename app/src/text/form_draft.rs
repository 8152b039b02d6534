//! The texts of drafts: what was typed and not saved, and is found again.

use super::UiLanguage;

/// What stands above and below a draft.
pub struct DraftTexts {
    ui_language: UiLanguage,
    pub text: &'static str,
    pub open: &'static str,
    pub refused: &'static str,
    pub restore: &'static str,
    pub discard: &'static str,
}

impl DraftTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// Heading above a draft; `title` may be empty.
    pub fn title(&self, title: &str, time: &str) -> String {
        let title = self.quoted(title);
        self.ui_language.pick(
            format!("You left unsaved text here{title} ({time})"),
            format!("Hier liegt noch ungespeicherter Text{title} ({time})"),
        )
    }

    /// Heading above a draft that a tab still writes.
    pub fn open_title(&self, title: &str, time: &str) -> String {
        let title = self.quoted(title);
        self.ui_language.pick(
            format!("Another tab is still open with unsaved text{title} ({time})"),
            format!("Ein anderer Tab mit ungespeichertem Text ist noch offen{title} ({time})"),
        )
    }

    fn quoted(&self, title: &str) -> String {
        match title {
            "" => String::new(),
            _ => self.ui_language.pick(format!(": “{title}”"), format!(": „{title}“")),
        }
    }

    /// The names of the fields that a draft changes.
    pub fn fields(&self, names: &str) -> String {
        self.ui_language.pick(format!("Changed: {names}."), format!("Geändert: {names}."))
    }
}

static EN: DraftTexts = DraftTexts {
    ui_language: UiLanguage::En,
    text: "It was never saved. Take it back into the form?",
    open: "Continue there, or close that tab to take the text over here.",
    refused: "This browser cannot keep a copy of your unsaved text: its storage is full or switched off. Save before you leave.",
    restore: "Take it back",
    discard: "Discard it",
};

static DE: DraftTexts = DraftTexts {
    ui_language: UiLanguage::De,
    text: "Er wurde nie gespeichert. In das Formular zurückholen?",
    open: "Schreiben Sie dort weiter, oder schließen Sie jenen Tab, um den Text hier zu übernehmen.",
    refused: "Dieser Browser kann keine Kopie Ihres ungespeicherten Textes behalten: Sein Speicher ist voll oder abgeschaltet. Speichern Sie, bevor Sie gehen.",
    restore: "Zurückholen",
    discard: "Verwerfen",
};
