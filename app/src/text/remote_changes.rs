//! The changes that somebody made to an item meanwhile, in words. Where nobody knows who made them, only the differences are told.

use domain::language::Language;
use domain::publication::PublicationChange;

use super::clock;
use super::form_conflict::ConflictTexts;
use super::noun::NounTexts;
use crate::form::remote_changes::{By, RemoteChange, RemoteChanges};
use crate::ui::time::written;

impl ConflictTexts {
    /// One sentence without its full stop, for a heading.
    pub fn summary(&self, noun: &NounTexts, changes: &RemoteChanges, time: &str) -> String {
        if let Some(change) = changes.one_act() {
            return format!("{}, {time}", self.done_by(noun, &changes.by, change));
        }
        if let Some(change) = changes.list.first().filter(|_| changes.is_by_time()) {
            return self.is_different(change).trim_end_matches('.').to_owned();
        }
        let this = noun.this;
        if changes.version_count < 2 {
            return self
                .ui_language
                .pick(format!("Somebody changed {this}, {time}"), format!("Jemand hat {this} geändert, {time}"));
        }
        let this = capitalized(this);
        if changes.list.contains(&RemoteChange::Trashed) {
            return self.ui_language.pick(
                format!("{this} was moved to the trash in the meantime, {time}"),
                format!("{this} wurde inzwischen in den Papierkorb gelegt, {time}"),
            );
        }
        match &changes.by {
            By::Person(by) => self.ui_language.pick(
                format!("{this} was changed in the meantime, last by {by}, {time}"),
                format!("{this} wurde inzwischen geändert, zuletzt von {by}, {time}"),
            ),
            By::Me => self.ui_language.pick(
                format!("{this} was changed in the meantime, last by you in another tab, {time}"),
                format!("{this} wurde inzwischen geändert, zuletzt von Ihnen in einem anderen Tab, {time}"),
            ),
            By::Unknown => self
                .ui_language
                .pick(format!("{this} was changed in the meantime, {time}"), format!("{this} wurde inzwischen geändert, {time}")),
        }
    }

    /// One sentence for each difference, where the heading does not say all of them.
    pub fn change_list(&self, changes: &RemoteChanges) -> Vec<String> {
        let is_told = changes.list.len() < 2 && (changes.one_act().is_some() || changes.is_by_time());
        // The heading says of everything in the trash that it is there.
        let others = changes.list.iter().filter(|change| **change != RemoteChange::Trashed);
        if is_told { Vec::new() } else { others.map(|change| self.is_different(change)).collect() }
    }

    /// `Jonas Feddersen took German off the site`.
    fn done_by(&self, noun: &NounTexts, by: &By, change: &RemoteChange) -> String {
        let (did, getan) = self.deed(noun, change);
        match by {
            By::Person(by) => self.ui_language.pick(format!("{by} {did}"), format!("{by} hat {getan}")),
            By::Me => {
                self.ui_language.pick(format!("In another tab you {did}"), format!("In einem anderen Tab haben Sie {getan}"))
            }
            By::Unknown => self.ui_language.pick(format!("Somebody {did}"), format!("Jemand hat {getan}")),
        }
    }

    /// What was done: behind a name in English, behind a name and `hat` in German.
    fn deed(&self, noun: &NounTexts, change: &RemoteChange) -> (String, String) {
        let (this, name_of) = (noun.this, |of: &Language| self.ui_language.language_name(of).to_owned());
        match change {
            RemoteChange::Trashed => (format!("moved {this} to the trash"), format!("{this} in den Papierkorb gelegt")),
            RemoteChange::Restored => (format!("restored {this}"), format!("{this} wiederhergestellt")),
            RemoteChange::Saved => (format!("saved {this}"), format!("{this} gespeichert")),
            RemoteChange::DraftDropped => ("dropped the draft".to_owned(), "den Entwurf verworfen".to_owned()),
            RemoteChange::Published(of, PublicationChange::WentLive) => {
                let name = name_of(of);
                (format!("published {name}"), format!("{name} veröffentlicht"))
            }
            RemoteChange::Published(of, PublicationChange::TextChanged) => {
                let name = name_of(of);
                (format!("published changes in {name}"), format!("Änderungen veröffentlicht: {name}"))
            }
            RemoteChange::Published(of, PublicationChange::WentOff) => {
                let name = name_of(of);
                (format!("took {name} off the site"), format!("{name} von der Website genommen"))
            }
            RemoteChange::Published(of, PublicationChange::Planned(at)) => {
                let (name, time) = (name_of(of), written(*at, true));
                (format!("planned {name} for {time}"), format!("{name} für den {} geplant", clock(&time)))
            }
            RemoteChange::Published(of, PublicationChange::PlanCancelled) => {
                let name = name_of(of);
                (format!("cancelled the plan for {name}"), format!("den Plan für {name} aufgehoben"))
            }
            RemoteChange::Published(of, PublicationChange::EndSet(at)) => {
                let (name, time) = (name_of(of), written(*at, true));
                (format!("set the end of {name} to {time}"), format!("das Ende für {name} auf den {} gesetzt", clock(&time)))
            }
            RemoteChange::Published(of, PublicationChange::EndRemoved) => {
                let name = name_of(of);
                (format!("removed the end of {name}"), format!("das Ende für {name} entfernt"))
            }
            RemoteChange::Published(_, PublicationChange::CameDue | PublicationChange::Ended) => {
                (format!("changed {this}"), format!("{this} geändert"))
            }
        }
    }

    /// What is different, whoever did it.
    fn is_different(&self, change: &RemoteChange) -> String {
        let pick = |en: String, de: String| self.ui_language.pick(en, de);
        let (language, change) = match change {
            RemoteChange::Trashed => return pick("It is in the trash.".into(), "Alles liegt im Papierkorb.".into()),
            RemoteChange::Restored => {
                return pick("It was restored from the trash.".into(), "Wiederhergestellt aus dem Papierkorb.".into());
            }
            RemoteChange::Saved => return pick("It was saved.".into(), "Es wurde gespeichert.".into()),
            RemoteChange::DraftDropped => return pick("The draft was dropped.".into(), "Der Entwurf wurde verworfen.".into()),
            RemoteChange::Published(language, change) => (self.ui_language.language_name(language), *change),
        };
        match change {
            PublicationChange::WentLive => pick(format!("{language} is live."), format!("{language} ist live.")),
            PublicationChange::TextChanged => {
                pick(format!("Changes in {language} are live."), format!("Änderungen sind live: {language}."))
            }
            PublicationChange::WentOff => {
                pick(format!("{language} is off the site."), format!("{language} ist nicht mehr auf der Website."))
            }
            PublicationChange::Planned(at) => {
                let time = written(at, true);
                pick(format!("{language} is planned for {time}."), format!("{language} ist für den {} geplant.", clock(&time)))
            }
            PublicationChange::PlanCancelled => {
                pick(format!("Nothing is planned for {language} any more."), format!("Für {language} ist nichts mehr geplant."))
            }
            PublicationChange::CameDue => pick(
                format!("The plan for {language} has come due."),
                format!("Die Zeit, für die {language} geplant war, ist gekommen."),
            ),
            PublicationChange::Ended => {
                pick(format!("The time of {language} is over."), format!("Die Zeit von {language} ist abgelaufen."))
            }
            PublicationChange::EndSet(at) => {
                let time = written(at, true);
                pick(
                    format!("{language} is public until {time}."),
                    format!("{language} ist bis zum {} öffentlich.", clock(&time)),
                )
            }
            PublicationChange::EndRemoved => {
                pick(format!("{language} has no end any more."), format!("{language} hat kein Ende mehr."))
            }
        }
    }
}

/// With a capital letter.
fn capitalized(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::UiLanguage;
    use crate::text::page_editor::PageEditor;

    fn told(ui_language: UiLanguage, by: By, version_count: i64, changes: Vec<RemoteChange>) -> String {
        let changes = RemoteChanges { by, version_count, list: changes };
        ConflictTexts::of(ui_language).summary(&PageEditor::of(ui_language).noun, &changes, "10:05")
    }

    /// The shared sentences name no noun, not even here.
    fn this() -> &'static str {
        PageEditor::of(UiLanguage::En).noun.this
    }

    fn jonas() -> By {
        By::Person("Jonas".into())
    }

    fn german(change: PublicationChange) -> RemoteChange {
        RemoteChange::Published(Language::parse("de").unwrap(), change)
    }

    #[test]
    fn an_act_is_told_by_its_name() {
        use UiLanguage::{De, En};
        let off = || vec![german(PublicationChange::WentOff)];
        assert_eq!(told(En, jonas(), 1, vec![RemoteChange::Saved]), format!("Jonas saved {}, 10:05", this()));
        assert_eq!(told(En, jonas(), 1, off()), "Jonas took German off the site, 10:05");
        assert_eq!(told(De, jonas(), 1, off()), "Jonas hat Deutsch von der Website genommen, 10:05");
        assert_eq!(told(En, By::Me, 1, vec![RemoteChange::Saved]), format!("In another tab you saved {}, 10:05", this()));
        assert_eq!(
            told(De, By::Me, 1, vec![RemoteChange::DraftDropped]),
            "In einem anderen Tab haben Sie den Entwurf verworfen, 10:05"
        );
    }

    #[test]
    fn what_is_not_known_names_nobody() {
        use UiLanguage::En;
        assert_eq!(told(En, jonas(), 1, Vec::new()), format!("Somebody changed {}, 10:05", this()));
        let due = vec![german(PublicationChange::CameDue)];
        assert_eq!(told(En, By::Me, 0, due), "The plan for German has come due");
        let both = vec![RemoteChange::Saved, german(PublicationChange::TextChanged)];
        assert_eq!(told(En, jonas(), 2, both.clone()), "This page was changed in the meantime, last by Jonas, 10:05");
        let changes = RemoteChanges { by: jonas(), version_count: 2, list: both };
        assert_eq!(ConflictTexts::of(En).change_list(&changes), ["It was saved.", "Changes in German are live."]);
        let list = vec![RemoteChange::Trashed, RemoteChange::Saved];
        assert!(told(En, jonas(), 2, list.clone()).contains("moved to the trash"));
        let changes = RemoteChanges { by: jonas(), version_count: 2, list };
        assert_eq!(ConflictTexts::of(En).change_list(&changes), ["It was saved."], "the heading says the rest");
    }
}
