//! The kinds of items by their names.

use domain::item::ItemKind;

use super::UiLanguage;

impl UiLanguage {
    /// One of a kind.
    pub fn kind(self, kind: ItemKind) -> &'static str {
        match kind {
            ItemKind::Page => self.pick("Page", "Seite"),
            ItemKind::Webinar => "Webinar",
            ItemKind::Whitepaper => "Whitepaper",
        }
    }

    /// Several of a kind.
    pub fn kinds(self, kind: ItemKind) -> &'static str {
        match kind {
            ItemKind::Page => self.pick("Pages", "Seiten"),
            ItemKind::Webinar => self.pick("Webinars", "Webinare"),
            ItemKind::Whitepaper => "Whitepapers",
        }
    }
}
