//! Whether a language of an item is published, and what staff see of that.

mod changes;
mod publish_act;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::time::Timestamp;

pub use changes::PublicationChange;
pub use publish_act::{PublishAct, Schedule, means_now};

/// The status that an editor set for one language of an item. Visitors see a published one only within its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    Published,
}

/// Public from, and until.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

/// The pause after which the editor asks for the item again, once a planned time has passed.
const LATE_SECONDS: i64 = 30;

/// The published side of an item, for staff. `F` is the item's form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publication<F> {
    /// The published texts, and the published values that all languages share. None if no language is published.
    pub live: Option<F>,
    /// For each language that the item has.
    pub states: BTreeMap<Language, LanguageState>,
    /// From when to when each language is public, as far as that was said.
    pub periods: BTreeMap<Language, Period>,
    /// Changes of live texts that wait for their time.
    pub planned: BTreeMap<Language, Period>,
    /// The texts of those changes. None if there is no such change.
    #[serde(default = "none")]
    pub upcoming: Option<F>,
}

fn none<F>() -> Option<F> {
    None
}

impl<F> Publication<F> {
    /// The period that waits for its time in a language: of a change of the live text, or of the first publication.
    pub fn plan(&self, language: &Language) -> Option<Period> {
        let first = || matches!(self.states.get(language), Some(LanguageState::Planned(_))).then(|| self.periods.get(language));
        self.planned.get(language).or_else(|| first().flatten()).copied()
    }

    /// The form with the text that waits for its time in a language.
    pub fn planned_form(&self, language: &Language) -> Option<&F> {
        match self.planned.contains_key(language) {
            true => self.upcoming.as_ref(),
            false => self.plan(language).and(self.live.as_ref()),
        }
    }

    /// When to look at it again: at the next time at which visitors see something else; soon where such a time has passed and it is
    /// not told yet, because the clock of the server is behind.
    pub fn next_look(&self, now: Timestamp) -> Option<Timestamp> {
        let is_past = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        let is_late = self.states.iter().any(|(language, state)| match state {
            LanguageState::Planned(at) => *at <= now,
            LanguageState::Live | LanguageState::Outdated => {
                is_past(self.plan(language).and_then(|plan| plan.from))
                    || is_past(self.periods.get(language).and_then(|period| period.until))
            }
            _ => false,
        });
        if is_late { Some(Timestamp(now.0 + LATE_SECONDS)) } else { self.next_change(now) }
    }

    /// The next time after `now` at which visitors see something else, without anybody doing anything.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let published = self.states.iter().filter(|(_, state)| state.is_published());
        let own = published.filter_map(|(language, _)| self.periods.get(language));
        let times = own.chain(self.planned.values()).flat_map(|period| [period.from, period.until]);
        times.flatten().filter(|at| *at > now).min()
    }
}

impl<F> Default for Publication<F> {
    fn default() -> Self {
        Self { live: None, states: BTreeMap::new(), periods: BTreeMap::new(), planned: BTreeMap::new(), upcoming: None }
    }
}

/// The state of one language in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageStatus {
    pub state: LanguageState,
    /// Whether the draft differs from what is published.
    pub has_changes: bool,
    /// When a planned change of the live text will be shown.
    pub planned: Option<Timestamp>,
}

/// The state of one language, as lists and editors show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LanguageState {
    Missing,
    Draft,
    /// Published, but only from this time on.
    Planned(Timestamp),
    Live,
    /// Live, but the live text in the default language was written later.
    Outdated,
    /// Its time in public is over.
    Ended,
}

impl LanguageState {
    /// Whether visitors read it now.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Live | Self::Outdated)
    }

    /// Whether it is published, even if its time is still to come or over.
    pub fn is_published(self) -> bool {
        !matches!(self, Self::Missing | Self::Draft)
    }
}

/// The state of one language of an item, from what is stored. `written_at` is when its text was written, `source_written_at` when
/// the live text in the default language was, if there is one.
pub fn language_state(
    status: Status,
    published_at: Option<Timestamp>,
    unpublished_at: Option<Timestamp>,
    written_at: Timestamp,
    source_written_at: Option<Timestamp>,
    now: Timestamp,
) -> LanguageState {
    match (status, published_at) {
        (Status::Draft, _) | (_, None) => LanguageState::Draft,
        (_, Some(from)) if from > now => LanguageState::Planned(from),
        _ if unpublished_at.is_some_and(|end| end <= now) => LanguageState::Ended,
        _ if source_written_at.is_some_and(|source| source > written_at) => LanguageState::Outdated,
        _ => LanguageState::Live,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_live_from_its_time_to_its_end() {
        let now = Timestamp(1_000);
        let state = |status, from: Option<i64>, end: Option<i64>, source: Option<i64>| {
            language_state(status, from.map(Timestamp), end.map(Timestamp), Timestamp(500), source.map(Timestamp), now)
        };
        assert_eq!(state(Status::Draft, Some(1), None, None), LanguageState::Draft);
        assert_eq!(state(Status::Published, Some(1_001), None, None), LanguageState::Planned(Timestamp(1_001)));
        assert_eq!(state(Status::Published, Some(1_000), None, None), LanguageState::Live);
        assert_eq!(state(Status::Published, Some(1), Some(1_000), None), LanguageState::Ended);
        assert_eq!(state(Status::Published, Some(1), Some(1_001), Some(501)), LanguageState::Outdated);
    }
    #[test]
    fn a_plan_is_that_of_a_change_or_of_the_first_publication() {
        let (en, de) = (Language::parse("en").unwrap(), Language::parse("de").unwrap());
        let at = |from, until: Option<i64>| Period { from: Some(Timestamp(from)), until: until.map(Timestamp) };
        let publication = Publication {
            live: Some("live"),
            states: [(en.clone(), LanguageState::Live), (de.clone(), LanguageState::Planned(Timestamp(90)))].into(),
            periods: [(en.clone(), at(10, None)), (de.clone(), at(90, Some(95)))].into(),
            planned: [(en.clone(), at(50, Some(70)))].into(),
            upcoming: Some("upcoming"),
        };
        assert_eq!((publication.plan(&en), publication.planned_form(&en)), (Some(at(50, Some(70))), Some(&"upcoming")));
        assert_eq!((publication.plan(&de), publication.planned_form(&de)), (Some(at(90, Some(95))), Some(&"live")));
        let next = |now| publication.next_change(Timestamp(now)).map(|at| at.0);
        assert_eq!([next(20), next(50), next(70), next(90), next(95)], [Some(50), Some(70), Some(90), Some(95), None]);
        let look = |now| publication.next_look(Timestamp(now)).map(|at| at.0);
        assert_eq!([look(20), look(50)], [Some(50), Some(50 + LATE_SECONDS)], "what has come due is looked at again");
        let without = Publication { planned: BTreeMap::new(), upcoming: None, ..publication };
        assert_eq!((without.plan(&en), without.planned_form(&en)), (None, None));
    }
}
