//! The texts of the question before one language of several items is published.

use domain::language::Language;

use super::UiLanguage;
use super::noun::NounTexts;

/// In the language of the interface.
#[derive(Debug, Clone, Copy)]
pub struct PublishSelectedTexts(pub UiLanguage);

impl PublishSelectedTexts {
    /// `Publish 3 pages in English?`
    pub fn heading(self, noun: &NounTexts, count: usize, language: &Language) -> String {
        let (items, name) = (noun.count(count), self.0.language_name(language));
        self.0.pick(format!("Publish {items} in {name}?"), format!("{items} auf {name} veröffentlichen?"))
    }

    pub fn seen_at_once(self, count: usize) -> &'static str {
        match count {
            1 => self.0.pick("Visitors see it at once.", "Besucher sehen das sofort."),
            _ => self.0.pick("Visitors see them at once.", "Besucher sehen sie sofort."),
        }
    }

    /// Above those that the checklist has something against.
    pub fn unready(self, count: usize) -> String {
        match count {
            1 => self.0.pick(
                "One text should be corrected first. It stays as it is unless you tick it:".into(),
                "Ein Text sollte zuerst berichtigt werden. Er bleibt, wie er ist, wenn Sie ihn nicht ankreuzen:".into(),
            ),
            _ => self.0.pick(
                format!("{count} texts should be corrected first. They stay as they are unless you tick them:"),
                format!(
                    "{count} Texte sollten zuerst berichtigt werden. Sie bleiben, wie sie sind, wenn Sie sie nicht ankreuzen:"
                ),
            ),
        }
    }

    /// The button: `Publish 2 pages`.
    pub fn publish(self, noun: &NounTexts, count: usize) -> String {
        let items = noun.count(count);
        self.0.pick(format!("Publish {items}"), format!("{items} veröffentlichen"))
    }

    pub fn cancel(self) -> &'static str {
        self.0.pick("Cancel", "Abbrechen")
    }
}
