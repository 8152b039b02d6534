//! The texts of one noun: each noun with a form brings one per language.

use super::UiLanguage;

/// The sentences about a noun. Nothing fills in a missing one.
pub struct NounTexts {
    pub ui_language: UiLanguage,
    /// `page` and `pages` behind a number.
    pub one: &'static str,
    pub many: &'static str,
    /// `this page`, as the object of a sentence.
    pub this: &'static str,
    pub not_found: &'static str,
    pub not_found_text: &'static str,
    pub not_opened: &'static str,
    pub to_list: &'static str,
    pub read_only: &'static str,
    /// Heading for a viewer who opens the form of a new one.
    pub made_by_editors: &'static str,
    pub trashed: &'static str,
    pub restored: &'static str,
    pub in_trash_text: &'static str,
    /// Of a draft in this browser: it was saved since.
    pub draft_older: &'static str,
    /// Someone moved it to the trash while it was edited.
    pub trashed_meanwhile: &'static str,
    /// It does not exist any more.
    pub gone: &'static str,
    pub gone_text: &'static str,
    /// None where what was typed cannot become a new one.
    pub save_as_new: Option<&'static str>,
}

/// The sentences about a noun that has texts in several languages and is published.
pub struct ItemTexts {
    pub new_item: &'static str,
    /// Names the tabs of its editor.
    pub parts: &'static str,
    pub slug_taken: &'static str,
    /// The text without which it is not published: `text` behind `no`, `Der Text` before `fehlt`.
    pub needed_text: &'static str,
    pub trash_heading: &'static str,
    /// Nothing of it is live.
    pub trash_unseen: &'static str,
    pub restorable: &'static str,
}

impl NounTexts {
    /// `1 page`, `3 pages`.
    pub fn count(&self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.one } else { self.many })
    }

    /// The published items: one by its name, several by their number.
    pub fn published(&self, language: &str, count: usize, title: &str) -> String {
        match count {
            1 => self
                .ui_language
                .pick(format!("“{title}” is live in {language}."), format!("„{title}“ ist jetzt auf {language} live.")),
            _ => {
                let items = self.count(count);
                self.ui_language
                    .pick(format!("{items} are live in {language}."), format!("{items} sind jetzt auf {language} live."))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::media_file::MediaFile;
    use crate::text::page_editor::PageEditor;
    use crate::text::whitepapers::Whitepapers;

    /// The files with sentences that all nouns share.
    const SHARED: [&str; 10] = [
        include_str!("editor.rs"),
        include_str!("form.rs"),
        include_str!("form_conflict.rs"),
        include_str!("form_draft.rs"),
        include_str!("remote_changes.rs"),
        include_str!("item_list.rs"),
        include_str!("listing.rs"),
        include_str!("plan.rs"),
        include_str!("problem.rs"),
        include_str!("publishing.rs"),
    ];

    fn nouns(ui_language: UiLanguage) -> [&'static NounTexts; 3] {
        [&PageEditor::of(ui_language).noun, &Whitepapers::of(ui_language).noun, &MediaFile::of(ui_language).noun]
    }

    #[test]
    fn shared_sentences_name_no_noun() {
        for ui_language in [UiLanguage::En, UiLanguage::De] {
            for noun in nouns(ui_language) {
                let articles =
                    ui_language.pick(["the", "a", "this", "that"].as_slice(), &["die", "das", "der", "eine", "ein", "einem"]);
                let named = articles.iter().map(|article| format!("{article} {}", noun.one)).chain([noun.this.to_owned()]);
                for named in named {
                    let is_named = |line: &&str| {
                        let begins_a_word = |(at, _)| line[..at].chars().next_back().is_none_or(|c: char| !c.is_alphanumeric());
                        line.contains('"') && line.match_indices(&named).any(begins_a_word)
                    };
                    assert_eq!(SHARED.iter().flat_map(|text| text.lines()).find(is_named), None, "{named}");
                }
            }
        }
    }

    #[test]
    fn a_noun_is_counted() {
        assert_eq!(nouns(UiLanguage::En).map(|noun| noun.count(1)), ["1 page", "1 whitepaper", "1 file"]);
        assert_eq!(nouns(UiLanguage::De).map(|noun| noun.count(3)), ["3 Seiten", "3 Whitepapers", "3 Dateien"]);
    }
}
