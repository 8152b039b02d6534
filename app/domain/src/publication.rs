//! Whether a language of an item is published, and what staff see of that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::time::Timestamp;

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
}

impl<F> Default for Publication<F> {
    fn default() -> Self {
        Self { live: None, states: BTreeMap::new(), periods: BTreeMap::new(), planned: BTreeMap::new() }
    }
}

/// The state of one language in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageStatus {
    pub state: LanguageState,
    /// Whether the draft differs from what is published.
    pub has_changes: bool,
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
}
