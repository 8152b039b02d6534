//! The blocks of a text by their names: in the menu from which they are inserted, and in the preview.

use domain::block::{LiveList, PagesOf};

use super::UiLanguage;

impl UiLanguage {
    /// Stands in the preview where a list is filled when the page is shown.
    pub fn live_list(self, kind: LiveList, of: &str, count: u32) -> String {
        let sentence = match kind {
            LiveList::Webinars => {
                self.pick(format!("The next {count} webinars stand here."), format!("Hier stehen die nächsten {count} Webinare."))
            }
            LiveList::Whitepapers => self.pick(
                format!("The latest {count} whitepapers stand here."),
                format!("Hier stehen die neuesten {count} Whitepapers."),
            ),
            LiveList::Articles => self
                .pick(format!("The latest {count} articles stand here."), format!("Hier stehen die neuesten {count} Beiträge.")),
            LiveList::Pages => match PagesOf::parse(of) {
                Some(PagesOf::Path(path)) => self.pick(
                    format!("Up to {count} pages below {path} stand here, the newest first."),
                    format!("Hier stehen bis zu {count} Seiten unterhalb von {path}, die neuesten zuerst."),
                ),
                Some(PagesOf::Template(template)) => self.pick(
                    format!("Up to {count} pages of the template “{}” stand here, the newest first.", template.as_str()),
                    format!("Hier stehen bis zu {count} Seiten der Vorlage „{}“, die neuesten zuerst.", template.as_str()),
                ),
                Some(PagesOf::This) | None => self.pick(
                    format!("Up to {count} pages below this one stand here, the newest first."),
                    format!("Hier stehen bis zu {count} Seiten unterhalb dieser, die neuesten zuerst."),
                ),
            },
        };
        format!("<p class=\"preview-live\" lang=\"{}\">{sentence}</p>", self.tag())
    }

    /// The name of a block, and what it is for. None if there is no such block.
    pub fn block(self, name: &str) -> Option<(&'static str, &'static str)> {
        let ((name_en, about_en), (name_de, about_de)) = match name {
            "hero" => {
                (("Hero", "Opens the text: claim, lead, buttons"), ("Aufmacher", "Eröffnet den Text: Satz, Vorspann, Knöpfe"))
            }
            "numbers" => (("Numbers", "A few figures with their meaning"), ("Zahlen", "Einige Werte und was sie bedeuten")),
            "features" => (("Features", "What you offer, in short"), ("Leistungen", "Was Sie bieten, in Kürze")),
            "quote" => (("Quote", "What somebody said, with name"), ("Zitat", "Was jemand sagte, mit Namen")),
            "call" => (("Call to action", "A sentence and a button"), ("Handlungsaufruf", "Ein Satz und eine Schaltfläche")),
            "faq" => (("Questions", "Questions that open"), ("Fragen", "Fragen zum Aufklappen")),
            "gallery" => (("Gallery", "Pictures with captions"), ("Galerie", "Bilder mit Unterschriften")),
            "video" => (("Video", "With captions and first frame"), ("Video", "Mit Untertiteln und erstem Bild")),
            "webinars" => (("Webinars", "The next ones, always current"), ("Webinare", "Die nächsten, immer aktuell")),
            "whitepapers" => (("Whitepapers", "The latest, always current"), ("Whitepapers", "Die neuesten, immer aktuell")),
            "articles" => (("Articles", "The latest, always current"), ("Beiträge", "Die neuesten, immer aktuell")),
            "pages" => (
                ("Child pages", "Pages below this one, always current"),
                ("Unterseiten", "Seiten unterhalb dieser, immer aktuell"),
            ),
            _ => return None,
        };
        Some(self.pick((name_en, about_en), (name_de, about_de)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_words_in_both_languages() {
        for block in domain::block::BLOCKS {
            for ui_language in [UiLanguage::En, UiLanguage::De] {
                assert!(ui_language.block(block.name).is_some(), "{}", block.name);
            }
        }
    }
}
