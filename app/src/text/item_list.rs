//! The sentences of a list of items, in the words of its noun.

use super::UiLanguage;

/// Nothing fills in a missing sentence.
pub struct ItemListTexts {
    /// Names the table.
    pub caption: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    /// The text without which a language is not published, with its article where the language has one.
    pub required: &'static str,
    pub new: &'static str,
    /// The button of a list without any.
    pub first: &'static str,
    pub none_yet_title: &'static str,
    pub none_yet_text: &'static str,
    /// To somebody who may not write one.
    pub none_yet_viewer: &'static str,
    pub nothing_found_text: &'static str,
    pub none_in_tab_text: &'static str,
}

impl ItemListTexts {
    /// One of several could not be published because its text lacks something.
    pub fn not_ready(&self, ui_language: UiLanguage, language: &str, title: &str) -> String {
        let required = self.required;
        ui_language.pick(
            format!("“{title}” was not published: it has no {required} in {language} yet."),
            format!("„{title}“ wurde nicht veröffentlicht: Auf {language} fehlt noch {required}."),
        )
    }
}
