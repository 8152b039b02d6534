//! The sentences of a list of items, in the words of its noun.

/// Nothing fills in a missing sentence.
pub struct ItemListTexts {
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
